import type { Dispute, Order, PaymentIntent } from '../api/shapes.ts'

/**
 * What the present state allows: null, or why not, in the words that the button shows. The server decides again; these
 * only spare a refusal.
 */
export type Reason = string | null

export const refundableOf = (order: Order) => order.settlement_amounts.net_collected_money

export const whyNoRefundOfOrder = (order: Order): Reason => {
  if (order.settlement_amounts.paid_money.amount === 0) return 'Nothing was paid yet'
  return refundableOf(order).amount > 0 ? null : 'Everything was given back already'
}

export const refundableOfPayment = ({ captured_money, refunded_money }: PaymentIntent) => ({
  amount: captured_money.amount - refunded_money.amount,
  currency: captured_money.currency,
})

const disputedNow = [
  'warning_needs_response',
  'warning_under_review',
  'needs_response',
  'under_review',
  'lost',
]

export const whyNoRefundOfPayment = (payment: PaymentIntent): Reason => {
  if (payment.captured_money.amount === 0) return 'Nothing was taken yet'
  if (disputedNow.includes(payment.dispute_status)) return 'The payment is disputed'
  return refundableOfPayment(payment).amount > 0 ? null : 'Everything was given back already'
}

export const whyNoCapture = ({ status }: Pick<PaymentIntent, 'status'>): Reason => {
  if (status === 'requires_capture') return null
  return status === 'succeeded' ? 'The money was taken already' : 'There is no money on hold'
}

export const whyNoCancel = ({ status }: Pick<PaymentIntent, 'status'>): Reason => {
  if (status === 'succeeded') return 'The money was taken: refund it instead'
  if (status === 'canceled' || status === 'expired') return 'It has ended already'
  return status === 'processing' ? 'It is being processed' : null
}

export const whyNoClose = (order: Order): Reason => {
  if (order.status !== 'open') return 'The order is closed'
  const isRunning = ['processing', 'finalizing'].includes(order.active_payment_attempt?.status ?? '')
  return isRunning ? 'A payment is being processed' : null
}

export const whyNoReceipt = (order: Order): Reason =>
  order.payment_status === 'paid' ? null : 'A receipt is for a paid order'

export const whyNoCheckout = (order: Order): Reason => {
  if (order.status !== 'open') return 'The order is closed'
  return order.settlement_amounts.outstanding_money.amount > 0 ? null : 'Nothing is left to pay'
}

export const whyNoEvidence = (dispute: Dispute): Reason => {
  if (dispute.has_evidence) return 'Evidence was submitted already'
  if (dispute.evidence_response_allowed) return null
  return dispute.evidence_deadline_passed ? 'The deadline has passed' : 'This dispute cannot be answered'
}

export const whyNoAcceptance = ({ status }: Pick<Dispute, 'status'>): Reason =>
  ['needs_response', 'warning_needs_response', 'under_review', 'warning_under_review'].includes(status)
    ? null
    : 'It is decided already'
