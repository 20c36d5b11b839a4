import { shareOf } from '@flint/money'
import type { Minor } from '@flint/money'
import type { Order, OrderCharge } from '../orders/order.ts'
import { allocateLine, restOfLine } from './allocate-line.ts'
import { allocateFlats, explicitTaxOf, restOfFlats } from './allocate-taxes.ts'
import { isRefusal } from './refund-allocation.ts'
import type {
  ChargeAllocation,
  ChargeTarget,
  LineAllocation,
  RefundAllocation,
  RefundRefusal,
  RefundTargets,
} from './refund-allocation.ts'

type TargetAllocations = Pick<RefundAllocation, 'lines' | 'charges' | 'flats'>

/** Decides what each named line, charge and flat tax gets. Whether the payments hold it is not asked here. */
export function allocateTargets(order: Order, targets: RefundTargets): TargetAllocations | RefundRefusal {
  const misfit = misfitOf(targets)
  if (misfit) return misfit

  const linesById = new Map(order.lines.map((line) => [line.lineItemId, line]))
  const lines: LineAllocation[] = []
  for (const [at, target] of targets.lines.entries()) {
    const param = `line_items[${at}]`
    const line = linesById.get(target.lineItemId)
    if (!line) return { refusal: 'ORDER_LINE_ITEM_NOT_FOUND', param: `${param}.order_line_item_id` }
    const explicit = target.tax ? explicitTaxOf(order, line.lineItemId, target.tax, param) : { tax: null }
    if (isRefusal(explicit)) return explicit
    const allocation = allocateLine(line, target, explicit.tax, param)
    if (isRefusal(allocation)) return allocation
    lines.push(allocation)
  }

  const chargesById = new Map(order.charges.map((charge) => [charge.chargeId, charge]))
  const charges: ChargeAllocation[] = []
  for (const [at, target] of targets.charges.entries()) {
    const charge = chargesById.get(target.chargeId)
    if (!charge) return { refusal: 'ORDER_CHARGE_NOT_FOUND', param: `charges[${at}].order_charge_id` }
    const allocation = allocateCharge(charge, target, at)
    if (isRefusal(allocation)) return allocation
    charges.push(allocation)
  }

  const taxes = allocateFlats(order, targets.flats)
  return isRefusal(taxes) ? taxes : { lines, charges, flats: taxes.flats }
}

/** All that is left of every line, charge and flat tax. */
export const allocateRest = (order: Order): TargetAllocations => ({
  lines: order.lines.map(restOfLine).filter((line) => line.quantity > 0 || line.total > 0),
  charges: order.charges
    .map((charge) => chargeAllocation(charge, chargeLeftOf(charge)))
    .filter((charge) => charge.amount > 0),
  flats: restOfFlats(order),
})

/** What is wrong with the targets as they stand, whatever the order looks like. */
function misfitOf({ lines, charges }: RefundTargets): RefundRefusal | null {
  const named = new Set<string>()
  for (const [at, { lineItemId, quantity, amount }] of lines.entries()) {
    const param = `line_items[${at}]`
    if (quantity !== null && amount !== null) return { refusal: 'LINE_ITEM_REFUND_TARGET_AMBIGUOUS', param }
    if (named.has(lineItemId)) return { refusal: 'DUPLICATE_LINE_ITEM_TARGET', param }
    named.add(lineItemId)
  }
  const namedCharges = new Set<string>()
  for (const [at, { chargeId }] of charges.entries()) {
    if (namedCharges.has(chargeId))
      return {
        refusal: 'INVALID_REQUEST',
        param: `charges[${at}]`,
        message: `"charges[${at}]" names a charge that was named before.`,
      }
    namedCharges.add(chargeId)
  }
  if (lines.length === 0 || charges.length === 0) return null
  const at = lines.findIndex((line) => line.amount === null)
  if (at >= 0) {
    return { refusal: 'AMOUNT_REQUIRED_FOR_MIXED_REFUND_TARGETS', param: `line_items[${at}].amount_money` }
  }
  const chargeAt = charges.findIndex((charge) => charge.amount === null)
  if (chargeAt < 0) return null
  return { refusal: 'AMOUNT_REQUIRED_FOR_MIXED_REFUND_TARGETS', param: `charges[${chargeAt}].amount_money` }
}

function allocateCharge(
  charge: OrderCharge,
  target: ChargeTarget,
  at: number,
): ChargeAllocation | RefundRefusal {
  const left = chargeLeftOf(charge)
  const amount = target.amount?.amount ?? left
  if (amount <= left) return chargeAllocation(charge, amount)
  const param = `charges[${at}].amount_money`
  return { refusal: 'CHARGE_REFUND_AMOUNT_EXCEEDS_REFUNDABLE', param, refundable: left, submitted: amount }
}

const chargeLeftOf = (charge: OrderCharge): Minor => Math.max(0, charge.total - charge.refundedAmount)

/** With its share of the charge's tax, rounded down; what takes the rest takes the exact rest of the tax. */
const chargeAllocation = (charge: OrderCharge, amount: Minor): ChargeAllocation => {
  const left = chargeLeftOf(charge)
  const taxLeft = Math.max(0, charge.taxAmount - (charge.refundedTax ?? 0))
  return {
    chargeId: charge.chargeId,
    amount,
    tax: amount === left ? taxLeft : shareOf(taxLeft, amount, left),
  }
}
