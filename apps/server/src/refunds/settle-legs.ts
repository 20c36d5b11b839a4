import type { RefundAnswer, RefundFailureReason } from '../payments/processors/processor.ts'
import { type Instant, plusMs } from '../platform/clock/clock.ts'
import { askAgainAfterMs } from './finish-timer.ts'
import type { RefundAllocation } from './refund-allocation.ts'
import type { Refund, RefundLeg, RefundStatus } from './refund.ts'
import { splitFailedLegs } from './split-failed-legs.ts'

export type SettledRefund = {
  refund: Refund
  /** What failed just now and must be given back; null when nothing did. */
  failed: RefundAllocation | null
  failedLegs: RefundLeg[]
  /** When to ask the processor again; null once every leg has ended. */
  askAgainAt: Instant | null
}

/** What the processor says of a leg; `isSlow` when it went to a bank, where it is on its way for days. */
export type LegAnswer = RefundAnswer & {
  isSlow?: boolean
  mayBounce?: boolean
  /** When a remote processor is asked again, and how often that makes it. */
  askAgainAt?: Instant
  unanswered?: number
}

/** The processor is to be asked about it. */
export const isOpen = (leg: RefundLeg): boolean =>
  leg.status === 'pending' || leg.status === 'in_transit' || leg.mayBounce === true

/**
 * What the processor's answers make of a refund. Legs move `pending` → `in_transit` → `succeeded` or `failed`; one that
 * succeeded can still bounce while `mayBounce` is on it, and fails then. All others stay as they have ended; an answer
 * that did not come, or is not final, leaves its leg open.
 * Source: contract, flint-commerce 10.4.
 */
export const settleLegs = (
  before: Refund,
  answers: ReadonlyMap<string, LegAnswer>,
  now: Instant,
): SettledRefund => {
  const legs = before.legs.map((leg) => {
    const answer = isOpen(leg) ? answers.get(leg.paymentIntentId) : undefined
    return answer ? settledLeg(leg, answer, now) : leg
  })
  const failedLegs = legs.filter((leg, at) => leg.status === 'failed' && before.legs[at]!.status !== 'failed')
  const { kept, failed } = splitFailedLegs(
    before.standing,
    new Set(failedLegs.map((leg) => leg.paymentIntentId)),
  )
  const refund: Refund = {
    ...before,
    legs,
    standing: kept,
    status: statusOf(legs),
    failureReason: failureReasonOf(legs),
    version: before.version + 1,
    updatedAt: now,
  }
  return {
    refund,
    failed: failedLegs.length > 0 ? failed : null,
    failedLegs,
    askAgainAt: legs.some(isOpen) ? nextAskAt(answers, now) : null,
  }
}

const settledLeg = ({ mayBounce, ...leg }: RefundLeg, answer: LegAnswer, now: Instant): RefundLeg => {
  const sent = {
    ...leg,
    sentAt: leg.sentAt ?? now,
    ...(answer.unanswered === undefined ? {} : { unanswered: answer.unanswered }),
  }
  switch (answer.outcome) {
    case 'succeeded':
      return { ...sent, status: 'succeeded', ...(answer.mayBounce ? { mayBounce: true } : {}) }
    case 'failed':
      return { ...sent, status: 'failed', failureReason: answer.reason }
    case 'pending':
      return answer.isSlow
        ? { ...sent, status: 'in_transit' }
        : { ...sent, ...(mayBounce ? { mayBounce } : {}) }
    case 'unknown':
      return { ...sent, ...(mayBounce ? { mayBounce } : {}) }
  }
}

/** While one leg is open the whole is; then all, some or none of the money went back. */
const statusOf = (legs: readonly RefundLeg[]): RefundStatus => {
  const are = (status: RefundLeg['status']) => legs.filter((leg) => leg.status === status).length
  if (are('pending') > 0) return 'pending'
  if (are('in_transit') > 0) return 'in_transit'
  if (are('failed') === 0) return 'succeeded'
  return are('succeeded') === 0 ? 'failed' : 'partially_succeeded'
}

const failureReasonOf = (legs: readonly RefundLeg[]): RefundFailureReason | null =>
  legs.some((leg) => leg.status === 'pending' || leg.status === 'in_transit')
    ? null
    : (legs.find((leg) => leg.failureReason !== null)?.failureReason ?? null)

/** The earliest time that an open leg's processor named; processors without one are asked after a fixed while. */
const nextAskAt = (answers: ReadonlyMap<string, LegAnswer>, now: Instant): Instant =>
  [...answers.values()]
    .flatMap((answer) => {
      const isFinal = answer.outcome === 'succeeded' || answer.outcome === 'failed'
      return isFinal ? [] : [answer.askAgainAt ?? plusMs(now, askAgainAfterMs)]
    })
    .toSorted()[0] ?? plusMs(now, askAgainAfterMs)
