import { Type } from 'typebox'
import { CustomerSummary } from '../customers/index.ts'
import { BuyerContact, Order } from '../orders/schemas.ts'
import { PaymentCollection } from '../payments/collection.ts'
import { Attempt, PaymentIntent } from '../payments/schemas.ts'
import { PublicPaymentLinkDetails } from '../payment-links/schemas.ts'
import { Metadata, Timestamp, id, named, nullable, oneOf } from '../platform/http/schema.ts'
import { fontFamilies } from '../settings/index.ts'
import { settingSchemas } from './input-schemas.ts'
import { PaymentForm } from './payment-form.ts'
import { sessionStatuses, terminalReasons } from './states.ts'

const contact = nullable(Type.Object({ email: nullable(Type.String()), phone: nullable(Type.String()) }))

const Paint = Type.Object({
  page: Type.Record(Type.String(), Type.String()),
  panel: Type.Record(Type.String(), Type.String()),
})
const SessionBranding = Type.Object(
  {
    accent_color: nullable(Type.String()),
    background_color: nullable(Type.String()),
    primary_color: nullable(Type.String()),
    text_color: nullable(Type.String()),
    corner_radius: Type.Integer(),
    font_family: oneOf(fontFamilies),
    colors: nullable(
      Type.Object(
        { light: Paint, dark: Paint },
        { description: 'What the hosted page is painted with: the colours above, made readable.' },
      ),
    ),
  },
  { description: "Flint extension. The merchant's branding, under what theme says by the same names." },
)

/** What the API shows of a checkout session. Source: contract, flint-commerce 8.2. */
const properties = {
  checkout_session_id: id('cs', 'The checkout session'),
  status: oneOf(sessionStatuses),
  terminal_reason: nullable(oneOf(terminalReasons)),
  url: Type.Optional(
    Type.String({
      description:
        'The hosted page, with the credential in its fragment. Shown for hosted sessions, to keys that may write them.',
    }),
  ),
  surface: oneOf(['hosted', 'embedded']),
  page_origin: nullable(Type.String()),
  merchant_id: Type.String(),
  merchant_name: Type.String(),
  merchant_support: nullable(Type.Unknown()),
  order_id: id('ord', 'The order'),
  invoice_id: nullable(Type.String()),
  payment_link_id: nullable(Type.String()),
  subscription_plan_id: nullable(Type.String()),
  customer_id: nullable(Type.String()),
  origin: oneOf(['virtual_terminal', 'payment_link', 'checkout', 'api', 'subscription', 'flowlix']),
  payment_intent_ids: Type.Array(Type.String()),
  active_payment_attempt: nullable(Attempt),
  payment_collection: nullable(PaymentCollection),
  expires_at: Timestamp,
  closed_reason: Type.Optional(nullable(Type.String())),
  superseding_checkout_session_id: nullable(Type.String()),
  recovery_mode: Type.Boolean({
    description:
      'The time is up, but the payment that was running may still be finished until recovery_expires_at.',
  }),
  recovery_expires_at: nullable(Timestamp),
  recovery_payment_attempt_id: nullable(Type.String()),
  delivery_method_ids: Type.Array(Type.String()),
  delivery_selection_required: Type.Boolean(),
  problems: Type.Array(Type.Unknown()),
  save_payment_method_offered: Type.Boolean({
    description:
      'The order has a customer, who may keep the card that is paid with here: save_payment_method.',
  }),
  buyer_contact: nullable(BuyerContact),
  timezone: nullable(Type.String()),
  customer_prefill: contact,
  customer_collection: nullable(settingSchemas.customer_collection),
  payments: nullable(
    Type.Object({
      ...settingSchemas.payments.properties,
      enabled_payment_options: Type.Optional(
        Type.Array(Type.String(), { description: 'Empty while no live payment can be taken.' }),
      ),
    }),
  ),
  redirects: nullable(settingSchemas.redirects),
  expiration: nullable(settingSchemas.expiration),
  tip: nullable(settingSchemas.tip),
  tax: nullable(settingSchemas.tax),
  promotion_config: nullable(settingSchemas.promotion_config),
  legal: nullable(settingSchemas.legal),
  custom_text: nullable(settingSchemas.custom_text),
  theme: nullable(settingSchemas.theme),
  branding: SessionBranding,
  payment_form: Type.Optional(PaymentForm),
  terms_of_service_accepted_at: nullable(Timestamp),
  external_reference_id: Type.Optional(nullable(Type.String())),
  metadata: Type.Optional(Metadata),
  created_at: Timestamp,
  updated_at: Timestamp,
  customer: Type.Optional(CustomerSummary),
  order: Type.Optional(Order),
  payment_intents: Type.Optional(Type.Array(PaymentIntent)),
  payment_link: Type.Optional(PublicPaymentLinkDetails),
}

export const CheckoutSession = named('CheckoutSession', Type.Object(properties))

/** The session's fields stand at the top, as older clients read them, and once more by themselves. */
export const CreatedCheckoutSession = named(
  'CreatedCheckoutSession',
  Type.Object({
    ...properties,
    checkout_session: CheckoutSession,
    checkout_access: Type.Object({
      checkout_auth_token: Type.String({
        description: 'With the session id, the two headers of a buyer: X-Checkout-Session-ID and -Secret.',
      }),
    }),
    reused_existing: Type.Boolean(),
  }),
)
