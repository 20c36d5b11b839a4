import { answer } from '../../platform/http/answer.ts'
import { httpErrors, refuse } from '../../platform/http/errors.ts'
import { defineRoute } from '../../platform/http/route.ts'
import { findDelivery } from '../delivery-queries.ts'
import { DeliveryParams, WebhookDelivery } from '../schemas.ts'
import { toWebhookDelivery } from '../to-webhook-delivery.ts'

export const getWebhookDeliveryRoute = defineRoute({
  method: 'GET',
  path: '/v1/webhook-deliveries/{webhook_delivery_id}',
  operationId: 'getWebhookDelivery',
  tag: 'Webhook events',
  summary: 'Read a delivery',
  callers: ['merchant'],
  scope: 'webhooks.read',
  idempotency: 'none',
  params: DeliveryParams,
  status: 200,
  data: WebhookDelivery,
  errors: [httpErrors.RESOURCE_NOT_FOUND],
  run: async ({ ctx, params }) => {
    const delivery = await ctx.db.run(findDelivery(ctx, params.webhook_delivery_id))
    if (!delivery) throw refuse(httpErrors.RESOURCE_NOT_FOUND, { param: 'webhook_delivery_id' })
    return delivery
  },
  show: (delivery, ctx) => answer(200, toWebhookDelivery(ctx, delivery)),
})
