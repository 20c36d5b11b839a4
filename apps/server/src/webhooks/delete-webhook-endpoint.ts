import type { Context } from '../platform/context.ts'
import { transact } from '../platform/db/transact.ts'
import { httpErrors, refuse } from '../platform/http/errors.ts'
import type { WebhookEndpoint } from './endpoint.ts'
import { lockEndpoint, saveEndpoint, suppressPendingDeliveries } from './endpoint-queries.ts'

/** The row stays, because deliveries name it; no list or read shows it any more. */
export const deleteWebhookEndpoint = (ctx: Context, webhookEndpointId: string): Promise<WebhookEndpoint> =>
  transact(ctx, { endpoint: lockEndpoint(ctx, webhookEndpointId) }, ({ endpoint: before }) => {
    if (!before || before.deletedAt !== null)
      throw refuse(httpErrors.RESOURCE_NOT_FOUND, { param: 'webhook_endpoint_id' })
    const after = { ...before, isEnabled: false, deletedAt: ctx.now, updatedAt: ctx.now }
    return {
      result: after,
      writes: [saveEndpoint(after), suppressPendingDeliveries(ctx, webhookEndpointId)],
    }
  })
