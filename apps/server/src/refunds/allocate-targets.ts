import type { Minor } from '@flint/money'
import type { Order, OrderCharge } from '../orders/order.ts'
import { leftOf, quantityLeftOf, shareOfAmount, shareOfUnits } from './line-share.ts'
import type { LineShare } from './line-share.ts'
import { isRefusal } from './refund-allocation.ts'
import type {
  ChargeTarget,
  LineAllocation,
  LineTarget,
  RefundAllocation,
  RefundRefusal,
  RefundTargets,
} from './refund-allocation.ts'

type TargetAllocations = Pick<RefundAllocation, 'lines' | 'charges'>

/** Decides what each named line and charge gets. Whether the payments hold it is not asked here. */
export function allocateTargets(order: Order, targets: RefundTargets): TargetAllocations | RefundRefusal {
  const misfit = misfitOf(targets)
  if (misfit) return misfit

  const linesById = new Map(order.lines.map((line) => [line.lineItemId, line]))
  const lines: LineAllocation[] = []
  for (const [at, target] of targets.lines.entries()) {
    const line = linesById.get(target.lineItemId)
    if (!line) return { refusal: 'ORDER_LINE_ITEM_NOT_FOUND', param: `line_items[${at}].order_line_item_id` }
    const allocation = allocateLine(line, target, at)
    if (isRefusal(allocation)) return allocation
    lines.push(allocation)
  }

  const chargesById = new Map(order.charges.map((charge) => [charge.chargeId, charge]))
  const charges: { chargeId: string; amount: Minor }[] = []
  for (const [at, target] of targets.charges.entries()) {
    const charge = chargesById.get(target.chargeId)
    if (!charge) return { refusal: 'ORDER_CHARGE_NOT_FOUND', param: `charges[${at}].order_charge_id` }
    const allocation = allocateCharge(charge, target, at)
    if (isRefusal(allocation)) return allocation
    charges.push(allocation)
  }
  return { lines, charges }
}

/** All that is left of every line and charge. */
export function allocateRest(order: Order): TargetAllocations {
  const lines = order.lines.map((line) =>
    lineAllocation(line.lineItemId, quantityLeftOf(line), leftOf(line), 0),
  )
  const charges = order.charges.map((charge) => ({ chargeId: charge.chargeId, amount: chargeLeftOf(charge) }))
  return {
    lines: lines.filter((line) => line.quantity > 0 || line.total > 0),
    charges: charges.filter((charge) => charge.amount > 0),
  }
}

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
    if (namedCharges.has(chargeId)) return { refusal: 'INVALID_REQUEST', param: `charges[${at}]` }
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

function allocateLine(
  line: Order['lines'][number],
  target: LineTarget,
  at: number,
): LineAllocation | RefundRefusal {
  const param = `line_items[${at}]`
  const left = leftOf(line)
  const withheld = target.withheld ?? 0
  const share = shareAsked()
  if (isRefusal(share)) return share
  if (withheld > share.total)
    return { ...tooMuch(share.total, withheld), param: `${param}.refund_adjustments` }
  const quantity = target.amount === null ? (target.quantity ?? quantityLeftOf(line)) : 0
  return lineAllocation(line.lineItemId, quantity, share, withheld)

  function shareAsked(): LineShare | RefundRefusal {
    if (target.amount !== null) {
      const { amount } = target.amount
      return amount > left.total ? tooMuch(left.total, amount) : shareOfAmount(line, amount)
    }
    if (target.quantity === null) return left
    if (target.quantity > quantityLeftOf(line)) {
      return { refusal: 'LINE_ITEM_REFUND_QUANTITY_EXCEEDS_REFUNDABLE', param: `${param}.quantity` }
    }
    return shareOfUnits(line, target.quantity) ?? tooMuch(left.total)
  }

  function tooMuch(refundable: Minor, submitted?: Minor): RefundRefusal {
    return { refusal: 'LINE_ITEM_REFUND_AMOUNT_EXCEEDS_REFUNDABLE', param, refundable, submitted }
  }
}

function allocateCharge(charge: OrderCharge, target: ChargeTarget, at: number) {
  const left = chargeLeftOf(charge)
  const amount = target.amount?.amount ?? left
  if (amount <= left) return { chargeId: charge.chargeId, amount }
  const param = `charges[${at}].amount_money`
  return {
    refusal: 'CHARGE_REFUND_AMOUNT_EXCEEDS_REFUNDABLE',
    param,
    refundable: left,
    submitted: amount,
  } satisfies RefundRefusal
}

const chargeLeftOf = (charge: OrderCharge): Minor => Math.max(0, charge.total - charge.refundedAmount)

const lineAllocation = (
  lineItemId: string,
  quantity: number,
  share: LineShare,
  withheld: Minor,
): LineAllocation => ({ lineItemId, quantity, ...share, withheld, refunded: share.total - withheld })
