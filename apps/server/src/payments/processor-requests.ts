import type { Context } from '../platform/context.ts'
import type { PaymentIntent } from './payment.ts'
import type { AuthorizeRequest, LookUpRequest, PaymentSource } from './processors/processor.ts'

/** What a processor is asked, from the intent as it stands. */
export const authorizeRequest = (
  ctx: Context,
  intent: PaymentIntent,
  source: PaymentSource,
): AuthorizeRequest => ({
  chargeId: intent.chargeId!,
  amount: intent.amount,
  currency: intent.currency,
  capture: intent.captureMethod,
  source,
  isOffSession: false,
  now: ctx.now,
})

export const lookUpRequest = (ctx: Context, intent: PaymentIntent): LookUpRequest => ({
  ...authorizeRequest(ctx, intent, { card: intent.card!, testCard: intent.testCard, processorToken: null }),
  reference: intent.processorReference,
  startedAt: intent.chargeStartedAt!,
  challenge: intent.challenge,
})
