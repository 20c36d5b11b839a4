import type { PaymentIntent } from '../payments/payment.ts'
import { findActiveAttempt, lockIntentsOfOrder, saveIntents } from '../payments/queries.ts'
import type { Context } from '../platform/context.ts'
import { transact } from '../platform/db/transact.ts'
import { recordEvents } from '../platform/events/events.ts'
import { refuse } from '../platform/http/errors.ts'
import { type ActivityNote, activitiesOf } from './activities.ts'
import { orderErrors } from './errors.ts'
import { orderPaid, orderUpdated } from './events.ts'
import { followOrder } from './follow-order.ts'
import { tellListeners } from './listeners.ts'
import { checkTipLimit, priced } from './new-order.ts'
import type { Order } from './order.ts'
import { lockOrder, recordActivities, saveOrder } from './queries.ts'
import { redeemDiscounts } from './roll-up-payments.ts'
import { netCollectedOf, outstandingOf } from './settlement.ts'
import type { OrderWithAttempt } from './to-order.ts'

export type Edit = {
  order: Order
  notes: ActivityNote[]
}

/**
 * Every change of an open order goes this way: lock, change, price again, check what was collected, let
 * unconfirmed payments follow the balance, tell those above, write.
 * Source: contract, flint-commerce 4.8 to 4.10.
 */
export const editOrder = (
  ctx: Context,
  orderId: string,
  edit: (order: Order) => Edit,
  /** Notes, references and contact may change while a payment runs and after closing. */
  isPriceNeutral = false,
): Promise<OrderWithAttempt> =>
  transact(
    ctx,
    {
      order: lockOrder(ctx, orderId),
      intents: lockIntentsOfOrder(ctx, orderId),
      attempt: findActiveAttempt(ctx, orderId),
    },
    ({ order: before, intents, attempt }) => {
      if (!before) throw refuse(orderErrors.ORDER_NOT_FOUND, { param: 'order_id' })
      // Before the edit: on a closed order it may look for parts that closing took away.
      if (!isPriceNeutral) expectPricesOpen(before)
      const edited = edit(before)
      const repriced = isPriceNeutral ? edited.order : priced(edited.order)
      expectPricesAllowed(repriced)
      const isPaidNow =
        repriced.settlement.paid > 0 && outstandingOf(before) > 0 && outstandingOf(repriced) === 0
      const revised: Order = {
        ...(isPaidNow ? redeemDiscounts(repriced) : repriced),
        revision: before.revision + 1,
        updatedAt: ctx.now,
      }
      // Numbered before those that listeners add: what follows from an edit comes after it in every list.
      const announced = [
        ...recordActivities(ctx, revised, activitiesOf(before, revised, edited.notes)),
        ...recordEvents(ctx, [orderUpdated(revised), ...(isPaidNow ? [orderPaid(revised)] : [])]),
      ]
      const told = tellListeners(ctx, before, revised, 'edit')
      const after = told.order
      const following = isPriceNeutral ? [] : followOrder(ctx, after, intents)
      return {
        result: { order: after, attempt, intents: mergeIntents(intents, following) },
        writes: [
          saveOrder(after),
          ...(following.length > 0 ? [saveIntents(following)] : []),
          ...announced,
          ...told.writes,
        ],
        wake: ['events'],
      }
    },
  )

/** What new prices must keep to: the tip's limit, and no less than the merchant keeps of what was collected. */
export const expectPricesAllowed = (repriced: Order) => {
  checkTipLimit(repriced)
  const kept = netCollectedOf(repriced)
  if (repriced.amounts.total < kept)
    throw refuse(orderErrors.ORDER_TOTAL_BELOW_NET_COLLECTED, {
      extra: {
        current_money: { amount: kept, currency: repriced.currency },
        submitted_money: { amount: repriced.amounts.total, currency: repriced.currency },
      },
    })
}

/** Prices are closed with the order, and while a payment attempt runs. */
export const expectPricesOpen = (order: Order) => {
  if (order.status === 'closed') throw refuse(orderErrors.ORDER_CLOSED, { extra: conflictOf(order) })
  if (order.activeAttemptId)
    throw refuse(orderErrors.ORDER_PAYMENT_ATTEMPT_ACTIVE, {
      extra: { ...conflictOf(order), payment_attempt_id: order.activeAttemptId },
    })
}

export const conflictOf = (order: Order) => ({
  current_status: order.status,
  supported_actions: order.status === 'closed' ? ['create_refund', 'get_order'] : ['get_order', 'pay_order'],
})

export const mergeIntents = (
  all: readonly PaymentIntent[],
  changed: readonly PaymentIntent[],
): PaymentIntent[] => {
  const byId = new Map(all.map((intent) => [intent.paymentIntentId, intent]))
  for (const intent of changed) byId.set(intent.paymentIntentId, intent)
  return [...byId.values()]
}
