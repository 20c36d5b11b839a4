import type { Context } from '../platform/context.ts'
import { challengeUrl } from './challenge-link.ts'
import type { PaymentIntent } from './payment.ts'
import type {
  AuthorizeRequest,
  CaptureRequest,
  ChargedFor,
  LookUpRequest,
  PaymentSource,
  VoidRequest,
} from './processors/processor.ts'

/** What a processor is asked, from the intent as it stands. */
export const authorizeRequest = (
  ctx: Context,
  intent: PaymentIntent,
  source: PaymentSource = keptSource(intent),
): AuthorizeRequest => ({
  whose: chargedFor(ctx),
  paymentIntentId: intent.paymentIntentId,
  orderId: intent.orderId,
  chargeId: intent.chargeId!,
  amount: intent.amount,
  currency: intent.currency,
  capture: intent.captureMethod,
  source,
  isOffSession: source.isOffSession ?? false,
  cardToSave: intent.cardToSave?.usage ?? null,
  returnUrl: challengeUrl(ctx, intent),
  now: ctx.now,
})

export const chargedFor = ({ environmentId, merchantId, account }: Context): ChargedFor => ({
  environmentId,
  merchantId,
  processorAccountId: account.processorAccountId,
})

/** The source of the try that runs, as far as it is kept. */
export const keptSource = (intent: PaymentIntent): PaymentSource => {
  const { card, bankAccount, testCard, isOffSession, processorToken = null, paymentMethodId } = intent
  if (bankAccount) return { card: null, bankAccount, testCard, processorToken }
  return card
    ? { card, testCard, processorToken, paymentMethodId, isOffSession }
    : { card: null, testCard, processorToken: processorToken!, paymentMethodId, isOffSession }
}

export const lookUpRequest = (ctx: Context, intent: PaymentIntent): LookUpRequest => ({
  ...authorizeRequest(ctx, intent),
  reference: intent.processorReference,
  startedAt: intent.chargeStartedAt!,
  challenge: intent.challenge,
})

export const voidRequest = (ctx: Context, intent: PaymentIntent): VoidRequest => ({
  whose: chargedFor(ctx),
  reference: intent.processorReference!,
  chargeId: intent.chargeId!,
})

export const captureRequest = (ctx: Context, intent: PaymentIntent, amount: number): CaptureRequest => ({
  ...voidRequest(ctx, intent),
  amount,
  currency: intent.currency,
})
