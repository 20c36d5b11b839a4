import type { Static } from 'typebox'
import type { Context } from '../platform/context.ts'
import { transact } from '../platform/db/transact.ts'
import { httpErrors, refuse } from '../platform/http/errors.ts'
import { checkedEventTypes, checkedSources, checkedUrl, checkedVersion } from './check-endpoint.ts'
import { type WebhookEndpoint, maxEndpoints } from './endpoint.ts'
import { countEndpoints, insertEndpoint, lockEndpointList } from './endpoint-queries.ts'
import type { CreateWebhookEndpointBody } from './schemas.ts'
import { newWebhookSecret } from './signature.ts'

export type CreatedEndpoint = { endpoint: WebhookEndpoint; secret: string }

/** The secret is in the result and nowhere else in the clear. */
export const createWebhookEndpoint = async (
  ctx: Context,
  input: Static<typeof CreateWebhookEndpointBody>,
): Promise<CreatedEndpoint> => {
  const endpoint: WebhookEndpoint = {
    environmentId: ctx.environmentId,
    webhookEndpointId: ctx.ids.newId('whep'),
    url: checkedUrl(ctx, input.url),
    enabledEvents: checkedEventTypes(input.enabled_events ?? []),
    eventSources: checkedSources(input) ?? ['merchant'],
    isEnabled: input.enabled ?? true,
    description: input.description ?? null,
    apiVersion: checkedVersion(input.api_version ?? 'default'),
    apiVersionPrevious: null,
    apiVersionChangedAt: null,
    disablesWhenFailing: input.disable_when_failing ?? true,
    failingSince: null,
    disabledReason: input.enabled === false ? 'requested' : null,
    disabledAt: input.enabled === false ? ctx.now : null,
    deletedAt: null,
    createdAt: ctx.now,
    updatedAt: ctx.now,
  }
  const secret = newWebhookSecret((sizeBytes) => ctx.ids.randomBytes(sizeBytes))
  return transact(ctx, { list: lockEndpointList(ctx), count: countEndpoints(ctx) }, ({ count }) => {
    if ((count ?? 0) >= maxEndpoints)
      throw refuse(httpErrors.RESOURCE_LIMIT_EXCEEDED, {
        message: `An environment has at most ${maxEndpoints} webhook endpoints.`,
        extra: { limit: maxEndpoints },
      })
    return { result: { endpoint, secret }, writes: [insertEndpoint(endpoint, ctx.secrets.seal(secret))] }
  })
}
