import { formatMoney } from '@flint/money'
import { refundReversalEntries } from '../ledger/entries.ts'
import { appendEntries } from '../ledger/queries.ts'
import { orderRefunded, orderUpdated } from '../orders/events.ts'
import { lockOrder } from '../orders/queries.ts'
import type { PaymentIntent } from '../payments/payment.ts'
import { lockIntentsOfOrder, lockIntent } from '../payments/queries.ts'
import type { Context } from '../platform/context.ts'
import { type Decision, transact } from '../platform/db/transact.ts'
import type { EventInput } from '../platform/events/events.ts'
import { recordEvents } from '../platform/events/events.ts'
import { dropTimers, setTimer } from '../platform/jobs/timers.ts'
import { reverseRefund, reverseRefundOnIntents } from './apply-refund.ts'
import { refundFailed, refundUpdated } from './events.ts'
import { type HeardRefund, hearRefund } from './ask-processor.ts'
import { finishTimer } from './finish-timer.ts'
import { tellOfRefund } from './listeners.ts'
import { findRefund, lockRefund, saveRefund } from './queries.ts'
import { type Funds, recordMovement } from './record-movement.ts'
import type { Refund, RefundLeg } from './refund.ts'
import type { RefundAllocation } from './refund-allocation.ts'
import { type SettledRefund, isOpen, settleLegs } from './settle-legs.ts'

/**
 * Asks the processor for what is still pending and records what it says: success ends it, a failure gives the
 * amounts back everywhere they were counted, ledger included. Safe to run twice and by two workers at once: it
 * decides under the lock that also guards the creation, and a leg that has ended stays as it is, unless it bounces.
 * Source: contract, flint-commerce 10.4.
 */
export const finishRefund = async (ctx: Context, refundId: string): Promise<void> => {
  const found = await ctx.db.run(findRefund(ctx, refundId))
  if (!found) return
  const heard = await hearRefund(ctx, found)
  const refund = lockRefund(ctx, refundId)
  if (found.orderId === null)
    await transact(
      heard.ctx,
      { intent: lockIntent(ctx, found.legs[0]!.paymentIntentId), refund },
      ({ intent, refund: before }) => finish(heard, before!, { order: null, intents: [intent!] }),
    )
  else
    await transact(
      heard.ctx,
      { order: lockOrder(ctx, found.orderId), intents: lockIntentsOfOrder(ctx, found.orderId), refund },
      ({ order, intents, refund: before }) => finish(heard, before!, { order, intents }),
    )
}

const finish = ({ ctx, answerTo }: HeardRefund, before: Refund, funds: Funds): Decision<null> => {
  const open = before.legs.filter(isOpen)
  const noTimer = dropTimers(ctx, [{ kind: finishTimer, subjectId: before.refundId }])
  if (open.length === 0) return { result: null, writes: [noTimer] }
  const answers = new Map(
    open.flatMap((leg) => {
      const answer = answerTo(before, leg, intentOf(funds, leg))
      return answer ? [[leg.paymentIntentId, answer] as const] : []
    }),
  )
  const settled = settleLegs(before, answers, ctx.now)
  const { refund, failed, askAgainAt } = settled
  const reversal = failed ? giveBack(ctx, settled, failed, funds) : { order: funds.order, writes: [] }
  return {
    result: null,
    writes: [
      saveRefund(refund),
      ...reversal.writes,
      ...recordEvents(ctx, eventsOf(before, settled, reversal.order)),
      ...tellOfRefund(ctx, { before, after: refund, order: reversal.order }),
      askAgainAt === null ? noTimer : setTimer(ctx, finishTimer, refund.refundId, askAgainAt),
    ],
    wake: ['events', 'timers'],
  }
}

const intentOf = (funds: Funds, leg: RefundLeg): PaymentIntent =>
  funds.intents.find((intent) => intent.paymentIntentId === leg.paymentIntentId)!

const giveBack = (
  ctx: Context,
  { refund, failedLegs }: SettledRefund,
  failed: RefundAllocation,
  before: Funds,
) => {
  const after: Funds = before.order
    ? reverseRefund(before.order, before.intents, failed)
    : { order: null, intents: reverseRefundOnIntents(before.intents, failed) }
  const movement = recordMovement(ctx, before, after, {
    type: 'refund_failed',
    description: `Refund of ${formatMoney(failed.amount, refund.currency)} failed`,
    referenceType: 'refund',
    referenceId: refund.refundId,
  })
  const postings = failedLegs.map((leg) =>
    refundReversalEntries(intentOf(before, leg), refund.refundId, leg.amount),
  )
  return { order: movement.order, writes: [...movement.writes, ...appendEntries(ctx, postings)] }
}

/** `order.refunded` says that money has gone back for good; that a refund counts is told by `order.updated`. */
const eventsOf = (before: Refund, { refund, failed }: SettledRefund, order: Funds['order']): EventInput[] => {
  const hasMoved = refund.legs.some((leg, at) => leg.status !== before.legs[at]!.status)
  if (!hasMoved) return []
  const wentBack = refund.status === 'succeeded' || refund.status === 'partially_succeeded'
  return [
    refundUpdated(refund),
    ...(refund.status === 'failed' ? [refundFailed(refund)] : []),
    ...(order && wentBack ? [orderRefunded(order)] : []),
    ...(order && failed ? [orderUpdated(order)] : []),
  ]
}
