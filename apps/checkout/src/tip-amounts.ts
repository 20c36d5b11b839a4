import { currencyExponent, percentOf } from '@flint/money'
import type { CheckoutSession, Money, Order, TipWish } from './api-shapes.ts'

/**
 * What a percent tip is taken from: merchandise after its discounts, without charges and tax.
 * Source: contract, flint-commerce 4.5 and 4.7.
 * @returns Minor units of the order's currency.
 */
export const tipBase = (order: Order): number => {
  const merchandiseDiscount = (order.applied_discounts ?? [])
    .filter((discount) => discount.discount_class !== 'service_charge' && discount.status !== 'canceled')
    .reduce((sum, discount) => sum + discount.applied_money.amount, 0)
  return Math.max(0, order.pricing_amounts.subtotal_money.amount - merchandiseDiscount)
}

/** What a percent comes to, half up, in minor units. A preview: the server's figure is the one that is paid. */
export const tipPreview = (base: number, percent: number): number => percentOf(base, percent, 'half_up')

/** Below this many units of the currency a percentage is next to nothing. */
const smartTipsBelow = 10

/**
 * What a buyer may choose from: amounts for a small order where the seller has them in its currency, else percentages.
 * Source: contract, flint-platform 16.1, `tipping`; the threshold is ours.
 */
export const offeredTips = (order: Order, setting: CheckoutSession['tip']): TipWish[] =>
  smartTips(order, setting)?.map((money) => ({ amount_money: money })) ??
  (setting?.tip_percent_options ?? []).map((percent) => ({ percent }))

/** What is chosen for a buyer who has not chosen yet; null for none. */
export const firstTip = (order: Order, setting: CheckoutSession['tip']): TipWish | null => {
  const { default_smart_tip_money: money, default_tip_percent: percent } = setting ?? {}
  if (smartTips(order, setting)) return money ? { amount_money: money } : null
  return percent ? { percent } : null
}

const smartTips = (order: Order, setting: CheckoutSession['tip']): readonly Money[] | null => {
  const { currency } = order.pricing_amounts.total_money
  const amounts = setting?.is_smart_tips_enabled ? (setting.smart_tip_money_options ?? []) : []
  const isSmall = tipBase(order) < smartTipsBelow * 10 ** currencyExponent(currency)
  return isSmall && amounts.length > 0 && amounts.every((money) => money.currency === currency)
    ? amounts
    : null
}

export const isSameTip = (one: TipWish, other: TipWish): boolean =>
  'percent' in one
    ? 'percent' in other && one.percent === other.percent
    : 'amount_money' in other && one.amount_money.amount === other.amount_money.amount

/** The tip the order carries at present, as it was asked for; null for none. */
export const currentTip = (order: Order): TipWish | null => {
  const { percent, amount_money: money } = order.requested_tip ?? {}
  if (typeof percent === 'number') return { percent }
  return money ? { amount_money: money } : null
}

/**
 * Reads an amount as typed into minor units. Takes a point or a comma as the decimal mark, and grouping only where it
 * cannot be mistaken for one.
 * @param exponent Decimal places of the currency.
 * @returns null when it is no amount above zero, or has more decimals than the currency.
 */
export const parseAmount = (text: string, exponent: number): number | null => {
  const plain = text.normalize('NFKC').replace(/[\s\p{Sc}]/gu, '')
  const match = /^(\d{1,9})(?:[.,](\d*))?$/.exec(plain)
  if (!match) return null
  const decimals = match[2] ?? ''
  if (decimals.length > exponent) return null
  const minor = Number((match[1] ?? '') + decimals.padEnd(exponent, '0'))
  return Number.isSafeInteger(minor) && minor > 0 ? minor : null
}

/** An amount as it stands in the field: plain digits with a decimal point, no symbol. */
export const amountText = (minor: number, exponent: number): string => {
  if (exponent === 0) return String(minor)
  const digits = String(minor).padStart(exponent + 1, '0')
  return `${digits.slice(0, -exponent)}.${digits.slice(-exponent)}`
}
