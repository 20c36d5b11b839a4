import { addMoney, shareOf } from '@flint/money'
import type { Minor } from '@flint/money'
import type { LineAllocation, RefundAllocation } from './refund-allocation.ts'

/**
 * Splits a refund over several payments, some of which could not give the money back, into the part that
 * stands and the part to reverse. Both are allocations whose sums hold, and together they are the whole.
 *
 * What fails is taken from goods without a target first, then from the last charge backwards, then from the
 * last line backwards. A line that fails in part counts its units as not refunded.
 */
export function splitFailedLegs(
  allocation: RefundAllocation,
  failedIntentIds: ReadonlySet<string>,
): { kept: RefundAllocation; failed: RefundAllocation } {
  const legs = Object.groupBy(allocation.legs, (leg) =>
    failedIntentIds.has(leg.paymentIntentId) ? 'failed' : 'kept',
  )
  const failedLegs = legs.failed ?? []
  if (failedLegs.length === 0) return { kept: allocation, failed: nothingOf(allocation) }
  if (!legs.kept) return { kept: nothingOf(allocation), failed: allocation }
  const amount = addMoney(...failedLegs.map((leg) => leg.amount))
  const tip = addMoney(...failedLegs.map((leg) => leg.tip))

  let goods = amount - tip
  const take = (available: Minor): Minor => {
    const taken = Math.min(available, goods)
    goods -= taken
    return taken
  }
  const untargeted = take(allocation.untargeted)
  const charges = splitFromTheEnd(allocation.charges, ({ chargeId, amount: all }) => {
    const part = take(all)
    return [
      { chargeId, amount: all - part },
      { chargeId, amount: part },
    ]
  })
  const lines = splitFromTheEnd(allocation.lines, (line) => splitLine(line, take(line.refunded)))
  let tipToTake = tip
  const tips = splitFromTheEnd(allocation.tips, ({ tipId, amount: all }) => {
    const part = Math.min(all, tipToTake)
    tipToTake -= part
    return [
      { tipId, amount: all - part },
      { tipId, amount: part },
    ]
  })

  const { currency } = allocation
  return {
    kept: {
      amount: allocation.amount - amount,
      currency,
      tip: allocation.tip - tip,
      lines: lines.kept.filter((line) => line.refunded > 0 || line.quantity > 0),
      charges: charges.kept.filter((charge) => charge.amount > 0),
      untargeted: allocation.untargeted - untargeted,
      legs: legs.kept,
      tips: tips.kept.filter((one) => one.amount > 0),
    },
    failed: {
      amount,
      currency,
      tip,
      lines: lines.failed.filter((line) => line.refunded > 0 || line.quantity > 0),
      charges: charges.failed.filter((charge) => charge.amount > 0),
      untargeted,
      legs: failedLegs,
      tips: tips.failed.filter((one) => one.amount > 0),
    },
  }
}

const nothingOf = ({ currency }: RefundAllocation): RefundAllocation => ({
  amount: 0,
  currency,
  tip: 0,
  lines: [],
  charges: [],
  untargeted: 0,
  legs: [],
  tips: [],
})

function splitFromTheEnd<T>(parts: readonly T[], split: (part: T) => [kept: T, failed: T]) {
  const pairs = parts.toReversed().map(split).toReversed()
  return { kept: pairs.map(([kept]) => kept), failed: pairs.map(([, failed]) => failed) }
}

function splitLine(line: LineAllocation, failed: Minor): [LineAllocation, LineAllocation] {
  const none = {
    ...line,
    quantity: 0,
    subtotal: 0,
    discount: 0,
    tax: 0,
    additiveTax: 0,
    total: 0,
    withheld: 0,
    refunded: 0,
  }
  if (failed === 0) return [line, none]
  if (failed === line.refunded) return [none, line]
  const tax = shareOf(line.tax, failed, line.refunded)
  const additiveTax = line.additiveTax > 0 ? tax : 0
  const discount = shareOf(line.discount, failed, line.refunded)
  const withheld = shareOf(line.withheld, failed, line.refunded)
  const total = failed + withheld
  const subtotal = total - additiveTax + discount
  return [
    {
      ...line,
      quantity: 0,
      subtotal: line.subtotal - subtotal,
      discount: line.discount - discount,
      tax: line.tax - tax,
      additiveTax: line.additiveTax - additiveTax,
      total: line.total - total,
      withheld: line.withheld - withheld,
      refunded: line.refunded - failed,
    },
    { ...line, subtotal, discount, tax, additiveTax, total, withheld, refunded: failed },
  ]
}
