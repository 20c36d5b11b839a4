import { Type } from 'typebox'
import { CustomerSummary } from '../customers/index.ts'
import {
  Metadata,
  SignedMoney,
  Timestamp,
  TotalMoney,
  id,
  named,
  nullable,
  oneOf,
} from '../platform/http/schema.ts'
import { changedBy } from '../platform/http/shape-changes.ts'
import { PaymentCollection } from '../payments/collection.ts'
import { Attempt } from '../payments/schemas.ts'
import { PaymentIntent } from '../payments/schemas.ts'
import { BillingAddressInput, Jurisdiction, chargeTypes } from './input-schemas.ts'
import { orderStatusAxes } from './shape-changes.ts'

/** What the API shows of an order. Source: contract, flint-commerce 4.1 to 4.7. */

const OrderLineItemModifier = named(
  'OrderLineItemModifier',
  Type.Object({
    order_line_item_modifier_id: id('olim', 'The modifier on this line'),
    modifier_id: nullable(Type.String()),
    modifier_group_name: nullable(Type.String()),
    name: Type.String(),
    quantity: Type.Integer({ minimum: 1, description: 'For each unit of the line.' }),
    unit_price_delta_money: SignedMoney,
    total_money: SignedMoney,
    source_type: oneOf(['catalog_modifier', 'text']),
    text_value: nullable(Type.String()),
    show_on_receipt: Type.Boolean(),
    show_on_fulfillment: Type.Boolean(),
    metadata: Metadata,
  }),
)

export const BuyerContact = Type.Object({
  email: nullable(Type.String()),
  phone: nullable(Type.String()),
  billing_address: Type.Optional(BillingAddressInput),
})

const OrderLineItem = named(
  'OrderLineItem',
  Type.Object({
    order_line_item_id: id('li', 'The line item'),
    name: Type.String(),
    description: nullable(Type.String()),
    sku: nullable(Type.String()),
    quantity: Type.Integer({ minimum: 1 }),
    unit_price_money: TotalMoney,
    base_subtotal_money: TotalMoney,
    modifier_total_money: SignedMoney,
    subtotal_money: TotalMoney,
    discount_money: TotalMoney,
    tax_money: TotalMoney,
    total_money: SignedMoney,
    refunded_money: TotalMoney,
    refunded_quantity: Type.Integer({ minimum: 0 }),
    version: Type.Integer({ minimum: 1 }),
    source_type: Type.Optional(
      oneOf(['variant', 'bundle'], {
        description: 'Absent for a line whose name and price the caller gave.',
      }),
    ),
    variant_id: Type.Optional(Type.String()),
    product_id: Type.Optional(Type.String()),
    bundle_id: Type.Optional(Type.String()),
    bundle_components: Type.Optional(
      Type.Array(
        Type.Object({
          variant_id: Type.String(),
          name: Type.String(),
          quantity: Type.Integer({ minimum: 1 }),
          position: Type.Integer({ minimum: 0 }),
        }),
      ),
    ),
    categories: Type.Optional(Type.Array(Type.String(), { description: 'Handles.' })),
    selected_options: Type.Optional(Type.Array(Type.Object({ name: Type.String(), value: Type.String() }))),
    image: Type.Optional(Type.String({ description: 'Address of a picture.' })),
    modifiers: Type.Array(OrderLineItemModifier),
    tax: Type.Object({
      taxable: Type.Boolean(),
      line_item_tax_category: nullable(Type.String()),
      calculation: nullable(Type.Object({}, { additionalProperties: true })),
    }),
    metadata: Metadata,
  }),
)

const OrderCharge = named(
  'OrderCharge',
  Type.Object({
    order_charge_id: id('och', 'The charge'),
    type: oneOf(chargeTypes),
    name: Type.String(),
    description: nullable(Type.String()),
    amount_money: Type.Optional(TotalMoney),
    percent: Type.Optional(Type.Number()),
    calculation_basis: nullable(Type.String()),
    tax: Type.Object({
      taxable: Type.Boolean(),
      charge_tax_category: nullable(Type.String()),
      calculation: nullable(Type.Object({}, { additionalProperties: true })),
    }),
    applied_money: TotalMoney,
    tax_money: TotalMoney,
    total_money: TotalMoney,
    refunded_money: TotalMoney,
    metadata: Metadata,
    created_at: Timestamp,
    updated_at: Timestamp,
  }),
)

const AppliedDiscount = named(
  'AppliedDiscount',
  Type.Object({
    order_discount_id: Type.String(),
    order_id: id('ord', 'The order'),
    amount_money: TotalMoney,
    applied_money: TotalMoney,
    customer_facing_name: Type.String(),
    discount_class: oneOf(['order', 'line_item', 'service_charge']),
    order_line_item_ids: Type.Array(Type.String()),
    order_charge_ids: Type.Array(Type.String()),
    source: oneOf(['manual', 'promotion']),
    promotion_id: Type.Optional(Type.String()),
    promotion_code: Type.Optional(nullable(Type.String())),
    coupon_id: Type.Optional(nullable(Type.String())),
    coupon_code: Type.Optional(nullable(Type.String())),
    decline_reason: Type.Optional(
      Type.String({
        description: 'Why this promotion takes nothing off for now. It counts again once the order fits it.',
      }),
    ),
    would_have_applied_money: Type.Optional(TotalMoney),
    status: oneOf(['pending', 'redeemed', 'canceled']),
  }),
)

const Tip = named(
  'OrderTip',
  Type.Object({
    order_tip_id: Type.String(),
    name: nullable(Type.String()),
    description: nullable(Type.String()),
    amount_money: Type.Optional(TotalMoney),
    percent: Type.Optional(Type.Number()),
    effective_amount_money: TotalMoney,
    settled_amount_money: TotalMoney,
    refunded_money: TotalMoney,
    status: oneOf(['requested', 'settled', 'partially_refunded', 'refunded', 'canceled']),
    payment_intent_allocations: Type.Array(
      Type.Object({ payment_intent_id: Type.String(), amount_money: TotalMoney }),
    ),
    metadata: Metadata,
    created_at: Timestamp,
    updated_at: Timestamp,
  }),
)

const TaxBreakdown = Type.Object({
  tax_breakdown_id: id('txb', 'This part of the tax'),
  calculation_type: oneOf(['percentage', 'flat_amount']),
  percent: Type.Optional(Type.Number()),
  flat_money: Type.Optional(TotalMoney),
  tax_money: TotalMoney,
  taxable_money: Type.Optional(TotalMoney),
  tax_type: Type.String(),
  taxability_reason: oneOf(['standard_rated', 'not_taxable']),
  price_mode: oneOf(['additive', 'inclusive']),
  jurisdiction: nullable(Jurisdiction),
  order_line_item_id: Type.Optional(Type.String()),
  order_charge_id: Type.Optional(Type.String()),
})

const TaxLocation = Type.Object({
  address: Type.Object({
    line1: nullable(Type.String()),
    line2: nullable(Type.String()),
    city: nullable(Type.String()),
    state: nullable(Type.String()),
    postal_code: nullable(Type.String()),
    country: Type.String(),
  }),
  address_type: oneOf(['postal_code', 'tax_address', 'billing_address', 'shipping_address']),
  address_source: oneOf(['provided', 'customer']),
  customer_id: nullable(Type.String()),
})

const OrderTax = named(
  'OrderTax',
  Type.Object({
    enabled: Type.Boolean(),
    mode: oneOf(['automatic', 'external']),
    status: oneOf(['not_required', 'requires_location', 'calculated', 'exempt', 'incomplete']),
    taxability_reason: oneOf([
      'standard_rated',
      'not_taxable',
      'customer_exempt',
      'tax_disabled',
      'no_jurisdiction',
      'location_required',
    ]),
    failure_reason: nullable(
      oneOf(['calculation_unavailable', 'location_unsupported', 'rate_unavailable'], {
        description: 'Set while the status is incomplete.',
      }),
    ),
    automatic_profile: nullable(oneOf(['standard', 'connected'])),
    available_location_inputs: Type.Array(Type.String(), {
      description: 'What a location may still be given as; empty when none is needed.',
    }),
    exemption: Type.Object({
      tax_exempt: Type.Boolean(),
      source: oneOf(['none', 'customer']),
      customer_id: nullable(Type.String()),
    }),
    location: nullable(TaxLocation),
    tax_breakdowns: Type.Array(TaxBreakdown),
  }),
)

export const Order = changedBy(
  named(
    'Order',
    Type.Object({
      order_id: id('ord', 'The order'),
      order_number: Type.String({ description: 'For people; counts up within a merchant and mode.' }),
      merchant_id: Type.String(),
      customer_id: nullable(Type.String()),
      external_reference_id: nullable(Type.String()),
      status: oneOf(['open', 'closed', 'paid', 'partially_refunded', 'refunded'], {
        description: 'open or closed from version 2026-09-07 on; before it, one word for the whole order.',
      }),
      payment_status: oneOf(['unpaid', 'partially_paid', 'paid']),
      refund_status: oneOf(['none', 'partially_refunded', 'refunded']),
      fulfillment_status: oneOf(['not_applicable']),
      origin: oneOf(['virtual_terminal', 'payment_link', 'checkout', 'api', 'subscription', 'flowlix']),
      order_revision: Type.Integer({ minimum: 1 }),
      line_items: Type.Array(OrderLineItem),
      charges: Type.Array(OrderCharge),
      applied_discounts: Type.Array(AppliedDiscount),
      requested_tip: nullable(Tip),
      tips: Type.Array(Tip),
      tax: OrderTax,
      pricing_amounts: Type.Object({
        subtotal_money: TotalMoney,
        discount_money: TotalMoney,
        charge_money: TotalMoney,
        tax_money: TotalMoney,
        requested_tip_money: TotalMoney,
        total_money: TotalMoney,
      }),
      settlement_amounts: Type.Object({
        paid_money: TotalMoney,
        refunded_money: TotalMoney,
        net_collected_money: TotalMoney,
        outstanding_money: TotalMoney,
        balance_money: SignedMoney,
        credit_money: TotalMoney,
        settled_tip_money: TotalMoney,
      }),
      authorization_amounts: Type.Optional(
        Type.Object({ authorized_money: TotalMoney, capturable_money: TotalMoney, expires_at: Timestamp }),
      ),
      purchased_event: Type.Optional(
        Type.Object(
          {
            name: Type.String(),
            location: nullable(Type.String()),
            starts_at: Timestamp,
            timezone: Type.String(),
          },
          { description: 'Of an order that was made by an event link.' },
        ),
      ),
      payment_intent_ids: Type.Array(Type.String()),
      refund_ids: Type.Array(Type.String()),
      checkout_session_ids: Type.Array(Type.String()),
      payment_intents: Type.Optional(Type.Array(PaymentIntent)),
      customer: Type.Optional(CustomerSummary),
      active_payment_attempt: nullable(Attempt),
      payment_collection: nullable(PaymentCollection),
      buyer_contact: nullable(BuyerContact),
      buyer_actions: Type.Array(Type.Unknown()),
      buyer_note: nullable(Type.String()),
      internal_note: Type.Optional(nullable(Type.String())),
      closed_reason: Type.Optional(nullable(Type.String())),
      metadata: Type.Optional(Metadata),
      created_at: Timestamp,
      updated_at: Timestamp,
    }),
  ),
  orderStatusAxes,
)

export const OrderActivity = named(
  'OrderActivity',
  Type.Object({
    order_activity_id: Type.String(),
    activity_type: Type.String(),
    description: Type.String(),
    balance_delta_money: SignedMoney,
    running_balance_money: SignedMoney,
    order_line_item_id: Type.Optional(Type.String()),
    order_charge_id: Type.Optional(Type.String()),
    order_discount_id: Type.Optional(Type.String()),
    order_tip_id: Type.Optional(Type.String()),
    payment_intent_id: Type.Optional(Type.String()),
    refund_id: Type.Optional(Type.String()),
    checkout_session_id: Type.Optional(Type.String()),
    created_at: Timestamp,
  }),
)
