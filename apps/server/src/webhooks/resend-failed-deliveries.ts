import type { Static } from 'typebox'
import { type Instant, plusMs } from '../platform/clock/clock.ts'
import type { Context } from '../platform/context.ts'
import { transact } from '../platform/db/transact.ts'
import { httpErrors, refuse } from '../platform/http/errors.ts'
import { payloadRetentionMs } from './delivery.ts'
import { isActive } from './endpoint.ts'
import { lockEndpoint } from './endpoint-queries.ts'
import { webhookErrors } from './errors.ts'
import { type FailedDeliveries, queueFailedDeliveries } from './resend-queries.ts'
import type { ResendFailedWebhookDeliveriesBody } from './schemas.ts'

export type QueuedResends = FailedDeliveries & { webhookEndpointId: string; since: Instant; until: Instant }

/**
 * Queues one more attempt of every delivery to an endpoint that ended without success, for events of a span of time. They go
 * through the endpoint's lane like any other; one that fails again stays as it was.
 */
export const resendFailedDeliveries = (
  ctx: Context,
  webhookEndpointId: string,
  input: Static<typeof ResendFailedWebhookDeliveriesBody>,
): Promise<QueuedResends> => {
  const since = plusMs(input.since, 0)
  const until = input.until === undefined ? ctx.now : plusMs(input.until, 0)
  if (since > until) throw refuse(httpErrors.INVALID_CREATED_RANGE, { param: 'since' })
  return transact(
    ctx,
    {
      endpoint: lockEndpoint(ctx, webhookEndpointId),
      queued: queueFailedDeliveries(ctx, {
        webhookEndpointId,
        since,
        until,
        expiredBefore: plusMs(ctx.now, -payloadRetentionMs),
      }),
    },
    ({ endpoint, queued }) => {
      if (!endpoint || endpoint.deletedAt !== null)
        throw refuse(httpErrors.RESOURCE_NOT_FOUND, { param: 'webhook_endpoint_id' })
      if (!isActive(endpoint))
        throw refuse(webhookErrors.WEBHOOK_ENDPOINT_NOT_ACTIVE, { param: 'webhook_endpoint_id' })
      return {
        result: { webhookEndpointId, since, until, ...queued },
        writes: [],
        wake: ['deliveries'],
      }
    },
  )
}
