import { Type } from 'typebox'
import { settingSchemas } from '../checkout-sessions/input-schemas.ts'
import { LineTaxInput } from '../orders/input-schemas.ts'
import { Metadata, Money, Timestamp, id, named, nullable, oneOf } from '../platform/http/schema.ts'
import {
  EventConfigInput,
  LinkCustomerCollection,
  LinkExpirationInput,
  customFieldTypes,
} from './input-schemas.ts'
import { paymentLinkStatuses, paymentLinkTypes } from './payment-link.ts'

/** What the API shows of payment links. Source: contract, flint-commerce 9.1 to 9.4. */

export const PaymentLinkLineItem = named(
  'PaymentLinkLineItem',
  Type.Object({
    payment_link_line_item_id: id('plli', 'The line'),
    key: Type.String(),
    name: nullable(
      Type.String({ description: 'Null for what comes from the catalogue: see resolved_name.' }),
    ),
    unit_price_money: nullable(Money),
    variant_id: nullable(Type.String()),
    bundle_id: nullable(Type.String()),
    quantity: Type.Integer(),
    description: nullable(Type.String()),
    tax: nullable(LineTaxInput),
    allow_quantity_adjustment: Type.Boolean(),
    min_quantity: nullable(Type.Integer()),
    max_quantity: nullable(Type.Integer()),
    allow_unit_price_adjustment: Type.Boolean(),
    min_unit_price_money: nullable(Money),
    max_unit_price_money: nullable(Money),
    suggested_unit_price_money_options: Type.Array(Money),
    is_catalog_item_unavailable: Type.Boolean({
      description: 'It cannot be sold now, and the link with it.',
    }),
    resolved_name: nullable(Type.String()),
    resolved_unit_price_money: nullable(Money),
  }),
)

export const PaymentLinkCustomField = named(
  'PaymentLinkCustomField',
  Type.Object({
    key: Type.String(),
    label: Type.String(),
    custom_field_type: oneOf(customFieldTypes),
    required: Type.Boolean(),
    options: Type.Array(Type.String()),
    max_length: nullable(Type.Integer({ description: 'Null for what is chosen.' })),
    placeholder: nullable(Type.String()),
    position: Type.Integer(),
  }),
)

/** What buyers may see. */
const shared = {
  payment_link_id: id('pl', 'The payment link'),
  name: Type.String(),
  status: oneOf(paymentLinkStatuses),
  version: Type.Integer({ minimum: 1 }),
  payment_link_type: oneOf(paymentLinkTypes),
  completed_count: Type.Integer({ description: 'Orders that were paid.' }),
  max_completions: nullable(Type.Integer()),
  line_items: Type.Array(PaymentLinkLineItem),
  custom_fields: Type.Array(PaymentLinkCustomField),
  custom_text: nullable(settingSchemas.custom_text),
  description: nullable(Type.String()),
  image: nullable(Type.String()),
  inactive_message: nullable(Type.String()),
  donation_min_amount_money: nullable(Money),
  donation_max_amount_money: nullable(Money),
  donation_suggested_amount_money_options: Type.Array(Money),
  event_config: nullable(EventConfigInput),
  legal: nullable(settingSchemas.legal),
  payments: nullable(settingSchemas.payments),
  subscription_plan_id: nullable(Type.String()),
  theme: nullable(settingSchemas.theme),
}

export const PaymentLink = named(
  'PaymentLink',
  Type.Object({
    ...shared,
    url: Type.String({ description: 'The page that buyers open.' }),
    merchant_id: Type.String(),
    total_quantity_sold: Type.Integer({ description: 'Units on orders that were paid.' }),
    remaining_quantity: nullable(
      Type.Integer({
        description: 'Flint extension. Tickets that are left; null where they are not limited.',
      }),
    ),
    is_sold_out: Type.Boolean({ description: 'Flint extension. No ticket, or no completion, is left.' }),
    expiration: nullable(LinkExpirationInput),
    redirects: nullable(settingSchemas.redirects),
    tax: nullable(settingSchemas.tax),
    tip: nullable(settingSchemas.tip),
    promotion_config: nullable(settingSchemas.promotion_config),
    customer_collection: nullable(LinkCustomerCollection),
    delivery_method_ids: Type.Array(Type.String()),
    inventory_routing_source: nullable(Type.Unknown()),
    external_reference_id: nullable(Type.String()),
    metadata: Metadata,
    created_at: Timestamp,
    updated_at: Timestamp,
  }),
)

export const PublicPaymentLinkDetails = named('PublicPaymentLinkDetails', Type.Object(shared))

export const ResolvedLineItem = named(
  'ResolvedPaymentLinkLineItem',
  Type.Object({
    payment_link_line_item_id: Type.String(),
    key: Type.String(),
    name: nullable(Type.String()),
    description: nullable(Type.String()),
    image: nullable(Type.String()),
    quantity: Type.Integer(),
    unit_price_money: nullable(Money),
    is_catalog_item_unavailable: Type.Boolean(),
  }),
)

export const PublicPaymentLink = named(
  'PublicPaymentLink',
  Type.Object({
    payment_link: PublicPaymentLinkDetails,
    resolution_context: Type.String({
      description: 'To be sent with the resolve call; good for one checkout.',
    }),
    resolution_context_start_deadline_at: Timestamp,
    resolution_context_expires_at: Timestamp,
    resolved_line_items: Type.Array(ResolvedLineItem),
    is_sold_out: Type.Boolean({ description: 'No ticket of the event, or no completion, is left.' }),
    remaining_quantity: nullable(Type.Integer({ description: 'Tickets; null where they are not limited.' })),
    ends_at: nullable({ ...Timestamp, description: 'Flint extension. From then on the link is inactive.' }),
    merchant_name: Type.String(),
    merchant_logo: nullable(Type.Unknown()),
    merchant_icon: nullable(Type.Unknown()),
    subscription_preview: nullable(Type.Unknown()),
    checkout_theme: Type.Unknown({
      description: "The merchant's branding, under what the link's theme says.",
    }),
  }),
)

const Earned = Type.Object({
  currency: Type.String(),
  order_count: Type.Integer({ description: 'Orders that were made by it, paid or not.' }),
  paid_order_count: Type.Integer(),
  paid_money: Money,
  refunded_money: Money,
  kept_money: Money,
})

export const PaymentLinkResults = named(
  'PaymentLinkResults',
  Type.Object({
    completed_count: Type.Integer(),
    total_quantity_sold: Type.Integer(),
    currencies: Type.Array(Earned),
  }),
)
