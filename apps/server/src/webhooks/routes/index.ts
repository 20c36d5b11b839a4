import type { Route } from '../../platform/http/route.ts'
import { createWebhookEndpointRoute } from './create-webhook-endpoint.ts'
import { createWebhookTestEventRoute } from './create-webhook-test-event.ts'
import { deleteWebhookEndpointRoute } from './delete-webhook-endpoint.ts'
import { getWebhookDeliveryRoute } from './get-webhook-delivery.ts'
import { getWebhookEndpointRoute } from './get-webhook-endpoint.ts'
import { getWebhookEventRoute } from './get-webhook-event.ts'
import { listWebhookDeliveriesRoute } from './list-webhook-deliveries.ts'
import { listWebhookDeliveryAttemptsRoute } from './list-webhook-delivery-attempts.ts'
import { listWebhookEndpointsRoute } from './list-webhook-endpoints.ts'
import { listWebhookEventTypesRoute } from './list-webhook-event-types.ts'
import { listWebhookEventsRoute } from './list-webhook-events.ts'
import { resendWebhookDeliveryRoute } from './resend-webhook-delivery.ts'
import { resendFailedWebhookDeliveriesRoute } from './resend-failed-webhook-deliveries.ts'
import { rotateWebhookSecretRoute } from './rotate-webhook-secret.ts'
import { streamWebhookEventsRoute } from './stream-webhook-events.ts'
import { updateWebhookEndpointRoute } from './update-webhook-endpoint.ts'

/** In the order of the API reference. */
export const webhookRoutes: Route[] = [
  listWebhookEndpointsRoute,
  createWebhookEndpointRoute,
  getWebhookEndpointRoute,
  updateWebhookEndpointRoute,
  deleteWebhookEndpointRoute,
  rotateWebhookSecretRoute,
  createWebhookTestEventRoute,
  resendFailedWebhookDeliveriesRoute,
  listWebhookEventTypesRoute,
  listWebhookEventsRoute,
  streamWebhookEventsRoute,
  getWebhookEventRoute,
  listWebhookDeliveriesRoute,
  getWebhookDeliveryRoute,
  listWebhookDeliveryAttemptsRoute,
  resendWebhookDeliveryRoute,
]
