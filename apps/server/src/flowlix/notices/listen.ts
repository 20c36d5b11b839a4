import { onRefundChange } from '../../refunds/listeners.ts'
import { onPaymentChange } from '../follow-order.ts'
import { refundStatusOf } from '../to-refund.ts'
import { noticeTypeOf } from './notice.ts'
import { recordNotices } from './record-notices.ts'

/** A payment or refund that has ended is told to whoever listens, in the transaction that ends it. Source: contract, flowlix 17.6. */

onPaymentChange((ctx, { payment, from, to }) => {
  const type = noticeTypeOf(from, to)
  return type === null ? [] : [recordNotices(ctx, { type, payment })]
})

onRefundChange((ctx, { before, after, order }) => {
  const status = refundStatusOf(after)
  if (!order?.flowlix || status === 'pending' || status === refundStatusOf(before)) return []
  return [recordNotices(ctx, { type: `refund.${status}`, payment: order.flowlix, refundId: after.refundId })]
})
