import type { Minor } from '@flint/money'
import type { Context } from '../platform/context.ts'
import { type Statement, findMany } from '../platform/db/statement.ts'

/** What a link has brought in one currency, in minor units. */
export type LinkResult = {
  currency: string
  orderCount: number
  paidOrderCount: number
  paid: Minor
  refunded: Minor
}

/** Read of what other capabilities write: the orders behind the checkouts that the link has made. */
export const sumResults = (ctx: Context, paymentLinkId: string): Statement<LinkResult[]> =>
  findMany(
    'sum_payment_link_results',
    `SELECT o.currency, count(*)::int AS order_count,
       (count(*) FILTER (WHERE o.payment_status = 'paid'))::int AS paid_order_count,
       sum(o.paid)::bigint AS paid, sum(o.refunded)::bigint AS refunded
     FROM orders o
     WHERE o.environment_id = $1 AND o.order_id IN (
       SELECT s.order_id FROM checkout_sessions s WHERE s.environment_id = $1 AND s.payment_link_id = $2)
     GROUP BY o.currency ORDER BY o.currency`,
    [ctx.environmentId, paymentLinkId],
    (row) => ({
      currency: row['currency'],
      orderCount: row['order_count'],
      paidOrderCount: row['paid_order_count'],
      paid: row['paid'],
      refunded: row['refunded'],
    }),
  )
