import type { DisputeStatus, PaymentIntent } from './payment.ts'

/** As a payment shows it. Source: contract, flint-commerce 6.1 and 12. */
export const disputeStatuses = [
  'none',
  'warning_needs_response',
  'warning_under_review',
  'warning_closed',
  'needs_response',
  'under_review',
  'won',
  'lost',
  'prevented',
] as const

export const disputeStatusOf = ({ disputeStatus }: Pick<PaymentIntent, 'disputeStatus'>) =>
  disputeStatus ?? ('none' as const)

const open: ReadonlySet<DisputeStatus | 'none'> = new Set([
  'warning_needs_response',
  'warning_under_review',
  'needs_response',
  'under_review',
])
const takesMoney: ReadonlySet<DisputeStatus | 'none'> = new Set(['needs_response', 'under_review', 'lost'])

/** The bank has the money: until it decides, or for good. An inquiry takes none. */
export const isTakenBack = (intent: Pick<PaymentIntent, 'disputeStatus'>): boolean =>
  takesMoney.has(disputeStatusOf(intent))

/**
 * Whether the merchant may not refund it: while a dispute is open, inquiries included, and after a lost one, when there
 * is nothing left to give back. Source: contract, flint-commerce 10.2 and 12.
 */
export const isDisputed = (intent: Pick<PaymentIntent, 'disputeStatus'>): boolean =>
  open.has(disputeStatusOf(intent)) || isTakenBack(intent)
