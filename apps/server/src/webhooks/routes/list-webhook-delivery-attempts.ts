import { listPage } from '../../platform/db/list-query.ts'
import { answer } from '../../platform/http/answer.ts'
import { httpErrors, refuse } from '../../platform/http/errors.ts'
import { defineRoute } from '../../platform/http/route.ts'
import { body, pageQuery } from '../../platform/http/schema.ts'
import { attemptList, findDelivery } from '../delivery-queries.ts'
import { DeliveryParams, WebhookDeliveryAttempt } from '../schemas.ts'
import { toWebhookDeliveryAttempt } from '../to-webhook-delivery.ts'

export const listWebhookDeliveryAttemptsRoute = defineRoute({
  method: 'GET',
  path: '/v1/webhook-deliveries/{webhook_delivery_id}/attempts',
  operationId: 'listWebhookDeliveryAttempts',
  tag: 'Webhook events',
  summary: "List a delivery's attempts, newest first",
  callers: ['merchant'],
  scope: 'webhooks.read',
  idempotency: 'none',
  params: DeliveryParams,
  query: body(pageQuery),
  status: 200,
  data: WebhookDeliveryAttempt,
  isList: true,
  errors: [httpErrors.RESOURCE_NOT_FOUND],
  run: async ({ ctx, params, query }) => {
    const [delivery, page] = await Promise.all([
      ctx.db.run(findDelivery(ctx, params.webhook_delivery_id)),
      listPage(ctx, attemptList, { ...query, webhook_delivery_id: params.webhook_delivery_id }),
    ])
    if (!delivery) throw refuse(httpErrors.RESOURCE_NOT_FOUND, { param: 'webhook_delivery_id' })
    return page
  },
  show: (page, ctx) =>
    answer(
      200,
      page.items.map((attempt) => toWebhookDeliveryAttempt(ctx, attempt)),
      { next_page_token: page.nextPageToken },
    ),
})
