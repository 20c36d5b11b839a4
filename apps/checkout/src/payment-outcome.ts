import { ApiRefusal } from './api-request.ts'
import type { PaymentAttempt, PendingAction } from './api-shapes.ts'

/** What an attempt means for the buyer. */
export type PaymentOutcome =
  | { readonly kind: 'paid' }
  | { readonly kind: 'action'; readonly action: PendingAction | null }
  | { readonly kind: 'pending' }
  | { readonly kind: 'declined'; readonly code: string }

/** The leg's own reason is the authority, the attempt's code a summary. Source: contract, flint-commerce 5.4. */
const declineCodeOf = (attempt: PaymentAttempt): string => {
  const leg = attempt.payment_intents?.find((intent) => intent.last_payment_error?.code)
  return leg?.last_payment_error?.code ?? attempt.failure_code ?? 'payment_failed'
}

/** Source: contract, flint-commerce 5.3. `requires_capture` is a held amount: for the buyer the payment is done. */
export const outcomeOf = (attempt: PaymentAttempt): PaymentOutcome => {
  switch (attempt.status) {
    case 'succeeded':
    case 'requires_capture':
      return { kind: 'paid' }
    case 'requires_action': {
      const action = attempt.pending_actions?.find((pending) => pending.client_action?.redirect?.url)
      return { kind: 'action', action: action ?? null }
    }
    case 'processing':
    case 'finalizing':
      return { kind: 'pending' }
    case 'expired':
      return { kind: 'declined', code: attempt.failure_code ?? 'payment_attempt_expired' }
    case 'canceled':
      return { kind: 'declined', code: attempt.failure_code ?? 'payment_attempt_canceled' }
    default:
      return { kind: 'declined', code: declineCodeOf(attempt) }
  }
}

/** What a refused pay, resume or cancel call means for the buyer. */
export type PayRefusal =
  | 'amount-changed'
  | 'attempt-running'
  | 'reload'
  | 'declined'
  | 'bad-card'
  | 'bad-account'
  | 'bad-email'
  | 'bad-contact'
  | 'card-gone'
  | 'tax-unknown'
  | 'unknown-outcome'

const attemptRunning = new Set([
  'ORDER_PAYMENT_ATTEMPT_ACTIVE',
  'ORDER_HAS_ACTIVE_PAYMENT_INTENT',
  'CHECKOUT_PAYMENT_RESOLVING',
  'PAYMENT_ATTEMPT_IN_PROGRESS',
  'PAYMENT_ATTEMPT_STILL_PROCESSING',
])

export const payRefusalOf = (error: unknown): PayRefusal => {
  if (!(error instanceof ApiRefusal)) return 'unknown-outcome'
  if (error.code === 'PAYMENT_AMOUNT_CHANGED') return 'amount-changed'
  if (attemptRunning.has(error.code)) return 'attempt-running'
  if (/^PAYMENT_METHOD_(NOT_ACTIVE|NOT_FOUND|CUSTOMER_MISMATCH)$/.test(error.code)) return 'card-gone'
  if (error.code === 'ORDER_TAX_NOT_READY') return 'tax-unknown'
  if (error.status === 402) return 'declined'
  if (error.status === 429 || error.status >= 500) return 'unknown-outcome'
  if (/^IDEMPOTENCY_(KEY|REQUEST)_IN_PROGRESS$/.test(error.code)) return 'unknown-outcome'
  if (error.param?.startsWith('card')) return 'bad-card'
  if (error.param?.startsWith('bank_account')) return 'bad-account'
  if (error.param === 'buyer_contact.email') return 'bad-email'
  if (error.param?.startsWith('buyer_contact')) return 'bad-contact'
  return 'reload'
}
