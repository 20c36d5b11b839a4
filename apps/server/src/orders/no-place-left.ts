import type { OrderPaymentAttempt } from '../payments/payment.ts'
import { saveAttempt } from '../payments/queries.ts'
import type { Context } from '../platform/context.ts'
import { raisedMessage } from '../platform/db/database.ts'
import type { Decision } from '../platform/db/transact.ts'
import { activitiesOf } from './activities.ts'
import type { Collected, Collection } from './collect.ts'
import { newAttempt } from './new-attempt.ts'
import { recordActivities } from './queries.ts'

/** Raised by what counts places, such as those of a payment link, in the transaction that begins a charge: it is undone. */
const noPlaceLeft = 'FL002'

/** The failure code of the attempt that was undone; null for any other error. */
export const placeFailureOf = (error: unknown): string | null => raisedMessage(error, noPlaceLeft)

/** An attempt that failed before anybody was asked for money. Its source can be used again. Source: contract, flint-commerce 9.4. */
export const failedForPlace = (
  ctx: Context,
  { order, intents }: Collection,
  failureCode: string,
): Decision<Collected> => {
  const attempt: OrderPaymentAttempt = {
    ...newAttempt(ctx, order, []),
    status: 'failed',
    failureCode,
    failureMessage: 'Everything was taken a moment ago. You were not charged.',
    completedAt: ctx.now,
  }
  return {
    result: { order, intents, attempt },
    writes: [
      saveAttempt(attempt),
      ...recordActivities(
        ctx,
        order,
        activitiesOf(order, order, [
          { type: 'payment_failed', description: 'Payment not begun: no place was left' },
        ]),
      ),
    ],
  }
}
