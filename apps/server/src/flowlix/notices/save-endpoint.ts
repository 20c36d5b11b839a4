import { plusMs } from '../../platform/clock/clock.ts'
import type { Context } from '../../platform/context.ts'
import { transact } from '../../platform/db/transact.ts'
import { httpErrors, refuse } from '../../platform/http/errors.ts'
import { checkedUrl } from '../../webhooks/check-endpoint.ts'
import { secretOverlapMs } from '../../webhooks/endpoint.ts'
import { lockEndpointList } from '../../webhooks/endpoint-queries.ts'
import { newWebhookSecret } from '../../webhooks/signature.ts'
import { type FlowlixEndpoint, maxEndpoints } from './endpoint.ts'
import {
  countEndpoints,
  insertEndpoint,
  lockEndpoint,
  replaceEndpointSecret,
  saveEndpoint,
} from './endpoint-queries.ts'
import { suppressPendingNotices } from './notice-queries.ts'
import type { CreateFlowlixEndpointBody, UpdateFlowlixEndpointBody } from './schemas.ts'

/** Everything that changes an endpoint. */

const newSecret = (ctx: Context): string => newWebhookSecret((sizeBytes) => ctx.ids.randomBytes(sizeBytes))

const unknownEndpoint = () => refuse(httpErrors.RESOURCE_NOT_FOUND, { param: 'flowlix_webhook_endpoint_id' })

/** The secret is in the result and nowhere else in the clear. */
export const createFlowlixEndpoint = (
  ctx: Context,
  input: CreateFlowlixEndpointBody,
): Promise<{ endpoint: FlowlixEndpoint; secret: string }> => {
  const endpoint: FlowlixEndpoint = {
    environmentId: ctx.environmentId,
    webhookEndpointId: ctx.ids.newId('fwhep'),
    url: checkedUrl(ctx, input.url),
    enabledEvents: [...new Set(input.enabled_events ?? [])],
    isEnabled: input.enabled ?? true,
    description: input.description ?? null,
    deletedAt: null,
    createdAt: ctx.now,
    updatedAt: ctx.now,
  }
  const secret = newSecret(ctx)
  return transact(ctx, { list: lockEndpointList(ctx), count: countEndpoints(ctx) }, ({ count }) => {
    if ((count ?? 0) >= maxEndpoints)
      throw refuse(httpErrors.RESOURCE_LIMIT_EXCEEDED, {
        message: `An environment has at most ${maxEndpoints} Flowlix webhook endpoints.`,
        extra: { limit: maxEndpoints },
      })
    return { result: { endpoint, secret }, writes: [insertEndpoint(endpoint, ctx.secrets.seal(secret))] }
  })
}

/** Disabling suppresses what still waits for the endpoint; enabling it again does not bring that back. */
export const updateFlowlixEndpoint = (
  ctx: Context,
  webhookEndpointId: string,
  input: UpdateFlowlixEndpointBody,
): Promise<FlowlixEndpoint> => {
  if (Object.keys(input).length === 0) throw refuse(httpErrors.NO_FIELDS_TO_UPDATE)
  const { url, enabled_events: events, enabled, description } = input
  const changes: Partial<FlowlixEndpoint> = {
    ...(url === undefined ? {} : { url: checkedUrl(ctx, url) }),
    ...(events === undefined ? {} : { enabledEvents: [...new Set(events)] }),
    ...(enabled === undefined ? {} : { isEnabled: enabled }),
    ...(description === undefined ? {} : { description }),
  }
  return transact(ctx, { endpoint: lockEndpoint(ctx, webhookEndpointId) }, ({ endpoint: before }) => {
    if (!before) throw unknownEndpoint()
    const after = { ...before, ...changes, updatedAt: ctx.now }
    return {
      result: after,
      writes: [
        saveEndpoint(after),
        ...(after.isEnabled ? [] : [suppressPendingNotices(ctx, webhookEndpointId)]),
      ],
    }
  })
}

/** The row stays, because notices name it; no list or read shows it any more. */
export const deleteFlowlixEndpoint = (ctx: Context, webhookEndpointId: string): Promise<FlowlixEndpoint> =>
  transact(ctx, { endpoint: lockEndpoint(ctx, webhookEndpointId) }, ({ endpoint: before }) => {
    if (!before) throw unknownEndpoint()
    const after = { ...before, isEnabled: false, deletedAt: ctx.now, updatedAt: ctx.now }
    return {
      result: after,
      writes: [saveEndpoint(after), suppressPendingNotices(ctx, webhookEndpointId)],
    }
  })

/** For a day notices carry the signatures of both secrets. */
export const rotateFlowlixEndpointSecret = (
  ctx: Context,
  webhookEndpointId: string,
): Promise<{ secret: string }> => {
  const secret = newSecret(ctx)
  return transact(ctx, { endpoint: lockEndpoint(ctx, webhookEndpointId) }, ({ endpoint }) => {
    if (!endpoint) throw unknownEndpoint()
    const previousUntil = plusMs(ctx.now, secretOverlapMs)
    return {
      result: { secret },
      writes: [replaceEndpointSecret(endpoint, ctx.secrets.seal(secret), previousUntil, ctx.now)],
    }
  })
}
