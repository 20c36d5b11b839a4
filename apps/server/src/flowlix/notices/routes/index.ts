import type { Route } from '../../../platform/http/route.ts'
import { createFlowlixWebhookEndpointRoute } from './create-flowlix-webhook-endpoint.ts'
import { deleteFlowlixWebhookEndpointRoute } from './delete-flowlix-webhook-endpoint.ts'
import { getFlowlixCallbackSecretRoute } from './get-flowlix-callback-secret.ts'
import { getFlowlixNoticeRoute } from './get-flowlix-notice.ts'
import { getFlowlixWebhookEndpointRoute } from './get-flowlix-webhook-endpoint.ts'
import { listFlowlixNoticesRoute } from './list-flowlix-notices.ts'
import { listFlowlixWebhookEndpointsRoute } from './list-flowlix-webhook-endpoints.ts'
import { resendFlowlixNoticeRoute } from './resend-flowlix-notice.ts'
import { rotateFlowlixCallbackSecretRoute } from './rotate-flowlix-callback-secret.ts'
import { rotateFlowlixWebhookSecretRoute } from './rotate-flowlix-webhook-secret.ts'
import { updateFlowlixWebhookEndpointRoute } from './update-flowlix-webhook-endpoint.ts'

/** In the order of the API reference. */
export const flowlixNoticeRoutes: readonly Route[] = [
  listFlowlixWebhookEndpointsRoute,
  createFlowlixWebhookEndpointRoute,
  getFlowlixWebhookEndpointRoute,
  updateFlowlixWebhookEndpointRoute,
  deleteFlowlixWebhookEndpointRoute,
  rotateFlowlixWebhookSecretRoute,
  listFlowlixNoticesRoute,
  getFlowlixNoticeRoute,
  resendFlowlixNoticeRoute,
  getFlowlixCallbackSecretRoute,
  rotateFlowlixCallbackSecretRoute,
]
