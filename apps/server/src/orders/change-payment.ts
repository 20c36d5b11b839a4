import { appendEntries } from '../ledger/queries.ts'
import { paymentErrors } from '../payments/errors.ts'
import type { PaymentIntent } from '../payments/payment.ts'
import { findActiveAttempt, lockIntentsOfOrder, lockIntent, saveIntents } from '../payments/queries.ts'
import type { Recorded } from '../payments/record-answer.ts'
import { findCardsOfPayers, lockPayers } from '../payment-methods/index.ts'
import type { Context } from '../platform/context.ts'
import { transact } from '../platform/db/transact.ts'
import type { Statement } from '../platform/db/statement.ts'
import { recordEvents } from '../platform/events/events.ts'
import { refuse } from '../platform/http/errors.ts'
import { collect } from './collect.ts'
import { orderErrors } from './errors.ts'
import type { Order } from './order.ts'
import type { OrderPaymentAttempt } from '../payments/payment.ts'
import { lockOrder } from './queries.ts'

export type ChangedPayment = {
  intent: PaymentIntent
  order: Order | null
  attempt: OrderPaymentAttempt | null
  intents: readonly PaymentIntent[]
}

/**
 * Changes one payment under the lock that guards it: its order's, or its own when it has no order. `decide` sees it as
 * it is then and says what became of it, or null to leave everything as it is.
 */
export const changePayment = (
  ctx: Context,
  found: Pick<PaymentIntent, 'paymentIntentId' | 'orderId'>,
  decide: (intent: PaymentIntent, order: Order | null) => Recorded | null,
  more: Statement<void>[] = [],
): Promise<ChangedPayment> =>
  found.orderId === null
    ? changeAlone(ctx, found.paymentIntentId, (intent) => decide(intent, null), more)
    : changeWithOrder(ctx, found.paymentIntentId, found.orderId, decide, more)

const changeAlone = (
  ctx: Context,
  paymentIntentId: string,
  decide: (intent: PaymentIntent) => Recorded | null,
  more: Statement<void>[],
): Promise<ChangedPayment> =>
  transact(ctx, { intent: lockIntent(ctx, paymentIntentId) }, ({ intent }) => {
    if (!intent) throw refuse(paymentErrors.PAYMENT_INTENT_NOT_FOUND, { param: 'payment_intent_id' })
    const recorded = decide(intent)
    const changed = recorded?.intent ?? intent
    return {
      result: { intent: changed, order: null, attempt: null, intents: [changed] },
      writes: recorded
        ? [
            saveIntents([changed]),
            ...appendEntries(ctx, recorded.entries.length > 0 ? [recorded.entries] : []),
            ...recordEvents(ctx, recorded.events),
            ...recorded.timers,
            ...more,
          ]
        : more,
      wake: ['events', 'timers'],
    }
  })

const changeWithOrder = (
  ctx: Context,
  paymentIntentId: string,
  orderId: string,
  decide: (intent: PaymentIntent, order: Order) => Recorded | null,
  more: Statement<void>[],
): Promise<ChangedPayment> =>
  transact(
    ctx,
    {
      order: lockOrder(ctx, orderId),
      intents: lockIntentsOfOrder(ctx, orderId),
      attempt: findActiveAttempt(ctx, orderId),
      payers: lockPayers(ctx, orderId, false),
      cards: findCardsOfPayers(ctx, orderId, false),
    },
    ({ order, intents, attempt, ...saving }) => {
      if (!order) throw refuse(orderErrors.ORDER_NOT_FOUND, { param: 'order_id' })
      const intent = intents.find((one) => one.paymentIntentId === paymentIntentId)
      if (!intent) throw refuse(paymentErrors.PAYMENT_INTENT_NOT_FOUND, { param: 'payment_intent_id' })
      const recorded = decide(intent, order)
      if (!recorded) return { result: { intent, order, attempt, intents }, writes: more }
      const ownAttempt = attempt?.paymentIntentIds.includes(paymentIntentId) ? attempt : null
      const decision = collect(ctx, { order, intents, attempt: ownAttempt, saving }, [recorded], more)
      const running = decision.result.attempt ?? attempt
      return { ...decision, result: { ...decision.result, attempt: running, intent: recorded.intent } }
    },
  )

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
