import { paymentErrors } from '../payments/errors.ts'
import { findAttempt, lockIntentsOfOrder } from '../payments/queries.ts'
import { recordAnswer } from '../payments/record-answer.ts'
import type { Context } from '../platform/context.ts'
import { transact } from '../platform/db/transact.ts'
import { refuse } from '../platform/http/errors.ts'
import { type Collected, collect } from './collect.ts'
import { orderErrors } from './errors.ts'
import { lockOrder } from './queries.ts'
import { isEnded } from './roll-up-payments.ts'

/**
 * Stops an attempt that waits for the buyer: its legs can be paid anew. One whose outcome is open or that holds
 * money cannot be stopped this way. Source: contract, flint-commerce 5.3.
 */
export const cancelAttempt = (ctx: Context, orderId: string, attemptId: string): Promise<Collected> =>
  transact(
    ctx,
    {
      order: lockOrder(ctx, orderId),
      intents: lockIntentsOfOrder(ctx, orderId),
      attempt: findAttempt(ctx, orderId, attemptId),
    },
    ({ order, intents, attempt }) => {
      if (!order) throw refuse(orderErrors.ORDER_NOT_FOUND, { param: 'order_id' })
      if (!attempt)
        throw refuse(paymentErrors.PAYMENT_ATTEMPT_NOT_FOUND, { param: 'order_payment_attempt_id' })
      const extra = { payment_attempt_id: attempt.attemptId, payment_attempt_status: attempt.status }
      if (isEnded(attempt.status)) throw refuse(paymentErrors.PAYMENT_ATTEMPT_NOT_CANCELABLE, { extra })
      const legs = intents.filter((intent) => attempt.paymentIntentIds.includes(intent.paymentIntentId))
      if (legs.some((leg) => leg.status === 'processing'))
        throw refuse(paymentErrors.PAYMENT_ATTEMPT_STILL_PROCESSING, { extra })
      const held = legs.find((leg) => leg.status === 'requires_capture')
      if (held)
        throw refuse(paymentErrors.PAYMENT_ATTEMPT_REQUIRES_CAPTURE, {
          extra,
          ids: { payment_intent_id: held.paymentIntentId },
        })
      const stopped = legs
        .filter((leg) => leg.status === 'requires_action')
        .map((leg) =>
          recordAnswer(ctx, leg, leg, {
            outcome: 'declined',
            reference: leg.processorReference ?? '',
            code: 'payment_not_completed',
            message: 'The payment was not completed.',
          }),
        )
      const decision = collect(ctx, { order, intents, attempt }, stopped, [], 'canceled')
      return decision
    },
  )
