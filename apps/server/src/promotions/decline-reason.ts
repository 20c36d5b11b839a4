import { amountAlone, isCurrencyOf } from './apply-offer.ts'
import { isBuyItemMissing } from './buy-x-get-y.ts'
import type { Basket, DeclineReason, Offer } from './offer.ts'
import { failureOf } from './rules.ts'

const types: readonly string[] = ['percent_off', 'amount_off', 'buy_x_get_y']

/**
 * Why the offer does not apply to this basket now; null when it does. Looks at the offer alone: other offers are
 * `chooseOffers`' part, uses that are left `offerOf`'s. Source: contract, flint-platform 6.1.
 */
export const declineReasonOf = (offer: Offer, basket: Basket, now: string): DeclineReason | null => {
  if (offer.startsAt !== null && now < offer.startsAt) return 'not_yet_started'
  if (offer.endsAt !== null && now >= offer.endsAt) return 'expired'
  if (!types.includes(offer.method.type)) return 'unknown_type'
  if (!isCurrencyOf(offer, basket)) return 'currency_mismatch'
  if (offer.isLimitedPerCustomer && basket.customerId === null) return 'not_eligible'
  const failure = failureOf(offer.eligibility, basket)
  if (failure) return failure
  if (offer.method.type === 'buy_x_get_y' && isBuyItemMissing(offer.method, basket)) return 'buy_item_missing'
  return amountAlone(offer, basket) === 0 ? 'no_discountable_balance' : null
}
