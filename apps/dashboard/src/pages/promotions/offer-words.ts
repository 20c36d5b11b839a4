import type { Coupon, Promotion } from '../../api/shapes.ts'
import { showMoney } from '../../parts/show-money.ts'

/** What a promotion takes off, in words. */
export const offerWords = ({ application_method: method }: Pick<Promotion, 'application_method'>): string => {
  if (method.type === 'percent_off') return `${method.percent_off}% off`
  if (method.type === 'amount_off' && method.amount_off_money)
    return `${showMoney(method.amount_off_money)} off`
  const { buy_min_quantity: buy = 1, get_quantity: get = 1, get_percent_off: percent = 100 } = method
  return `Buy ${buy}, get ${get} ${percent === 100 ? 'free' : `at ${percent}% off`}`
}

export const couponWords = ({ percent_off, amount_off_money }: Coupon): string =>
  percent_off !== null
    ? `${percent_off}% off`
    : amount_off_money
      ? `${showMoney(amount_off_money)} off`
      : 'Nothing off'

/** @example usesWords(3, 100) // '3 of 100' */
export const usesWords = (used: number, most: number | null): string =>
  most === null ? String(used) : `${used} of ${most}`
