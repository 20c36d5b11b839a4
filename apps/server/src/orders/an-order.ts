import type { Order, OrderCharge, OrderDiscount, OrderLine, OrderTip, TaxCalculation } from './order.ts'

/** Builders for tests: each names only what is special, the rest is an ordinary open order in USD. */

const INSTANT = '2026-07-02T18:04:11.000Z'

export function anOrder(special: Partial<Order> = {}): Order {
  return {
    environmentId: 'env_1',
    orderId: 'ord_1',
    orderNumber: 1001,
    merchantId: 'mer_1',
    customerId: null,
    externalReferenceId: null,
    status: 'open',
    origin: 'api',
    currency: 'USD',
    revision: 1,
    lines: [],
    charges: [],
    discounts: [],
    tips: [],
    tax: { enabled: false, mode: 'automatic', flatComponents: [], location: null },
    amounts: { subtotal: 0, discount: 0, charge: 0, tax: 0, tip: 0, total: 0 },
    settlement: { paid: 0, refunded: 0, settledTip: 0, refundedTip: 0 },
    authorization: null,
    paymentIntentIds: [],
    refundIds: [],
    checkoutSessionIds: [],
    activeAttemptId: null,
    openCheckoutSession: null,
    buyerContact: null,
    buyerNote: null,
    internalNote: null,
    closedReason: null,
    metadata: {},
    createdAt: INSTANT,
    updatedAt: INSTANT,
    ...special,
  }
}

export function aLine(special: Partial<OrderLine> = {}): OrderLine {
  return {
    lineItemId: 'li_1',
    name: 'Shirt',
    description: null,
    sku: null,
    quantity: 1,
    unitPrice: 1000,
    tax: null,
    metadata: {},
    version: 1,
    isCollected: false,
    refundedAmount: 0,
    refundedQuantity: 0,
    base: 0,
    modifierTotal: 0,
    subtotal: 0,
    discount: 0,
    taxAmount: 0,
    additiveTax: 0,
    total: 0,
    ...special,
  }
}

export function aCharge(special: Partial<OrderCharge> = {}): OrderCharge {
  return {
    chargeId: 'och_1',
    type: 'delivery_fee',
    name: 'Delivery',
    description: null,
    amount: special.percent === undefined ? 499 : null,
    percent: null,
    calculationBasis: null,
    tax: null,
    metadata: {},
    refundedAmount: 0,
    createdAt: INSTANT,
    updatedAt: INSTANT,
    applied: 0,
    discount: 0,
    taxAmount: 0,
    additiveTax: 0,
    total: 0,
    ...special,
  }
}

export function aDiscount(special: Partial<OrderDiscount> = {}): OrderDiscount {
  return {
    discountId: 'disc_1',
    class: 'order',
    source: 'manual',
    name: 'Welcome',
    amount: 100,
    lineItemIds: [],
    chargeIds: [],
    status: 'pending',
    applied: 0,
    ...special,
  }
}

export function aTip(special: Partial<OrderTip> = {}): OrderTip {
  return {
    tipId: 'tip_1',
    name: null,
    description: null,
    amount: special.percent === undefined ? 500 : null,
    percent: null,
    status: 'requested',
    settledAmount: 0,
    refundedAmount: 0,
    allocations: [],
    metadata: {},
    createdAt: INSTANT,
    updatedAt: INSTANT,
    effective: 0,
    ...special,
  }
}

/** `taxed(8.25)` is a sales tax of 8.25 % on top of the price. */
export const taxed = (...percents: number[]) => withTax('additive', percents)

/** The same rates contained in the price. */
export const taxedInclusive = (...percents: number[]) => withTax('inclusive', percents)

function withTax(priceMode: TaxCalculation['priceMode'], percents: number[]) {
  const components = percents.map((percent) => ({
    percent,
    taxType: 'sales_tax' as const,
    jurisdiction: null,
  }))
  return { taxable: true, category: null, calculation: { priceMode, components } }
}

/**
 * The contract's price example, before pricing: two shirts, a mug, 620 off, a service fee of 3 %, delivery,
 * 8.25 % sales tax on everything but delivery, a tip of 15 %. Source: contract, flint-commerce 4.12.
 */
export const theExampleOrder = (): Order =>
  anOrder({
    tax: { enabled: true, mode: 'external', flatComponents: [], location: null },
    lines: [
      aLine({ lineItemId: 'li_1', name: 'Shirt', quantity: 2, unitPrice: 2500, tax: taxed(8.25) }),
      aLine({ lineItemId: 'li_2', name: 'Mug', quantity: 1, unitPrice: 1200, tax: taxed(8.25) }),
    ],
    discounts: [aDiscount({ amount: 620 })],
    charges: [
      aCharge({
        chargeId: 'och_service',
        type: 'service_fee',
        name: 'Service',
        percent: 3,
        calculationBasis: 'subtotal_post_discount',
        tax: taxed(8.25),
      }),
      aCharge({ chargeId: 'och_delivery' }),
    ],
    tips: [aTip({ percent: 15 })],
  })
