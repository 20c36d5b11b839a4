import '../payments/erase-buyer.ts'
import './erase-buyer.ts'
import { lookUp } from '../payments/ask-processor.ts'
import { type Recorded, recordAnswer, released, timerKinds } from '../payments/record-answer.ts'
import { findIntent } from '../payments/queries.ts'
import type { PaymentIntent } from '../payments/payment.ts'
import type { Context } from '../platform/context.ts'
import type { TimerHandler } from '../platform/jobs/timers.ts'
import { changePayment } from './change-payment.ts'

/** What happens to payments by time alone. Each finds out under its own lock whether there is still something to do. */
export const orderTimers: Record<string, TimerHandler> = {
  [timerKinds.holdExpiry]: (ctx, paymentIntentId) =>
    settleLater(ctx, paymentIntentId, (intent) =>
      intent.status === 'requires_capture' && intent.authorizationExpiresAt! <= ctx.now
        ? released(ctx, intent, 'expired', 'authorization_expired')
        : null,
    ),
  [timerKinds.challengeExpiry]: (ctx, paymentIntentId) =>
    settleLater(ctx, paymentIntentId, (intent) =>
      // A buyer who answered in time counts, even when the answer is read after it.
      intent.status === 'requires_action' && intent.challenge === null && intent.action!.expiresAt <= ctx.now
        ? recordAnswer(ctx, intent, intent, {
            outcome: 'declined',
            reference: intent.processorReference ?? '',
            code: 'payment_action_expired',
            message: 'The time to confirm this payment ran out.',
          })
        : null,
    ),
  [timerKinds.resolve]: (ctx, paymentIntentId) =>
    settleLater(ctx, paymentIntentId, (intent) =>
      intent.status === 'processing' || (intent.status === 'requires_action' && intent.challenge !== null)
        ? recordAnswer(ctx, intent, intent, lookUp(ctx, intent))
        : null,
    ),
}

const settleLater = async (
  ctx: Context,
  paymentIntentId: string,
  decide: (intent: PaymentIntent) => Recorded | null,
): Promise<void> => {
  const found = await ctx.db.run(findIntent(ctx, paymentIntentId))
  if (found) await changePayment(ctx, found, decide)
}
