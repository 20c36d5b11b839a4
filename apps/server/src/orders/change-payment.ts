import { changeAlone } from '../payments/change-alone.ts'
import { type BegunCommand, begunBy } from '../payments/commands.ts'
import { paymentErrors } from '../payments/errors.ts'
import type { PaymentIntent } from '../payments/payment.ts'
import { findActiveAttempt, lockIntentsOfOrder } from '../payments/queries.ts'
import type { Recorded } from '../payments/record-answer.ts'
import { findCardsOfPayers, lockPayers } from '../payment-methods/index.ts'
import type { Context } from '../platform/context.ts'
import { inSteps } from '../platform/db/in-steps.ts'
import type { Decision } from '../platform/db/transact.ts'
import type { Statement } from '../platform/db/statement.ts'
import { refuse } from '../platform/http/errors.ts'
import { type Collection, collect } from './collect.ts'
import { orderErrors } from './errors.ts'
import { finishCommand } from './finish-command.ts'
import type { Order } from './order.ts'
import type { OrderPaymentAttempt } from '../payments/payment.ts'
import { lockOrder } from './queries.ts'
import type { EndedAs } from './roll-up-payments.ts'

export type ChangedPayment = {
  intent: PaymentIntent
  order: Order | null
  attempt: OrderPaymentAttempt | null
  intents: readonly PaymentIntent[]
}

/**
 * Changes one payment under the lock that guards it: its order's, or its own when it has no order. `decide` sees it as
 * it is then and says what became of it, or null to leave everything as it is. What it `asks` of a remote processor is
 * asked once that is written.
 */
export const changePayment = (
  ctx: Context,
  found: Pick<PaymentIntent, 'paymentIntentId' | 'orderId'>,
  decide: (intent: PaymentIntent, order: Order | null) => Recorded | null,
  more: Statement<void>[] = [],
): Promise<ChangedPayment> =>
  found.orderId === null
    ? changeAlone<ChangedPayment>(
        ctx,
        found.paymentIntentId,
        (intent) => decide(intent, null),
        (intent) => ({ intent, order: null, attempt: null, intents: [intent] }),
        more,
        (begun) => finishCommand(ctx, begun),
      )
    : changeWithOrder(ctx, found.paymentIntentId, found.orderId, decide, more)

const changeWithOrder = (
  ctx: Context,
  paymentIntentId: string,
  orderId: string,
  decide: (intent: PaymentIntent, order: Order) => Recorded | null,
  more: Statement<void>[],
): Promise<ChangedPayment> =>
  inSteps(
    ctx,
    {
      order: lockOrder(ctx, orderId),
      intents: lockIntentsOfOrder(ctx, orderId),
      attempt: findActiveAttempt(ctx, orderId),
      payers: lockPayers(ctx, orderId, false),
      cards: findCardsOfPayers(ctx, orderId, false),
    },
    ({ order, intents, attempt, ...saving }): Decision<ChangedPayment, BegunCommand> => {
      if (!order) throw refuse(orderErrors.ORDER_NOT_FOUND, { param: 'order_id' })
      const intent = intents.find((one) => one.paymentIntentId === paymentIntentId)
      if (!intent) throw refuse(paymentErrors.PAYMENT_INTENT_NOT_FOUND, { param: 'payment_intent_id' })
      const recorded = decide(intent, order)
      if (!recorded) return { result: { intent, order, attempt, intents }, writes: more }
      const ownAttempt = attempt?.paymentIntentIds.includes(paymentIntentId) ? attempt : null
      const collection = { order, intents, attempt: ownAttempt, saving }
      const decision = collect(ctx, collection, [recorded], more, endedAs(recorded, collection))
      const running = decision.result.attempt ?? attempt
      return {
        ...decision,
        result: { ...decision.result, attempt: running, intent: recorded.intent },
        ...begunBy(recorded),
      }
    },
    (begun) => finishCommand(ctx, begun),
  )

const open: ReadonlySet<string> = new Set(['processing', 'requires_action', 'requires_capture'])

/** An attempt that was given up ends as canceled with the last of its legs that was open. */
const endedAs = ({ isGivenUp, intent }: Recorded, { attempt, intents }: Collection): EndedAs | undefined => {
  const isLast = intents.every(
    (one) =>
      one.paymentIntentId === intent.paymentIntentId ||
      !attempt?.paymentIntentIds.includes(one.paymentIntentId) ||
      !open.has(one.status),
  )
  return isGivenUp && isLast ? 'canceled' : undefined
}

const ofRunningAttempt: ReadonlySet<string> = new Set(['requires_action', 'requires_capture'])

/** Giving up a leg of the attempt that runs ends the attempt, so the caller must know of it. Source: contract, flint-commerce 5.7. */
export const expectNamedAttempt = (
  order: Order | null,
  intent: PaymentIntent,
  attemptId: string | undefined,
) => {
  if (attemptId === undefined && order?.activeAttemptId && ofRunningAttempt.has(intent.status))
    throw refuse(paymentErrors.PAYMENT_ATTEMPT_ID_REQUIRED, {
      param: 'order_payment_attempt_id',
      extra: { payment_attempt_id: order.activeAttemptId },
    })
}

/** A caller who names an attempt means the one that runs; where none runs, the payment's status decides. Source: contract, flint-commerce 5.7. */
export const expectRunningAttempt = (order: Order | null, attemptId: string | undefined) => {
  const running = order?.activeAttemptId
  if (attemptId !== undefined && running && attemptId !== running)
    throw refuse(paymentErrors.PAYMENT_ATTEMPT_MISMATCH, {
      param: 'order_payment_attempt_id',
      extra: { payment_attempt_id: running },
    })
}
