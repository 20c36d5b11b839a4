import type Stripe from 'stripe'
import type { CaptureAnswer, CaptureRequest, VoidAnswer, VoidRequest } from '../processor.ts'
import { toStripeAmount } from './amounts.ts'
import type { Heard } from './hear.ts'
import { type Talk, ask, optionsOf } from './talk-to-stripe.ts'
import { captureAnswerOf } from './translate.ts'

const subjectOf = ({ reference, chargeId }: VoidRequest) => ({ reference, chargeId })

/** Takes all or part of a hold, once. */
export const capture = async (talk: Talk, request: CaptureRequest): Promise<CaptureAnswer> => {
  const amount = toStripeAmount(request.amount, request.currency)
  if (amount === null)
    return { outcome: 'failed', message: 'This amount cannot be captured in this currency.' }
  const send = (key?: string) =>
    ask(talk, 'capture', subjectOf(request), (client) =>
      client.paymentIntents.capture(
        request.reference,
        { amount_to_capture: amount },
        optionsOf(talk, request.whose, key),
      ),
    )
  const heard = await withFreshKey(send, `${request.chargeId}:capture`)
  if (heard.kind === 'said') return captureAnswerOf(heard.value, amount) ?? { outcome: 'unknown' }
  if (heard.kind === 'unknown' || isLockedOut(heard)) return { outcome: 'unknown' }
  const intent = await read(talk, request)
  if (!intent) return { outcome: 'unknown' }
  return (
    captureAnswerOf(intent, amount) ?? { outcome: 'failed', message: 'The processor refused the capture.' }
  )
}

/** Gives a hold back, or keeps a payment from going on that waits for its buyer. */
export const voidHold = async (talk: Talk, request: VoidRequest): Promise<VoidAnswer> => {
  const send = (key?: string) =>
    ask(talk, 'give a hold back', subjectOf(request), (client) =>
      client.paymentIntents.cancel(request.reference, {}, optionsOf(talk, request.whose, key)),
    )
  const heard = await withFreshKey(send, `${request.chargeId}:void`)
  if (heard.kind === 'said') return { outcome: 'voided' }
  if (heard.kind === 'unknown' || isLockedOut(heard)) return { outcome: 'unknown' }
  const intent = await read(talk, request)
  if (!intent || intent.status === 'processing') return { outcome: 'unknown' }
  if (intent.status === 'canceled') return { outcome: 'voided' }
  return { outcome: 'failed', message: 'The payment has gone on and can no longer be given back this way.' }
}

/** The operator must do something about the key or the account first: until then nothing can be said of the hold. */
const isLockedOut = (heard: Heard<unknown>) =>
  heard.kind === 'refused' && (heard.status === 401 || heard.status === 403)

const read = async (talk: Talk, request: VoidRequest): Promise<Stripe.PaymentIntent | null> => {
  const heard = await ask(talk, 'look a hold up', subjectOf(request), (client) =>
    client.paymentIntents.retrieve(request.reference, {}, optionsOf(talk, request.whose)),
  )
  return heard.kind === 'said' ? heard.value : null
}

/**
 * Stripe repeats an internal error under the same key for a day. A hold can be captured or given back only once whatever
 * the key, so it is asked under another one.
 */
const withFreshKey = async <T>(send: (key?: string) => Promise<Heard<T>>, key: string): Promise<Heard<T>> => {
  const heard = await send(key)
  return heard.kind === 'unknown' && heard.isReplayed ? send() : heard
}
