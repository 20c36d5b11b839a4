import type { Context } from '../../platform/context.ts'
import { type Statement, findOne } from '../../platform/db/statement.ts'
import type { FlowlixPayment } from '../flowlix-payment.ts'

export type OrderByAnotherName = { orderId: string; payment: FlowlixPayment | null }

/** Null where there is no such order. */
export const findOrderByAnotherName = (ctx: Context, orderId: string): Statement<OrderByAnotherName | null> =>
  findOne(
    'find_order_by_another_name',
    `SELECT o.order_id, p.document FROM orders o
     LEFT JOIN flowlix_payments p ON p.environment_id = $1 AND p.order_id = o.order_id
     WHERE o.environment_id = $1 AND o.order_id = $2`,
    [ctx.environmentId, orderId],
    (row) => ({ orderId: row['order_id'], payment: row['document'] }),
  )
