import { customerErrors, findCustomer } from '../customers/index.ts'
import type { Customer } from '../customers/index.ts'
import type { Context } from '../platform/context.ts'
import { isUniqueViolation } from '../platform/db/database.ts'
import type { Statement } from '../platform/db/statement.ts'
import { type Decision, type Loads, transact, writeOnce } from '../platform/db/transact.ts'
import { recordEvents } from '../platform/events/events.ts'
import { refuse } from '../platform/http/errors.ts'
import {
  type Asked,
  type FoundOffer,
  type Offer,
  askedFor,
  automaticOffers,
  findOffers,
  limitedIds,
  lockOffers,
} from '../promotions/index.ts'
import { type Catalog, catalogLoads, emptyCatalog } from './catalog-lines.ts'
import { creationOf } from './collect.ts'
import { expectApplied, newDiscount, offerInputsOf } from './discounts.ts'
import { repriced } from './edit-order.ts'
import { orderErrors } from './errors.ts'
import { orderCreated } from './events.ts'
import type { CreateOrderBody } from './input-schemas.ts'
import { checkTipLimit, newOrder } from './new-order.ts'
import { withLimited } from './offers-for-edit.ts'
import type { Order } from './order.ts'
import { type OrderNumbers, orderNumbers } from './order-numbers.ts'
import { offersOn, promotionUses, usableOffers } from './promotions-of-order.ts'
import { insertOrder, recordActivities } from './queries.ts'
import type { OrderWithAttempt } from './to-order.ts'

const numbersOf = new WeakMap<object, OrderNumbers>()

/** Creates an order. Throws the refusal that names the field at fault, before anything is written. */
export const createOrder = async (ctx: Context, input: CreateOrderBody): Promise<OrderWithAttempt> => {
  const draft = await draftOrder(ctx, input, 'api')
  return writeDraft(ctx, draft, (order) => ({
    result: { order, attempt: null, intents: [] },
    writes: orderCreation(ctx, order),
    wake: ['events'],
  }))
}

/** An order that is checked, numbered and priced, but not written. */
export type DraftOrder = {
  order: Order
  /** The same order again, with what is known of uses under the lock: another may have taken the last one meanwhile. */
  withOffers: (offers: readonly FoundOffer[]) => Order
  asked: Asked
}

/** Everything that an order is made from, read before it is made: it copies what it needs. */
type Sources = Catalog & {
  customer: Customer | null
  offers: readonly FoundOffer[]
  automatic: readonly Offer[]
}

/** @param own What a capability above gives the order beside what callers can send; not checked here. */
export const draftOrder = async (
  ctx: Context,
  input: CreateOrderBody,
  origin: Order['origin'],
  own: Partial<Pick<Order, 'paymentLink' | 'metadata' | 'takesNoAutomaticPromotions'>> = {},
): Promise<DraftOrder> => {
  const automatic = await automaticOffers(ctx)
  const customerId = input.customer_id ?? null
  const asked = withLimited(askedFor(offerInputsOf(input.discounts ?? []), customerId), limitedIds(automatic))
  const sources: Sources = { ...emptyCatalog, customer: null, offers: [], automatic }
  Object.assign(
    sources,
    await readAll(ctx, {
      ...catalogLoads(ctx, input.line_items),
      ...(customerId === null ? {} : { customer: findCustomer(ctx, customerId) }),
      ...(asked.promotionIds.length + asked.codes.length === 0 ? {} : { offers: findOffers(ctx, asked) }),
    }),
  )
  if (customerId !== null && !sources.customer)
    throw refuse(customerErrors.CUSTOMER_NOT_FOUND, { param: 'customer_id' })
  // Checked and priced before a number is taken, so that a refused request leaves no gap.
  const unnumbered = { ...newOrder(ctx, 0, input, origin, sources), ...own }
  const withOffers = (offers: readonly FoundOffer[]): Order => {
    const order = withDiscounts(ctx, unnumbered, input, { ...sources, offers })
    checkTipLimit(order)
    return order
  }
  const order = withOffers(sources.offers)
  const orderNumber = await numbersIn(ctx).next(ctx)
  return {
    order: { ...order, orderNumber },
    withOffers: (offers) => ({ ...withOffers(offers), orderNumber }),
    asked,
  }
}

/** A number for an order that is checked and priced already, and on which no promotion counts. */
export const numberedDraft = async (ctx: Context, order: Order): Promise<DraftOrder> => {
  const numbered = { ...order, orderNumber: await numbersIn(ctx).next(ctx) }
  return { order: numbered, withOffers: () => numbered, asked: askedFor([], null) }
}

/** Writes a draft and what belongs to it; uses of promotions that are limited are counted under their lock. */
export const writeDraft = async <R>(
  ctx: Context,
  draft: DraftOrder,
  decide: (order: Order) => Decision<R>,
): Promise<R> => {
  try {
    return await writeNumbered(ctx, draft, decide)
  } catch (error) {
    // A sandbox that was reset counts anew, and another process still had numbers from before.
    if (!isUniqueViolation(error, 'orders_environment_id_order_number_key')) throw error
    const orderNumber = await numbersIn(ctx).nextFree(ctx)
    return writeNumbered(ctx, draft, (order) => decide({ ...order, orderNumber }))
  }
}

const writeNumbered = <R>(
  ctx: Context,
  { order, withOffers, asked }: DraftOrder,
  decide: (order: Order) => Decision<R>,
): Promise<R> => {
  if (!offersOn(order).some((offer) => offer.isLimited)) return writeOnce(ctx, decide(order))
  return transact(ctx, { offers: lockOffers(ctx, asked) }, ({ offers }) => decide(withOffers(offers)))
}

/** All at once on one connection. */
const readAll = async <T extends Record<string, unknown>>(
  ctx: Context,
  loads: Partial<Loads<T>>,
): Promise<Partial<T>> => {
  const names = Object.keys(loads)
  const values = await Promise.all(names.map((name) => ctx.db.run(loads[name] as Statement<unknown>)))
  return Object.fromEntries(names.map((name, index) => [name, values[index]])) as Partial<T>
}

export const orderCreation = (ctx: Context, order: Order): Statement<void>[] => [
  insertOrder(order),
  ...promotionUses(ctx, null, order),
  ...recordActivities(ctx, order, creationOf(order)),
  ...recordEvents(ctx, [orderCreated(order)]),
]

const withDiscounts = (ctx: Context, order: Order, input: CreateOrderBody, sources: Sources): Order => {
  const automatic = usableOffers(order, sources.automatic, sources.offers)
  let discounted = repriced(ctx, order, automatic)
  for (const [index, discount] of (input.discounts ?? []).entries()) {
    const param = `discounts[${index}]`
    for (const field of ['discount_class', 'scope'] as const)
      if (discount.manual?.[field] === 'line_item')
        throw refuse(orderErrors.CREATE_ORDER_LINE_ITEM_DISCOUNT_UNSUPPORTED, {
          param: `${param}.manual.${field}`,
        })
    const added = newDiscount(ctx, discounted, discount, sources.offers, param)
    discounted = repriced(ctx, { ...discounted, discounts: [...discounted.discounts, added] }, automatic)
    expectApplied(discounted, added.discountId, discount, param)
  }
  return discounted
}

/** One for each connection to a database, which is one for each process outside of tests. */
const numbersIn = ({ db }: Pick<Context, 'db'>): OrderNumbers => {
  const known = numbersOf.get(db)
  if (known) return known
  const numbers = orderNumbers()
  numbersOf.set(db, numbers)
  return numbers
}

/** For an environment that counts anew. */
export const forgetOrderNumbers = (ctx: Pick<Context, 'db'>, environmentId: string): void =>
  numbersIn(ctx).forget(environmentId)
