import { type DeclaredAction, nextActions } from '../platform/http/next-actions.ts'
import type { PaymentError, PaymentIntent } from './payment.ts'

/** Why the last try failed, and what may be tried now. Source: contract, flint-platform 6.3 and 6.4. */
export const toPaymentError = (intent: PaymentIntent) => {
  const { lastError } = intent
  if (!lastError) return null
  return {
    code: lastError.code,
    message: lastError.message,
    failed_at: lastError.failedAt,
    remediation: {
      retryable: lastError.retryable,
      next_steps: lastError.nextSteps,
      next_actions: nextActions(triesAfter(intent, lastError), {
        order_id: intent.orderId,
        payment_intent_id: intent.paymentIntentId,
      }),
      missing_or_invalid_fields: [],
    },
  }
}

/** An order's own payments are tried again by its pay route. A blocked payment is not to be tried with anything. */
const triesAfter = ({ status, ownership }: PaymentIntent, { code }: PaymentError): DeclaredAction[] => {
  if (status !== 'requires_payment_method' || code === 'payment_blocked') return []
  return ownership === 'order' || ownership === 'pay'
    ? [{ action: 'pay_order', because: code, requiredFields: ['action', 'payment_source'] }]
    : [{ action: 'confirm_payment_intent', because: code, requiredFields: ['payment_source_token'] }]
}
