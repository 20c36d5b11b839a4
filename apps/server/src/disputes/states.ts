import type { DisputeStatus } from '../payments/payment.ts'

/** Every move a dispute may make; an empty list means that the status is final. Source: contract, flint-commerce 12. */
export const disputeMoves: Readonly<Record<DisputeStatus, readonly DisputeStatus[]>> = {
  warning_needs_response: ['warning_under_review', 'warning_closed', 'needs_response', 'prevented'],
  warning_under_review: ['warning_closed', 'needs_response', 'prevented'],
  warning_closed: [],
  needs_response: ['under_review', 'won', 'lost', 'prevented'],
  under_review: ['won', 'lost', 'prevented'],
  won: [],
  lost: [],
  prevented: [],
}

export const canMove = (from: DisputeStatus, to: DisputeStatus): boolean => disputeMoves[from].includes(to)

/** Whether it can get there, however many moves that takes; where it is it can stay. */
export const leadsTo = (from: DisputeStatus, to: DisputeStatus): boolean =>
  from === to || disputeMoves[from].some((next) => leadsTo(next, to))

export const isEnded = (status: DisputeStatus): boolean => disputeMoves[status].length === 0

export const endedStatuses: readonly DisputeStatus[] = (Object.keys(disputeMoves) as DisputeStatus[]).filter(
  isEnded,
)

/** Waits for the merchant. */
export const needsResponse = (status: DisputeStatus): boolean =>
  status === 'needs_response' || status === 'warning_needs_response'

/** What the bank looks at once the merchant has answered. */
export const underReview = (status: DisputeStatus): DisputeStatus =>
  status === 'warning_needs_response' ? 'warning_under_review' : 'under_review'

/** How it ends when nobody answers in time, or the merchant gives in: a bank that only asked loses interest. */
export const givenUp = (status: DisputeStatus): DisputeStatus =>
  status === 'warning_needs_response' || status === 'warning_under_review' ? 'warning_closed' : 'lost'

/** Operations that a merchant can still call. */
export const supportedActions = (status: DisputeStatus): string[] => [
  ...(needsResponse(status) ? ['submit_dispute_evidence'] : []),
  ...(isEnded(status) ? [] : ['close_dispute']),
]
