import { plusMs } from '../../../platform/clock/clock.ts'
import { declines } from '../../declines.ts'
import type { DeclineCode } from '../../payment.ts'
import type { AuthorizeRequest, LookUpRequest, ProcessorAnswer, RefundAnswer } from '../processor.ts'
import type { TestCard } from './cards.ts'

/** How long a late card keeps its result to itself. */
export const LATE_RESULT_MS = 5_000

/**
 * The answer to a new payment. The same request always gets the same answer; no card means that the number was
 * not a test card, and those are declined.
 */
export function answerToAuthorize(card: TestCard | null, request: AuthorizeRequest): ProcessorAnswer {
  if (!card) return declined(request, 'card_declined')
  if (request.isOffSession && card.offSession !== 'as_result') return declined(request, card.offSession)
  if (card.isChallenged && !request.isOffSession) {
    return { outcome: 'requires_action', reference: referenceOf(request) }
  }
  if (card.isLate) return unknownUntil(request, plusMs(request.now, LATE_RESULT_MS))
  return resultOf(card, request)
}

/** The answer when asked again: after a challenge, or for a result that was not known. */
export function answerToLookUp(card: TestCard | null, request: LookUpRequest): ProcessorAnswer {
  if (!card) return declined(request, 'card_declined')
  if (request.isOffSession && card.offSession !== 'as_result') return declined(request, card.offSession)
  if (card.isChallenged && !request.isOffSession) {
    if (request.challenge === 'failed') return declined(request, 'authentication_required')
    if (request.challenge === null) return { outcome: 'requires_action', reference: referenceOf(request) }
    return resultOf(card, request)
  }
  const knownAt = plusMs(request.startedAt, LATE_RESULT_MS)
  if (card.isLate && Date.parse(request.now) < Date.parse(knownAt)) return unknownUntil(request, knownAt)
  return resultOf(card, request)
}

/** The answer to a new refund: most cards know at once, two of them only when asked again. */
export const answerToRefund = (card: TestCard | null): RefundAnswer =>
  !card || card.refund === 'succeeds' ? { outcome: 'succeeded' } : { outcome: 'pending' }

export const answerToRefundLookUp = (card: TestCard | null): RefundAnswer =>
  card?.refund === 'fails_later'
    ? { outcome: 'failed', reason: 'expired_or_canceled_card' }
    : { outcome: 'succeeded' }

function resultOf(card: TestCard, request: AuthorizeRequest): ProcessorAnswer {
  if (card.result !== 'succeeds') return declined(request, card.result)
  const reference = referenceOf(request)
  return request.capture === 'manual'
    ? { outcome: 'authorized', reference }
    : { outcome: 'succeeded', reference }
}

function declined(request: AuthorizeRequest, code: DeclineCode): ProcessorAnswer {
  return { outcome: 'declined', reference: referenceOf(request), code, message: declines[code].message }
}

const unknownUntil = (request: AuthorizeRequest, askAgainAt: string): ProcessorAnswer => ({
  outcome: 'unknown',
  reference: referenceOf(request),
  askAgainAt,
})

/** Derived from our idempotency key, so a repeated request names the same payment. */
const referenceOf = (request: AuthorizeRequest): string => `sim_${request.chargeId}`
