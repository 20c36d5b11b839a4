import { isKnownEventType } from './event-types.ts'
import type { AllowPrivate } from './target-address.ts'
import { checkTargetUrl } from './target-url.ts'

type Stored = { url: unknown; eventSources: unknown; enabledEvents: unknown }

/** For endpoints of a sandbox that come from elsewhere: why this one could not have been created here, or null. */
export const refusalOfEndpoint = (
  { url, eventSources, enabledEvents }: Stored,
  allowPrivate: AllowPrivate,
): string | null => {
  if (typeof url !== 'string' || !checkTargetUrl(url, allowPrivate).ok)
    return 'its URL cannot be that of a webhook endpoint here'
  if (!Array.isArray(eventSources) || eventSources.some((source) => source !== 'merchant'))
    return 'its event sources are not known here'
  if (!Array.isArray(enabledEvents) || !enabledEvents.every((name) => isKnownEventType(name)))
    return 'one of its event types is not known here'
  return null
}
