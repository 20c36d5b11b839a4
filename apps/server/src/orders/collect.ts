import { appendEntries } from '../ledger/queries.ts'
import { type Payers, keepPaidCards } from '../payments/keep-paid-cards.ts'
import type { OrderPaymentAttempt, PaymentIntent } from '../payments/payment.ts'
import { saveAttempt, saveIntents } from '../payments/queries.ts'
import type { Recorded } from '../payments/record-answer.ts'
import type { Context } from '../platform/context.ts'
import type { Decision } from '../platform/db/transact.ts'
import type { Statement } from '../platform/db/statement.ts'
import { recordEvents } from '../platform/events/events.ts'
import { type Activity, activitiesOf } from './activities.ts'
import { mergeIntents } from './edit-order.ts'
import { orderCreated } from './events.ts'
import { followOrder } from './follow-order.ts'
import { tellListeners } from './listeners.ts'
import type { Order } from './order.ts'
import { promotionUses } from './promotions-of-order.ts'
import { insertOrder, recordActivities, saveOrder } from './queries.ts'
import { type EndedAs, rollUpPayments } from './roll-up-payments.ts'

/** An order with everything about its payments, as read under its lock. */
export type Collection = {
  order: Order
  intents: readonly PaymentIntent[]
  attempt: OrderPaymentAttempt | null
  /** Read by whoever brings a result that may keep a card. */
  saving?: Payers
  /** The order is not stored yet: it is inserted as it is in the end, and announced as created first. */
  isOrderNew?: true
}

export type Collected = {
  order: Order
  attempt: OrderPaymentAttempt | null
  intents: readonly PaymentIntent[]
}

/**
 * Turns payment results into everything that must be written with them: intents, ledger, attempt, order,
 * activities, events, and what those above the order write. One place, whoever brought the results: a pay call,
 * a capture, a buyer's challenge, the worker. `endedAs` is the attempt's status where the caller ends it.
 */
export const collect = (
  ctx: Context,
  { order: before, intents: known, attempt, saving, isOrderNew }: Collection,
  results: readonly Recorded[],
  more: Statement<void>[] = [],
  endedAs?: EndedAs,
): Decision<Collected> => {
  const { recorded, ...kept } = keepPaidCards(ctx, results, saving)
  const withResults = mergeIntents(
    known,
    recorded.map(({ intent }) => intent),
  )
  const rolledUp = rollUpPayments(ctx, before, withResults, attempt, recorded, endedAs)
  // Numbered before those that listeners add: what follows from a payment comes after it in every list.
  const announced = [
    ...recordActivities(ctx, rolledUp.order, [
      ...(isOrderNew ? creationOf(before) : []),
      ...activitiesOf(before, rolledUp.order, rolledUp.notes),
    ]),
    ...recordEvents(ctx, [...(isOrderNew ? [orderCreated(before)] : []), ...rolledUp.events, ...kept.events]),
  ]
  const told = tellListeners(ctx, before, rolledUp.order, 'payment', {
    before: known,
    after: withResults,
    ...(isOrderNew ? { isOrderNew } : {}),
  })
  const isClosedNow = told.order.status === 'closed' && before.status !== 'closed'
  const following = followOrder(ctx, told.order, withResults).filter(
    (intent) => isClosedNow || !recorded.some((one) => one.intent.paymentIntentId === intent.paymentIntentId),
  )
  const changed = mergeIntents(
    recorded.map(({ intent }) => intent),
    [...rolledUp.retipped, ...following],
  )
  return {
    result: { order: told.order, attempt: rolledUp.attempt, intents: mergeIntents(withResults, changed) },
    writes: [
      isOrderNew ? insertOrder(told.order) : saveOrder(told.order),
      ...promotionUses(ctx, isOrderNew ? null : before, told.order),
      ...(changed.length > 0 ? [saveIntents(changed)] : []),
      ...(rolledUp.attempt ? [saveAttempt(rolledUp.attempt)] : []),
      ...appendEntries(
        ctx,
        recorded.flatMap(({ entries }) => (entries.length > 0 ? [entries] : [])),
      ),
      ...announced,
      ...recorded.flatMap(({ timers }) => timers),
      ...kept.writes,
      ...told.writes,
      ...more,
    ],
    wake: recorded.some(({ timers }) => timers.length > 0) ? ['events', 'timers'] : ['events'],
  }
}

export const creationOf = (order: Order): Activity[] =>
  activitiesOf(null, order, [{ type: 'created', description: `Order ${order.orderNumber} created` }])
