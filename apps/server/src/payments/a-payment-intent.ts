import type { PaymentIntent } from './payment.ts'

const INSTANT = '2026-07-02T18:10:00.000Z'

/** For tests: an intent that waits for a payment method, unless told otherwise. */
export const aPaymentIntent = (special: Partial<PaymentIntent> = {}): PaymentIntent => ({
  environmentId: 'env_1',
  paymentIntentId: 'pi_1',
  merchantId: 'mer_1',
  orderId: 'ord_1',
  customerId: null,
  currency: 'USD',
  amount: 1000,
  tip: 0,
  status: 'requires_payment_method',
  captureMethod: 'automatic',
  paymentOptions: ['card'],
  ownership: 'order',
  isAmountFixed: false,
  origin: 'api',
  paymentFlow: 'api',
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
  receiptEmail: null,
  returnUrl: null,
  transactionPurpose: null,
  externalReferenceId: null,
  metadata: {},
  version: 1,
  createdAt: INSTANT,
  updatedAt: INSTANT,
  ...special,
})

/** For tests: an intent that collected its whole amount. */
export const aSucceededIntent = (special: Partial<PaymentIntent> = {}): PaymentIntent => {
  const amount = special.amount ?? 1000
  return aPaymentIntent({ status: 'succeeded', amount, captured: amount, capturedAt: INSTANT, ...special })
}
