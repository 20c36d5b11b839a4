import type Stripe from 'stripe'
import { hourMs, minuteMs, plusMs } from '../../../platform/clock/clock.ts'
import type { DeclineCode } from '../../payment.ts'
import type { AuthorizeRequest, LookUpRequest, ProcessorAnswer } from '../processor.ts'
import { toStripeAmount, toStripeCurrency } from './amounts.ts'
import { keyLifeMs } from './client.ts'
import type { Heard } from './hear.ts'
import { type Talk, ask, customerFor, metadataOf, optionsOf, sourceParams } from './talk-to-stripe.ts'
import {
  answerOfDecline,
  answerOfIntent,
  declinedWithoutTrace,
  expandedIntent,
  isLeftOpen,
} from './translate.ts'

/** A refusal by somebody who must do something first is not looked at again every few seconds. */
const refusedAgainMs = 10 * minuteMs

/** How far a search can lie behind what was done. Source: docs.stripe.com/search, "Data freshness". */
const searchLagMs = 2 * hourMs

/**
 * Charges, or holds. Sent again with the same request it charges nothing twice, as long as Stripe remembers the key.
 * A refusal says for certain that nothing was charged, and is the operator's to look at.
 */
export const authorize = async (talk: Talk, request: AuthorizeRequest): Promise<ProcessorAnswer> => {
  const { heard } = await charge(talk, request)
  if (heard.kind !== 'refused') return answerOf(request, heard)
  return heard.isOtherRequest
    ? find(talk, { ...request, startedAt: request.now })
    : declinedWithoutTrace(request.chargeId, reasonOfRefusal(heard))
}

/** With Stripe's name for it by that. Without one the call was lost: the same call is sent again, or what it made is sought. */
export const lookUp = async (talk: Talk, request: LookUpRequest): Promise<ProcessorAnswer> => {
  if (request.reference !== null) return read(talk, request, request.reference)
  if (ageMs(request) >= keyLifeMs) return find(talk, request)
  const { heard, isSent } = await charge(talk, request)
  // Had the first call done anything, its answer would have come back: a call that is wrong by itself did nothing twice.
  if (heard.kind === 'refused' && isSent && isWrong(heard)) return find(talk, request, reasonOfRefusal(heard))
  // What the first call made, if anything, can only be sought.
  if (heard.kind === 'refused' || (heard.kind === 'unknown' && heard.isReplayed)) return find(talk, request)
  return answerOf(request, heard)
}

const isWrong = ({ status, isOtherRequest }: { status: number; isOtherRequest: boolean }): boolean =>
  (status === 400 || status === 404) && !isOtherRequest

const ageMs = ({ now, startedAt }: Pick<LookUpRequest, 'now' | 'startedAt'>) =>
  Date.parse(now) - Date.parse(startedAt)

const subjectOf = ({ paymentIntentId, chargeId }: AuthorizeRequest) => ({ paymentIntentId, chargeId })

/** `isSent`: Stripe was asked for the charge itself, and not only for what it needs. */
type Charged = { heard: Heard<Stripe.PaymentIntent>; isSent: boolean }

const charge = async (talk: Talk, request: AuthorizeRequest): Promise<Charged> => {
  const { whose, chargeId, capture, source, isOffSession, cardToSave, returnUrl } = request
  const amount = toStripeAmount(request.amount, request.currency)
  const token = source.processorToken
  if (amount === null || token === null) {
    talk.log.error("A payment cannot be said in Stripe's words", {
      ...subjectOf(request),
      reason: token === null ? 'no token of Stripe' : 'an amount that Stripe has no unit for',
    })
    const heard = { kind: 'refused', status: 400, code: null, param: null, isOtherRequest: false } as const
    return { heard, isSent: false }
  }
  const customer = await customerFor(talk, whose, token, { tryId: chargeId, isToSave: cardToSave !== null })
  if (customer.kind !== 'said') return { heard: customer, isSent: false }
  const heard = await ask(talk, 'charge', subjectOf(request), (client) =>
    client.paymentIntents.create(
      {
        amount,
        currency: toStripeCurrency(request.currency),
        confirm: true,
        ...sourceParams(token),
        allowed_payment_method_types: ['card'],
        capture_method: capture,
        return_url: returnUrl,
        ...(customer.value ? { customer: customer.value } : {}),
        // A buyer who is not there can agree to nothing.
        ...(cardToSave && !isOffSession ? { setup_future_usage: cardToSave } : {}),
        ...(isOffSession ? { off_session: true } : {}),
        metadata: metadataOf(whose, {
          flint_payment_intent_id: request.paymentIntentId,
          flint_order_id: request.orderId,
          flint_charge_id: chargeId,
        }),
        expand: expandedIntent,
      },
      optionsOf(talk, whose, chargeId),
    ),
  )
  return { heard, isSent: true }
}

const answerOf = (
  request: AuthorizeRequest,
  heard: Exclude<Heard<Stripe.PaymentIntent>, { kind: 'refused' }>,
): ProcessorAnswer => {
  switch (heard.kind) {
    case 'said':
      return answerOfIntent(heard.value, seen(request))
    case 'declined':
      return answerOfDecline(heard.error, request.chargeId)
    case 'unknown':
      return { outcome: 'unknown', reference: null, askAgainAt: plusMs(request.now, heard.retryAfterMs) }
  }
}

const seen = ({ now, cardToSave }: AuthorizeRequest) => ({ now, isSaved: cardToSave !== null })

/** What is paid with is gone, or it was used: the buyer can do something about that. */
const reasonOfRefusal = ({ code, param }: { code: string | null; param: string | null }): DeclineCode =>
  param === 'confirmation_token' ||
  param === 'payment_method' ||
  (code === 'resource_missing' && param === 'id')
    ? 'payment_method_unavailable'
    : 'processing_error'

const read = async (talk: Talk, request: LookUpRequest, reference: string): Promise<ProcessorAnswer> => {
  const heard = await ask(talk, 'look a payment up', subjectOf(request), (client) =>
    client.paymentIntents.retrieve(reference, { expand: expandedIntent }, optionsOf(talk, request.whose)),
  )
  if (heard.kind === 'said') return settled(talk, request, heard.value)
  return notHeard(request, reference, heard)
}

/** Whatever it is that keeps us from an answer, it says nothing about the payment. */
const notHeard = (
  { now }: AuthorizeRequest,
  reference: string | null,
  heard: Exclude<Heard<never>, { kind: 'said' }>,
): ProcessorAnswer => ({
  outcome: 'unknown',
  reference,
  askAgainAt: plusMs(now, heard.kind === 'unknown' ? heard.retryAfterMs : refusedAgainMs),
})

/** A buyer's browser may hold the secret of a payment that waits for another card: it counts as declined once nobody can use it. */
const settled = async (
  talk: Talk,
  request: LookUpRequest,
  intent: Stripe.PaymentIntent,
): Promise<ProcessorAnswer> => {
  if (!isLeftOpen(intent)) return answerOfIntent(intent, seen(request))
  const heard = await ask(talk, 'close a declined payment', subjectOf(request), (client) =>
    client.paymentIntents.cancel(intent.id, {}, optionsOf(talk, request.whose, `${request.chargeId}:close`)),
  )
  // What it was declined for stands in what was read before.
  return heard.kind === 'said' ? answerOfIntent(intent, seen(request)) : notHeard(request, intent.id, heard)
}

/**
 * By what we had written on it. A search runs behind, so that nothing found means something only for a try that has not been
 * sent for a while: then nothing was charged.
 */
const find = async (
  talk: Talk,
  request: AuthorizeRequest & Pick<LookUpRequest, 'startedAt'>,
  refusedFor: DeclineCode | null = null,
): Promise<ProcessorAnswer> => {
  const heard = await ask(talk, 'search for a payment', subjectOf(request), (client) =>
    client.paymentIntents.search(
      {
        query: `metadata['flint_charge_id']:'${request.chargeId}'`,
        limit: 1,
        expand: expandedIntent.map((path) => `data.${path}`),
      },
      optionsOf(talk, request.whose),
    ),
  )
  if (heard.kind !== 'said') return notHeard(request, null, heard)
  const [intent] = heard.value.data
  if (intent) return settled(talk, { ...request, reference: intent.id, challenge: null }, intent)
  if (refusedFor) return declinedWithoutTrace(request.chargeId, refusedFor)
  if (ageMs(request) >= keyLifeMs + searchLagMs) return declinedWithoutTrace(request.chargeId)
  return { outcome: 'unknown', reference: null, askAgainAt: plusMs(request.now, minuteMs) }
}
