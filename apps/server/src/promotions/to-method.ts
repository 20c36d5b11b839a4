import type { ApplicationMethodInput } from './input-schemas.ts'
import type { ApplicationMethod, Rules } from './offer.ts'

/** The method in the contract's words: what it shows is what could be sent to make it. */
export const toMethod = (method: ApplicationMethod) => ({
  type: method.type,
  ...(method.type === 'percent_off' ? { percent_off: method.percentOff } : {}),
  ...(method.type === 'amount_off'
    ? { amount_off_money: { amount: method.amountOff, currency: method.currency } }
    : { calculation_basis: method.calculationBasis }),
  ...(method.type === 'buy_x_get_y'
    ? {
        buy_min_quantity: method.buyMinQuantity,
        get_quantity: method.getQuantity,
        get_percent_off: method.getPercentOff,
        qualifying_item_rules: method.qualifyingItems,
        reward_selection: method.rewardSelection,
        max_applications: method.maxApplications,
      }
    : { allocation: method.allocation }),
  ...(isEmpty(method.discountedItems) ? {} : { discounted_item_rules: method.discountedItems }),
  max_discount_money: method.maxDiscount,
})

/** To check a method against a discount class that it was not made for. */
export const methodInputOf = (method: ApplicationMethod): ApplicationMethodInput =>
  toMethod(method) as ApplicationMethodInput

const isEmpty = (rules: Rules) => Array.isArray(rules) && rules.length === 0
