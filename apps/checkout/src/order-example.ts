import type { CheckoutView, Money, Order, SavedCard } from './api-shapes.ts'

/** Test data: the order of the contract's worked example, flint-commerce 4.12, before its tip. */

export const usd = (amount: number): Money => ({ amount, currency: 'USD' })

export const anOrder = (): Order => ({
  order_id: 'ord_1',
  order_number: '1042',
  status: 'open',
  payment_status: 'unpaid',
  line_items: [
    {
      order_line_item_id: 'li_1',
      name: 'Shirt',
      quantity: 2,
      unit_price_money: usd(2500),
      subtotal_money: usd(5000),
    },
    {
      order_line_item_id: 'li_2',
      name: 'Mug',
      quantity: 1,
      unit_price_money: usd(1200),
      subtotal_money: usd(1200),
    },
  ],
  charges: [
    { order_charge_id: 'oc_1', name: 'Delivery', applied_money: usd(499) },
    { order_charge_id: 'oc_2', name: 'Service fee', applied_money: usd(167) },
  ],
  applied_discounts: [
    {
      order_discount_id: 'od_1',
      customer_facing_name: 'Summer sale',
      discount_class: 'order',
      applied_money: usd(620),
      status: 'pending',
    },
  ],
  requested_tip: null,
  pricing_amounts: {
    subtotal_money: usd(6200),
    discount_money: usd(620),
    charge_money: usd(666),
    tax_money: usd(474),
    requested_tip_money: usd(0),
    total_money: usd(6720),
  },
  settlement_amounts: { paid_money: usd(0), outstanding_money: usd(6720) },
})

export const aPaidOrder = (): Order => ({
  ...anOrder(),
  payment_status: 'paid',
  settlement_amounts: { paid_money: usd(6720), outstanding_money: usd(0) },
})

/** A code took all of it off, and the buyer has not said yet that they want it. */
export const aFreeOrder = (): Order => ({
  ...anOrder(),
  payment_status: 'paid',
  applied_discounts: [
    {
      order_discount_id: 'od_2',
      customer_facing_name: 'On the house',
      promotion_code: 'FREE',
      applied_money: usd(6720),
      status: 'pending',
    },
  ],
  pricing_amounts: { ...anOrder().pricing_amounts, discount_money: usd(6720), total_money: usd(0) },
  settlement_amounts: { paid_money: usd(0), outstanding_money: usd(0) },
})

export const aSavedCard = (id = 'pm_1'): SavedCard => ({
  payment_method_id: id,
  card: { brand: 'visa', last4: '4242', exp_month: 12, exp_year: 2030 },
})

export const aCheckout = (): CheckoutView => ({
  checkout_session_id: 'cs_1',
  status: 'open',
  order_id: 'ord_1',
  merchant_name: 'Northwind Goods',
  order: anOrder(),
})
