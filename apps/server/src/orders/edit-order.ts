import type { OrderPaymentAttempt, PaymentIntent } from '../payments/payment.ts'
import { findActiveAttempt, lockIntentsOfOrder, saveIntents } from '../payments/queries.ts'
import type { Context } from '../platform/context.ts'
import type { Statement } from '../platform/db/statement.ts'
import { type Loads, transact } from '../platform/db/transact.ts'
import { recordEvents } from '../platform/events/events.ts'
import { refuse } from '../platform/http/errors.ts'
import type { FoundOffer, Offer, OfferInput } from '../promotions/index.ts'
import { type ActivityNote, activitiesOf } from './activities.ts'
import { orderErrors } from './errors.ts'
import { orderPaid, orderUpdated } from './events.ts'
import { followOrder } from './follow-order.ts'
import { tellListeners } from './listeners.ts'
import { checkTipLimit, priced } from './new-order.ts'
import { offersForEdit } from './offers-for-edit.ts'
import type { Order } from './order.ts'
import { promotionUses, settlePromotions, usableOffers } from './promotions-of-order.ts'
import { lockOrder, recordActivities, saveOrder } from './queries.ts'
import { redeemDiscounts } from './roll-up-payments.ts'
import { settleRestOfTips } from './settle-rest-of-tips.ts'
import { netCollectedOf, outstandingOf } from './settlement.ts'
import { withTaxRates } from './tax-rates.ts'
import type { OrderWithAttempt } from './to-order.ts'

export type Edit = {
  order: Order
  notes: ActivityNote[]
  /** Throws when the edit did not come out as asked, once everything is priced. */
  expect?: (priced: Order) => void
}

type EditOptions<L extends Record<string, unknown>> = {
  /** Notes, references and contact may change while a payment runs and after closing. */
  isPriceNeutral?: boolean
  /** Promotions that the edit names. */
  asked?: readonly OfferInput[]
  /** What the edit needs besides the order, read in the same round trip. */
  load?: Loads<L>
}

/** What an edit is given besides the order: what it asked for, and the promotions it named. */
export type Loaded<L> = L & { offers: readonly FoundOffer[] }

/**
 * Every change of an open order goes this way: lock, change, decide which promotions count, price again, check what
 * was collected, let unconfirmed payments follow the balance, tell those above, write.
 * Source: contract, flint-commerce 4.8 to 4.10.
 */
export const editOrder = async <L extends Record<string, unknown> = Record<never, never>>(
  ctx: Context,
  orderId: string,
  edit: (order: Order, loaded: Loaded<L>) => Edit,
  { isPriceNeutral = false, asked, load }: EditOptions<L> = {},
): Promise<OrderWithAttempt> => {
  const promotions = isPriceNeutral ? null : await offersForEdit(ctx, orderId, asked)
  const locked: { offers: Statement<readonly FoundOffer[]> } | undefined = promotions?.lock
    ? { offers: promotions.lock }
    : undefined
  return transact(
    ctx,
    {
      order: lockOrder(ctx, orderId),
      intents: lockIntentsOfOrder(ctx, orderId),
      attempt: findActiveAttempt(ctx, orderId),
      ...locked,
      ...load,
    } as Loads<EditedOrder & L>,
    (loaded) => {
      const { order: before, intents, attempt, offers = [] } = loaded as EditedOrder
      if (!before) throw refuse(orderErrors.ORDER_NOT_FOUND, { param: 'order_id' })
      // Before the edit: on a closed order it may look for parts that closing took away.
      if (!isPriceNeutral) expectPricesOpen(before)
      promotions?.expectCustomer(before)
      const edited = edit(before, { ...loaded, offers })
      const changed = promotions
        ? repriced(ctx, edited.order, usableOffers(edited.order, promotions.automatic, offers))
        : edited.order
      edited.expect?.(changed)
      expectPricesAllowed(changed)
      const isPaidNow =
        changed.settlement.paid > 0 && outstandingOf(before) > 0 && outstandingOf(changed) === 0
      const rest = isPaidNow ? settleRestOfTips(ctx, changed, intents) : { order: changed, intents: [] }
      const revised: Order = {
        ...(isPaidNow ? redeemDiscounts(rest.order) : changed),
        revision: before.revision + 1,
        updatedAt: ctx.now,
      }
      // Numbered before those that listeners add: what follows from an edit comes after it in every list.
      const announced = [
        ...recordActivities(ctx, revised, activitiesOf(before, revised, edited.notes)),
        ...recordEvents(ctx, [orderUpdated(revised), ...(isPaidNow ? [orderPaid(revised)] : [])]),
      ]
      const told = tellListeners(ctx, before, revised, 'edit', { before: intents, after: intents })
      const after = told.order
      const following = isPriceNeutral ? [] : [...rest.intents, ...followOrder(ctx, after, intents)]
      return {
        result: { order: after, attempt, intents: mergeIntents(intents, following) },
        writes: [
          saveOrder(after),
          ...(following.length > 0 ? [saveIntents(following)] : []),
          ...promotionUses(ctx, before, after),
          ...announced,
          ...told.writes,
        ],
        wake: ['events'],
      }
    },
  )
}

type EditedOrder = {
  order: Order | null
  intents: PaymentIntent[]
  attempt: OrderPaymentAttempt | null
  offers?: readonly FoundOffer[]
}

/**
 * The order with the tax rates it needs, the promotions that count and all prices. Which promotions count depends on
 * what there is to discount; percentages of fees are worked out for that by a pricing of their own.
 */
export const repriced = (ctx: Context, order: Order, automatic: readonly Offer[]): Order => {
  const rated = withTaxRates(ctx, order)
  const hasPercentageFees = rated.charges.some((charge) => charge.amount === null)
  return priced(settlePromotions(ctx, hasPercentageFees ? priced(rated) : rated, automatic))
}

/** What new prices must keep to: the tip's limit, and no less than the merchant keeps of what was collected. */
export const expectPricesAllowed = (order: Order) => {
  checkTipLimit(order)
  const kept = netCollectedOf(order)
  if (order.amounts.total < kept)
    throw refuse(orderErrors.ORDER_TOTAL_BELOW_NET_COLLECTED, {
      extra: {
        current_money: { amount: kept, currency: order.currency },
        submitted_money: { amount: order.amounts.total, currency: order.currency },
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
