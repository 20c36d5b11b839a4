import type { Heard } from './hear.ts'
import type { PaymentIntent } from './payment.ts'
import { type Recorded, recordAnswer } from './record-answer.ts'

/**
 * What was heard of these payments, for those whose result is still open; whose buyer has not answered yet stays as it is.
 * An answer about an earlier try, or one that somebody else has recorded meanwhile, changes nothing.
 */
export const recordHeard = (heard: Heard, payments: readonly PaymentIntent[]): Recorded[] =>
  payments.flatMap((intent) => {
    if (intent.status !== 'requires_action' && intent.status !== 'processing') return []
    const answer = heard.answerTo(intent)
    if (!answer || (answer.outcome === 'requires_action' && intent.status === 'requires_action')) return []
    return [recordAnswer(heard.ctx, intent, intent, answer)]
  })
