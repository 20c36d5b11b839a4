import { changePayment } from '../orders/change-payment.ts'
import type { PaymentIntent } from '../payments/payment.ts'
import { type Recorded, timerKinds } from '../payments/record-answer.ts'
import { plusMs } from '../platform/clock/clock.ts'
import type { Context } from '../platform/context.ts'
import { setTimer } from '../platform/jobs/timers.ts'

export type ChallengeOutcome = NonNullable<PaymentIntent['challenge']>

/** The buyer's page goes on at once with `resume`; when it is gone, the worker does after this long. */
export const resolveAfterMs = 10_000

/**
 * Records what the buyer told the bank, once: the first answer stands, and one that comes too late changes nothing.
 * The payment still waits; it is resolved by `resume` or by the worker. Source: contract, flint-commerce 5.5.
 */
export const answerChallenge = async (
  ctx: Context,
  intent: PaymentIntent,
  outcome: ChallengeOutcome,
): Promise<void> => {
  await changePayment(ctx, intent, (current) =>
    isWaiting(ctx, current) && current.chargeId === intent.chargeId ? answered(ctx, current, outcome) : null,
  )
}

/** Whether the buyer may still answer. */
export const isWaiting = (ctx: Pick<Context, 'now'>, intent: PaymentIntent): boolean =>
  intent.status === 'requires_action' &&
  intent.challenge === null &&
  intent.action !== null &&
  intent.action.expiresAt > ctx.now

const answered = (ctx: Context, before: PaymentIntent, outcome: ChallengeOutcome): Recorded => ({
  before,
  intent: { ...before, challenge: outcome, version: before.version + 1, updatedAt: ctx.now },
  entries: [],
  events: [],
  timers: [setTimer(ctx, timerKinds.resolve, before.paymentIntentId, plusMs(ctx.now, resolveAfterMs))],
})
