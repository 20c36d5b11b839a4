import type { Context } from '../platform/context.ts'
import type { PaymentIntent, RiskAssessment } from './payment.ts'
import type { ProcessorAnswer } from './processors/processor.ts'

/** The assessment of a payment after this answer; an answer that says nothing of it leaves it as it was. */
export const riskAfter = (
  ctx: Pick<Context, 'now'>,
  charged: Pick<PaymentIntent, 'risk'>,
  answer: ProcessorAnswer,
): RiskAssessment | null => {
  const risk = 'risk' in answer ? answer.risk : undefined
  return risk ? { ...risk, outcome: outcomeOf(answer), evaluatedAt: ctx.now } : charged.risk
}

const outcomeOf = (answer: ProcessorAnswer): RiskAssessment['outcome'] => {
  if (answer.outcome !== 'declined') return 'authorized'
  return answer.code === 'payment_blocked' ? 'blocked' : 'issuer_declined'
}

/** As the list filters by it. */
export const riskLevelOf = ({ risk }: Pick<PaymentIntent, 'risk'>) => risk?.level ?? 'not_assessed'
