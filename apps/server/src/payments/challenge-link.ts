import { timingSafeEqual } from 'node:crypto'
import type { Context } from '../platform/context.ts'
import type { PaymentIntent } from './payment.ts'

type ChallengedCharge = Pick<PaymentIntent, 'environmentId' | 'paymentIntentId' | 'chargeId'>

/** A try to save a card has a link of the same kind. */
export const setUpChallenge = (
  method: { environmentId: string; paymentMethodId: string },
  setUpId: string,
): ChallengedCharge => ({
  environmentId: method.environmentId,
  paymentIntentId: method.paymentMethodId,
  chargeId: setUpId,
})

/**
 * The address of the bank's challenge page for one try to charge. The signature stands for the buyer: who has the
 * link may answer the challenge of this try, and nothing else. It does not stand for the environment: in a fork of a
 * sandbox, links that were told before lead to the fork's own payment.
 */
export const challengeUrl = (ctx: Pick<Context, 'config' | 'secrets'>, intent: ChallengedCharge): string =>
  `${ctx.config.publicUrl}/challenge/${intent.environmentId}/${intent.paymentIntentId}/${signatureOf(ctx, intent).toString('base64url')}`

/** Whether the link was made for the try that the payment is at now: an older one opens nothing. */
export const isChallengeSignature = (
  ctx: Pick<Context, 'secrets'>,
  intent: ChallengedCharge,
  sent: string,
): boolean => {
  const signature = Buffer.from(sent, 'base64url')
  const own = signatureOf(ctx, intent)
  return signature.length === own.length && timingSafeEqual(signature, own)
}

const signatureOf = (ctx: Pick<Context, 'secrets'>, intent: ChallengedCharge): Buffer =>
  ctx.secrets.digest('challenge', `${intent.paymentIntentId} ${intent.chargeId}`)
