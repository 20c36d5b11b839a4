import type { Context } from '../platform/context.ts'
import { checkVersion } from '../platform/http/check-version.ts'
import { httpErrors, refuse } from '../platform/http/errors.ts'
import type { EndpointSource, EndpointVersion } from './endpoint.ts'
import { webhookErrors } from './errors.ts'
import { isKnownEventType } from './event-types.ts'
import { allowPrivateIn, checkTargetUrl } from './target-url.ts'

/** What create and update check alike, each throwing its refusal. Source: contract, flint-platform 17.1. */

export const checkedUrl = (ctx: Context, url: string): string => {
  const checked = checkTargetUrl(url, allowPrivateIn(ctx.mode, ctx.config))
  if (checked.ok) return url
  const { message, problem } = checked
  throw refuse(webhookErrors.INVALID_WEBHOOK_ENDPOINT, {
    param: 'url',
    message,
    details: [{ code: problem.toUpperCase(), param: 'url', message }],
  })
}

/** Each name once, in the order given. */
export const checkedEventTypes = (names: readonly string[]): string[] => {
  for (const [index, name] of names.entries()) checkedEventType(name, `enabled_events[${index}]`)
  return [...new Set(names)]
}

export const checkedEventType = (name: string, param: string) => {
  if (isKnownEventType(name)) return name
  throw refuse(webhookErrors.INVALID_EVENT_TYPE, {
    param,
    message: `${JSON.stringify(name.slice(0, 100))} is not an event type.`,
  })
}

export const checkedVersion = (text: string): EndpointVersion =>
  checkVersion(text, 'api_version', { words: ['default'] })

type SourceFields = {
  event_sources?: readonly EndpointSource[] | undefined
  mode?: string | undefined
  partner_app_id?: string | undefined
}

/** Partner sources need a partner app of the merchant's, and there are none yet. */
export const checkedSources = (fields: SourceFields): readonly EndpointSource[] | undefined => {
  const { event_sources: sources, mode, partner_app_id: partnerAppId } = fields
  const isPartner = sources?.some((source) => source !== 'merchant') ?? false
  if (isPartner && partnerAppId === undefined)
    throw refuse(httpErrors.FIELD_REQUIRED, {
      param: 'partner_app_id',
      message: '"partner_app_id" is required for partner sources.',
    })
  if (isPartner) throw refuse(webhookErrors.PARTNER_APP_NOT_FOUND, { param: 'partner_app_id' })
  const foreign = partnerAppId !== undefined ? 'partner_app_id' : mode !== undefined ? 'mode' : null
  if (foreign)
    throw refuse(webhookErrors.INVALID_WEBHOOK_ENDPOINT, {
      param: foreign,
      message: `"${foreign}" is for partner sources only.`,
    })
  return sources && [...new Set(sources)]
}
