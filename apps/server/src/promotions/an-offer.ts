import type { AmountOff, Basket, BasketLine, BuyXGetY, Offer, PercentOff } from './offer.ts'

/** Builders for tests: what is not named is as plain as can be. */

export const percentOff = (percent: number, options: Partial<PercentOff> = {}): PercentOff => ({
  type: 'percent_off',
  percentOff: percent,
  calculationBasis: 'subtotal_pre_tax',
  allocation: 'across',
  discountedItems: [],
  maxDiscount: null,
  ...options,
})

export const amountOff = (amount: number, options: Partial<AmountOff> = {}): AmountOff => ({
  type: 'amount_off',
  amountOff: amount,
  currency: 'USD',
  allocation: 'across',
  discountedItems: [],
  maxDiscount: null,
  ...options,
})

export const buyXGetY = (buy: number, get: number, options: Partial<BuyXGetY> = {}): BuyXGetY => ({
  type: 'buy_x_get_y',
  buyMinQuantity: buy,
  getQuantity: get,
  getPercentOff: 100,
  calculationBasis: 'subtotal_pre_tax',
  qualifyingItems: [],
  discountedItems: [],
  rewardSelection: 'cheapest',
  maxApplications: null,
  maxDiscount: null,
  ...options,
})

export const all = { order: true, line_item: true, service_charge: true }
export const none = { order: false, line_item: false, service_charge: false }

export const anOffer = (options: Partial<Offer> = {}): Offer => ({
  promotionId: 'promo_01',
  promotionCodeId: null,
  promotionCode: null,
  couponId: null,
  name: 'An offer',
  discountClass: 'order',
  redemptionType: 'code',
  method: percentOff(10),
  eligibility: [],
  combinesWith: all,
  exclusivity: null,
  stackingMode: 'continue',
  startsAt: null,
  endsAt: null,
  isLimited: false,
  isLimitedPerCustomer: false,
  ...options,
})

export const aLine = (unitPrice: number, quantity = 1, options: Partial<BasketLine> = {}): BasketLine => ({
  lineItemId: 'li_01',
  quantity,
  unitPrice,
  subtotal: unitPrice * quantity,
  productId: null,
  variantId: null,
  bundleId: null,
  sku: null,
  categories: [],
  metadata: {},
  ...options,
})

export const aBasket = (lines: readonly BasketLine[], options: Partial<Basket> = {}): Basket => ({
  currency: 'USD',
  customerId: null,
  lines,
  charges: [],
  ...options,
})

/** Applied to the basket as it is, without any other discount. */
export const subtotalsOf = (basket: Basket): number[] => basket.lines.map((line) => line.subtotal)
