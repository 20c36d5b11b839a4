import { type Static, Type } from 'typebox'
import { listPage } from '../../platform/db/list-query.ts'
import { answer } from '../../platform/http/answer.ts'
import { httpErrors, refuse } from '../../platform/http/errors.ts'
import { defineRoute } from '../../platform/http/route.ts'
import { body, createdQuery, oneOf, pageQuery } from '../../platform/http/schema.ts'
import { checkedEventType } from '../check-endpoint.ts'
import { deliveryStatuses } from '../delivery.ts'
import { eventSources } from '../endpoint.ts'
import { webhookErrors } from '../errors.ts'
import { eventList } from '../event-queries.ts'
import { WebhookEvent } from '../schemas.ts'
import { toWebhookEvent } from '../to-webhook-event.ts'

const text = Type.Optional(Type.String({ minLength: 1, maxLength: 255 }))

const EventsQuery = body({
  webhook_endpoint_id: text,
  delivery_status: Type.Optional(
    oneOf(deliveryStatuses, { description: 'Events with a delivery in this status.' }),
  ),
  status: Type.Optional(oneOf(deliveryStatuses, { description: 'The older name of `delivery_status`.' })),
  event_source: Type.Optional(Type.Array(oneOf(eventSources))),
  partner_app_id: text,
  event_type: text,
  resource_type: text,
  resource_id: text,
  api_request_log_id: text,
  request_id: text,
  correlation_id: text,
  include: Type.Optional(
    Type.Array(oneOf(['test_events'], { 'x-flint-error': 'INVALID_INCLUDE' }), {
      description: '`test_events` shows synthetic events, too.',
    }),
  ),
  ...createdQuery,
  ...pageQuery,
})

export const listWebhookEventsRoute = defineRoute({
  method: 'GET',
  path: '/v1/webhook-events',
  operationId: 'listWebhookEvents',
  tag: 'Webhook events',
  summary: 'List events, newest first',
  callers: ['merchant'],
  scope: 'webhooks.read',
  idempotency: 'none',
  query: EventsQuery,
  status: 200,
  data: WebhookEvent,
  isList: true,
  errors: [webhookErrors.INVALID_EVENT_TYPE, httpErrors.INVALID_QUERY_PARAMETER],
  run: ({ ctx, query }) => listPage(ctx, eventList, filtersOf(query)),
  show: (page) => answer(200, page.items.map(toWebhookEvent), { next_page_token: page.nextPageToken }),
})

/** Endpoint and status together mean one delivery with both. */
const filtersOf = ({
  status,
  delivery_status: deliveryStatus,
  include,
  ...query
}: Static<typeof EventsQuery>) => {
  if (status !== undefined && deliveryStatus !== undefined && status !== deliveryStatus)
    throw refuse(httpErrors.INVALID_QUERY_PARAMETER, {
      param: 'status',
      message: '"status" is the older name of "delivery_status"; the two differ.',
      extra: { conflicting_fields: ['status', 'delivery_status'] },
    })
  if (query.event_type !== undefined) checkedEventType(query.event_type, 'event_type')
  const wanted = deliveryStatus ?? status
  const { webhook_endpoint_id: endpointId, ...rest } = query
  return {
    ...rest,
    ...(include?.includes('test_events') ? {} : { is_test: false }),
    ...(endpointId !== undefined && wanted !== undefined
      ? { delivery: [endpointId, wanted] }
      : { webhook_endpoint_id: endpointId, delivery_status: wanted }),
  }
}
