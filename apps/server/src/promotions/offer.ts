/**
 * The terms of a promotion as copied onto an order when it is applied: plain JSON, enough to price and to judge it
 * without reading the promotion again. Amounts are minor units of `currency`, or of the order where none is named.
 * Source: contract, flint-commerce 15.1.
 */
export type Offer = {
  promotionId: string
  /** The code that was given; null when the promotion was named by its id, or came by itself. */
  promotionCodeId: string | null
  promotionCode: string | null
  /** Set for promotions that were made as a coupon. */
  couponId: string | null
  /** What the buyer reads. */
  name: string
  discountClass: DiscountClass
  redemptionType: RedemptionType
  method: ApplicationMethod
  eligibility: Rules
  /** Whether it may stand beside another promotion of that class; both must say so. */
  combinesWith: Record<DiscountClass, boolean>
  exclusivity: Exclusivity | null
  stackingMode: 'continue' | 'stop_after'
  startsAt: string | null
  endsAt: string | null
  /** Uses are limited, in total, for the code or for each customer: it must be locked before it is applied. */
  isLimited: boolean
  /** Needs a customer on the order, because uses are counted for each. */
  isLimitedPerCustomer: boolean
}

export type DiscountClass = 'order' | 'line_item' | 'service_charge'
export type RedemptionType = 'automatic' | 'code'
export type Exclusivity = { group: string; selection: 'best_of' | 'highest_priority'; priority: number }

/** `total_with_shipping` exists for coupons only. Source: contract, flint-commerce 15.2. */
export type CalculationBasis = 'subtotal_pre_tax' | 'subtotal_post_tax' | 'total_with_shipping'

type WithCap = { maxDiscount: { amount: number; currency: string } | null }

export type PercentOff = WithCap & {
  type: 'percent_off'
  /** 1 to 100, at most four decimals. */
  percentOff: number
  calculationBasis: CalculationBasis
  /** each: every target is rounded by itself. across: one amount, then split. */
  allocation: Allocation
  /** Which lines it takes something off; empty for all. */
  discountedItems: Rules
}
export type AmountOff = WithCap & {
  type: 'amount_off'
  amountOff: number
  currency: string
  /** each: the amount off every unit (or charge). across: the amount once, split over the targets. */
  allocation: Allocation
  discountedItems: Rules
}
export type BuyXGetY = WithCap & {
  type: 'buy_x_get_y'
  buyMinQuantity: number
  getQuantity: number
  getPercentOff: number
  calculationBasis: CalculationBasis
  qualifyingItems: Rules
  discountedItems: Rules
  rewardSelection: RewardSelection
  /** How often one order can have it; null for as often as its items allow. */
  maxApplications: number | null
}
export type ApplicationMethod = PercentOff | AmountOff | BuyXGetY
export type Allocation = 'each' | 'across'
export type RewardSelection = 'cheapest' | 'highest_price' | 'first_added'

/** A list is AND. */
export type Rules = readonly RuleNode[] | RuleGroup
export type RuleGroup = { all: readonly RuleNode[] } | { any: readonly RuleNode[] }
export type RuleNode = Rule | RuleGroup
export type Rule = { field: string; operator: RuleOperator; value: RuleValue }
export type RuleOperator = 'eq' | 'ne' | 'gt' | 'gte' | 'lt' | 'lte' | 'in' | 'contains' | 'is_defined'
export type RuleValue = string | number | boolean | readonly (string | number)[]

export type BasketLine = {
  lineItemId: string
  quantity: number
  /** With modifiers. */
  unitPrice: number
  subtotal: number
  productId: string | null
  variantId: string | null
  bundleId: string | null
  sku: string | null
  categories: readonly string[]
  metadata: Record<string, string>
  /** Tax that comes on top of the line, for offers that count it. */
  additiveTax?: number
}

/** What an offer is held against. Amounts are minor units of `currency`, before any discount. */
export type Basket = {
  currency: string
  customerId: string | null
  lines: readonly BasketLine[]
  charges: readonly { chargeId: string; type: string; amount: number }[]
}

/** Source: contract, flint-platform 6.1. */
export type DeclineReason =
  | 'not_eligible'
  | 'minimum_not_met'
  | 'expired'
  | 'not_yet_started'
  | 'exhausted'
  | 'code_required'
  | 'code_invalid'
  | 'disabled'
  | 'automatic_disabled'
  | 'codes_disabled'
  | 'already_applied'
  | 'not_combinable'
  | 'superseded_by_better_offer'
  | 'superseded'
  | 'max_promotions_reached'
  | 'no_discountable_balance'
  | 'buy_item_missing'
  | 'currency_mismatch'
  | 'unknown_type'
