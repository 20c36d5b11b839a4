import { addMoney } from '@flint/money'
import type { Minor } from '@flint/money'
import type { OrderLine } from '../orders/order.ts'
import {
  type LineShare,
  leftOf,
  noShare,
  quantityLeftOf,
  shareOfAmount,
  shareOfAmountWithTax,
  shareOfUnits,
  withTax,
} from './line-share.ts'
import type { AppliesTo, LineAllocation, LineTarget, RefundRefusal } from './refund-allocation.ts'
import { isRefusal } from './refund-allocation.ts'

/**
 * Decides what one named line gets. Whether the payments hold it is not asked here.
 *
 * @param tax   What the caller decided the tax to be; null for the line's own share.
 * @param param Where in the request the line stands.
 */
export function allocateLine(
  line: OrderLine,
  target: LineTarget,
  tax: Minor | null,
  param: string,
): LineAllocation | RefundRefusal {
  const kept = target.kept ?? []
  const released = target.released ?? 0
  const share = shareAsked(line, target, tax, param)
  if (isRefusal(share)) return share
  for (const appliesTo of ['subtotal', 'tax', 'total'] as const) {
    const limit = keepableOf(share, appliesTo)
    const amount = sumKept(kept.filter((one) => appliesTo === 'total' || one.appliesTo === appliesTo))
    if (amount > limit) return { ...tooMuch(param, limit, amount), param: `${param}.refund_adjustments` }
  }
  const isByUnits = target.amount === null && !isReleaseOnly(target)
  const quantity = isByUnits ? (target.quantity ?? quantityLeftOf(line)) : 0
  return lineAllocation(line.lineItemId, quantity, share, sumKept(kept), released)
}

/** All that is left of a line. */
export const restOfLine = (line: OrderLine): LineAllocation =>
  lineAllocation(line.lineItemId, quantityLeftOf(line), leftOf(line), 0, 0)

function shareAsked(
  line: OrderLine,
  target: LineTarget,
  tax: Minor | null,
  param: string,
): LineShare | RefundRefusal {
  const left = leftOf(line)
  if (tax !== null && tax > left.tax) return { ...tooMuch(param, left.tax, tax), param: `${param}.tax_money` }
  if (isReleaseOnly(target)) return noShare
  if (target.amount !== null) {
    const { amount } = target.amount
    if (amount > left.total) return tooMuch(param, left.total, amount)
    if (tax === null) return shareOfAmount(line, amount)
    const goodsLeft = left.total - left.additiveTax
    return shareOfAmountWithTax(line, amount, tax) ?? tooMuch(param, goodsLeft + tax, amount)
  }
  if (target.quantity !== null && target.quantity > quantityLeftOf(line))
    return { refusal: 'LINE_ITEM_REFUND_QUANTITY_EXCEEDS_REFUNDABLE', param: `${param}.quantity` }
  const share = target.quantity === null ? left : shareOfUnits(line, target.quantity)
  if (share === null) return tooMuch(param, left.total)
  if (tax === null) return share
  const taxed = withTax(line, share, tax)
  if (taxed.total > left.total) return tooMuch(param, left.total, taxed.total)
  return tax > taxed.total ? { ...tooMuch(param, taxed.total, tax), param: `${param}.tax_money` } : taxed
}

const isReleaseOnly = ({ amount, quantity, released }: LineTarget): boolean =>
  amount === null && quantity === null && (released ?? 0) > 0

/** What an adjustment can keep back at most: goods, tax on top of them, or both. */
const keepableOf = (share: LineShare, appliesTo: AppliesTo): Minor => {
  if (appliesTo === 'tax') return share.additiveTax
  return appliesTo === 'subtotal' ? Math.max(0, share.total - share.additiveTax) : share.total
}

const sumKept = (kept: NonNullable<LineTarget['kept']>): Minor => addMoney(...kept.map((one) => one.amount))

const tooMuch = (param: string, refundable: Minor, submitted?: Minor): RefundRefusal => ({
  refusal: 'LINE_ITEM_REFUND_AMOUNT_EXCEEDS_REFUNDABLE',
  param,
  refundable,
  submitted,
})

const lineAllocation = (
  lineItemId: string,
  quantity: number,
  share: LineShare,
  withheld: Minor,
  released: Minor,
): LineAllocation => ({
  lineItemId,
  quantity,
  ...share,
  withheld,
  released,
  refunded: share.total - withheld + released,
})
