import { Type, type TSchema } from 'typebox'
import { Alert } from '../alerts/schemas.ts'
import { CustomerDeletionRequest, Customer } from '../customers/schemas.ts'
import { Dispute } from '../disputes/schemas.ts'
import { orderEventSchemas } from '../orders/event-schemas.ts'
import { PaymentMethod } from '../payment-methods/schemas.ts'
import { PaymentIntent } from '../payments/schemas.ts'
import { type Translate, translatorOf } from '../platform/http/shape-changes.ts'
import { Timestamp, id, named, nullable, oneOf } from '../platform/http/schema.ts'
import { type ApiVersion, currentApiVersion } from '../platform/http/versions.ts'
import { Refund } from '../refunds/schemas.ts'
import { eventResource } from './event-resources.ts'
import { type EventType, eventTypes, isKnownEventType } from './event-types.ts'

/**
 * What `data` of each event holds, as the newest version has it: that is how events are recorded. Endpoints and
 * readers get it in their own version. Source: contract, flint-platform 2 ("Endpoint pin") and 18.2.
 */

const CheckoutSessionEnded = named(
  'CheckoutSessionEndedEventData',
  Type.Object(
    {
      checkout_session_id: id('cs', 'The checkout session'),
      status: Type.String(),
      resource_updated_at: Timestamp,
      order_id: nullable(Type.String()),
      invoice_id: nullable(Type.String()),
      payment_link_id: nullable(Type.String()),
      reason: Type.Optional(
        oneOf([
          'api',
          'expired',
          'order_mutated',
          'superseded',
          'invoice_paid_elsewhere',
          'invoice_voided',
          'invoice_uncollectible',
        ]),
      ),
      expired_at: Type.Optional(nullable(Timestamp)),
      superseding_checkout_session_id: Type.Optional(nullable(Type.String())),
    },
    { additionalProperties: true },
  ),
)

const PaymentMethodSaved = named(
  'PaymentMethodSavedEventData',
  Type.Object({
    payment_method_id: id('pm', 'The payment method'),
    status: Type.String(),
    resource_updated_at: Timestamp,
    customer_id: Type.String(),
    card_brand: Type.String(),
    card_last4: Type.String(),
    card_exp_month: Type.Integer(),
    card_exp_year: Type.Integer(),
    card_wallet: nullable(Type.String()),
  }),
)

const PaymentMethodFailed = named(
  'PaymentMethodFailedEventData',
  Type.Object({
    payment_method_id: id('pm', 'The payment method'),
    status: Type.String(),
    failure_code: nullable(Type.String()),
    failure_message: nullable(Type.String()),
  }),
)

/** By the name, or by the words before its last: `refund` for `refund.created`. */
const schemas: Readonly<Record<string, TSchema>> = {
  ...orderEventSchemas,
  alert: Alert,
  checkout_session: CheckoutSessionEnded,
  customer: Customer,
  'customer.deletion_requested': CustomerDeletionRequest,
  'customer.deletion_completed': CustomerDeletionRequest,
  'customer.deletion_rejected': CustomerDeletionRequest,
  dispute: Dispute,
  payment_intent: PaymentIntent,
  'payment_intent.fulfillment_hold': PaymentIntent,
  'payment_method.saved': PaymentMethodSaved,
  'payment_method.failed': PaymentMethodFailed,
  'payment_method.removed': PaymentMethod,
  refund: Refund,
}

/** Of an event that no feature of this server causes yet: the id of what it is about, and whatever comes with it. */
const unsaid = (eventType: EventType): TSchema => {
  const { idField } = eventResource(eventType)
  return Type.Object({ [idField]: Type.String() }, { additionalProperties: true })
}

export const payloadSchema = (eventType: EventType): TSchema =>
  schemas[eventType] ?? schemas[eventType.slice(0, eventType.lastIndexOf('.'))] ?? unsaid(eventType)

/** By event, in alphabetical order. Partner apps have events of their own, which nobody can subscribe to yet. */
export const eventPayloads: Readonly<Record<string, TSchema>> = Object.fromEntries(
  eventTypes
    .filter(({ eventSources }) => eventSources.includes('merchant'))
    .map(({ eventType }) => [eventType, payloadSchema(eventType)]),
)

const translators = new Map<string, Translate | null>()

/** The payload in the version that somebody is sent or shown. */
export const payloadIn = (
  version: ApiVersion,
  eventType: string,
  data: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> => {
  if (version === currentApiVersion || !isKnownEventType(eventType)) return data
  const name = `${version} ${eventType}`
  let translate = translators.get(name)
  if (translate === undefined)
    translators.set(name, (translate = translatorOf(payloadSchema(eventType), version)))
  return translate ? (translate(data) as Readonly<Record<string, unknown>>) : data
}
