import type { ChargedFor, RefundAnswer, RefundRequest } from '../processor.ts'
import { toStripeAmount } from './amounts.ts'
import { type Talk, ask, metadataOf, optionsOf } from './talk-to-stripe.ts'
import { answerOfRefund, refusedRefundReason } from './translate.ts'

const subjectOf = ({ refundId, paymentIntentId }: RefundRequest) => ({ refundId, paymentIntentId })

/** One refund may give back from several payments: our name for it is one per payment. */
export const refund = async (talk: Talk, request: RefundRequest): Promise<RefundAnswer> => {
  const { whose, refundId, paymentIntentId, reference } = request
  const amount = toStripeAmount(request.amount, request.currency)
  if (amount === null) {
    talk.log.error("A refund cannot be said in Stripe's words", subjectOf(request))
    return { outcome: 'failed', reason: 'payment_refund_not_attempted' }
  }
  const heard = await ask(talk, 'refund', subjectOf(request), (client) =>
    client.refunds.create(
      {
        payment_intent: reference,
        amount,
        metadata: metadataOf(whose, { flint_refund_id: refundId, flint_payment_intent_id: paymentIntentId }),
      },
      optionsOf(talk, whose, `${refundId}:${paymentIntentId}`),
    ),
  )
  if (heard.kind === 'said') return answerOfRefund(heard.value)
  if (heard.kind === 'declined') return { outcome: 'failed', reason: 'declined' }
  // Nobody waits for a refund at a counter: what an operator can put right is tried again.
  if (heard.kind === 'unknown' || heard.status === 401 || heard.status === 403) return { outcome: 'unknown' }
  const found = await find(talk, request)
  return found === 'none' ? { outcome: 'failed', reason: refusedRefundReason(heard.code) } : found
}

/** What became of it; if it never arrived it is sent again. */
export const lookUpRefund = async (talk: Talk, request: RefundRequest): Promise<RefundAnswer> => {
  const found = await find(talk, request)
  if (found !== 'none') return found
  return request.isMadeThere ? { outcome: 'unknown' } : refund(talk, request)
}

/** By what we had written on it, among the refunds of the payment: of those there are few. */
const find = async (talk: Talk, request: RefundRequest): Promise<RefundAnswer | 'none'> => {
  const heard = await ask(talk, 'look a refund up', subjectOf(request), (client) =>
    client.refunds
      .list({ payment_intent: request.reference, limit: 100 }, optionsOf(talk, request.whose))
      .autoPagingToArray({ limit: 1000 }),
  )
  if (heard.kind !== 'said') return { outcome: 'unknown' }
  const found = heard.value.find(({ metadata }) => metadata?.['flint_refund_id'] === request.refundId)
  return found ? answerOfRefund(found) : 'none'
}

type Named = { whose: ChargedFor; reference: string }

/** As it is now, with the payment that it is of. */
export const readRefund = (talk: Talk, { whose, reference }: Named) =>
  ask(talk, 'read a refund that was made there', { reference }, (client) =>
    client.refunds.retrieve(reference, { expand: ['payment_intent'] }, optionsOf(talk, whose)),
  )

/** Writes our names on one that was made there, so that it is found like our own from now on. */
export const nameRefund = (
  talk: Talk,
  { whose, reference, refundId, paymentIntentId }: Named & { refundId: string; paymentIntentId: string },
) =>
  ask(talk, 'name a refund that was made there', { reference, refundId }, (client) =>
    client.refunds.update(
      reference,
      {
        metadata: metadataOf(whose, { flint_refund_id: refundId, flint_payment_intent_id: paymentIntentId }),
      },
      optionsOf(talk, whose),
    ),
  )
