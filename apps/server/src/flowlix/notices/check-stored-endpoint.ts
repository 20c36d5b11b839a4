import type { AllowPrivate } from '../../webhooks/target-address.ts'
import { checkTargetUrl } from '../../webhooks/target-url.ts'
import { noticeTypes } from './notice.ts'

/** For endpoints of a sandbox that come from elsewhere: why this one could not have been created here, or null. */
export const refusalOfFlowlixEndpoint = (
  { url, enabledEvents }: { url: unknown; enabledEvents: unknown },
  allowPrivate: AllowPrivate,
): string | null => {
  if (typeof url !== 'string' || !checkTargetUrl(url, allowPrivate).ok)
    return 'its URL cannot be that of a webhook endpoint here'
  if (!Array.isArray(enabledEvents) || !enabledEvents.every((name) => noticeTypes.includes(name)))
    return 'one of its event types is not known here'
  return null
}
