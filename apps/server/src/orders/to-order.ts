import { toBuyerContact } from './buyer-contact.ts'
import type { OrderPaymentAttempt, PaymentIntent } from '../payments/payment.ts'
import { money, toAttempt, toPaymentIntent } from '../payments/to-payment-intent.ts'
import type { Context } from '../platform/context.ts'
import { collectionOfOrder } from './order-collection.ts'
import type { LineModifier, Order, OrderCharge, OrderDiscount, OrderLine, OrderTip } from './order.ts'
import {
  balanceOf,
  creditOf,
  netCollectedOf,
  outstandingOf,
  paymentStatusOf,
  refundStatusOf,
} from './settlement.ts'
import { isTaxable } from './tax.ts'
import { toTax } from './to-tax.ts'

/** An order with the attempt that runs on it now and that attempt's legs; `intents` are all legs, when asked for. */
export type OrderWithAttempt = {
  order: Order
  attempt: OrderPaymentAttempt | null
  intents: readonly PaymentIntent[]
}

/** The order in the contract's words; a buyer does not see what the merchant keeps to itself. */
export const toOrder = (
  ctx: Context,
  { order, attempt, intents }: OrderWithAttempt,
  expand: ReadonlySet<string> = new Set(),
) => {
  const { currency, amounts, settlement } = order
  const isBuyer = ctx.caller.kind === 'checkout_session'
  const tips = order.tips.map((tip) => toTip(tip, currency))
  return {
    order_id: order.orderId,
    order_number: String(order.orderNumber),
    merchant_id: order.merchantId,
    customer_id: order.customerId,
    external_reference_id: order.externalReferenceId,
    status: order.status,
    payment_status: paymentStatusOf(order),
    refund_status: refundStatusOf(order),
    fulfillment_status: 'not_applicable' as const,
    origin: order.origin,
    order_revision: order.revision,
    line_items: order.lines.map((line) => toLine(line, currency, order.tax)),
    charges: order.charges.map((charge) => toCharge(charge, currency, order.tax)),
    applied_discounts: order.discounts.map((discount) => toDiscount(order, discount)),
    requested_tip: tips.find((tip) => tip.status === 'requested') ?? null,
    tips,
    tax: toTax(order),
    pricing_amounts: {
      subtotal_money: money(amounts.subtotal, currency),
      discount_money: money(amounts.discount, currency),
      charge_money: money(amounts.charge, currency),
      tax_money: money(amounts.tax, currency),
      requested_tip_money: money(amounts.tip, currency),
      total_money: money(amounts.total, currency),
    },
    settlement_amounts: {
      paid_money: money(settlement.paid, currency),
      refunded_money: money(settlement.refunded, currency),
      net_collected_money: money(netCollectedOf(order), currency),
      outstanding_money: money(outstandingOf(order), currency),
      balance_money: money(balanceOf(order), currency),
      credit_money: money(creditOf(order), currency),
      settled_tip_money: money(settlement.settledTip, currency),
    },
    ...(order.authorization
      ? {
          authorization_amounts: {
            authorized_money: money(order.authorization.authorized, currency),
            capturable_money: money(order.authorization.capturable, currency),
            expires_at: order.authorization.expiresAt,
          },
        }
      : {}),
    ...(order.paymentLink?.event ? { purchased_event: toEvent(order.paymentLink.event) } : {}),
    payment_intent_ids: order.paymentIntentIds,
    refund_ids: order.refundIds,
    checkout_session_ids: order.checkoutSessionIds,
    ...(expand.has('payment_intents')
      ? { payment_intents: intents.filter((intent) => intent.orderId === order.orderId).map(toPaymentIntent) }
      : {}),
    active_payment_attempt:
      attempt && attempt.attemptId === order.activeAttemptId ? toAttempt(ctx, attempt, intents) : null,
    payment_collection: collectionOfOrder(order),
    buyer_contact: toBuyerContact(order.buyerContact),
    buyer_actions: [],
    buyer_note: order.buyerNote,
    ...(isBuyer
      ? {}
      : { internal_note: order.internalNote, closed_reason: order.closedReason, metadata: order.metadata }),
    created_at: order.createdAt,
    updated_at: order.updatedAt,
  }
}

const toEvent = (event: NonNullable<NonNullable<Order['paymentLink']>['event']>) => ({
  name: event.name,
  location: event.location,
  starts_at: event.startsAt,
  timezone: event.timezone,
})

export const toLine = (line: OrderLine, currency: string, orderTax?: Order['tax']) => ({
  order_line_item_id: line.lineItemId,
  name: line.name,
  description: line.description,
  sku: line.sku,
  quantity: line.quantity,
  unit_price_money: money(line.unitPrice, currency),
  base_subtotal_money: money(line.base, currency),
  modifier_total_money: money(line.modifierTotal, currency),
  subtotal_money: money(line.subtotal, currency),
  discount_money: money(line.discount, currency),
  tax_money: money(line.taxAmount, currency),
  total_money: money(line.total, currency),
  refunded_money: money(line.refundedAmount, currency),
  refunded_quantity: line.refundedQuantity,
  version: line.version,
  ...toOrigin(line),
  ...(line.image === undefined ? {} : { image: line.image }),
  modifiers: (line.modifiers ?? []).map((modifier) => toModifier(modifier, currency)),
  tax: {
    taxable: orderTax ? isTaxable(line.tax, orderTax) : (line.tax?.taxable ?? false),
    line_item_tax_category: line.tax?.category ?? null,
    calculation: toCalculation(line.tax),
  },
  metadata: line.metadata,
})

const toOrigin = ({ catalog }: OrderLine) =>
  catalog
    ? {
        source_type: catalog.sourceType,
        ...(catalog.sourceType === 'variant'
          ? { variant_id: catalog.variantId!, product_id: catalog.productId! }
          : {
              bundle_id: catalog.bundleId!,
              bundle_components: catalog.bundleComponents.map((component) => ({
                variant_id: component.variantId,
                name: component.name,
                quantity: component.quantity,
                position: component.position,
              })),
            }),
        categories: catalog.categories,
        selected_options: catalog.selectedOptions,
      }
    : {}

const toModifier = (modifier: LineModifier, currency: string) => ({
  order_line_item_modifier_id: modifier.lineItemModifierId,
  modifier_id: modifier.modifierId,
  modifier_group_name: modifier.groupName,
  name: modifier.name,
  quantity: modifier.quantity,
  unit_price_delta_money: money(modifier.unitPriceDelta, currency),
  total_money: money(modifier.unitPriceDelta * modifier.quantity, currency),
  source_type: modifier.sourceType,
  text_value: modifier.textValue,
  show_on_receipt: modifier.showOnReceipt,
  show_on_fulfillment: modifier.showOnFulfillment,
  metadata: modifier.metadata,
})

const toCalculation = (tax: OrderLine['tax']) =>
  tax?.calculation
    ? {
        mode: 'external',
        price_mode: tax.calculation.priceMode,
        components: tax.calculation.components.map((component) => ({
          type: 'percentage',
          percent: component.percent,
          tax_type: component.taxType,
          jurisdiction: component.jurisdiction,
        })),
      }
    : null

const toCharge = (charge: OrderCharge, currency: string, orderTax: Order['tax']) => ({
  order_charge_id: charge.chargeId,
  type: charge.type,
  name: charge.name,
  description: charge.description,
  ...(charge.amount === null
    ? { percent: charge.percent! }
    : { amount_money: money(charge.amount, currency) }),
  calculation_basis: charge.calculationBasis,
  tax: {
    taxable: isTaxable(charge.tax, orderTax),
    charge_tax_category: charge.tax?.category ?? null,
    calculation: toCalculation(charge.tax),
  },
  applied_money: money(charge.applied, currency),
  tax_money: money(charge.taxAmount, currency),
  total_money: money(charge.total, currency),
  refunded_money: money(charge.refundedAmount, currency),
  metadata: charge.metadata,
  created_at: charge.createdAt,
  updated_at: charge.updatedAt,
})

const toDiscount = (order: Order, discount: OrderDiscount) => ({
  order_discount_id: discount.discountId,
  order_id: order.orderId,
  amount_money: money(discount.amount, order.currency),
  applied_money: money(discount.applied, order.currency),
  customer_facing_name: discount.name,
  discount_class: discount.class,
  order_line_item_ids: discount.lineItemIds,
  order_charge_ids: discount.chargeIds,
  source: discount.source,
  ...(discount.offer
    ? {
        promotion_id: discount.offer.promotionId,
        promotion_code: discount.offer.promotionCode,
        coupon_id: discount.offer.couponId,
        coupon_code: discount.offer.couponId === null ? null : discount.offer.promotionCode,
      }
    : {}),
  ...(discount.declined
    ? {
        decline_reason: discount.declined.reason,
        would_have_applied_money: money(discount.declined.wouldHaveApplied, order.currency),
      }
    : {}),
  status: discount.status,
})

const toTip = (tip: OrderTip, currency: string) => ({
  order_tip_id: tip.tipId,
  name: tip.name,
  description: tip.description,
  ...(tip.amount === null ? { percent: tip.percent! } : { amount_money: money(tip.amount, currency) }),
  effective_amount_money: money(tip.effective, currency),
  settled_amount_money: money(tip.settledAmount, currency),
  refunded_money: money(tip.refundedAmount, currency),
  status: tip.status,
  payment_intent_allocations: tip.allocations.map((allocation) => ({
    payment_intent_id: allocation.paymentIntentId,
    amount_money: money(allocation.amount, currency),
  })),
  metadata: tip.metadata,
  created_at: tip.createdAt,
  updated_at: tip.updatedAt,
})
