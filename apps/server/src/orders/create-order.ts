import type { Context } from '../platform/context.ts'
import { writeOnce } from '../platform/db/transact.ts'
import { recordEvents } from '../platform/events/events.ts'
import { refuse } from '../platform/http/errors.ts'
import { activitiesOf } from './activities.ts'
import { expectApplied, newDiscount } from './discounts.ts'
import { orderErrors } from './errors.ts'
import { orderCreated } from './events.ts'
import type { CreateOrderBody } from './input-schemas.ts'
import { checkTipLimit, newOrder, priced } from './new-order.ts'
import type { Order } from './order.ts'
import { type OrderNumbers, orderNumbers } from './order-numbers.ts'
import { insertOrder, recordActivities } from './queries.ts'
import type { Statement } from '../platform/db/statement.ts'
import type { OrderWithAttempt } from './to-order.ts'

const numbersOf = new WeakMap<object, OrderNumbers>()

/** Creates an order in one statement. Throws the refusal that names the field at fault, before anything is written. */
export const createOrder = async (ctx: Context, input: CreateOrderBody): Promise<OrderWithAttempt> => {
  const order = await draftOrder(ctx, input, 'api')
  return writeOnce(ctx, {
    result: { order, attempt: null, intents: [] },
    writes: orderCreation(ctx, order),
    wake: ['events'],
  })
}

/** An order that is checked, numbered and priced, but not written. */
export const draftOrder = async (
  ctx: Context,
  input: CreateOrderBody,
  origin: Order['origin'],
): Promise<Order> => {
  if (input.customer_id !== undefined) throw refuse(orderErrors.CUSTOMER_NOT_FOUND, { param: 'customer_id' })
  // Checked and priced before a number is taken, so that a refused request leaves no gap.
  const unnumbered = withDiscounts(ctx, newOrder(ctx, 0, input, origin), input)
  checkTipLimit(unnumbered)
  return { ...unnumbered, orderNumber: await nextNumber(ctx) }
}

export const orderCreation = (ctx: Context, order: Order): Statement<void>[] => [
  insertOrder(order),
  ...recordActivities(
    ctx,
    order,
    activitiesOf(null, order, [{ type: 'created', description: `Order ${order.orderNumber} created` }]),
  ),
  ...recordEvents(ctx, [orderCreated(order)]),
]

const withDiscounts = (ctx: Context, order: Order, input: CreateOrderBody): Order => {
  let discounted = order
  for (const [index, discount] of (input.discounts ?? []).entries()) {
    const param = `discounts[${index}]`
    for (const field of ['discount_class', 'scope'] as const)
      if (discount.manual?.[field] === 'line_item')
        throw refuse(orderErrors.CREATE_ORDER_LINE_ITEM_DISCOUNT_UNSUPPORTED, {
          param: `${param}.manual.${field}`,
        })
    const added = newDiscount(ctx, discounted, discount, param)
    discounted = priced({ ...discounted, discounts: [...discounted.discounts, added] })
    expectApplied(discounted, added.discountId, param)
  }
  return discounted
}

const nextNumber = (ctx: Context): Promise<number> => {
  let numbers = numbersOf.get(ctx.db)
  if (!numbers) {
    numbers = orderNumbers()
    numbersOf.set(ctx.db, numbers)
  }
  return numbers.next(ctx)
}
