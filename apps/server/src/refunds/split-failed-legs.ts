import { addMoney, shareOf } from '@flint/money'
import type { Minor } from '@flint/money'
import type { ChargeAllocation, LineAllocation, RefundAllocation } from './refund-allocation.ts'

/**
 * Splits a refund over several payments, some of which could not give the money back, into the part that
 * stands and the part to reverse. Both are allocations whose sums hold, and together they are the whole.
 *
 * What fails is taken from goods without a target first, then from flat taxes, charges and lines, of each from the
 * last backwards. A line that fails in part counts its units as not refunded.
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
  const flats = splitFromTheEnd(allocation.flats, ({ taxBreakdownId, amount: all }) => {
    const part = take(all)
    return [
      { taxBreakdownId, amount: all - part },
      { taxBreakdownId, amount: part },
    ]
  })
  const charges = splitFromTheEnd(allocation.charges, (charge) => splitCharge(charge, take(charge.amount)))
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
      flats: flats.kept.filter((flat) => flat.amount > 0),
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
      flats: flats.failed.filter((flat) => flat.amount > 0),
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
  flats: [],
  untargeted: 0,
  legs: [],
  tips: [],
})

function splitFromTheEnd<T>(parts: readonly T[], split: (part: T) => [kept: T, failed: T]) {
  const pairs = parts.toReversed().map(split).toReversed()
  return { kept: pairs.map(([kept]) => kept), failed: pairs.map(([, failed]) => failed) }
}

function splitCharge(charge: ChargeAllocation, failed: Minor): [ChargeAllocation, ChargeAllocation] {
  const tax = charge.amount === 0 ? 0 : shareOf(charge.tax, failed, charge.amount)
  return [
    { ...charge, amount: charge.amount - failed, tax: charge.tax - tax },
    { ...charge, amount: failed, tax },
  ]
}

function splitLine(line: LineAllocation, failed: Minor): [LineAllocation, LineAllocation] {
  if (failed === 0) return [line, { ...line, ...nothingOfLine }]
  if (failed === line.refunded) return [{ ...line, ...nothingOfLine }, line]
  const share = (amount: Minor): Minor => shareOf(amount, failed, line.refunded)
  const withheld = share(line.withheld)
  const released = share(line.released)
  const total = failed + withheld - released
  const isAdditive = line.additiveTax > 0
  // Neither part may hold more tax on top of its goods than it comes to.
  const tax = isAdditive
    ? Math.min(total, Math.max(share(line.tax), line.tax - (line.total - total)))
    : share(line.tax)
  const additiveTax = isAdditive ? tax : 0
  const discount = share(line.discount)
  const lost = {
    subtotal: total - additiveTax + discount,
    discount,
    tax,
    additiveTax,
    total,
    withheld,
    released,
  }
  return [
    {
      ...line,
      quantity: 0,
      subtotal: line.subtotal - lost.subtotal,
      discount: line.discount - discount,
      tax: line.tax - tax,
      additiveTax: line.additiveTax - additiveTax,
      total: line.total - total,
      withheld: line.withheld - withheld,
      released: line.released - released,
      refunded: line.refunded - failed,
    },
    { ...line, ...lost, refunded: failed },
  ]
}

const nothingOfLine = {
  quantity: 0,
  subtotal: 0,
  discount: 0,
  tax: 0,
  additiveTax: 0,
  total: 0,
  withheld: 0,
  released: 0,
  refunded: 0,
}
