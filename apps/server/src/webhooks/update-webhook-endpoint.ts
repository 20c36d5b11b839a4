import type { Static } from 'typebox'
import type { Context } from '../platform/context.ts'
import { transact } from '../platform/db/transact.ts'
import { httpErrors, refuse } from '../platform/http/errors.ts'
import { checkedEventTypes, checkedSources, checkedUrl, checkedVersion } from './check-endpoint.ts'
import { type EndpointVersion, type WebhookEndpoint, disabled, enabled } from './endpoint.ts'
import { lockEndpoint, saveEndpoint, suppressPendingDeliveries } from './endpoint-queries.ts'
import type { UpdateWebhookEndpointBody } from './schemas.ts'

type Input = Static<typeof UpdateWebhookEndpointBody>

/** Disabling suppresses what still waits for the endpoint; enabling it again does not bring that back. */
export const updateWebhookEndpoint = async (
  ctx: Context,
  webhookEndpointId: string,
  input: Input,
): Promise<WebhookEndpoint> => {
  if (Object.keys(input).length === 0) throw refuse(httpErrors.NO_FIELDS_TO_UPDATE)
  if (input.expected_api_version !== undefined && input.api_version === undefined)
    throw refuse(httpErrors.FIELD_REQUIRED, {
      param: 'api_version',
      message: '"api_version" is required with expected_api_version.',
    })
  const changes = checkedChanges(ctx, input)
  const version = input.api_version === undefined ? undefined : checkedVersion(input.api_version)
  return transact(ctx, { endpoint: lockEndpoint(ctx, webhookEndpointId) }, ({ endpoint: before }) => {
    if (!before || before.deletedAt !== null)
      throw refuse(httpErrors.RESOURCE_NOT_FOUND, { param: 'webhook_endpoint_id' })
    if (input.expected_api_version !== undefined && input.expected_api_version !== before.apiVersion)
      throw refuse(httpErrors.API_VERSION_CHANGED, {
        param: 'expected_api_version',
        message: `The endpoint's api_version is ${before.apiVersion} now.`,
      })
    const changed = { ...before, ...changes, ...versionChange(ctx, before, version), updatedAt: ctx.now }
    const after = switched(ctx, changed, input.enabled)
    return {
      result: after,
      writes: [
        saveEndpoint(after),
        ...(after.isEnabled ? [] : [suppressPendingDeliveries(ctx, webhookEndpointId)]),
      ],
    }
  })
}

const checkedChanges = (ctx: Context, input: Input): Partial<WebhookEndpoint> => {
  const eventSources = checkedSources(input)
  return {
    ...(input.url === undefined ? {} : { url: checkedUrl(ctx, input.url) }),
    ...(input.enabled_events === undefined ? {} : { enabledEvents: checkedEventTypes(input.enabled_events) }),
    ...(input.description === undefined ? {} : { description: input.description }),
    ...(eventSources === undefined ? {} : { eventSources }),
    ...(input.disable_when_failing === undefined ? {} : failingRule(input.disable_when_failing)),
  }
}

/** Whatever failed while it did not count, the span begins with what fails next. */
const failingRule = (disablesWhenFailing: boolean): Partial<WebhookEndpoint> => ({
  disablesWhenFailing,
  ...(disablesWhenFailing ? {} : { failingSince: null }),
})

/** One that was disabled before keeps the reason and the time that it had. */
const switched = (
  ctx: Context,
  endpoint: WebhookEndpoint,
  isWanted: boolean | undefined,
): WebhookEndpoint => {
  if (isWanted === true) return enabled(endpoint, ctx.now)
  return isWanted === false && endpoint.isEnabled ? disabled(endpoint, 'requested', ctx.now) : endpoint
}

const versionChange = (
  ctx: Context,
  before: WebhookEndpoint,
  version: EndpointVersion | undefined,
): Partial<WebhookEndpoint> =>
  version === undefined || version === before.apiVersion
    ? {}
    : { apiVersion: version, apiVersionPrevious: before.apiVersion, apiVersionChangedAt: ctx.now }
