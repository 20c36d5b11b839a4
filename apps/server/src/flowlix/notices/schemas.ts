import { type Static, Type } from 'typebox'
import { Timestamp, body, id, named, nullable, oneOf } from '../../platform/http/schema.ts'
import { noticeStatuses, noticeTypes } from './notice.ts'

/** What Flint's API takes and shows of the endpoints and notices of Flowlix payments. Source: contract, flowlix 8.1. */

const url = Type.String({
  minLength: 1,
  'x-flint-error': 'INVALID_WEBHOOK_ENDPOINT',
  description:
    'https. On a local start also http to this machine; a sandbox there to private addresses, too.',
})
const enabledEvents = Type.Array(oneOf(noticeTypes, { 'x-flint-error': 'INVALID_EVENT_TYPE' }), {
  maxItems: 100,
  description: 'Names of events; empty for every one.',
})
const description = nullable(Type.String({ maxLength: 1000 }))

const settings = {
  enabled_events: Type.Optional(enabledEvents),
  enabled: Type.Optional(Type.Boolean()),
  description: Type.Optional(description),
}

export const CreateFlowlixEndpointBody = body(
  { url, ...settings },
  { 'x-flint-own-id': 'flowlix_webhook_endpoint_id' },
)
export type CreateFlowlixEndpointBody = Static<typeof CreateFlowlixEndpointBody>
export const UpdateFlowlixEndpointBody = body({ url: Type.Optional(url), ...settings })
export type UpdateFlowlixEndpointBody = Static<typeof UpdateFlowlixEndpointBody>

const endpointId = id('fwhep', 'The endpoint')

const endpointFields = {
  flowlix_webhook_endpoint_id: endpointId,
  url: Type.String(),
  enabled_events: Type.Array(oneOf(noticeTypes)),
  enabled: Type.Boolean(),
  description: nullable(Type.String()),
  created_at: Timestamp,
  updated_at: Timestamp,
}

const secret = Type.String({
  description: '`whsec_` and base64: the whole text is the key of the signature.',
})

export const FlowlixEndpoint = named('FlowlixWebhookEndpoint', Type.Object(endpointFields))
export const CreatedFlowlixEndpoint = named(
  'CreatedFlowlixWebhookEndpoint',
  Type.Object({ ...endpointFields, secret }),
)
export const DeletedFlowlixEndpoint = named(
  'DeletedFlowlixWebhookEndpoint',
  Type.Object({ flowlix_webhook_endpoint_id: endpointId, deleted: Type.Boolean() }),
)
export const FlowlixSecret = named('FlowlixWebhookSecret', Type.Object({ secret }))

const noticeFields = {
  flowlix_notice_id: id('fntc', 'The notice'),
  event_id: Type.String({
    description: 'What the receiver sees: `evt_` and 24 letters and digits, the same in every attempt.',
  }),
  event_type: oneOf(noticeTypes),
  payment_id: Type.String(),
  refund_id: nullable(Type.String()),
  flowlix_webhook_endpoint_id: nullable(Type.String({ description: 'Null for a callback.' })),
  callback_url: nullable(Type.String({ description: 'Null for a webhook.' })),
  status: oneOf(noticeStatuses),
  attempt_count: Type.Integer({ minimum: 0 }),
  max_attempts: Type.Integer({ description: 'Those that are made by themselves.' }),
  next_attempt_at: nullable(Timestamp),
  delivered_at: nullable(Timestamp),
  last_status_code: nullable(Type.Integer()),
  last_error: nullable(Type.String()),
  created_at: Timestamp,
  updated_at: Timestamp,
}

const Attempt = Type.Object({
  attempt_number: Type.Integer({ minimum: 1 }),
  trigger: oneOf(['automatic', 'manual']),
  started_at: Timestamp,
  duration_milliseconds: Type.Integer(),
  status_code: nullable(Type.Integer()),
  response_body_excerpt: nullable(Type.String()),
  error_summary: nullable(Type.String()),
  error_message: nullable(Type.String()),
  recommended_action: nullable(Type.String()),
})

export const FlowlixNotice = named('FlowlixNotice', Type.Object(noticeFields))
export const FlowlixNoticeWithAttempts = named(
  'FlowlixNoticeWithAttempts',
  Type.Object({
    ...noticeFields,
    payload: nullable(
      Type.Object(
        {},
        { additionalProperties: true, description: 'What was sent; null before the first attempt.' },
      ),
    ),
    attempts: Type.Array(Attempt, { description: 'The latest 20, oldest first.' }),
  }),
)

export const FlowlixEndpointParams = Type.Object({ flowlix_webhook_endpoint_id: endpointId })
export const FlowlixNoticeParams = Type.Object({ flowlix_notice_id: id('fntc', 'The notice') })
