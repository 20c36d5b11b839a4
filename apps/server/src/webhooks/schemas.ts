import { Type } from 'typebox'
import { Timestamp, body, id, named, nullable, oneOf } from '../platform/http/schema.ts'
import { deliveryStatuses, deliveryTriggers } from './delivery.ts'
import { diagnosticCategories } from './delivery-failure.ts'
import { disabledReasons, eventSources } from './endpoint.ts'

/** What the API takes and shows of webhooks. Source: contract, flint-platform 17. */

const url = Type.String({
  minLength: 1,
  'x-flint-error': 'INVALID_WEBHOOK_ENDPOINT',
  description:
    'https. On a local start also http to this machine; a sandbox there to private addresses, too.',
})
const enabledEvents = Type.Array(Type.String({ 'x-flint-error': 'INVALID_EVENT_TYPE' }), {
  maxItems: 1000,
  description: 'Names of events; empty for every merchant event.',
})
const description = nullable(Type.String({ maxLength: 1000 }))
const apiVersion = Type.String({
  description: 'A dated version, or `default` to follow the merchant.',
  'x-flint-error': 'INVALID_API_VERSION',
})
const sources = Type.Array(oneOf(eventSources), { minItems: 1 })
const mode = oneOf(['test', 'live', 'both'], { description: 'For partner sources only.' })
const partnerAppId = Type.String({ description: 'The owner of partner sources.' })

const disableWhenFailing = Type.Boolean({
  description:
    'Extension: whether the endpoint is disabled after seven days on which nothing succeeded. True unless it says otherwise.',
})

const settings = {
  enabled_events: Type.Optional(enabledEvents),
  enabled: Type.Optional(Type.Boolean()),
  description: Type.Optional(description),
  api_version: Type.Optional(apiVersion),
  event_sources: Type.Optional(sources),
  mode: Type.Optional(mode),
  partner_app_id: Type.Optional(partnerAppId),
  disable_when_failing: Type.Optional(disableWhenFailing),
}

export const CreateWebhookEndpointBody = body(
  { url, ...settings },
  { 'x-flint-own-id': 'webhook_endpoint_id' },
)

export const UpdateWebhookEndpointBody = body({
  url: Type.Optional(url),
  ...settings,
  expected_api_version: Type.Optional(
    Type.String({ description: 'What `api_version` must be now. Needs `api_version`.' }),
  ),
})

const endpointFields = {
  webhook_endpoint_id: id('whep', 'The endpoint'),
  url: Type.String(),
  enabled_events: Type.Array(Type.String()),
  enabled: Type.Boolean(),
  description: nullable(Type.String()),
  api_version: Type.String(),
  api_version_previous: nullable(Type.String()),
  api_version_changed_at: nullable(Timestamp),
  event_sources: Type.Array(oneOf(eventSources)),
  disable_when_failing: Type.Boolean({ description: 'Extension.' }),
  disabling_scheduled_at: nullable(
    Type.String({
      format: 'date-time',
      description:
        'Extension: when the endpoint is disabled unless a delivery succeeds before. Set once one has used up its attempts.',
    }),
  ),
  disabled_reason: nullable(
    oneOf(disabledReasons, {
      description: 'Extension: by the merchant, or because nothing could be delivered.',
    }),
  ),
  disabled_at: nullable(Timestamp),
  created_at: Timestamp,
  updated_at: Timestamp,
}

const secret = Type.String({ description: '`whsec_` and base64. Shown only here.' })

export const WebhookEndpoint = named('WebhookEndpoint', Type.Object(endpointFields))
export const CreatedWebhookEndpoint = named(
  'CreatedWebhookEndpoint',
  Type.Object({ ...endpointFields, secret }),
)
export const DeletedWebhookEndpoint = named(
  'DeletedWebhookEndpoint',
  Type.Object({ webhook_endpoint_id: id('whep', 'The endpoint'), deleted: Type.Boolean() }),
)
export const WebhookSecret = named('WebhookSecret', Type.Object({ secret }))

export const WebhookEventType = named(
  'WebhookEventType',
  Type.Object({
    event_type: Type.String(),
    description: Type.String(),
    event_sources: Type.Array(oneOf(eventSources)),
  }),
)

export const WebhookEvent = named(
  'WebhookEvent',
  Type.Object({
    webhook_event_id: id('whev', 'The event'),
    event_type: Type.String(),
    event_origin: oneOf(['business_event', 'test_api']),
    event_source: oneOf(eventSources),
    resource_type: Type.String(),
    resource_id: Type.String(),
    resource_version: Type.Integer({
      minimum: 1,
      description:
        "Extension: the resource's version right after the event. Orders its events; those of one version are in the order of their ids.",
    }),
    request_id: nullable(Type.String()),
    api_request_log_id: nullable(Type.String()),
    correlation_id: nullable(Type.String()),
    partner_app_id: nullable(Type.String()),
    test: Type.Boolean(),
    created_at: Timestamp,
    payload: Type.Optional(
      Type.Object(
        {},
        {
          additionalProperties: true,
          description:
            'The body that endpoints get. Only when one event is read, for 30 days, by a key that may read the resource.',
        },
      ),
    ),
  }),
)

/** Why an attempt failed; null after success. */
const failureFields = {
  diagnostic_category: nullable(oneOf(diagnosticCategories)),
  error_category: nullable(Type.String()),
  error_summary: nullable(Type.String()),
  error_message: nullable(Type.String()),
  recommended_action: nullable(Type.String()),
  reference_url: nullable(Type.String()),
  retryable: nullable(Type.Boolean()),
}

export const WebhookDelivery = named(
  'WebhookDelivery',
  Type.Object({
    webhook_delivery_id: id('wdel', 'The delivery'),
    webhook_event_id: id('whev', 'The event'),
    webhook_endpoint_id: id('whep', 'The endpoint'),
    status: oneOf(deliveryStatuses),
    automatic_attempt_count: Type.Integer({ minimum: 0 }),
    max_attempts: Type.Integer(),
    next_retry_at: nullable(Timestamp),
    delivered_at: nullable(Timestamp),
    last_response_code: nullable(Type.Integer()),
    last_error: nullable(Type.String()),
    ...failureFields,
    created_at: Timestamp,
    updated_at: Timestamp,
  }),
)

const attemptStatus = oneOf(['queued', 'sending', 'delivered', 'failed'])

export const WebhookDeliveryAttempt = named(
  'WebhookDeliveryAttempt',
  Type.Object({
    webhook_delivery_attempt_id: id('wdat', 'The attempt'),
    webhook_delivery_id: id('wdel', 'The delivery'),
    attempt_number: Type.Integer({ minimum: 1 }),
    attempt_status: attemptStatus,
    delivery_trigger: oneOf(deliveryTriggers),
    started_at: Timestamp,
    completed_at: nullable(Timestamp),
    duration_milliseconds: nullable(Type.Integer()),
    status_code: nullable(Type.Integer()),
    response_content_type: nullable(Type.String()),
    response_headers: nullable(Type.Record(Type.String(), Type.String())),
    response_body_excerpt: nullable(Type.String()),
    ...failureFields,
  }),
)

/** What came of an attempt that a caller asked for and waited for. */
export const WebhookDeliveryResult = named(
  'WebhookDeliveryResult',
  Type.Object({
    webhook_event_id: id('whev', 'The event'),
    webhook_delivery_id: id('wdel', 'The delivery'),
    webhook_delivery_attempt_id: id('wdat', 'The attempt'),
    webhook_endpoint_id: id('whep', 'The endpoint'),
    attempt_number: Type.Integer({ minimum: 1 }),
    attempt_status: attemptStatus,
    delivery_status: oneOf(deliveryStatuses),
    event_status: oneOf(deliveryStatuses, { description: 'The older name of `delivery_status`.' }),
    delivery_trigger: oneOf(deliveryTriggers),
    status_code: nullable(Type.Integer()),
    duration_milliseconds: Type.Integer(),
    response_body_excerpt: nullable(Type.String()),
    ...failureFields,
  }),
)

export const CreateWebhookTestEventBody = body({
  event_type: Type.String({ 'x-flint-error': 'INVALID_EVENT_TYPE' }),
})

export const ResendWebhookDeliveryBody = body({
  reason_message: Type.Optional(
    nullable(Type.String({ maxLength: 500, description: 'Your own note on why it is sent again.' })),
  ),
})

export const ResendFailedWebhookDeliveriesBody = body({
  since: Type.String({ format: 'date-time', description: 'Events from this instant on, RFC 3339.' }),
  until: Type.Optional(
    Type.String({ format: 'date-time', description: 'And up to this one. Now unless it says otherwise.' }),
  ),
})

export const QueuedWebhookDeliveries = named(
  'QueuedWebhookDeliveries',
  Type.Object({
    webhook_endpoint_id: id('whep', 'The endpoint'),
    since: Timestamp,
    until: Timestamp,
    queued_count: Type.Integer({ minimum: 0, description: 'Deliveries that get one more attempt.' }),
    expired_count: Type.Integer({ minimum: 0, description: 'Those whose payload is not kept any more.' }),
    has_more: Type.Boolean({
      description:
        'There are more than one call queues; the same call, with another idempotency key, queues the next.',
    }),
  }),
)

export const EndpointParams = Type.Object({ webhook_endpoint_id: id('whep', 'The endpoint') })
export const EventParams = Type.Object({ webhook_event_id: id('whev', 'The event') })
export const DeliveryParams = Type.Object({ webhook_delivery_id: id('wdel', 'The delivery') })
