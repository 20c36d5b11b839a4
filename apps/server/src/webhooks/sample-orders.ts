import { dayMs, plusMs } from '../platform/clock/clock.ts'
import { type SampleContext, type SampleData, subtotal, tip, total, usd } from './sample-context.ts'

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

export type SampleSettlement = { paid: number; refunded: number; authorized: number }

export const unpaid: SampleSettlement = { paid: 0, refunded: 0, authorized: 0 }
export const authorized: SampleSettlement = { paid: 0, refunded: 0, authorized: total }
export const paid: SampleSettlement = { paid: total, refunded: 0, authorized: 0 }
export const partiallyPaid: SampleSettlement = { paid: 1000, refunded: 0, authorized: 0 }
export const refunded: SampleSettlement = { paid: total, refunded: total, authorized: 0 }

const paymentStatus = (settlement: SampleSettlement) =>
  settlement.paid === 0 ? 'unpaid' : settlement.paid < total ? 'partially_paid' : 'paid'

const refundStatus = (settlement: SampleSettlement) =>
  settlement.refunded === 0
    ? 'none'
    : settlement.refunded < settlement.paid
      ? 'partially_refunded'
      : 'refunded'

/** A whole order. Source: contract, flint-commerce 4.1 and 4.7. */
export function sampleOrder(sample: SampleContext, settlement: SampleSettlement): SampleData {
  const outstanding = total - settlement.paid
  const { newId, now } = sample
  return {
    order_id: newId('ord'),
    order_number: '1001',
    merchant_id: sample.merchantId,
    customer_id: newId('cus'),
    status: 'open',
    payment_status: paymentStatus(settlement),
    refund_status: refundStatus(settlement),
    fulfillment_status: 'not_applicable',
    origin: 'api',
    order_revision: 1,
    line_items: [{ ...sampleLineItem(sample), refunded_money: usd(0), refunded_quantity: 0, version: 1 }],
    pricing_amounts: {
      subtotal_money: usd(subtotal),
      discount_money: usd(0),
      charge_money: usd(0),
      tax_money: usd(0),
      requested_tip_money: usd(tip),
      total_money: usd(total),
    },
    settlement_amounts: {
      paid_money: usd(settlement.paid),
      refunded_money: usd(settlement.refunded),
      net_collected_money: usd(settlement.paid - settlement.refunded),
      outstanding_money: usd(outstanding),
      balance_money: usd(outstanding),
      credit_money: usd(0),
      settled_tip_money: usd(settlement.paid === total ? tip : 0),
    },
    ...(settlement.authorized === 0
      ? {}
      : {
          authorization_amounts: {
            authorized_money: usd(settlement.authorized),
            capturable_money: usd(settlement.authorized),
            expires_at: plusMs(now, 7 * dayMs),
          },
        }),
    tax: { enabled: false, mode: 'automatic', status: 'not_required', taxability_reason: 'tax_disabled' },
    buyer_actions: [],
    payment_intent_ids: [newId('pi')],
    refund_ids: settlement.refunded === 0 ? [] : [newId('ref')],
    checkout_session_ids: [],
    created_at: now,
    updated_at: now,
  }
}

/** The short form of an order that its life-cycle events carry. Source: contract, flint-platform 18.2. */
export function sampleOrderSummary({ newId, now }: SampleContext, status: 'open' | 'closed'): SampleData {
  return {
    order_id: newId('ord'),
    order_number: '1001',
    customer_id: newId('cus'),
    status,
    payment_status: 'unpaid',
    refund_status: 'none',
    resource_updated_at: now,
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
    line_items: [{ order_line_item_id, name, quantity, unit_price_money, gross_money: usd(subtotal) }],
  }
}
