import { listPage } from '../../platform/db/list-query.ts'
import { answer } from '../../platform/http/answer.ts'
import { httpErrors, refuse } from '../../platform/http/errors.ts'
import { defineRoute } from '../../platform/http/route.ts'
import { body, pageQuery } from '../../platform/http/schema.ts'
import { deliveryList } from '../delivery-queries.ts'
import { findEvent } from '../event-queries.ts'
import { EventParams, WebhookDelivery } from '../schemas.ts'
import { toWebhookDelivery } from '../to-webhook-delivery.ts'

export const listWebhookDeliveriesRoute = defineRoute({
  method: 'GET',
  path: '/v1/webhook-events/{webhook_event_id}/deliveries',
  operationId: 'listWebhookDeliveries',
  tag: 'Webhook events',
  summary: "List an event's deliveries, one for each endpoint",
  callers: ['merchant'],
  scope: 'webhooks.read',
  idempotency: 'none',
  params: EventParams,
  query: body(pageQuery),
  status: 200,
  data: WebhookDelivery,
  isList: true,
  errors: [httpErrors.RESOURCE_NOT_FOUND],
  run: async ({ ctx, params, query }) => {
    const [event, page] = await Promise.all([
      ctx.db.run(findEvent(ctx, params.webhook_event_id)),
      listPage(ctx, deliveryList, { ...query, event_id: params.webhook_event_id }),
    ])
    if (!event) throw refuse(httpErrors.RESOURCE_NOT_FOUND, { param: 'webhook_event_id' })
    return page
  },
  show: (page, ctx) =>
    answer(
      200,
      page.items.map((delivery) => toWebhookDelivery(ctx, delivery)),
      { next_page_token: page.nextPageToken },
    ),
})
