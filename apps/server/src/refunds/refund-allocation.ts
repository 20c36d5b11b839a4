import type { Minor } from '@flint/money'

/** What a refund is asked to give back. Nothing named at all means everything that is left. */
export type RefundTargets = {
  amount: RefundMoney | null
  lines: readonly LineTarget[]
  charges: readonly ChargeTarget[]
  /** Flat taxes of the order as a whole. */
  flats: readonly FlatTarget[]
  /** Take the money from this payment only. */
  paymentIntentId: string | null
  /** Take so much from each of these payments, and nothing from others; empty to take the newest first. */
  tenders: readonly TenderTarget[]
}
export type RefundMoney = { amount: Minor; currency: string }
export type TenderTarget = { paymentIntentId: string; amount: RefundMoney }

/** Quantity or amount, or neither for all that is left of the line, or for nothing where it only gives back what was kept. */
export type LineTarget = {
  lineItemId: string
  quantity: number | null
  amount: RefundMoney | null
  /** The tax inside it, where the caller decides on it. */
  tax?: ExplicitTax | null
  /** Kept by the merchant, such as a restocking fee; less is given back. */
  kept?: readonly { appliesTo: AppliesTo; amount: Minor }[]
  /** Given back of what earlier refunds of the line kept. */
  released?: Minor
}
export type AppliesTo = 'subtotal' | 'tax' | 'total'
/** An amount, or parts by the tax that they belong to, or both saying the same. */
export type ExplicitTax = { amount: Minor | null; parts: readonly FlatTarget[] }
export type ChargeTarget = { chargeId: string; amount: RefundMoney | null }
export type FlatTarget = { taxBreakdownId: string; amount: RefundMoney }

/**
 * Where the money of one refund comes from and what it is for, in minor units of the order's currency.
 * Two sums hold: amount = lines (refunded) + charges + flats + untargeted + tip = legs.
 */
export type RefundAllocation = {
  amount: Minor
  currency: string
  /** Shown as `refunded_tip_money`. */
  tip: Minor
  lines: readonly LineAllocation[]
  charges: readonly ChargeAllocation[]
  flats: readonly FlatAllocation[]
  /** Goods and fees that are given back without naming a line or charge. */
  untargeted: Minor
  /** Per payment, newest first; `tip` is the part of `amount` that is tip. */
  legs: readonly { paymentIntentId: string; amount: Minor; tip: Minor }[]
  tips: readonly { tipId: string; amount: Minor }[]
}

/**
 * total = subtotal - discount + additive tax, refunded = total - withheld + released. `tax` includes tax inside the
 * price.
 */
export type LineAllocation = {
  lineItemId: string
  quantity: number
  subtotal: Minor
  discount: Minor
  tax: Minor
  additiveTax: Minor
  total: Minor
  withheld: Minor
  released: Minor
  refunded: Minor
}
/** `tax` is a part of `amount`, or inside the price. */
export type ChargeAllocation = { chargeId: string; amount: Minor; tax: Minor }
export type FlatAllocation = { taxBreakdownId: string; amount: Minor }

/** Source: contract, flint-commerce 10.2 and 17, flint-error-codes. */
export type RefundRefusalCode =
  | 'AMOUNT_EXCEEDS_REFUNDABLE'
  | 'NOTHING_TO_REFUND'
  | 'NO_PAYMENTS_FOR_ORDER'
  | 'PAYMENT_INTENT_NOT_REFUNDABLE'
  | 'PAYMENT_INTENT_DISPUTED'
  | 'PAYMENT_INTENT_ORDER_MISMATCH'
  | 'LINE_ITEM_REFUND_QUANTITY_EXCEEDS_REFUNDABLE'
  | 'LINE_ITEM_REFUND_AMOUNT_EXCEEDS_REFUNDABLE'
  | 'LINE_ITEM_REFUND_TARGET_AMBIGUOUS'
  | 'DUPLICATE_LINE_ITEM_TARGET'
  | 'CHARGE_REFUND_AMOUNT_EXCEEDS_REFUNDABLE'
  | 'AMOUNT_REQUIRED_FOR_MIXED_REFUND_TARGETS'
  | 'DUPLICATE_TAX_BREAKDOWN_REFUND'
  | 'NOTHING_TO_REFUND_FOR_TAX_BREAKDOWN'
  | 'TAX_BREAKDOWN_NOT_ORDER_SCOPED_FLAT'
  | 'TAX_BREAKDOWN_TARGETS_EXCEED_REFUND_AMOUNT'
  | 'FLAT_TAX_REFUND_MUST_BE_FULL'
  | 'FLAT_TAX_REFUND_STATE_INVALID'
  | 'FLAT_TAX_PAYMENT_ATTRIBUTION_UNAVAILABLE'
  | 'CURRENCY_MISMATCH'
  | 'ORDER_LINE_ITEM_NOT_FOUND'
  | 'ORDER_CHARGE_NOT_FOUND'
  | 'INVALID_REQUEST'

/**
 * A "no", as data. Where it is about an amount: `refundable` is what could still be given back, `submitted` what
 * was asked for. `message` where the code's own sentence does not say it.
 */
export type RefundRefusal = {
  refusal: RefundRefusalCode
  param: string | null
  refundable?: Minor
  submitted?: Minor
  message?: string
}

export const isRefusal = <T extends object>(decided: T | RefundRefusal): decided is RefundRefusal =>
  'refusal' in decided
