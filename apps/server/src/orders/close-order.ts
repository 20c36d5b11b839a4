import type { PaymentIntent } from '../payments/payment.ts'
import { lockIntentsOfOrder, saveIntents } from '../payments/queries.ts'
import type { Context } from '../platform/context.ts'
import type { Statement } from '../platform/db/statement.ts'
import { type Decision, transact } from '../platform/db/transact.ts'
import { recordEvents } from '../platform/events/events.ts'
import { refuse } from '../platform/http/errors.ts'
import { activitiesOf } from './activities.ts'
import { conflictOf } from './edit-order.ts'
import { orderErrors } from './errors.ts'
import { orderClosed } from './events.ts'
import { followOrder } from './follow-order.ts'
import { tellListeners } from './listeners.ts'
import { priced } from './new-order.ts'
import type { Order } from './order.ts'
import { promotionUses } from './promotions-of-order.ts'
import { lockOrder, recordActivities, saveOrder } from './queries.ts'
import type { OrderWithAttempt } from './to-order.ts'

/** Ends the order: nothing can be added or paid any more, refunds stay possible. Source: contract, flint-commerce 4.8. */
export const closeOrder = (ctx: Context, orderId: string, reason: string | null): Promise<OrderWithAttempt> =>
  transact(
    ctx,
    { order: lockOrder(ctx, orderId), intents: lockIntentsOfOrder(ctx, orderId) },
    ({ order: before, intents }) => {
      if (!before) throw refuse(orderErrors.ORDER_NOT_FOUND, { param: 'order_id' })
      if (before.status === 'closed')
        throw refuse(orderErrors.ORDER_ALREADY_CLOSED, { extra: conflictOf(before) })
      if (before.activeAttemptId)
        throw refuse(orderErrors.ORDER_COLLECTION_IN_PROGRESS, {
          extra: { payment_attempt_id: before.activeAttemptId },
        })
      return closing(ctx, { order: before, intents }, reason)
    },
  )

/** Everything that is written when an order ends: the caller holds its lock, and no attempt runs. */
export const closing = (
  ctx: Context,
  { order: before, intents }: { order: Order; intents: readonly PaymentIntent[] },
  reason: string | null,
): Decision<OrderWithAttempt> => {
  const closed = asClosed({ ...before, revision: before.revision + 1, updatedAt: ctx.now }, reason)
  // Numbered before those that listeners add: what follows from the closing comes after it in every list.
  const announced = announceClosing(ctx, before, closed)
  const told = tellListeners(ctx, before, closed, 'close', { before: intents, after: intents })
  const following = followOrder(ctx, told.order, intents)
  return {
    result: { order: told.order, attempt: null, intents },
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

/** The same order, ended: what was still to come off it, or to be paid, no longer is. */
export const asClosed = (order: Order, reason: string | null): Order =>
  priced({
    ...order,
    status: 'closed',
    closedReason: reason,
    discounts: order.discounts.map((discount) =>
      discount.status === 'pending' ? { ...discount, status: 'canceled' as const } : discount,
    ),
  })

export const announceClosing = (ctx: Context, before: Order, closed: Order): Statement<void>[] => [
  ...recordActivities(
    ctx,
    closed,
    activitiesOf(before, closed, [{ type: 'closed', description: 'Order closed' }]),
  ),
  ...recordEvents(ctx, [orderClosed(closed)]),
]
