import { plusMs } from '../../../platform/clock/clock.ts'
import { declineOf } from '../../declines.ts'
import type { DeclineCode } from '../../payment.ts'
import type {
  AuthorizeRequest,
  LookUpRequest,
  ProcessorAnswer,
  RefundAnswer,
  SetUpAnswer,
  SetUpRequest,
} from '../processor.ts'
import type { TestBehaviour } from './behaviour.ts'

/**
 * The answer to a new payment. The same request always gets the same answer; no behaviour means that it
 * was not a test card or account, and those are declined.
 */
export function answerToAuthorize(source: TestBehaviour | null, request: AuthorizeRequest): ProcessorAnswer {
  if (!source) return declined(request, 'card_declined')
  if (request.isOffSession && source.offSession !== 'as_result') return declined(request, source.offSession)
  if (source.isChallenged && !request.isOffSession) {
    return { outcome: 'requires_action', reference: referenceOf(request) }
  }
  if (source.resultAfterMs > 0) return unknownUntil(request, plusMs(request.now, source.resultAfterMs))
  return resultOf(source, request)
}

/** The answer when asked again: after a challenge, or for a result that was not known. */
export function answerToLookUp(source: TestBehaviour | null, request: LookUpRequest): ProcessorAnswer {
  if (!source) return declined(request, 'card_declined')
  if (request.isOffSession && source.offSession !== 'as_result') return declined(request, source.offSession)
  if (source.isChallenged && !request.isOffSession) {
    if (request.challenge === 'failed') return declined(request, 'authentication_required')
    if (request.challenge === null) return { outcome: 'requires_action', reference: referenceOf(request) }
    return resultOf(source, request)
  }
  const knownAt = plusMs(request.startedAt, source.resultAfterMs)
  if (Date.parse(request.now) < Date.parse(knownAt)) return unknownUntil(request, knownAt)
  return resultOf(source, request)
}

/** The answer to keeping a card: as to a payment with the buyer there, but always known at once. */
export function answerToSetUp(card: TestBehaviour | null, { source, challenge }: SetUpRequest): SetUpAnswer {
  const refused = (code: DeclineCode): SetUpAnswer => ({
    outcome: 'declined',
    code,
    message: declineOf(code, source).message,
  })
  if (!card) return refused('card_declined')
  if (card.isChallenged && challenge === null) return { outcome: 'requires_action' }
  if (card.isChallenged && challenge === 'failed') return refused('authentication_required')
  return card.result === 'succeeds' ? { outcome: 'succeeded' } : refused(card.result)
}

/** The answer to a new refund: most cards know at once, two of them and banks only when asked again. */
export const answerToRefund = (source: TestBehaviour | null): RefundAnswer =>
  !source || source.refund === 'succeeds' ? { outcome: 'succeeded' } : { outcome: 'pending' }

export const answerToRefundLookUp = (source: TestBehaviour | null): RefundAnswer =>
  source?.refund === 'fails_later'
    ? { outcome: 'failed', reason: 'expired_or_canceled_card' }
    : { outcome: 'succeeded' }

function resultOf(source: TestBehaviour, request: AuthorizeRequest): ProcessorAnswer {
  const risk = source.risk && { level: source.risk, score: scores[source.risk] }
  if (source.result !== 'succeeds') return { ...declined(request, source.result), risk }
  const reference = referenceOf(request)
  return request.capture === 'manual'
    ? { outcome: 'authorized', reference, risk }
    : { outcome: 'succeeded', reference, risk }
}

const scores = { normal: 12, elevated: 68, highest: 92 } as const

function declined(
  request: AuthorizeRequest,
  code: DeclineCode,
): Extract<ProcessorAnswer, { outcome: 'declined' }> {
  return {
    outcome: 'declined',
    reference: referenceOf(request),
    code,
    message: declineOf(code, request.source).message,
  }
}

const unknownUntil = (request: AuthorizeRequest, askAgainAt: string): ProcessorAnswer => ({
  outcome: 'unknown',
  reference: referenceOf(request),
  askAgainAt,
})

/** Derived from our idempotency key, so a repeated request names the same payment. */
const referenceOf = (request: AuthorizeRequest): string => `sim_${request.chargeId}`
