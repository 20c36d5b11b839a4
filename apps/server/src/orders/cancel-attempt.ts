import { type BegunCommand, wish } from '../payments/commands.ts'
import { declines } from '../payments/declines.ts'
import { paymentErrors } from '../payments/errors.ts'
import { expectProcessor } from '../payments/expect-takes-payments.ts'
import type { OrderPaymentAttempt, PaymentIntent } from '../payments/payment.ts'
import { findAttempt, lockIntentsOfOrder } from '../payments/queries.ts'
import { type Recorded, recordAnswer } from '../payments/record-answer.ts'
import type { Context } from '../platform/context.ts'
import { inSteps } from '../platform/db/in-steps.ts'
import { type Decision, transact } from '../platform/db/transact.ts'
import { httpErrors, refuse } from '../platform/http/errors.ts'
import { beforeAnswer } from '../platform/idempotency/answer-later.ts'
import { type Collected, collect } from './collect.ts'
import { orderErrors } from './errors.ts'
import { settleCommand } from './finish-command.ts'
import { lockOrder } from './queries.ts'
import { isEnded } from './roll-up-payments.ts'

/**
 * Stops an attempt that waits for the buyer: its legs can be paid anew. One whose outcome is open or that holds
 * money cannot be stopped this way. A remote processor must first let the legs go no further.
 * Source: contract, flint-commerce 5.3.
 */
export const cancelAttempt = (ctx: Context, orderId: string, attemptId: string): Promise<Collected> =>
  inSteps(
    ctx,
    loadsOf(ctx, orderId, attemptId),
    (loaded): Decision<Collected, BegunCommand[]> => {
      const { order, intents, attempt } = expectFound(loaded)
      const extra = { payment_attempt_id: attempt.attemptId, payment_attempt_status: attempt.status }
      if (isEnded(attempt.status)) throw refuse(paymentErrors.PAYMENT_ATTEMPT_NOT_CANCELABLE, { extra })
      const legs = legsOf(attempt, intents)
      if (legs.some((leg) => leg.status === 'processing'))
        throw refuse(paymentErrors.PAYMENT_ATTEMPT_STILL_PROCESSING, { extra })
      const held = legs.find((leg) => leg.status === 'requires_capture')
      if (held)
        throw refuse(paymentErrors.PAYMENT_ATTEMPT_REQUIRES_CAPTURE, {
          extra,
          ids: { payment_intent_id: held.paymentIntentId },
        })
      const stopped = legs.filter((leg) => leg.status === 'requires_action').map((leg) => stop(ctx, leg))
      const begun = stopped.flatMap(({ asks, intent: { paymentIntentId } }) =>
        asks ? [{ paymentIntentId, orderId, command: asks }] : [],
      )
      return begun.length > 0
        ? { ...collect(ctx, { order, intents, attempt }, stopped), begun }
        : collect(ctx, { order, intents, attempt }, stopped, [], 'canceled')
    },
    (begun) => finishCancel(ctx, orderId, attemptId, begun),
  )

const stop = (ctx: Context, leg: PaymentIntent): Recorded => {
  const code = 'payment_not_completed'
  if (expectProcessor(ctx).isRemote)
    return wish(ctx, leg, { kind: 'void', becomes: { status: 'failed', code }, isByTime: false })
  return recordAnswer(ctx, leg, leg, {
    outcome: 'declined',
    reference: leg.processorReference ?? '',
    code,
    message: declines[code].message,
  })
}

/** Each leg is asked for and recorded by itself: the last one ends the attempt. */
const finishCancel = async (
  ctx: Context,
  orderId: string,
  attemptId: string,
  begun: readonly BegunCommand[],
): Promise<Collected> => {
  const outcomes: string[] = []
  for (const command of begun) outcomes.push(await settleCommand(beforeAnswer(ctx), command))
  if (outcomes.includes('unknown')) throw refuse(httpErrors.SERVICE_UNAVAILABLE)
  return transact(ctx, loadsOf(ctx, orderId, attemptId), (loaded) => {
    const { order, intents, attempt } = expectFound(loaded)
    if (attempt.status !== 'canceled')
      throw refuse(paymentErrors.PAYMENT_ATTEMPT_NOT_CANCELABLE, {
        extra: { payment_attempt_id: attempt.attemptId, payment_attempt_status: attempt.status },
      })
    return { result: { order, intents, attempt }, writes: [] }
  })
}

const loadsOf = (ctx: Context, orderId: string, attemptId: string) => ({
  order: lockOrder(ctx, orderId),
  intents: lockIntentsOfOrder(ctx, orderId),
  attempt: findAttempt(ctx, orderId, attemptId),
})

const expectFound = <O, A>({
  order,
  attempt,
  intents,
}: {
  order: O
  attempt: A
  intents: PaymentIntent[]
}) => {
  if (!order) throw refuse(orderErrors.ORDER_NOT_FOUND, { param: 'order_id' })
  if (!attempt) throw refuse(paymentErrors.PAYMENT_ATTEMPT_NOT_FOUND, { param: 'order_payment_attempt_id' })
  return { order, attempt, intents }
}

const legsOf = ({ paymentIntentIds }: OrderPaymentAttempt, intents: readonly PaymentIntent[]) =>
  intents.filter((intent) => paymentIntentIds.includes(intent.paymentIntentId))
