import type { Context } from '../platform/context.ts'
import type { Statement } from '../platform/db/statement.ts'
import {
  type FoundOffer,
  type Offer,
  type OfferInput,
  chooseOffers,
  redeemUses,
  releaseUses,
  reserveUses,
  withUsesLeft,
} from '../promotions/index.ts'
import { settingsOf } from '../settings/index.ts'
import { basketOf } from './basket.ts'
import type { Order, OrderDiscount } from './order.ts'

/**
 * The promotions that may count by themselves on this change: all but those taken off by hand or used up by others.
 * One that is used counts once. After money was taken none comes any more: it would make cheaper what is paid for.
 * Source: contract, flint-commerce 4.2 (paid lines) and 15.1.
 */
export const usableOffers = (
  order: Order,
  automatic: readonly Offer[],
  locked: readonly FoundOffer[],
): Offer[] => {
  if (order.takesNoAutomaticPromotions) return []
  const gone = new Set(order.removedPromotionIds)
  const open = new Set<string>()
  for (const { offer, status } of order.discounts) {
    if (offer && status === 'pending') open.add(offer.promotionId)
    if (offer && status === 'redeemed') gone.add(offer.promotionId)
  }
  const free = new Set(order.settlement.paid > 0 ? [] : withUsesLeft(automatic, locked))
  return automatic.filter(
    (offer) => !gone.has(offer.promotionId) && (open.has(offer.promotionId) || free.has(offer)),
  )
}

/**
 * Decides anew which promotions count on an order: those that were asked for, in the order of asking, and the
 * automatic ones. One that was asked for and does not fit now stays, takes nothing off and says why; an automatic
 * one comes and goes by itself. Discounts that are used or canceled, and manual ones, are left alone.
 * Pure: prices are the caller's to compute. Source: contract, flint-commerce 15.1.
 */
export const settlePromotions = (ctx: Context, order: Order, automatic: readonly Offer[]): Order => {
  const open = order.discounts.filter(isOpenPromotion)
  if (open.length === 0 && automatic.length === 0) return order
  const attached = open.filter((discount) => discount.offer!.redemptionType === 'code')
  const { taken, declined } = chooseOffers(
    basketOf(order),
    attached.map((discount) => heldTermsOf(discount.offer!)),
    automatic,
    ctx.now,
    settingsOf(ctx).promotions.max_promotions_per_order,
  )
  const turns = new Map(taken.map((offer, turn) => [offer.promotionId, turn]))
  const reasons = new Map(declined.map((one) => [one.offer.promotionId, one]))
  const kept = open.flatMap((discount): OrderDiscount[] => {
    const { declined: _, ...fitting } = discount
    const { promotionId, redemptionType } = discount.offer!
    if (turns.has(promotionId)) return [fitting]
    const no = reasons.get(promotionId)
    if (redemptionType === 'automatic' || !no) return []
    return [{ ...fitting, declined: { reason: no.reason, wouldHaveApplied: no.wouldHaveApplied } }]
  })
  const there = new Set(kept.map((discount) => discount.offer!.promotionId))
  const added = taken.filter((offer) => !there.has(offer.promotionId)).map((offer) => discountOf(ctx, offer))
  const turnOf = (discount: OrderDiscount) => turns.get(discount.offer!.promotionId) ?? turns.size
  return {
    ...order,
    discounts: [
      ...order.discounts.filter((discount) => !isOpenPromotion(discount)),
      ...[...kept, ...added].toSorted((a, b) => turnOf(a) - turnOf(b)),
    ],
  }
}

/** Dates are asked when a promotion is applied and when the order is repriced: between them it is kept as promised. */
const heldTermsOf = (offer: Offer): Offer => ({ ...offer, startsAt: null, endsAt: null })

/** Without these discounts. An automatic promotion that is taken off stays off until the order is repriced. */
export const withoutDiscounts = (order: Order, removed: ReadonlySet<OrderDiscount>): Order => {
  const automatic = [...removed].flatMap(({ offer }) =>
    offer?.redemptionType === 'automatic' ? [offer.promotionId] : [],
  )
  return {
    ...order,
    discounts: order.discounts.filter((one) => !removed.has(one)),
    ...(automatic.length > 0
      ? { removedPromotionIds: [...(order.removedPromotionIds ?? []), ...automatic] }
      : {}),
  }
}

/** How to ask again for the promotions that were asked for before: by code where they came by one. */
export const askedAgain = (order: Order): OfferInput[] =>
  order.discounts
    .filter(isOpenPromotion)
    .map((discount) => discount.offer!)
    .filter((offer) => offer.redemptionType === 'code')
    .map(({ promotionId, promotionCode }) =>
      promotionCode === null ? { promotion_id: promotionId } : { promotion_code: promotionCode },
    )

/** With the terms as they are now, and without the promotions that have ended. */
export const withRenewedOffers = (order: Order, found: readonly FoundOffer[]): Order => {
  const current = new Map(found.filter(isOffered).map(({ offer }) => [offer.promotionId, offer]))
  const { removedPromotionIds: _, ...rest } = order
  return {
    ...rest,
    discounts: order.discounts.flatMap((discount) => {
      if (!isOpenPromotion(discount) || discount.offer!.redemptionType === 'automatic') return [discount]
      const offer = current.get(discount.offer!.promotionId)
      return offer ? [{ ...discount, offer, name: offer.name }] : []
    }),
  }
}

/** The order holds one of its uses already, so an exhausted one is still its own. */
const isOffered = ({ status, codeStatus }: FoundOffer): boolean =>
  [status, codeStatus ?? 'active'].every((one) => one === 'active' || one === 'exhausted')

/** A promotion as a discount of an order. What it takes off is computed by pricing. */
export const discountOf = (ctx: Context, offer: Offer): OrderDiscount => ({
  discountId: ctx.ids.newId('disc'),
  class: offer.discountClass,
  source: 'promotion',
  name: offer.name,
  amount: 0,
  lineItemIds: [],
  chargeIds: [],
  status: 'pending',
  applied: 0,
  offer,
})

export const isOpenPromotion = (discount: OrderDiscount): boolean =>
  discount.offer !== undefined && discount.status === 'pending'

export const offersOn = (order: Order): Offer[] =>
  order.discounts.flatMap((discount) =>
    discount.offer && discount.status !== 'canceled' ? [discount.offer] : [],
  )

/**
 * What a change of an order means for the uses of promotions: reserved when applied, counted when the order is
 * paid, given back when it is closed or they are removed. Source: contract, flint-commerce 15.1.
 */
export const promotionUses = (ctx: Context, before: Order | null, after: Order): Statement<void>[] => {
  const was = statusByPromotion(before)
  const is = statusByPromotion(after)
  const added = offersOn(after).filter(({ promotionId }) => !was.has(promotionId))
  const [paid, open] = [true, false].map((isPaid) =>
    added.filter(({ promotionId }) => (is.get(promotionId) === 'redeemed') === isPaid),
  ) as [Offer[], Offer[]]
  const redeemed = [...is].flatMap(([promotionId, status]) =>
    status === 'redeemed' && was.get(promotionId) === 'pending' ? [promotionId] : [],
  )
  const released = [...was.keys()].filter((promotionId) => !is.has(promotionId))
  return [
    ...reserveUses(ctx, after.orderId, after.customerId, open),
    ...reserveUses(ctx, after.orderId, after.customerId, paid, 'redeemed'),
    ...redeemUses(ctx, after.orderId, redeemed),
    ...releaseUses(ctx, after.orderId, released),
  ]
}

const statusByPromotion = (order: Order | null): Map<string, OrderDiscount['status']> =>
  new Map(
    (order?.discounts ?? []).flatMap((discount) =>
      discount.offer && discount.status !== 'canceled' ? [[discount.offer.promotionId, discount.status]] : [],
    ),
  )
