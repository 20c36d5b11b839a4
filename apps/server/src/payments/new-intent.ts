import type { Context } from '../platform/context.ts'
import type { Origin, PaymentIntent } from './payment.ts'

type OrderReference = { orderId: string; customerId: string | null; currency: string; origin: Origin }

export type NewIntent = {
  order?: OrderReference
  ownership: PaymentIntent['ownership']
  amount: number
  currency?: string
  tip?: number
  isAmountFixed?: boolean
  captureMethod?: 'automatic' | 'manual'
  paymentOptions?: string[]
  receiptEmail?: string | undefined
  returnUrl?: string | undefined
  transactionPurpose?: string | undefined
  externalReferenceId?: string | undefined
  metadata?: Record<string, string>
}

/** A plan to collect money, without a source yet. Amounts in minor units; an order's intent is in its currency. */
export const newIntent = (ctx: Context, input: NewIntent): PaymentIntent => ({
  environmentId: ctx.environmentId,
  paymentIntentId: ctx.ids.newId('pi'),
  merchantId: ctx.merchantId,
  orderId: input.order?.orderId ?? null,
  customerId: input.order?.customerId ?? null,
  currency: input.order?.currency ?? input.currency!,
  amount: input.amount,
  tip: input.tip ?? 0,
  status: 'requires_payment_method',
  captureMethod: input.captureMethod ?? 'automatic',
  paymentOptions: input.paymentOptions ?? ['card'],
  ownership: input.ownership,
  isAmountFixed: input.isAmountFixed ?? false,
  ...beginningOf(ctx, input.order?.origin),
  card: null,
  bankAccount: null,
  authorized: 0,
  authorizedAt: null,
  authorizationExpiresAt: null,
  captured: 0,
  capturedAt: null,
  released: 0,
  refunded: 0,
  refundedTip: 0,
  fee: null,
  lastError: null,
  risk: null,
  action: null,
  processor: null,
  processorReference: null,
  chargeId: null,
  chargeStartedAt: null,
  challenge: null,
  testCard: null,
  paymentMethodId: null,
  isOffSession: false,
  cardToSave: null,
  cancellationReason: null,
  receiptEmail: input.receiptEmail ?? null,
  returnUrl: input.returnUrl ?? null,
  transactionPurpose: input.transactionPurpose ?? null,
  externalReferenceId: input.externalReferenceId ?? null,
  metadata: input.metadata ?? {},
  version: 1,
  createdAt: ctx.now,
  updatedAt: ctx.now,
})

/** A buyer who came by a link is known as such, wherever they pay. */
const beginningOf = (
  ctx: Context,
  ofOrder: Origin = 'api',
): Pick<PaymentIntent, 'origin' | 'paymentFlow'> => {
  if (ofOrder === 'payment_link') return { origin: ofOrder, paymentFlow: ofOrder }
  return ctx.caller.kind === 'checkout_session'
    ? { origin: 'checkout', paymentFlow: 'checkout' }
    : { origin: ofOrder, paymentFlow: 'api' }
}
