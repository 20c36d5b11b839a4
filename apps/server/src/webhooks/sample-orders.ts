import { type SampleContext, type SampleData, subtotal, total, usd } from './sample-context.ts'

function sampleLineItem({ newId }: SampleContext) {
  return {
    order_line_item_id: newId('li'),
    name: 'Enamel mug',
    quantity: 2,
    unit_price_money: usd(1450),
    base_subtotal_money: usd(subtotal),
    modifier_total_money: usd(0),
    subtotal_money: usd(subtotal),
    discount_money: usd(0),
    tax_money: usd(0),
    total_money: usd(subtotal),
  }
}

/** What has been paid of the sample's total, and given back of that. */
export type SampleSettlement = { paid: number; refunded: number }

const unpaid: SampleSettlement = { paid: 0, refunded: 0 }
export const paid: SampleSettlement = { paid: total, refunded: 0 }
export const partiallyPaid: SampleSettlement = { paid: 1000, refunded: 0 }

const paymentStatus = (settlement: SampleSettlement) =>
  settlement.paid === 0 ? 'unpaid' : settlement.paid < total ? 'partially_paid' : 'paid'

const refundStatus = (settlement: SampleSettlement) =>
  settlement.refunded === 0
    ? 'none'
    : settlement.refunded < settlement.paid
      ? 'partially_refunded'
      : 'refunded'

/** The short form of an order that its life-cycle events carry. Source: contract, flint-platform 18.2. */
export function sampleOrderSummary(
  { newId, now }: SampleContext,
  status: 'open' | 'closed',
  settlement = unpaid,
): SampleData {
  return {
    order_id: newId('ord'),
    order_number: '1001',
    customer_id: newId('cus'),
    status,
    payment_status: paymentStatus(settlement),
    refund_status: refundStatus(settlement),
    resource_updated_at: now,
  }
}

export const sampleOrderRefunded = (sample: SampleContext): SampleData => ({
  ...sampleOrderSummary(sample, 'open', { paid: total, refunded: total }),
  refunded_money: usd(total),
  paid_money: usd(total),
})

/** What became of money that was held, and the order after it. */
export function sampleOrderAuthorization(
  sample: SampleContext,
  became: 'requires_capture' | 'succeeded' | 'canceled',
): SampleData {
  const { order_id, ...order } = sampleOrderSummary(sample, 'open', became === 'succeeded' ? paid : unpaid)
  return {
    order_id,
    payment_intent_id: sample.newId('pi'),
    payment_intent_status: became,
    authorized_money: usd(became === 'requires_capture' ? total : 0),
    captured_money: usd(became === 'succeeded' ? total : 0),
    released_money: usd(became === 'canceled' ? total : 0),
    ...order,
  }
}

export function sampleOrderPayment(sample: SampleContext, settlement: SampleSettlement): SampleData {
  return {
    order_id: sample.newId('ord'),
    status: 'open',
    payment_status: paymentStatus(settlement),
    total_money: usd(total),
    paid_money: usd(settlement.paid),
    outstanding_money: usd(total - settlement.paid),
    order_payment_intent_ids: [sample.newId('pi')],
    resource_updated_at: sample.now,
    line_items: [{ ...sampleLineItem(sample), categories: [], modifiers: [], selected_options: [] }],
  }
}

/** The older era's companion of `order.paid`, whose `status` says paid. */
export function sampleOrderPaymentSucceeded(sample: SampleContext): SampleData {
  const { order_line_item_id, name, quantity, unit_price_money } = sampleLineItem(sample)
  return {
    order_id: sample.newId('ord'),
    payment_intent_id: sample.newId('pi'),
    status: 'paid',
    payment_intent_status: 'succeeded',
    paid_money: usd(total),
    resource_updated_at: sample.now,
    line_items: [{ order_line_item_id, name, quantity, unit_price_money, gross_money: usd(subtotal) }],
  }
}
