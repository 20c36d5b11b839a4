import { expectProcessor } from '../payments/expect-takes-payments.ts'
import { afterWaiting, askAgainAt, askRemote } from '../payments/ask-remote.ts'
import type { PaymentIntent } from '../payments/payment.ts'
import { isSlowRail } from '../payments/payment-option.ts'
import { faultyRefundAnswer } from '../payments/processor-faults.ts'
import { chargedFor } from '../payments/processor-requests.ts'
import type {
  InProcessProcessor,
  RefundAnswer,
  RefundRequest,
  RemoteProcessor,
} from '../payments/processors/processor.ts'
import { findIntents } from '../payments/queries.ts'
import type { Context } from '../platform/context.ts'
import { type Refund, type RefundLeg, refundFailureReasons } from './refund.ts'
import { beginToSend } from './begin-to-send.ts'
import { type LegAnswer, isOpen } from './settle-legs.ts'

/** What was heard of a refund's legs, and the context as it was then; null where nothing was asked about a leg. */
export type HeardRefund = {
  ctx: Context
  answerTo(refund: Refund, leg: RefundLeg, intent: PaymentIntent): LegAnswer | null
}

/**
 * Asks for the money of the legs that are open, or once it was asked for, what became of it. A remote processor is asked here,
 * outside any transaction, and gives no leg's money back twice; one in process when its answer is recorded.
 */
export const hearRefund = async (ctx: Context, found: Refund): Promise<HeardRefund> => {
  const processor = expectProcessor(ctx)
  if (!processor.isRemote)
    return { ctx, answerTo: (refund, leg, intent) => askInProcess(ctx, processor, refund, leg, intent) }
  const open = found.legs.filter(isOpen)
  const first = await beginToSend(ctx, found)
  const intents = await ctx.db.run(
    findIntents(
      ctx,
      open.map((leg) => leg.paymentIntentId),
    ),
  )
  const answers = await Promise.all(
    intents.map((intent) => {
      const leg = open.find((one) => one.paymentIntentId === intent.paymentIntentId)!
      const call = first.has(leg.paymentIntentId) ? 'refund' : 'lookUpRefund'
      return ask(ctx, processor, call, leg, requestOf(ctx, found, leg, intent))
    }),
  )
  const heard = new Map(intents.map((intent, at) => [intent.paymentIntentId, answers[at]!]))
  return { ctx: afterWaiting(ctx), answerTo: (_, leg) => heard.get(leg.paymentIntentId) ?? null }
}

const ask = async (
  ctx: Context,
  processor: RemoteProcessor,
  call: 'refund' | 'lookUpRefund',
  leg: RefundLeg,
  request: RefundRequest,
): Promise<LegAnswer> => {
  const unanswered = leg.unanswered ?? 0
  const answer = await askRemote<RefundAnswer>(
    ctx,
    { call, subject: request.refundId, unanswered },
    () => processor[call](request),
    { outcome: 'unknown' },
  )
  if (answer.outcome !== 'unknown' && answer.outcome !== 'pending') return answer
  const named = answer.outcome === 'pending' ? answer.askAgainAt : undefined
  return {
    ...answer,
    askAgainAt: named ?? askAgainAt(ctx.clock.now(), unanswered),
    unanswered: unanswered + 1,
  }
}

const requestOf = (ctx: Context, refund: Refund, leg: RefundLeg, intent: PaymentIntent): RefundRequest => ({
  whose: chargedFor(ctx),
  refundId: refund.refundId,
  paymentIntentId: intent.paymentIntentId,
  reference: intent.processorReference!,
  amount: leg.amount,
  currency: refund.currency,
  testCard: intent.testCard,
  ...(leg.isMadeThere ? { isMadeThere: true } : {}),
})

const askInProcess = (
  ctx: Context,
  processor: InProcessProcessor,
  refund: Refund,
  leg: RefundLeg,
  intent: PaymentIntent,
): LegAnswer => {
  const simulated = ctx.mode === 'test' ? simulatedAnswer(refund, leg) : null
  if (simulated) return simulated
  const request = requestOf(ctx, refund, leg, intent)
  const answer =
    leg.sentAt === null ? faultyRefundAnswer(ctx, processor.refund(request)) : processor.lookUpRefund(request)
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
