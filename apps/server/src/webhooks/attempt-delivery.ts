import { clockOf } from '../platform/clock/own-clock.ts'
import type { Environment, Services } from '../platform/context.ts'
import { attemptTimeoutMs } from './delivery.ts'
import { type EndpointSecrets, type WebhookEndpoint, secretsValidAt, versionFor } from './endpoint.ts'
import { type SendableEvent, envelopeOf, renderEnvelope } from './envelope.ts'
import { type DeliveryAgents, type DeliveryOutcome, sendDelivery } from './send-delivery.ts'
import { deliveryHeaders } from './signature.ts'
import { allowPrivateIn } from './target-url.ts'

/**
 * Signs one event for one endpoint and sends it. Never rejects: what went wrong is in the outcome. The outcome's times are
 * the environment's; the signature's is the machine's, since the endpoint compares it with its own clock.
 */
export const attemptDelivery = async (
  { systemClock, config, secrets }: Pick<Services, 'systemClock' | 'config' | 'secrets'>,
  {
    endpoint,
    event,
    environment,
  }: {
    endpoint: WebhookEndpoint & EndpointSecrets
    event: SendableEvent
    environment: Pick<Environment, 'mode' | 'merchantId' | 'apiVersion' | 'ownClock'>
  },
  agents?: DeliveryAgents,
  moreHeaders: Readonly<Record<string, string>> = {},
): Promise<DeliveryOutcome> => {
  const clock = clockOf(systemClock, environment.ownClock)
  const body = renderEnvelope(envelopeOf(event, environment, versionFor(endpoint.apiVersion, environment)))
  const outcome = await sendDelivery({
    url: endpoint.url,
    headers: {
      ...moreHeaders,
      ...deliveryHeaders({
        secrets: secretsValidAt(endpoint, clock.now()).map((sealed) => secrets.unseal(sealed)),
        eventId: event.eventId,
        timestamp: Math.floor(systemClock.nowMs() / 1000),
        body,
        eventType: event.eventType,
        resourceVersion: event.resourceVersion,
        endpointId: endpoint.webhookEndpointId,
      }),
    },
    body,
    timeoutMs: attemptTimeoutMs,
    allowPrivate: allowPrivateIn(environment.mode, config),
    // A clock that can be moved says when an attempt was made, but not how long the network took.
    clock: { now: () => clock.now(), monotonicMs: () => performance.now() },
    ...(agents === undefined ? {} : { agents }),
  })
  // Where time stands still, an attempt takes none.
  return environment.ownClock?.frozenAt ? { ...outcome, completedAt: outcome.startedAt } : outcome
}
