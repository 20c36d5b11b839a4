import type { Context } from '../platform/context.ts'
import type { Statement } from '../platform/db/statement.ts'
import { refuse } from '../platform/http/errors.ts'
import {
  type Asked,
  type FoundOffer,
  type Offer,
  type OfferInput,
  askedFor,
  automaticOffers,
  limitedIds,
  lockOffers,
} from '../promotions/index.ts'
import { orderErrors } from './errors.ts'
import type { Order } from './order.ts'
import { findCustomerOfOrder } from './queries.ts'

/** What a change of prices must know of promotions: the automatic ones, and those whose uses must be counted under a lock. */
export type OffersForEdit = {
  automatic: readonly Offer[]
  /** To be loaded after the order's lock, in every transaction in the same order; null when there is nothing to count. */
  lock: Statement<FoundOffer[]> | null
  /** Throws when the order has another customer by now than the one whose uses were counted. */
  expectCustomer: (order: Order) => void
}

const nothing: OffersForEdit = { automatic: [], lock: null, expectCustomer: () => {} }

export const offersForEdit = async (
  ctx: Context,
  orderId: string,
  inputs: readonly OfferInput[] = [],
): Promise<OffersForEdit> => {
  const automatic = await automaticOffers(ctx)
  const limited = limitedIds(automatic)
  if (limited.length === 0 && inputs.length === 0) return { ...nothing, automatic }
  const customerId = await ctx.db.run(findCustomerOfOrder(ctx, orderId))
  return {
    automatic,
    lock: lockOffers(ctx, withLimited(askedFor(inputs, customerId), limited)),
    expectCustomer: (order) => {
      if (order.customerId !== customerId)
        throw refuse(orderErrors.ORDER_CHANGED_REFRESH_REQUIRED, {
          extra: { current_version: order.revision },
        })
    },
  }
}

export const withLimited = (asked: Asked, limited: readonly string[]): Asked => ({
  ...asked,
  promotionIds: [...asked.promotionIds, ...limited],
})
