import { Type, type Static } from 'typebox'
import { BuyerContactInput, LineTaxInput } from '../orders/input-schemas.ts'
import {
  ExternalReferenceId,
  Metadata,
  MetadataPatch,
  PositiveMoney,
  body,
  named,
  nullable,
  oneOf,
} from '../platform/http/schema.ts'

/** What callers send about checkout sessions. Source: contract, flint-commerce 8.1. */

const text = (maxLength: number) => Type.Optional(Type.String({ minLength: 1, maxLength }))
const flag = Type.Optional(Type.Boolean())
const address = Type.Optional(Type.String({ maxLength: 2048, description: 'An http or https address.' }))

const PostalAddress = body({
  name: text(255),
  line1: text(255),
  line2: text(255),
  city: text(255),
  state: text(64),
  postal_code: text(20),
  country: Type.Optional(Type.String({ pattern: '^[A-Z]{2}$' })),
})

const tipPercent = Type.Number({ minimum: 1, maximum: 100, 'x-flint-error': 'INVALID_TIP_PERCENT' })

export const settingSchemas = {
  customer_collection: body({
    customer_id: Type.Optional(Type.String()),
    require_email: flag,
    require_phone: flag,
    require_billing_address: flag,
    enable_address_autocomplete: flag,
    external_reference_id: Type.Optional(ExternalReferenceId),
    prefilled_customer_info: Type.Optional(
      body({
        email: Type.Optional(Type.String({ format: 'email', maxLength: 254 })),
        phone: Type.Optional(Type.String({ minLength: 4, maxLength: 32 })),
        billing_address: Type.Optional(PostalAddress),
        shipping_address: Type.Optional(PostalAddress),
      }),
    ),
  }),
  payments: body({
    enabled_payment_options: Type.Optional(Type.Array(Type.String(), { minItems: 1, maxItems: 10 })),
    payment_note: text(1024),
    payment_return_url: address,
    external_reference_id: Type.Optional(ExternalReferenceId),
  }),
  redirects: body({ success_redirect_url: address, cancel_redirect_url: address }),
  expiration: body({
    expires_in_seconds: Type.Optional(Type.Integer({ minimum: 60, maximum: 86_400 })),
    expiration_url: address,
  }),
  tip: body({
    enabled: flag,
    tip_percent_options: Type.Optional(Type.Array(tipPercent, { minItems: 3, maxItems: 3 })),
    default_tip_percent: Type.Optional(tipPercent),
    is_custom_tip_enabled: flag,
    is_smart_tips_enabled: flag,
    smart_tip_money_options: Type.Optional(Type.Array(PositiveMoney, { minItems: 3, maxItems: 3 })),
    default_smart_tip_money: Type.Optional(PositiveMoney),
  }),
  tax: body({ enabled: flag }),
  promotion_config: body({ codes_enabled: Type.Optional(nullable(Type.Boolean())), automatic_enabled: flag }),
  legal: body({
    terms_of_service_url: address,
    require_terms_of_service: flag,
    refund_policy_url: address,
    shipping_policy_url: address,
    contract_url: address,
  }),
  custom_text: body({
    order_summary_message: text(1024),
    shipping_address_label: text(255),
    success_message: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 1024,
        description: 'Flint extension. What the page says once it is paid.',
      }),
    ),
  }),
  theme: Type.Record(Type.String(), Type.String({ maxLength: 255 }), { maxProperties: 50 }),
}

const settings = {
  page_origin: Type.Optional(Type.String({ maxLength: 255, 'x-flint-error': 'INVALID_ORIGIN' })),
  customer_collection: Type.Optional(settingSchemas.customer_collection),
  payments: Type.Optional(settingSchemas.payments),
  redirects: Type.Optional(settingSchemas.redirects),
  expiration: Type.Optional(settingSchemas.expiration),
  tip: Type.Optional(settingSchemas.tip),
  tax: Type.Optional(settingSchemas.tax),
  promotion_config: Type.Optional(settingSchemas.promotion_config),
  legal: Type.Optional(settingSchemas.legal),
  custom_text: Type.Optional(settingSchemas.custom_text),
  theme: Type.Optional(settingSchemas.theme),
}
const SettingsShape = body(settings)
export type Settings = Static<typeof SettingsShape>
export const settingNames = Object.keys(settings) as (keyof Settings)[]

export const QuickPayItem = named(
  'QuickPayItem',
  body({
    name: Type.String({
      minLength: 1,
      maxLength: 255,
      'x-flint-error': 'LINE_ITEM_NAME_TOO_LONG',
      'x-flint-required': 'LINE_ITEM_NAME_REQUIRED',
    }),
    amount_money: PositiveMoney,
    tax: Type.Optional(LineTaxInput),
  }),
)

export const CreateSessionBody = named(
  'CreateCheckoutSessionRequest',
  body(
    {
      order_id: Type.Optional(Type.String()),
      quick_pay_item: Type.Optional(QuickPayItem),
      subscription_plan_id: Type.Optional(Type.String()),
      plan_id: Type.Optional(Type.String({ description: 'Older name of subscription_plan_id.' })),
      replace_checkout_session_id: Type.Optional(Type.String()),
      surface: Type.Optional(oneOf(['hosted', 'embedded'], { 'x-flint-error': 'INVALID_CHECKOUT_SURFACE' })),
      ...settings,
      external_reference_id: Type.Optional(ExternalReferenceId),
      metadata: Type.Optional(Metadata),
    },
    {
      'x-flint-own-id': 'checkout_session_id',
      description: 'Exactly one of order_id, quick_pay_item and subscription_plan_id.',
    },
  ),
)
export type CreateSessionBody = Static<typeof CreateSessionBody>

export const UpdateSessionBody = named(
  'UpdateCheckoutSessionRequest',
  body({
    metadata: Type.Optional(MetadataPatch),
    external_reference_id: Type.Optional(nullable(ExternalReferenceId)),
    buyer_contact: Type.Optional(BuyerContactInput),
    timezone: Type.Optional(
      Type.String({ minLength: 1, maxLength: 64, 'x-flint-error': 'INVALID_TIMEZONE' }),
    ),
  }),
)
export type UpdateSessionBody = Static<typeof UpdateSessionBody>
