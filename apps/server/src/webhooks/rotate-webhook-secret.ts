import { plusMs } from '../platform/clock/clock.ts'
import type { Context } from '../platform/context.ts'
import { transact } from '../platform/db/transact.ts'
import { httpErrors, refuse } from '../platform/http/errors.ts'
import { secretOverlapMs } from './endpoint.ts'
import { lockEndpoint, replaceSecret } from './endpoint-queries.ts'
import { newWebhookSecret } from './signature.ts'

/** For a day deliveries carry the signatures of both secrets. Source: contract, flint-platform 17.2. */
export const rotateWebhookSecret = (ctx: Context, webhookEndpointId: string): Promise<{ secret: string }> => {
  const secret = newWebhookSecret((sizeBytes) => ctx.ids.randomBytes(sizeBytes))
  return transact(ctx, { endpoint: lockEndpoint(ctx, webhookEndpointId) }, ({ endpoint }) => {
    if (!endpoint || endpoint.deletedAt !== null)
      throw refuse(httpErrors.RESOURCE_NOT_FOUND, { param: 'webhook_endpoint_id' })
    const previousUntil = plusMs(ctx.now, secretOverlapMs)
    return {
      result: { secret },
      writes: [replaceSecret(endpoint, ctx.secrets.seal(secret), previousUntil, ctx.now)],
    }
  })
}
