import { saveIntents } from '../payments/queries.ts'
import type { Context } from '../platform/context.ts'
import type { Decision } from '../platform/db/transact.ts'
import { recordEvents } from '../platform/events/events.ts'
import { activitiesOf } from './activities.ts'
import type { Collected, Collection } from './collect.ts'
import { mergeIntents } from './edit-order.ts'
import { orderPaid } from './events.ts'
import { followOrder } from './follow-order.ts'
import { tellListeners } from './listeners.ts'
import type { Order } from './order.ts'
import { promotionUses } from './promotions-of-order.ts'
import { recordActivities, saveOrder } from './queries.ts'
import { redeemDiscounts } from './roll-up-payments.ts'

/**
 * Paying an order that costs nothing: no money moves, but its discounts are used and its checkout is over. Said
 * again it changes nothing. Source: contract, flint-commerce 4.3, 5.2.
 */
export const completeFreeOrder = (
  ctx: Context,
  before: Order,
  { order, intents, attempt }: Collection,
): Decision<Collected> => {
  const isOver =
    order.openCheckoutSession === null && order.discounts.every((one) => one.status !== 'pending')
  if (isOver) return { result: { order: before, intents, attempt }, writes: [] }
  const completed: Order = {
    ...redeemDiscounts(order),
    revision: before.revision + 1,
    updatedAt: ctx.now,
  }
  // Numbered before those that listeners add: what follows from this comes after it in every list.
  const announced = [
    ...recordActivities(
      ctx,
      completed,
      activitiesOf(before, completed, [
        { type: 'order_updated', description: 'Order completed, nothing to pay' },
      ]),
    ),
    ...recordEvents(ctx, [orderPaid(completed)]),
  ]
  const told = tellListeners(ctx, before, completed, 'payment', { before: intents, after: intents })
  const following = followOrder(ctx, told.order, intents)
  return {
    result: { order: told.order, attempt, intents: mergeIntents(intents, following) },
    writes: [
      saveOrder(told.order),
      ...promotionUses(ctx, before, told.order),
      ...(following.length > 0 ? [saveIntents(following)] : []),
      ...announced,
      ...told.writes,
    ],
    wake: ['events'],
  }
}
