import type { Context } from '../platform/context.ts'
import { refuse } from '../platform/http/errors.ts'
import { editOrder, expectPricesAllowed, expectPricesOpen } from './edit-order.ts'
import { expectApplied, newDiscount } from './discounts.ts'
import { orderErrors } from './errors.ts'
import type { DiscountInput } from './input-schemas.ts'
import { priced } from './new-order.ts'
import type { Order } from './order.ts'
import { findOrder } from './queries.ts'
import type { OrderWithAttempt } from './to-order.ts'

/** Source: contract, flint-commerce 4.3. */
export const applyDiscount = (
  ctx: Context,
  orderId: string,
  input: DiscountInput,
): Promise<OrderWithAttempt> =>
  editOrder(ctx, orderId, (order) => {
    const { discounted, discount } = withDiscount(ctx, order, input)
    return {
      order: discounted,
      notes: [
        {
          type: 'discount_applied',
          description: `${discount.name} applied`,
          referenceType: 'order_discount',
          referenceId: discount.discountId,
        },
      ],
    }
  })

export const removeDiscounts = (
  ctx: Context,
  orderId: string,
  discountIds: readonly string[],
): Promise<OrderWithAttempt> =>
  editOrder(ctx, orderId, (order) => {
    const named = discountIds.map((discountId, index) => {
      const found = order.discounts.find((one) => one.discountId === discountId && one.status === 'pending')
      if (!found) throw refuse(orderErrors.DISCOUNT_NOT_FOUND, { param: `order_discount_ids[${index}]` })
      return found
    })
    // One that is named twice is removed once, and noted once.
    const removed = new Set(named)
    return {
      order: { ...order, discounts: order.discounts.filter((one) => !removed.has(one)) },
      notes: [...removed].map((discount) => ({
        type: 'discount_removed' as const,
        description: `${discount.name} removed`,
        referenceType: 'order_discount' as const,
        referenceId: discount.discountId,
      })),
    }
  })

/** Manual discounts are part of every pricing; only promotions could come out otherwise when asked again. */
export const repriceDiscounts = (ctx: Context, orderId: string): Promise<OrderWithAttempt> =>
  editOrder(ctx, orderId, (order) => ({ order, notes: [] }))

/** What the order would cost; nothing is written. */
export const previewDiscounts = async (
  ctx: Context,
  orderId: string,
  input: DiscountInput | undefined,
): Promise<OrderWithAttempt> => {
  const found = await ctx.db.run(findOrder(ctx, orderId))
  if (!found) throw refuse(orderErrors.ORDER_NOT_FOUND, { param: 'order_id' })
  expectPricesOpen(found.order)
  const order = input ? withDiscount(ctx, found.order, input).discounted : priced(found.order)
  expectPricesAllowed(order)
  return { ...found, order }
}

const withDiscount = (ctx: Context, order: Order, input: DiscountInput) => {
  const discount = newDiscount(ctx, order, input, 'discount')
  const discounted = priced({ ...order, discounts: [...order.discounts, discount] })
  expectApplied(discounted, discount.discountId, 'discount')
  return { discounted, discount }
}
