import { answer } from '../../platform/http/answer.ts'
import { httpErrors } from '../../platform/http/errors.ts'
import { defineRoute } from '../../platform/http/route.ts'
import { webhookErrors } from '../errors.ts'
import { resendWebhookDelivery } from '../resend-webhook-delivery.ts'
import { DeliveryParams, ResendWebhookDeliveryBody, WebhookDeliveryResult } from '../schemas.ts'
import { toWebhookDeliveryResult } from '../to-webhook-delivery.ts'

export const resendWebhookDeliveryRoute = defineRoute({
  method: 'POST',
  path: '/v1/webhook-deliveries/{webhook_delivery_id}/resend',
  operationId: 'resendWebhookDelivery',
  tag: 'Webhook events',
  summary: 'Send a delivery again',
  description:
    'Makes one more attempt of the same delivery and answers what came of it. A target that fails is still 200.',
  callers: ['merchant'],
  scope: 'webhooks.write',
  idempotency: 'optional',
  params: DeliveryParams,
  body: ResendWebhookDeliveryBody,
  isBodyOptional: true,
  status: 200,
  data: WebhookDeliveryResult,
  errors: [
    httpErrors.RESOURCE_NOT_FOUND,
    webhookErrors.WEBHOOK_ENDPOINT_NOT_ACTIVE,
    webhookErrors.WEBHOOK_DELIVERY_IN_FLIGHT,
    webhookErrors.WEBHOOK_EVENT_PAYLOAD_EXPIRED,
  ],
  run: ({ ctx, params, body }) => resendWebhookDelivery(ctx, params.webhook_delivery_id, body.reason_message),
  show: (result, ctx) => answer(200, toWebhookDeliveryResult(ctx, result)),
})
