import { answer } from '../../platform/http/answer.ts'
import { httpErrors } from '../../platform/http/errors.ts'
import { defineRoute } from '../../platform/http/route.ts'
import { webhookErrors } from '../errors.ts'
import { resendFailedDeliveries } from '../resend-failed-deliveries.ts'
import { EndpointParams, QueuedWebhookDeliveries, ResendFailedWebhookDeliveriesBody } from '../schemas.ts'

export const resendFailedWebhookDeliveriesRoute = defineRoute({
  method: 'POST',
  path: '/v1/webhook-endpoints/{webhook_endpoint_id}/resend-failed',
  operationId: 'resendFailedWebhookDeliveries',
  tag: 'Webhook endpoints',
  summary: 'Send again all that an endpoint missed',
  description:
    'Queues one more attempt of each delivery of this endpoint that is `failed` or `suppressed`, of events from `since` on, and ' +
    'answers how many: at most 10,000, those of the oldest events first. Does not wait for them. Events older than 30 days have no payload any more: they are counted and left out.',
  isExtension: true,
  callers: ['merchant'],
  scope: 'webhooks.write',
  idempotency: 'optional',
  params: EndpointParams,
  body: ResendFailedWebhookDeliveriesBody,
  status: 200,
  data: QueuedWebhookDeliveries,
  errors: [
    httpErrors.RESOURCE_NOT_FOUND,
    httpErrors.INVALID_CREATED_RANGE,
    webhookErrors.WEBHOOK_ENDPOINT_NOT_ACTIVE,
  ],
  run: ({ ctx, params, body }) => resendFailedDeliveries(ctx, params.webhook_endpoint_id, body),
  show: ({ webhookEndpointId, since, until, queued, expired, hasMore }) =>
    answer(200, {
      webhook_endpoint_id: webhookEndpointId,
      since,
      until,
      queued_count: queued,
      expired_count: expired,
      has_more: hasMore,
    }),
})
