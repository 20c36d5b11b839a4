import type Stripe from 'stripe'
import type { ChargedFor } from '../processor.ts'
import { type Talk, ask, optionsOf } from './talk-to-stripe.ts'

/** done: Stripe has it. refused: it is too late for that. unknown: it may be asked again. */
export type DisputeAnswer = { outcome: 'done' } | { outcome: 'refused' } | { outcome: 'unknown' }

type Named = { whose: ChargedFor; reference: string }
/** Our name for the try: the same try is sent to the bank once. */
type Try = Named & { tryId: string }

/** As it is now, with the payment that it is about. */
export const readDispute = (talk: Talk, { whose, reference }: Named) =>
  ask(talk, 'look a dispute up', { reference }, (client) =>
    client.disputes.retrieve(reference, { expand: ['payment_intent'] }, optionsOf(talk, whose)),
  )

/** Answers the bank, for good. */
export const sendEvidence = async (talk: Talk, { whose, reference, tryId, text }: Try & { text: string }) =>
  answered(
    await ask(talk, 'send evidence', { reference }, (client) =>
      client.disputes.update(
        reference,
        { evidence: { uncategorized_text: text }, submit: true },
        optionsOf(talk, whose, tryId),
      ),
    ),
  )

/** Gives in. */
export const giveUpDispute = async (talk: Talk, { whose, reference, tryId }: Try) =>
  answered(
    await ask(talk, 'give a dispute up', { reference }, (client) =>
      client.disputes.close(reference, {}, optionsOf(talk, whose, tryId)),
    ),
  )

const answered = (heard: Awaited<ReturnType<typeof ask<Stripe.Dispute>>>): DisputeAnswer => {
  if (heard.kind === 'said') return { outcome: 'done' }
  const isLockedOut = heard.kind === 'refused' && (heard.status === 401 || heard.status === 403)
  return heard.kind === 'unknown' || isLockedOut ? { outcome: 'unknown' } : { outcome: 'refused' }
}

/** Of which payment at Stripe a dispute, a refund or a charge is; read where only its name is known. */
export const readPayment = (talk: Talk, { whose, reference }: Named) =>
  ask(talk, 'read whose payment it is', { reference }, (client) =>
    client.paymentIntents.retrieve(reference, {}, optionsOf(talk, whose)),
  )
