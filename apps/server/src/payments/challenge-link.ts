import type { Context } from '../platform/context.ts'
import type { PaymentIntent } from './payment.ts'

/**
 * The address of the bank's challenge page for one try to charge. The signature stands for the buyer: who has the
 * link may answer the challenge of this try, and nothing else.
 */
export const challengeUrl = (ctx: Context, intent: PaymentIntent): string =>
  `${ctx.config.publicUrl}/challenge/${ctx.environmentId}/${intent.paymentIntentId}/${challengeSignature(ctx, intent)}`

export const challengeSignature = (
  ctx: Pick<Context, 'secrets'>,
  intent: Pick<PaymentIntent, 'environmentId' | 'paymentIntentId' | 'chargeId'>,
): string =>
  ctx.secrets
    .digest('challenge', `${intent.environmentId} ${intent.paymentIntentId} ${intent.chargeId}`)
    .toString('base64url')
