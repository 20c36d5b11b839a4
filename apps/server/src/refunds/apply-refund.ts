import type { Order, OrderCharge, OrderLine, OrderTip } from '../orders/order.ts'
import { flatTaxesOf } from './allocate-taxes.ts'
import type { PaymentIntent } from '../payments/payment.ts'
import type { ChargeAllocation, LineAllocation, RefundAllocation } from './refund-allocation.ts'

/** Order and payments, priced and settled; only what a refund moves is changed. */
export type Refunded = { order: Order; intents: PaymentIntent[] }

/** A refund counts from its creation on, pending or not. Source: contract, flint-commerce 10.4. */
export const applyRefund = (
  order: Order,
  intents: readonly PaymentIntent[],
  allocation: RefundAllocation,
): Refunded => ({ order: moveOnOrder(order, allocation, 1), intents: moveOnIntents(intents, allocation, 1) })

/** A refund that failed or was canceled gives every amount back. */
export const reverseRefund = (
  order: Order,
  intents: readonly PaymentIntent[],
  allocation: RefundAllocation,
): Refunded => ({
  order: moveOnOrder(order, allocation, -1),
  intents: moveOnIntents(intents, allocation, -1),
})

/** The same for payments without an order. */
export const applyRefundToIntents = (intents: readonly PaymentIntent[], allocation: RefundAllocation) =>
  moveOnIntents(intents, allocation, 1)
export const reverseRefundOnIntents = (intents: readonly PaymentIntent[], allocation: RefundAllocation) =>
  moveOnIntents(intents, allocation, -1)

type Sign = 1 | -1

function moveOnOrder(order: Order, allocation: RefundAllocation, sign: Sign): Order {
  const lines = new Map(allocation.lines.map((line) => [line.lineItemId, line]))
  const charges = new Map(allocation.charges.map((charge) => [charge.chargeId, charge]))
  const tips = new Map(allocation.tips.map((tip) => [tip.tipId, tip.amount]))
  return {
    ...order,
    settlement: {
      ...order.settlement,
      refunded: notBelowZero(order.settlement.refunded + sign * allocation.amount),
      refundedTip: notBelowZero(order.settlement.refundedTip + sign * allocation.tip),
    },
    lines: order.lines.map((line) => movedLine(line, lines.get(line.lineItemId), sign)),
    charges: order.charges.map((charge) => movedCharge(charge, charges.get(charge.chargeId), sign)),
    tax: allocation.flats.length > 0 ? movedTax(order, allocation, sign) : order.tax,
    tips: order.tips.map((tip) => movedTip(tip, tips.get(tip.tipId) ?? 0, sign)),
  }
}

function movedLine(line: OrderLine, moved: LineAllocation | undefined, sign: Sign): OrderLine {
  if (!moved) return line
  const parts = line.refundedParts ?? { subtotal: 0, discount: 0, tax: 0 }
  return {
    ...line,
    refundedAmount: notBelowZero(line.refundedAmount + sign * moved.refunded),
    refundedQuantity: notBelowZero(line.refundedQuantity + sign * moved.quantity),
    refundedParts: {
      subtotal: notBelowZero(parts.subtotal + sign * moved.subtotal),
      discount: notBelowZero(parts.discount + sign * moved.discount),
      tax: notBelowZero(parts.tax + sign * moved.tax),
    },
  }
}

function movedCharge(charge: OrderCharge, moved: ChargeAllocation | undefined, sign: Sign): OrderCharge {
  if (!moved) return charge
  return {
    ...charge,
    refundedAmount: notBelowZero(charge.refundedAmount + sign * moved.amount),
    refundedTax: notBelowZero((charge.refundedTax ?? 0) + sign * moved.tax),
  }
}

function movedTax(order: Order, allocation: RefundAllocation, sign: Sign): Order['tax'] {
  const moved = new Map(allocation.flats.map((flat) => [flat.taxBreakdownId, flat.amount]))
  const ids = flatTaxesOf(order).map((flat) => flat.taxBreakdownId)
  const flatComponents = order.tax.flatComponents.map((flat, at) => {
    const amount = moved.get(ids[at] ?? '') ?? 0
    if (amount === 0) return flat
    return { ...flat, refundedAmount: notBelowZero((flat.refundedAmount ?? 0) + sign * amount) }
  })
  return { ...order.tax, flatComponents }
}

function movedTip(tip: OrderTip, amount: number, sign: Sign): OrderTip {
  if (amount === 0) return tip
  const refundedAmount = notBelowZero(tip.refundedAmount + sign * amount)
  // A tip of which a part is still to be paid stays requested, or the rest would fall out of the order's total.
  const status = tip.status === 'requested' ? tip.status : tipStatusOf(tip.settledAmount, refundedAmount)
  return { ...tip, refundedAmount, status }
}

function tipStatusOf(settledAmount: number, refundedAmount: number): OrderTip['status'] {
  if (refundedAmount === 0) return 'settled'
  return refundedAmount < settledAmount ? 'partially_refunded' : 'refunded'
}

function moveOnIntents(
  intents: readonly PaymentIntent[],
  allocation: RefundAllocation,
  sign: Sign,
): PaymentIntent[] {
  const legs = new Map(allocation.legs.map((leg) => [leg.paymentIntentId, leg]))
  return intents.map((intent) => {
    const leg = legs.get(intent.paymentIntentId)
    if (!leg) return intent
    const refunded = notBelowZero(intent.refunded + sign * leg.amount)
    if (refunded > intent.captured) throw new Error('A refund would give back more than was captured.')
    return { ...intent, refunded, refundedTip: notBelowZero(intent.refundedTip + sign * leg.tip) }
  })
}

/** Giving back what was never taken is a bug of ours, and must not become money. */
function notBelowZero(amount: number): number {
  if (amount < 0) throw new Error('A refund was reversed that had not been applied.')
  return amount
}
