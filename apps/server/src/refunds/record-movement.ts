import { type ActivityNote, activitiesOf } from '../orders/activities.ts'
import { tellListeners } from '../orders/listeners.ts'
import type { Order } from '../orders/order.ts'
import { recordActivities, saveOrder } from '../orders/queries.ts'
import type { PaymentIntent } from '../payments/payment.ts'
import { saveIntents } from '../payments/queries.ts'
import type { Context } from '../platform/context.ts'
import type { Statement } from '../platform/db/statement.ts'

/** What a refund draws on: an order with its payments, or one payment alone. */
export type Funds = { order: Order | null; intents: readonly PaymentIntent[] }

/**
 * What is written to the order and its payments when a refund takes money or gives it back, and the order as it
 * is then. `after` is `before` with the refund applied or reversed.
 */
export const recordMovement = (
  ctx: Context,
  before: Funds,
  after: Funds,
  note: ActivityNote,
): { order: Order | null; writes: Statement<void>[] } => {
  const moved = after.intents
    .filter((intent) => !before.intents.includes(intent))
    .map((intent) => ({ ...intent, version: intent.version + 1, updatedAt: ctx.now }))
  const intentWrites = moved.length > 0 ? [saveIntents(moved)] : []
  if (!before.order || !after.order) return { order: null, writes: intentWrites }
  const revised: Order = { ...after.order, revision: before.order.revision + 1, updatedAt: ctx.now }
  const told = tellListeners(ctx, before.order, revised, 'refund', {
    before: before.intents,
    after: after.intents,
  })
  return {
    order: told.order,
    writes: [
      saveOrder(told.order),
      ...intentWrites,
      ...recordActivities(ctx, told.order, activitiesOf(before.order, told.order, [note])),
      ...told.writes,
    ],
  }
}
