import { Type, type Static } from 'typebox'
import { settingSchemas } from '../checkout-sessions/input-schemas.ts'
import { LineTaxInput } from '../orders/input-schemas.ts'
import { LineModifierInputSchema } from '../modifiers/index.ts'
import { ExpectedVersion } from '../platform/http/expected-version.ts'
import {
  ExternalReferenceId,
  Metadata,
  MetadataPatch,
  Money,
  PositiveMoney,
  body,
  named,
  nullable,
  oneOf,
} from '../platform/http/schema.ts'
import { paymentLinkStatuses, paymentLinkTypes } from './payment-link.ts'

/** What callers send about payment links. Source: contract, flint-commerce 9.1 to 9.4. */

const flag = Type.Optional(Type.Boolean())
const quantity = (minimum: number) =>
  Type.Optional(Type.Integer({ minimum, maximum: 9999, 'x-flint-error': 'LINE_ITEM_INVALID_QUANTITY' }))

export const LinkLineInput = named(
  'PaymentLinkLineItemInput',
  body(
    {
      key: Type.Optional(
        Type.String({
          minLength: 1,
          maxLength: 64,
          description: 'By which buyers name the line; line_1, line_2 and so on unless given.',
        }),
      ),
      name: Type.Optional(
        Type.String({ minLength: 1, maxLength: 255, 'x-flint-error': 'LINE_ITEM_NAME_TOO_LONG' }),
      ),
      unit_price_money: Type.Optional(Money),
      variant_id: Type.Optional(Type.String()),
      bundle_id: Type.Optional(Type.String()),
      quantity: quantity(1),
      description: Type.Optional(Type.String({ maxLength: 4096 })),
      tax: Type.Optional(LineTaxInput),
      allow_quantity_adjustment: flag,
      min_quantity: quantity(0),
      max_quantity: quantity(1),
      allow_unit_price_adjustment: flag,
      min_unit_price_money: Type.Optional(Money),
      max_unit_price_money: Type.Optional(Money),
      suggested_unit_price_money_options: Type.Optional(Type.Array(Money, { maxItems: 10 })),
    },
    { description: 'From one source: variant_id, bundle_id, or a name and unit_price_money of your own.' },
  ),
)
export type LinkLineInput = Static<typeof LinkLineInput>

export const customFieldTypes = ['text', 'textarea', 'dropdown', 'checkbox'] as const

export const CustomFieldInput = named(
  'PaymentLinkCustomFieldInput',
  body({
    key: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 243,
        description:
          'The answer stands in the order as metadata custom_field_<key>. From the label unless given.',
      }),
    ),
    label: Type.String({ minLength: 1, maxLength: 255 }),
    custom_field_type: Type.Optional(
      oneOf(customFieldTypes, { 'x-flint-error': 'INVALID_PAYMENT_LINK_CUSTOM_FIELD_TYPE' }),
    ),
    required: flag,
    options: Type.Optional(
      Type.Array(Type.String({ minLength: 1, maxLength: 255 }), {
        minItems: 1,
        maxItems: 200,
        description: 'For a dropdown.',
      }),
    ),
    max_length: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: 4096,
        description: 'Of a text; 255, or 1000 for a textarea, unless given.',
      }),
    ),
    placeholder: Type.Optional(Type.String({ maxLength: 255 })),
    position: Type.Optional(Type.Integer({ minimum: 0, maximum: 1000 })),
  }),
)
export type CustomFieldInput = Static<typeof CustomFieldInput>

export const EventConfigInput = named(
  'PaymentLinkEventConfig',
  body({
    event_at: Type.String({ format: 'date-time', 'x-flint-error': 'INVALID_EVENT_AT' }),
    timezone: Type.Optional(
      Type.String({ minLength: 1, maxLength: 64, 'x-flint-error': 'INVALID_TIMEZONE' }),
    ),
    venue: Type.Optional(Type.String({ minLength: 1, maxLength: 255 })),
    max_total_quantity: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: 1_000_000,
        description: 'Tickets in all; unlimited unless given.',
      }),
    ),
    ticket_prefix: Type.Optional(Type.String({ minLength: 1, maxLength: 32 })),
    send_ticket_emails: flag,
  }),
)

export const LinkExpirationInput = body({
  ...settingSchemas.expiration.properties,
  expires_at: Type.Optional(
    Type.String({
      format: 'date-time',
      'x-flint-error': 'INVALID_TIMESTAMP',
      description: 'When the link itself ends; the others are about the checkouts that it makes.',
    }),
  ),
})

export const LinkCustomerCollection = body({
  require_email: settingSchemas.customer_collection.properties.require_email,
  enable_address_autocomplete: settingSchemas.customer_collection.properties.enable_address_autocomplete,
})

const donation = {
  donation_min_amount_money: PositiveMoney,
  donation_max_amount_money: PositiveMoney,
  donation_suggested_amount_money_options: Type.Array(PositiveMoney, { maxItems: 10 }),
}

/** What both writes take, and what a change can clear with null. */
const clearable = {
  description: Type.String({ maxLength: 4096 }),
  image: Type.String({ format: 'uri', pattern: '^https?://', maxLength: 2048 }),
  inactive_message: Type.String({ maxLength: 1024 }),
  max_completions: Type.Integer({
    minimum: 1,
    maximum: 1_000_000_000,
    description: '1 makes a link that can be paid once; unlimited unless given.',
  }),
  expiration: LinkExpirationInput,
  custom_text: settingSchemas.custom_text,
  theme: settingSchemas.theme,
  legal: settingSchemas.legal,
  redirects: settingSchemas.redirects,
  tax: settingSchemas.tax,
  tip: settingSchemas.tip,
  payments: settingSchemas.payments,
  promotion_config: settingSchemas.promotion_config,
  customer_collection: LinkCustomerCollection,
  event_config: EventConfigInput,
  inventory_routing_source: Type.Record(Type.String(), Type.Unknown()),
  ...donation,
}

const replaceable = {
  line_items: Type.Array(LinkLineInput, { maxItems: 100, 'x-flint-error': 'TOO_MANY_LINE_ITEMS' }),
  custom_fields: Type.Array(CustomFieldInput, { maxItems: 20, 'x-flint-error': 'TOO_MANY_CUSTOM_FIELDS' }),
  delivery_method_ids: Type.Array(Type.String(), { maxItems: 25 }),
}

const plan = {
  subscription_plan_id: Type.Optional(Type.String()),
  plan_id: Type.Optional(Type.String({ description: 'Older name of subscription_plan_id.' })),
}

const name = Type.String({ minLength: 1, maxLength: 255 })

const each = <T extends Record<string, any>, R>(fields: T, wrap: (schema: any) => R) =>
  Object.fromEntries(Object.entries(fields).map(([key, schema]) => [key, wrap(schema)]))

type Optionals<T extends Record<string, any>> = { [K in keyof T]: ReturnType<typeof Type.Optional<T[K]>> }
const optionals = <T extends Record<string, any>>(fields: T) => each(fields, Type.Optional) as Optionals<T>

const TermsShape = body({ name, ...optionals(clearable), ...optionals(replaceable) })
/** What the seller decides about a link. */
export type LinkTerms = Static<typeof TermsShape>

export const CreatePaymentLinkBody = named(
  'CreatePaymentLinkRequest',
  body(
    {
      name,
      payment_link_type: Type.Optional(
        oneOf(paymentLinkTypes, { 'x-flint-error': 'INVALID_PAYMENT_LINK_TYPE' }),
      ),
      ...optionals(replaceable),
      ...optionals(clearable),
      ...plan,
      external_reference_id: Type.Optional(ExternalReferenceId),
      metadata: Type.Optional(Metadata),
    },
    { 'x-flint-own-id': 'payment_link_id' },
  ),
)
export type CreatePaymentLinkBody = Static<typeof CreatePaymentLinkBody>

type Nullables<T extends Record<string, any>> = {
  [K in keyof T]: ReturnType<typeof Type.Optional<ReturnType<typeof nullable<T[K]>>>>
}
const nullables = <T extends Record<string, any>>(fields: T) =>
  each(fields, (schema) => Type.Optional(nullable(schema))) as Nullables<T>

export const UpdatePaymentLinkBody = named(
  'UpdatePaymentLinkRequest',
  body(
    {
      name: Type.Optional(name),
      status: Type.Optional(oneOf(paymentLinkStatuses)),
      ...optionals(replaceable),
      ...nullables(clearable),
      ...plan,
      external_reference_id: Type.Optional(nullable(ExternalReferenceId)),
      metadata: Type.Optional(MetadataPatch),
      expected_version: Type.Optional(ExpectedVersion),
    },
    { description: 'Lists and objects are replaced as a whole; null takes a setting away.' },
  ),
)
export type UpdatePaymentLinkBody = Static<typeof UpdatePaymentLinkBody>

const byKey = <T extends Parameters<typeof Type.Record>[1]>(schema: T, description: string) =>
  Type.Optional(Type.Record(Type.String(), schema, { maxProperties: 100, description }))

export const ResolvePaymentLinkBody = named(
  'ResolvePaymentLinkRequest',
  body({
    resolution_context: Type.String({
      minLength: 1,
      maxLength: 1024,
      'x-flint-error': 'PAYMENT_LINK_RESOLUTION_CONTEXT_INVALID',
      'x-flint-required': 'PAYMENT_LINK_RESOLUTION_CONTEXT_REQUIRED',
      description: 'From the public link; good for one checkout.',
    }),
    custom_field_values: byKey(
      Type.Unsafe<string | boolean>({ type: ['string', 'boolean'] }),
      'Answers by the key of the custom field; of a checkbox, true or false.',
    ),
    quantity_overrides: byKey(
      Type.Integer({ minimum: 0, maximum: 9999, 'x-flint-error': 'LINE_ITEM_INVALID_QUANTITY' }),
      'Quantities by the key of the line.',
    ),
    unit_price_overrides: byKey(
      Money,
      'Prices of one unit by the key of the line; `donation` for a donation.',
    ),
    modifiers: byKey(
      Type.Array(LineModifierInputSchema, { maxItems: 100 }),
      'What is chosen on top, by the key of the line, as on an order line.',
    ),
  }),
)
export type ResolvePaymentLinkBody = Static<typeof ResolvePaymentLinkBody>
