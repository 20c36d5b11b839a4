import '../payments/erase-buyer.ts'
import './erase-buyer.ts'
import { wish } from '../payments/commands.ts'
import { declines } from '../payments/declines.ts'
import { expectProcessor } from '../payments/expect-takes-payments.ts'
import { type Recorded, recordAnswer, released, timerKinds } from '../payments/record-answer.ts'
import { findIntent } from '../payments/queries.ts'
import type { PaymentIntent } from '../payments/payment.ts'
import type { Context } from '../platform/context.ts'
import type { TimerHandler } from '../platform/jobs/timers.ts'
import { changePayment } from './change-payment.ts'
import { resolvePayment } from './resolve-payment.ts'

/**
 * What happens to payments by time alone. Each finds out under its own lock whether there is still something to do. Where a
 * processor is remote, it is asked to give the money back before that is recorded.
 */
export const orderTimers: Record<string, TimerHandler> = {
  [timerKinds.holdExpiry]: (ctx, paymentIntentId) =>
    settleLater(ctx, paymentIntentId, (intent) =>
      intent.status === 'requires_capture' && intent.authorizationExpiresAt! <= ctx.now
        ? lapsed(ctx, intent)
        : null,
    ),
  [timerKinds.challengeExpiry]: (ctx, paymentIntentId) =>
    settleLater(ctx, paymentIntentId, (intent) =>
      intent.status === 'requires_action' && !isAnswered(ctx, intent) && intent.action!.expiresAt <= ctx.now
        ? leftAlone(ctx, intent)
        : null,
    ),
  [timerKinds.resolve]: resolvePayment,
}

const isRemote = (ctx: Context): boolean => expectProcessor(ctx).isRemote

/**
 * A buyer who answered in time counts, even when the answer is read after it. A remote processor knows by itself who did: what
 * a page says of it may be wrong.
 */
const isAnswered = (ctx: Context, { challenge }: PaymentIntent): boolean =>
  challenge !== null && !isRemote(ctx)

const lapsed = (ctx: Context, intent: PaymentIntent): Recorded | null => {
  const becomes = { status: 'expired', reason: 'authorization_expired' } as const
  if (!isRemote(ctx)) return released(ctx, intent, becomes.status, becomes.reason)
  return intent.pendingCommand ? null : wish(ctx, intent, { kind: 'void', becomes, isByTime: true })
}

const leftAlone = (ctx: Context, intent: PaymentIntent): Recorded | null => {
  const code = 'payment_action_expired'
  if (!isRemote(ctx))
    return recordAnswer(ctx, intent, intent, {
      outcome: 'declined',
      reference: intent.processorReference ?? '',
      code,
      message: declines[code].message,
    })
  if (intent.pendingCommand) return null
  return wish(ctx, intent, { kind: 'void', becomes: { status: 'failed', code }, isByTime: true })
}

const settleLater = async (
  ctx: Context,
  paymentIntentId: string,
  decide: (intent: PaymentIntent) => Recorded | null,
): Promise<void> => {
  const found = await ctx.db.run(findIntent(ctx, paymentIntentId))
  if (found) await changePayment(ctx, found, decide)
}
