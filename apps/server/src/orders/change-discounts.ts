import type { Context } from '../platform/context.ts'
import { refuse } from '../platform/http/errors.ts'
import { askedFor, automaticOffers, findOffers, limitedIds } from '../promotions/index.ts'
import type { ActivityNote } from './activities.ts'
import { offerInputsOf, expectApplied, newDiscount } from './discounts.ts'
import { editOrder, expectPricesAllowed, expectPricesOpen, repriced } from './edit-order.ts'
import { orderErrors } from './errors.ts'
import type { DiscountInput } from './input-schemas.ts'
import { withLimited } from './offers-for-edit.ts'
import type { Order, OrderDiscount } from './order.ts'
import { askedAgain, usableOffers, withRenewedOffers, withoutDiscounts } from './promotions-of-order.ts'
import { findOrder } from './queries.ts'
import type { OrderWithAttempt } from './to-order.ts'

/** Source: contract, flint-commerce 4.3. */
export const applyDiscount = (
  ctx: Context,
  orderId: string,
  input: DiscountInput,
): Promise<OrderWithAttempt> =>
  editOrder(
    ctx,
    orderId,
    (order, { offers }) => {
      const discount = newDiscount(ctx, order, input, offers, 'discount')
      return {
        order: { ...order, discounts: [...order.discounts, discount] },
        notes: [noteOf('discount_applied', discount, 'applied')],
        expect: (priced) => expectApplied(priced, discount.discountId, input, 'discount'),
      }
    },
    { asked: offerInputsOf([input]) },
  )

export const removeDiscounts = (
  ctx: Context,
  orderId: string,
  discountIds: readonly string[],
): Promise<OrderWithAttempt> =>
  editOrder(ctx, orderId, (order) => {
    const named = discountIds.map((discountId, index) => {
      const found = order.discounts.find((one) => one.discountId === discountId && one.status === 'pending')
      const param = `order_discount_ids[${index}]`
      if (!found) throw refuse(orderErrors.DISCOUNT_NOT_FOUND, { param })
      if (ctx.caller.kind === 'checkout_session') expectBuyersCode(order, found, param)
      return found
    })
    // One that is named twice is removed once, and noted once.
    const removed = new Set(named)
    return {
      order: withoutDiscounts(order, removed),
      notes: [...removed].map((discount) => noteOf('discount_removed', discount, 'removed')),
    }
  })

/** What the merchant took off is not the buyer's to change, nor is a code where the checkout takes none. */
const expectBuyersCode = (order: Order, { offer }: OrderDiscount, param: string) => {
  const areCodesTaken = order.openCheckoutSession?.arePromotionCodesAllowed !== false
  if (!offer?.promotionCode || !areCodesTaken)
    throw refuse(orderErrors.CHECKOUT_DISCOUNT_NOT_REMOVABLE, { param })
}

/**
 * Asks again for every promotion of the order: its terms, its dates and its code as they are now. One that has ended
 * leaves the order, an automatic one that was removed may come back. Source: contract, flint-commerce 4.3.
 */
export const repriceDiscounts = async (ctx: Context, orderId: string): Promise<OrderWithAttempt> => {
  const found = await ctx.db.run(findOrder(ctx, orderId))
  if (!found) throw refuse(orderErrors.ORDER_NOT_FOUND, { param: 'order_id' })
  return editOrder(
    ctx,
    orderId,
    (order, { offers }) => {
      const renewed = withRenewedOffers(order, offers)
      const gone = order.discounts.filter(
        (one) => !renewed.discounts.some(({ discountId }) => discountId === one.discountId),
      )
      return {
        order: renewed,
        notes: gone.map((discount) => noteOf('discount_removed', discount, 'has ended')),
      }
    },
    { asked: askedAgain(found.order) },
  )
}

/** What the order would cost; nothing is written, and no use of a promotion is taken. */
export const previewDiscounts = async (
  ctx: Context,
  orderId: string,
  input: DiscountInput | undefined,
): Promise<OrderWithAttempt> => {
  const found = await ctx.db.run(findOrder(ctx, orderId))
  if (!found) throw refuse(orderErrors.ORDER_NOT_FOUND, { param: 'order_id' })
  const before = found.order
  expectPricesOpen(before)
  const automatic = await automaticOffers(ctx)
  const asked = askedFor(offerInputsOf(input ? [input] : []), before.customerId)
  const offers = await ctx.db.run(findOffers(ctx, withLimited(asked, limitedIds(automatic))))
  const discount = input ? newDiscount(ctx, before, input, offers, 'discount') : null
  const order = repriced(
    ctx,
    discount ? { ...before, discounts: [...before.discounts, discount] } : before,
    usableOffers(before, automatic, offers),
  )
  if (discount && input) expectApplied(order, discount.discountId, input, 'discount')
  expectPricesAllowed(order)
  return { ...found, order }
}

const noteOf = (
  type: 'discount_applied' | 'discount_removed',
  discount: OrderDiscount,
  what: string,
): ActivityNote => ({
  type,
  description: `${discount.name} ${what}`,
  referenceType: 'order_discount',
  referenceId: discount.discountId,
})
