import type { Instant } from '../platform/clock/clock.ts'
import { type PaymentMethod, statusAt } from './payment-method.ts'

/** The payment method in the contract's words, as it is by date. Source: contract, flint-commerce 7.2. */
export const toPaymentMethod = (method: PaymentMethod, now: Instant) => ({
  payment_method_id: method.paymentMethodId,
  customer_id: method.customerId,
  merchant_id: method.merchantId,
  type: 'card' as const,
  status: statusAt(method, now),
  usage: method.usage,
  card: method.card && {
    brand: method.card.brand,
    last4: method.card.last4,
    exp_month: method.card.expMonth,
    exp_year: method.card.expYear,
    wallet: null,
  },
  saved_with: method.savedWith,
  failure_code: method.failure?.code ?? null,
  failure_message: method.failure?.message ?? null,
  created_at: method.createdAt,
  updated_at: method.updatedAt,
})

/** What a pending one needs to become active; null when nothing is left to do. */
export const toClientSetup = ({ status, setUp }: PaymentMethod) => {
  if (status !== 'pending' || !setUp) return null
  // A remote processor is asked about the card: its answer is all that is missing.
  if (setUp.unanswered !== undefined) return null
  if (setUp.challengeUrl !== null)
    return {
      redirect: { url: setUp.challengeUrl, return_url: setUp.returnUrl, expires_at: setUp.expiresAt },
    }
  return {
    flint: {
      next_step: 'collect_setup_payment_source' as const,
      tokens_path: '/v1/tokens',
      submit_to: 'save_payment_method' as const,
      expires_at: setUp.expiresAt,
    },
  }
}
