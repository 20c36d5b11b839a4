import type { Minor } from '@flint/money'
import type { PaymentIntent } from './payment.ts'

/**
 * The tip inside what was captured. A capture of less than the whole pays goods and fees first and the tip
 * last, as a refund gives them back.
 */
export const capturedTipOf = (intent: Pick<PaymentIntent, 'amount' | 'tip' | 'captured'>): Minor =>
  Math.min(intent.tip, Math.max(0, intent.captured - (intent.amount - intent.tip)))
