import type { Context } from '../platform/context.ts'
import type { Statement } from '../platform/db/statement.ts'
import type { Instant } from '../platform/clock/clock.ts'
import type { FlowlixStatus } from './flowlix-payment.ts'
import { type PaymentWithRefunds, refundsOfPayments, toPaymentWithRefunds } from './payment-queries.ts'

export type PaymentListQuery = {
  limit: number
  /** Null for all. */
  statuses: readonly FlowlixStatus[] | null
  /** The first instant that counts, and the first that no longer does. */
  from: Instant | null
  before: Instant | null
  /** The payment that stands before or after the page. */
  cursor: { side: 'after' | 'before'; createdAt: Instant; paymentId: string } | null
}

export type PaymentPage = { payments: PaymentWithRefunds[]; hasMore: boolean }

/** Newest first, ties by id; the page before a payment is newest first, too. Source: contract, flowlix 5. */
export const paymentPage = (
  ctx: Context,
  { limit, statuses, from, before, cursor }: PaymentListQuery,
): Statement<PaymentPage> => {
  const values: unknown[] = [ctx.environmentId]
  const bind = (value: unknown) => `$${values.push(value)}`
  const conditions = ['environment_id = $1']
  if (statuses) conditions.push(`status = ANY(${bind(statuses)}::text[])`)
  if (from) conditions.push(`created_at >= ${bind(from)}::timestamptz`)
  if (before) conditions.push(`created_at < ${bind(before)}::timestamptz`)
  const isBackwards = cursor?.side === 'before'
  if (cursor)
    conditions.push(
      `(created_at, payment_id) ${isBackwards ? '>' : '<'} (${bind(cursor.createdAt)}::timestamptz, ${bind(cursor.paymentId)})`,
    )
  const direction = isBackwards ? 'ASC' : 'DESC'
  return {
    name: 'list_flowlix_payments',
    isPlannedAnew: true,
    text: `SELECT document, ${refundsOfPayments} FROM flowlix_payments WHERE ${conditions.join(' AND ')}
           ORDER BY created_at ${direction}, payment_id ${direction} LIMIT ${bind(limit + 1)}`,
    values,
    read: (rows) => {
      const page = rows.slice(0, limit).map(toPaymentWithRefunds)
      return { payments: isBackwards ? page.toReversed() : page, hasMore: rows.length > limit }
    },
  }
}
