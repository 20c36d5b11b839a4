import type { Minor } from '@flint/money'

/** What a refund is asked to give back. Nothing named at all means everything that is left. */
export type RefundTargets = {
  amount: RefundMoney | null
  lines: readonly LineTarget[]
  charges: readonly ChargeTarget[]
  /** Take the money from this payment only. */
  paymentIntentId: string | null
}
export type RefundMoney = { amount: Minor; currency: string }

/** Quantity or amount, or neither for all that is left of the line. */
export type LineTarget = {
  lineItemId: string
  quantity: number | null
  amount: RefundMoney | null
  /** Kept by the merchant, such as a restocking fee; less is given back. */
  withheld?: Minor
}
export type ChargeTarget = { chargeId: string; amount: RefundMoney | null }

/**
 * Where the money of one refund comes from and what it is for, in minor units of the order's currency.
 * Two sums hold: amount = lines (refunded) + charges + untargeted + tip = legs.
 */
export type RefundAllocation = {
  amount: Minor
  currency: string
  /** Shown as `refunded_tip_money`. */
  tip: Minor
  lines: readonly LineAllocation[]
  charges: readonly { chargeId: string; amount: Minor }[]
  /** Goods and fees that are given back without naming a line or charge. */
  untargeted: Minor
  /** Per payment, newest first; `tip` is the part of `amount` that is tip. */
  legs: readonly { paymentIntentId: string; amount: Minor; tip: Minor }[]
  tips: readonly { tipId: string; amount: Minor }[]
}

/** total = subtotal - discount + additive tax, refunded = total - withheld. `tax` includes tax inside the price. */
export type LineAllocation = {
  lineItemId: string
  quantity: number
  subtotal: Minor
  discount: Minor
  tax: Minor
  additiveTax: Minor
  total: Minor
  withheld: Minor
  refunded: Minor
}

/** Source: contract, flint-commerce 10.2 and 17. */
export type RefundRefusalCode =
  | 'AMOUNT_EXCEEDS_REFUNDABLE'
  | 'NOTHING_TO_REFUND'
  | 'NO_PAYMENTS_FOR_ORDER'
  | 'PAYMENT_INTENT_NOT_REFUNDABLE'
  | 'PAYMENT_INTENT_ORDER_MISMATCH'
  | 'LINE_ITEM_REFUND_QUANTITY_EXCEEDS_REFUNDABLE'
  | 'LINE_ITEM_REFUND_AMOUNT_EXCEEDS_REFUNDABLE'
  | 'LINE_ITEM_REFUND_TARGET_AMBIGUOUS'
  | 'DUPLICATE_LINE_ITEM_TARGET'
  | 'CHARGE_REFUND_AMOUNT_EXCEEDS_REFUNDABLE'
  | 'AMOUNT_REQUIRED_FOR_MIXED_REFUND_TARGETS'
  | 'CURRENCY_MISMATCH'
  | 'ORDER_LINE_ITEM_NOT_FOUND'
  | 'ORDER_CHARGE_NOT_FOUND'
  | 'INVALID_REQUEST'

/**
 * A "no", as data. Where it is about an amount: `refundable` is what could still be given back, `submitted` what
 * was asked for.
 */
export type RefundRefusal = {
  refusal: RefundRefusalCode
  param: string | null
  refundable?: Minor
  submitted?: Minor
}

export const isRefusal = <T extends object>(decided: T | RefundRefusal): decided is RefundRefusal =>
  'refusal' in decided
