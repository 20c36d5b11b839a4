import type { Order } from '../orders/order.ts'
import { fromStored } from '../orders/stored-order.ts'
import type { Context } from '../platform/context.ts'
import { type Row, type Statement, findOne, write } from '../platform/db/statement.ts'
import type { Refund } from '../refunds/refund.ts'
import type { FlowlixPayment, FlowlixStatus } from './flowlix-payment.ts'
import type { PaymentState } from './payment-state.ts'

const toPayment = (row: Row): FlowlixPayment => row['document']

export const insertPayment = (payment: FlowlixPayment): Statement<void> =>
  write(
    'insert_flowlix_payment',
    `INSERT INTO flowlix_payments (environment_id, payment_id, order_id, status, document, created_at, updated_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING 1`,
    [
      payment.environmentId,
      payment.paymentId,
      payment.orderId,
      payment.status,
      JSON.stringify(payment),
      payment.createdAt,
      payment.updatedAt,
    ],
  )

/** What a change of its order makes of a payment, without reading it. The caller holds the order's lock. */
export const changePaymentOfOrder = (
  ctx: Context,
  paymentId: string,
  state: PaymentState,
  entered: FlowlixStatus | null,
): Statement<void> =>
  write(
    'change_flowlix_payment',
    `UPDATE flowlix_payments SET status = $3, updated_at = $6,
       document = document || $4::jsonb || jsonb_build_object('enteredAt', (document -> 'enteredAt') || $5::jsonb)
     WHERE environment_id = $1 AND payment_id = $2 RETURNING 1`,
    [
      ctx.environmentId,
      paymentId,
      state.status,
      JSON.stringify({ ...state, updatedAt: ctx.now }),
      JSON.stringify(entered === null ? {} : { [entered]: ctx.now }),
      ctx.now,
    ],
  )

export const findPayment = (ctx: Context, paymentId: string): Statement<FlowlixPayment | null> =>
  findOne(
    'find_flowlix_payment',
    'SELECT document FROM flowlix_payments WHERE environment_id = $1 AND payment_id = $2',
    [ctx.environmentId, paymentId],
    toPayment,
  )

export const findPaymentOfOrder = (ctx: Context, orderId: string): Statement<FlowlixPayment | null> =>
  findOne(
    'find_flowlix_payment_of_order',
    'SELECT document FROM flowlix_payments WHERE environment_id = $1 AND order_id = $2',
    [ctx.environmentId, orderId],
    toPayment,
  )

/** For who changes what the order does not know; the order's lock, where it is taken too, comes first. */
export const lockPayment = (ctx: Context, paymentId: string): Statement<FlowlixPayment | null> =>
  findOne(
    'lock_flowlix_payment',
    'SELECT document FROM flowlix_payments WHERE environment_id = $1 AND payment_id = $2 FOR UPDATE',
    [ctx.environmentId, paymentId],
    toPayment,
  )

export const savePayment = (payment: FlowlixPayment): Statement<void> =>
  write(
    'save_flowlix_payment',
    `UPDATE flowlix_payments SET status = $3, document = $4, updated_at = $5
     WHERE environment_id = $1 AND payment_id = $2 RETURNING 1`,
    [payment.environmentId, payment.paymentId, payment.status, JSON.stringify(payment), payment.updatedAt],
  )

/** A payment with the refunds of its order, whoever made them, oldest first. */
export type PaymentWithRefunds = { payment: FlowlixPayment; refunds: readonly Refund[] }

export const refundsOfPayments = `coalesce((SELECT jsonb_agg(r.document ORDER BY r.refund_id) FROM refunds r
   WHERE r.environment_id = flowlix_payments.environment_id AND r.order_id = flowlix_payments.order_id), '[]') AS refunds`

export const toPaymentWithRefunds = (row: Row): PaymentWithRefunds => ({
  payment: toPayment(row),
  refunds: row['refunds'],
})

export const findPaymentWithRefunds = (
  ctx: Context,
  paymentId: string,
): Statement<PaymentWithRefunds | null> =>
  findOne(
    'find_flowlix_payment_with_refunds',
    `SELECT document, ${refundsOfPayments} FROM flowlix_payments WHERE environment_id = $1 AND payment_id = $2`,
    [ctx.environmentId, paymentId],
    toPaymentWithRefunds,
  )

/** As the engine has it now, for who goes on with it. */
export const findOrderOfPayment = (
  ctx: Context,
  paymentId: string,
): Statement<{ payment: FlowlixPayment; order: Order } | null> =>
  findOne(
    'find_order_of_flowlix_payment',
    `SELECT f.document, o.document AS "order" FROM flowlix_payments f
     JOIN orders o ON o.environment_id = f.environment_id AND o.order_id = f.order_id
     WHERE f.environment_id = $1 AND f.payment_id = $2`,
    [ctx.environmentId, paymentId],
    (row) => ({ payment: toPayment(row), order: fromStored(row['order']) }),
  )
