import { answer } from '../../platform/http/answer.ts'
import { httpErrors } from '../../platform/http/errors.ts'
import { defineRoute } from '../../platform/http/route.ts'
import { rotateWebhookSecret } from '../rotate-webhook-secret.ts'
import { EndpointParams, WebhookSecret } from '../schemas.ts'

export const rotateWebhookSecretRoute = defineRoute({
  method: 'POST',
  path: '/v1/webhook-endpoints/{webhook_endpoint_id}/rotate-secret',
  operationId: 'rotateWebhookSecret',
  tag: 'Webhook endpoints',
  summary: "Replace an endpoint's signing secret",
  description: 'For 24 hours deliveries carry two signatures, of the new and the old secret.',
  callers: ['merchant'],
  scope: 'webhooks.write',
  idempotency: 'optional',
  isSensitive: true,
  params: EndpointParams,
  status: 200,
  data: WebhookSecret,
  errors: [httpErrors.RESOURCE_NOT_FOUND],
  run: ({ ctx, params }) => rotateWebhookSecret(ctx, params.webhook_endpoint_id),
  show: ({ secret }) => answer(200, { secret }),
})
