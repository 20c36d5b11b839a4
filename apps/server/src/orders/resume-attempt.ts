import { defineErrors } from '../platform/http/errors.ts'
import { paymentErrors } from '../payments/errors.ts'
import { hear } from '../payments/hear.ts'
import { findIntentsOfOrder } from '../payments/queries.ts'
import type { Context } from '../platform/context.ts'
import { refuse } from '../platform/http/errors.ts'
import type { Collected } from './collect.ts'
import { goOnWithAttempt } from './go-on-with-attempt.ts'
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
 * Goes on with an attempt after the buyer's challenge, or asks again for a result that was not known.
 * Source: contract, flint-commerce 5.3.
 */
export const resumeAttempt = async (
  ctx: Context,
  orderId: string,
  attemptId: string | undefined,
): Promise<Collected> => {
  if (attemptId === undefined)
    throw refuse(paymentErrors.PAYMENT_ATTEMPT_ID_REQUIRED, { param: 'order_payment_attempt_id' })
  const heard = await hear(ctx, findIntentsOfOrder(ctx, orderId))
  return goOnWithAttempt(heard, orderId, attemptId, (order, attempt) => {
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
      return
    }
    if (order.activeAttemptId !== attempt.attemptId)
      throw refuse(paymentErrors.PAYMENT_ATTEMPT_MISMATCH, {
        param: 'order_payment_attempt_id',
        extra: { payment_attempt_id: order.activeAttemptId },
      })
  })
}
