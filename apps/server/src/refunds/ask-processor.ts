import type { PaymentIntent } from '../payments/payment.ts'
import { isSlowRail } from '../payments/payment-option.ts'
import { faultyRefundAnswer } from '../payments/processor-faults.ts'
import { simulator } from '../payments/processors/simulator/talk.ts'
import type { Context } from '../platform/context.ts'
import { type Refund, type RefundLeg, refundFailureReasons } from './refund.ts'
import type { LegAnswer } from './settle-legs.ts'

/** Asks for one leg's money, or once it was asked for, what became of it. */
export const askProcessor = (
  ctx: Context,
  refund: Refund,
  leg: RefundLeg,
  intent: PaymentIntent,
): LegAnswer => {
  const simulated = ctx.mode === 'test' ? simulatedAnswer(refund, leg) : null
  if (simulated) return simulated
  const request = {
    refundId: refund.refundId,
    reference: intent.processorReference!,
    amount: leg.amount,
    currency: refund.currency,
    testCard: intent.testCard,
  }
  const answer =
    leg.sentAt === null ? faultyRefundAnswer(ctx, simulator.refund(request)) : simulator.lookUpRefund(request)
  return { ...answer, isSlow: isSlowRail(intent) }
}

/**
 * In test mode the caller's metadata can ask for a failure: `failed` or one of the documented reasons at once, `bounced`
 * for one that succeeds first. Source: contract, flint-commerce 10.3 and 19 row 23.
 */
const simulatedAnswer = ({ metadata }: Refund, leg: RefundLeg): LegAnswer | null => {
  const asked = metadata['simulate_refund']
  if (asked === 'bounced')
    return leg.sentAt === null
      ? { outcome: 'succeeded', mayBounce: true }
      : { outcome: 'failed', reason: 'refund_failed' }
  if (asked === 'failed') return { outcome: 'failed', reason: 'declined' }
  const reason = refundFailureReasons.find((one) => one === asked)
  return reason ? { outcome: 'failed', reason } : null
}
