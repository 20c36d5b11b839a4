import type Stripe from 'stripe'
import type { Context } from '../platform/context.ts'
import type { PaymentIntent } from './payment.ts'
import { findIntent } from './queries.ts'

/** The payment that one at Stripe names as ours, if that one names it too; `too_early` while its answer is on its way to us. */
export const findNamedPayment = async (
  ctx: Context,
  { id, metadata }: Pick<Stripe.PaymentIntent, 'id' | 'metadata'>,
): Promise<PaymentIntent | 'too_early' | null> => {
  const paymentIntentId = metadata['flint_payment_intent_id']
  if (!paymentIntentId || metadata['flint_environment_id'] !== ctx.environmentId) return null
  const intent = await ctx.db.run(findIntent(ctx, paymentIntentId))
  if (intent?.processorReference === null && intent.chargeId === metadata['flint_charge_id'])
    return 'too_early'
  return intent?.processorReference === id ? intent : null
}
