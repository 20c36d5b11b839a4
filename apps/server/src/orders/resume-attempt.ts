import { defineErrors } from '../platform/http/errors.ts'
import { lookUp } from '../payments/ask-processor.ts'
import type { PaymentIntent } from '../payments/payment.ts'
import { paymentErrors } from '../payments/errors.ts'
import { findAttempt, lockIntentsOfOrder } from '../payments/queries.ts'
import { type Recorded, recordAnswer } from '../payments/record-answer.ts'
import { findCardsOfPayers, lockPayers } from '../payment-methods/index.ts'
import type { Context } from '../platform/context.ts'
import { transact } from '../platform/db/transact.ts'
import { refuse } from '../platform/http/errors.ts'
import { type Collected, collect } from './collect.ts'
import { orderErrors } from './errors.ts'
import { lockOrder } from './queries.ts'
import { isEnded } from './roll-up-payments.ts'

export const setupErrors = defineErrors({
  SETUP_SOURCE_SUBSCRIPTION_REQUIRED: [
    400,
    'Only an order of a subscription without anything to pay can be set up.',
    'Use the action pay.',
  ],
})

export const refuseSetup = (): never => {
  throw refuse(setupErrors.SETUP_SOURCE_SUBSCRIPTION_REQUIRED, { param: 'action' })
}

/**
 * Goes on with an attempt after the buyer's challenge, or asks again for a result that was not known. One that
 * has ended is shown as it ended: the buyer's page and the worker may have come first.
 * Source: contract, flint-commerce 5.3.
 */
export const resumeAttempt = (
  ctx: Context,
  orderId: string,
  attemptId: string | undefined,
): Promise<Collected> => {
  if (attemptId === undefined)
    throw refuse(paymentErrors.PAYMENT_ATTEMPT_ID_REQUIRED, { param: 'order_payment_attempt_id' })
  return transact(
    ctx,
    {
      order: lockOrder(ctx, orderId),
      intents: lockIntentsOfOrder(ctx, orderId),
      attempt: findAttempt(ctx, orderId, attemptId),
      payers: lockPayers(ctx, orderId, false),
      cards: findCardsOfPayers(ctx, orderId, false),
    },
    ({ order, intents, attempt, ...saving }) => {
      if (!order) throw refuse(orderErrors.ORDER_NOT_FOUND, { param: 'order_id' })
      if (!attempt)
        throw refuse(paymentErrors.PAYMENT_ATTEMPT_NOT_FOUND, { param: 'order_payment_attempt_id' })
      if (isEnded(attempt.status)) {
        if (attempt.status !== 'succeeded' && attempt.status !== 'failed')
          throw refuse(paymentErrors.PAYMENT_ATTEMPT_NOT_RESUMABLE, {
            param: 'order_payment_attempt_id',
            extra: {
              payment_attempt_id: attempt.attemptId,
              payment_attempt_status: attempt.status,
              is_resumable: false,
            },
          })
        return { result: { order, intents, attempt }, writes: [] }
      }
      if (order.activeAttemptId !== attempt.attemptId)
        throw refuse(paymentErrors.PAYMENT_ATTEMPT_MISMATCH, {
          param: 'order_payment_attempt_id',
          extra: { payment_attempt_id: order.activeAttemptId },
        })
      return collect(
        ctx,
        { order, intents, attempt, saving },
        askAgain(
          ctx,
          intents.filter((intent) => attempt.paymentIntentIds.includes(intent.paymentIntentId)),
        ),
      )
    },
  )
}

/** Looks up every leg whose result is open; a leg whose buyer has not answered yet stays as it is. */
export const askAgain = (ctx: Context, legs: readonly PaymentIntent[]): Recorded[] =>
  legs.flatMap((intent) => {
    if (intent.status !== 'requires_action' && intent.status !== 'processing') return []
    const answer = lookUp(ctx, intent)
    if (answer.outcome === 'requires_action' && intent.status === 'requires_action') return []
    return [recordAnswer(ctx, intent, intent, answer)]
  })
