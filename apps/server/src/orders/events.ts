import type { EventInput } from '../platform/events/events.ts'
import { money } from '../payments/to-payment-intent.ts'
import type { PaymentIntent } from '../payments/payment.ts'
import type { Order } from './order.ts'
import { outstandingOf, paymentStatusOf, refundStatusOf } from './settlement.ts'
import { toLine } from './to-order.ts'

/** What orders announce. Source of the payloads: contract, flint-platform 18.2. */
const orderEvent = (type: string, order: Order, data: Record<string, unknown>): EventInput => ({
  type,
  resourceType: 'order',
  resourceId: order.orderId,
  resourceVersion: order.revision,
  data: { order_id: order.orderId, ...data },
})

const statuses = (order: Order) => ({
  order_number: String(order.orderNumber),
  customer_id: order.customerId,
  status: order.status,
  payment_status: paymentStatusOf(order),
  refund_status: refundStatusOf(order),
  resource_updated_at: order.updatedAt,
})

export const orderCreated = (order: Order) =>
  orderEvent('order.created', order, { ...statuses(order), origin: order.origin })
export const orderUpdated = (order: Order) => orderEvent('order.updated', order, statuses(order))
export const orderClosed = (order: Order) => orderEvent('order.closed', order, statuses(order))

export const orderRefunded = (order: Order) =>
  orderEvent('order.refunded', order, {
    ...statuses(order),
    refunded_money: money(order.settlement.refunded, order.currency),
    paid_money: money(order.settlement.paid, order.currency),
  })

const paidLine = (order: Order) => (line: Order['lines'][number]) => {
  const shown = toLine(line, order.currency)
  return {
    order_line_item_id: shown.order_line_item_id,
    name: shown.name,
    quantity: shown.quantity,
    unit_price_money: shown.unit_price_money,
    subtotal_money: shown.subtotal_money,
    discount_money: shown.discount_money,
    tax_money: shown.tax_money,
    total_money: shown.total_money,
    base_subtotal_money: shown.base_subtotal_money,
    modifier_total_money: shown.modifier_total_money,
    modifiers: [],
  }
}

/** `order.paid` once nothing is left to pay, `order.partially_paid` before. */
export const orderPaid = (order: Order) => {
  const paymentStatus = paymentStatusOf(order)
  return orderEvent(paymentStatus === 'paid' ? 'order.paid' : 'order.partially_paid', order, {
    status: order.status,
    payment_status: paymentStatus,
    total_money: money(order.amounts.total, order.currency),
    paid_money: money(order.settlement.paid, order.currency),
    outstanding_money: money(outstandingOf(order), order.currency),
    order_payment_intent_ids: order.paymentIntentIds,
    resource_updated_at: order.updatedAt,
    line_items: order.lines.map(paidLine(order)),
  })
}

/** The older era's event, for every settled payment on an order. */
export const orderPaymentSucceeded = (order: Order, intent: PaymentIntent) =>
  orderEvent('order.payment_succeeded', order, {
    payment_intent_id: intent.paymentIntentId,
    status: paymentStatusOf(order) === 'paid' ? 'paid' : 'open',
    payment_intent_status: intent.status,
    paid_money: money(intent.captured, order.currency),
    resource_updated_at: order.updatedAt,
    line_items: order.lines.map((line) => ({
      order_line_item_id: line.lineItemId,
      name: line.name,
      quantity: line.quantity,
      unit_price_money: money(line.unitPrice, order.currency),
      gross_money: money(line.subtotal, order.currency),
    })),
  })

export const orderPaymentEvent = (
  what:
    | 'payment_authorized'
    | 'payment_captured'
    | 'payment_authorization_canceled'
    | 'payment_authorization_expired',
  order: Order,
  intent: PaymentIntent,
) =>
  orderEvent(`order.${what}`, order, {
    payment_intent_id: intent.paymentIntentId,
    payment_intent_status: intent.status,
    authorized_money: money(intent.authorized, intent.currency),
    captured_money: money(intent.captured, intent.currency),
    released_money: money(intent.released, intent.currency),
    ...statuses(order),
  })
