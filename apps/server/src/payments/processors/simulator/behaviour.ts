import type { DeclineCode } from '../../payment.ts'

/** What a test card or bank account does. Everything that the simulator answers follows from it and the request. */
export type TestBehaviour = {
  /** What is kept with a payment instead of the number. */
  name: string
  /** In words, for the documentation. */
  summary: string
  /** The end of a payment, after a challenge if there is one. */
  result: 'succeeds' | DeclineCode
  /** Whether a present buyer has to confirm with the bank. */
  isChallenged: boolean
  /** What happens without the buyer, as in a renewal: the result above, or another decline. */
  offSession: 'as_result' | DeclineCode
  /** How long the result is not known; zero when it is known at once. */
  resultAfterMs: number
  refund: 'succeeds' | 'succeeds_later' | 'fails_later'
  /** What the risk assessment says; null where there is none, as for bank debits. */
  risk: 'normal' | 'elevated' | 'highest' | null
  /** Opened by the worker once money was captured. */
  dispute: 'fraudulent' | 'product_not_received' | 'inquiry' | 'bank_return' | null
}

/** How long a result that is not known at once keeps everybody waiting. */
export const LATE_RESULT_MS = 5_000
