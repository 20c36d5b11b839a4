import type { Environment, Services } from '../platform/context.ts'
import { attemptTimeoutMs, type WebhookEvent } from './delivery.ts'
import { type EndpointSecrets, type WebhookEndpoint, secretsValidAt, versionFor } from './endpoint.ts'
import { envelopeOf, renderEnvelope } from './envelope.ts'
import { type DeliveryAgents, type DeliveryOutcome, sendDelivery } from './send-delivery.ts'
import { deliveryHeaders } from './signature.ts'
import { allowPrivateIn } from './target-url.ts'

/** Signs one event for one endpoint and sends it. Never rejects: what went wrong is in the outcome. */
export const attemptDelivery = (
  { clock, config, secrets }: Pick<Services, 'clock' | 'config' | 'secrets'>,
  {
    endpoint,
    event,
    environment,
  }: {
    endpoint: WebhookEndpoint & EndpointSecrets
    event: Omit<WebhookEvent, 'apiRequestLogId'>
    environment: Pick<Environment, 'mode' | 'merchantId' | 'apiVersion'>
  },
  agents?: DeliveryAgents,
): Promise<DeliveryOutcome> => {
  const body = renderEnvelope(envelopeOf(event, environment, versionFor(endpoint.apiVersion, environment)))
  return sendDelivery({
    url: endpoint.url,
    headers: deliveryHeaders({
      secrets: secretsValidAt(endpoint, clock.now()).map((sealed) => secrets.unseal(sealed)),
      eventId: event.eventId,
      timestamp: Math.floor(clock.nowMs() / 1000),
      body,
      eventType: event.eventType,
      endpointId: endpoint.webhookEndpointId,
    }),
    body,
    timeoutMs: attemptTimeoutMs,
    allowPrivate: allowPrivateIn(environment.mode, config.webhookAllowPrivate),
    // A clock that can be moved says when an attempt was made, but not how long the network took.
    clock: { now: () => clock.now(), monotonicMs: () => performance.now() },
    ...(agents === undefined ? {} : { agents }),
  })
}
