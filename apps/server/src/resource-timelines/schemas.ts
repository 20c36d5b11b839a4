import { Type, type TProperties } from 'typebox'
import { Timestamp, id, named, nullable, oneOf } from '../platform/http/schema.ts'
import { failedCallFields } from '../request-logs/index.ts'
import { WebhookDeliveryAttempt, WebhookEvent } from '../webhooks/schemas.ts'
import type { TimelineEntryType } from './timeline-entry.ts'

/** Source: contract, flint-platform 20.2. The last two types are Flint extensions. */

const text = nullable(Type.String())

const entry = (name: string, type: TimelineEntryType, description: string, fields: TProperties) =>
  named(
    name,
    Type.Object(
      {
        resource_timeline_entry_id: Type.String(),
        entry_type: oneOf([type]),
        occurred_at: Timestamp,
        test: Type.Boolean(),
        resource_type: text,
        resource_id: text,
        ...fields,
      },
      { description },
    ),
  )

const {
  test: _test,
  resource_type: _type,
  resource_id: _id,
  payload: _payload,
  ...eventFields
} = WebhookEvent.properties

const ApiRequestEntry = entry('ApiRequestTimelineEntry', 'api_request', 'A call to the API.', {
  api_request_log_id: id('rlog', 'The call in the request logs'),
  api_key_id: nullable(
    Type.String({ description: "The key that called; null for a buyer's checkout session." }),
  ),
  request_id: Type.String(),
  correlation_id: text,
  http_method: Type.String(),
  path: Type.String(),
  route_pattern: Type.String(),
  status_code: Type.Integer(),
  latency_milliseconds: Type.Integer(),
  ...failedCallFields,
})

const WebhookEventEntry = entry(
  'WebhookEventTimelineEntry',
  'webhook_event',
  'Something was announced.',
  eventFields,
)

const DeliveryAttemptEntry = entry(
  'WebhookDeliveryAttemptTimelineEntry',
  'webhook_delivery_attempt',
  'A try to deliver an event to an endpoint.',
  {
    webhook_event_id: id('whev', 'The event'),
    webhook_endpoint_id: id('whep', 'The endpoint'),
    event_type: Type.String(),
    ...WebhookDeliveryAttempt.properties,
  },
)

const StateChangeEntry = entry(
  'StateChangeTimelineEntry',
  'state_change',
  "Extension: an activity of an order, or another resource's new status.",
  {
    change: Type.String(),
    description: Type.String(),
    from_status: text,
    to_status: text,
    related_resource_type: text,
    related_resource_id: text,
    webhook_event_id: text,
  },
)

const ProcessorMessageEntry = entry(
  'ProcessorMessageTimelineEntry',
  'processor_message',
  "Extension: what the processor, or the cardholder's bank through it, said of a payment, refund or dispute.",
  {
    webhook_event_id: id('whev', 'The event that passed it on'),
    processor_status: text,
    processor_code: nullable(Type.String({ description: 'The decline code or reason, if any.' })),
    processor_message: Type.String(),
    retryable: nullable(Type.Boolean()),
    recommended_action: text,
  },
)

export const ResourceTimeline = named(
  'ResourceTimeline',
  Type.Object({
    resource_id: Type.String(),
    resource_type: Type.String(),
    environment_id: id('menv', 'The environment'),
    test: Type.Boolean(),
    entries: Type.Array(
      Type.Union([
        ApiRequestEntry,
        WebhookEventEntry,
        DeliveryAttemptEntry,
        StateChangeEntry,
        ProcessorMessageEntry,
      ]),
    ),
    next_page_token: Type.Optional(Type.String({ description: 'Absent on the last page.' })),
  }),
)
