import { closing } from '../orders/close-order.ts'
import { collect } from '../orders/collect.ts'
import { lockOrder, saveOrder } from '../orders/queries.ts'
import { expectProcessor } from '../payments/expect-takes-payments.ts'
import { findActiveAttempt, lockIntentsOfOrder } from '../payments/queries.ts'
import { recordAnswer } from '../payments/record-answer.ts'
import { minuteMs, plusMs } from '../platform/clock/clock.ts'
import type { Context } from '../platform/context.ts'
import { type Decision, transact } from '../platform/db/transact.ts'
import { type TimerHandler, setTimer } from '../platform/jobs/timers.ts'
import { endSession, expiredEnding } from './end-session.ts'
import './erase-buyer.ts'
import './follow-order-changes.ts'
import { findSession, lockSession, saveSession } from './queries.ts'
import { type CheckoutSession, expiryTimer, recoveryMs } from './session.ts'

/** Statuses in which the buyer or the processor still has a word to say; a hold waits for the merchant. */
const running: ReadonlySet<string> = new Set(['processing', 'requires_action'])
const lookAgainMs = minuteMs
const notPaidInTime = 'Not paid in time'

/**
 * The end of a session's time:
 *
 *   open --no payment runs--> expired, and its order closed if that was for this session alone
 *   open --one runs--> open, in recovery for 30 minutes: it may be finished, nothing new may begin
 *   in recovery --it ends--> paid or expired, written with the payment (`follow-order-changes.ts`)
 *   in recovery --30 minutes are over--> the attempt expires, and the session with it; in live mode, once its payments are stopped
 *
 * An attempt whose outcome is not known is never ended by the clock: money may have moved. Recovery then lasts
 * until the processor has answered. Source: contract, flint-commerce 8.3 and 19 row 19.
 */
const expireSession: TimerHandler = async (ctx, checkoutSessionId) => {
  const found = await ctx.db.run(findSession(ctx, checkoutSessionId))
  if (found?.status !== 'open') return
  await transact(
    ctx,
    {
      order: lockOrder(ctx, found.orderId),
      session: lockSession(ctx, checkoutSessionId),
      intents: lockIntentsOfOrder(ctx, found.orderId),
      attempt: findActiveAttempt(ctx, found.orderId),
    },
    ({ order, session, intents, attempt }): Decision<void> => {
      if (!order || session?.status !== 'open' || session.expiresAt > ctx.now)
        return { result: undefined, writes: [] }
      if (attempt && running.has(attempt.status)) {
        if (session.recoveryExpiresAt === null) return recover(ctx, session, attempt.attemptId)
        const waiting = intents.filter(
          (intent) =>
            attempt.paymentIntentIds.includes(intent.paymentIntentId) && intent.status === 'requires_action',
        )
        // A buyer who has answered the bank is not cut off: the result of that is on its way. Where a processor is remote, only
        // what it lets go no further is over: that each payment's own time sees to.
        const isLeft = waiting.some((intent) => intent.challenge !== null) || expectProcessor(ctx).isRemote
        if (attempt.status === 'processing' || isLeft || session.recoveryExpiresAt > ctx.now)
          return {
            result: undefined,
            writes: [setTimer(ctx, expiryTimer, checkoutSessionId, plusMs(ctx.now, lookAgainMs))],
          }
        const given = waiting.map((intent) =>
          recordAnswer(ctx, intent, intent, {
            outcome: 'declined',
            reference: intent.processorReference ?? '',
            code: 'payment_action_expired',
            message: 'The time to confirm this payment ran out.',
          }),
        )
        const { writes, wake } = collect(ctx, { order, intents, attempt }, given, [], 'expired')
        return { result: undefined, writes, wake }
      }
      // A hold may still be captured: its order stays open for that.
      if (order.openCheckoutSession?.closesOrder && !attempt) {
        const { writes, wake } = closing(ctx, { order, intents }, notPaidInTime)
        return { result: undefined, writes, wake }
      }
      const after = {
        ...order,
        openCheckoutSession: null,
        revision: order.revision + 1,
        updatedAt: ctx.now,
      }
      return {
        result: undefined,
        writes: [saveOrder(after), ...endSession(ctx, after, checkoutSessionId, expiredEnding(order))],
        wake: ['events'],
      }
    },
  )
}

const recover = (ctx: Context, session: CheckoutSession, attemptId: string): Decision<void> => {
  const recoveryExpiresAt = plusMs(ctx.now, recoveryMs)
  return {
    result: undefined,
    writes: [
      saveSession({
        ...session,
        recoveryExpiresAt,
        recoveryAttemptId: attemptId,
        version: session.version + 1,
        updatedAt: ctx.now,
      }),
      setTimer(ctx, expiryTimer, session.checkoutSessionId, recoveryExpiresAt),
    ],
  }
}

export const checkoutSessionTimers: Record<string, TimerHandler> = { [expiryTimer]: expireSession }
