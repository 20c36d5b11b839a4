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
  isOffSession: source.isOffSession ?? false,
  now: ctx.now,
})

/** The source of the try that runs, as far as it is kept. */
export const keptSource = ({ card, bankAccount, testCard, isOffSession }: PaymentIntent): PaymentSource =>
  bankAccount
    ? { card: null, bankAccount, testCard, processorToken: null }
    : { card: card!, testCard, processorToken: null, isOffSession }

export const lookUpRequest = (ctx: Context, intent: PaymentIntent): LookUpRequest => ({
  ...authorizeRequest(ctx, intent, keptSource(intent)),
  reference: intent.processorReference,
  startedAt: intent.chargeStartedAt!,
  challenge: intent.challenge,
})
