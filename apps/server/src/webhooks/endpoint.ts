import type { Environment } from '../platform/context.ts'
import { type Instant, dayMs, plusMs } from '../platform/clock/clock.ts'
import { type ApiVersion, defaultApiVersion } from '../platform/http/versions.ts'

export const eventSources = ['merchant', 'partner_app', 'installed_merchants'] as const
export type EndpointSource = (typeof eventSources)[number]

/** `default` follows the merchant's version. */
export type EndpointVersion = ApiVersion | 'default'

/** Source: contract, flint-platform 28 row 17. */
export const maxEndpoints = 16

/** After a rotation deliveries carry both signatures for this long. Source: contract, flint-platform 17.2. */
export const secretOverlapMs = 86_400_000

export const disabledReasons = ['requested', 'deliveries_failing'] as const
export type DisabledReason = (typeof disabledReasons)[number]

/** From the first delivery that used up its attempts, while none succeeds. See decision 0022. */
export const failingSpanMs = 7 * dayMs

export type WebhookEndpoint = {
  environmentId: string
  webhookEndpointId: string
  url: string
  /** Empty: every merchant event. */
  enabledEvents: readonly string[]
  eventSources: readonly EndpointSource[]
  isEnabled: boolean
  description: string | null
  apiVersion: EndpointVersion
  apiVersionPrevious: EndpointVersion | null
  apiVersionChangedAt: Instant | null
  disablesWhenFailing: boolean
  /** When a delivery used up its attempts and none has succeeded since. */
  failingSince: Instant | null
  disabledReason: DisabledReason | null
  disabledAt: Instant | null
  deletedAt: Instant | null
  createdAt: Instant
  updatedAt: Instant
}

export type EndpointSecrets = {
  /** Sealed. */
  secret: Buffer
  previousSecret: Buffer | null
  previousSecretUntil: Instant | null
}

/** When the endpoint is disabled by itself, unless a delivery succeeds before; null while there is no reason to. */
export const disablingScheduledAt = (endpoint: WebhookEndpoint): Instant | null =>
  endpoint.disablesWhenFailing && isActive(endpoint) && endpoint.failingSince !== null
    ? plusMs(endpoint.failingSince, failingSpanMs)
    : null

export const disabled = (
  endpoint: WebhookEndpoint,
  reason: DisabledReason,
  now: Instant,
): WebhookEndpoint => ({
  ...endpoint,
  isEnabled: false,
  failingSince: null,
  disabledReason: reason,
  disabledAt: now,
  updatedAt: now,
})

/** Whatever it has done before, it starts anew. */
export const enabled = (endpoint: WebhookEndpoint, now: Instant): WebhookEndpoint => ({
  ...endpoint,
  isEnabled: true,
  failingSince: null,
  disabledReason: null,
  disabledAt: null,
  updatedAt: now,
})

export const isActive = (endpoint: WebhookEndpoint): boolean =>
  endpoint.isEnabled && endpoint.deletedAt === null

/** Sealed secrets to sign with now, newest first. */
export const secretsValidAt = (secrets: EndpointSecrets, now: Instant): Buffer[] => {
  const { secret, previousSecret, previousSecretUntil } = secrets
  const isPreviousValid = previousSecret !== null && previousSecretUntil !== null && previousSecretUntil > now
  return isPreviousValid ? [secret, previousSecret] : [secret]
}

/** The version that an endpoint's payloads name. Source: contract, flint-platform 2, "Endpoint pin". */
export const versionFor = (
  apiVersion: EndpointVersion,
  merchant: Pick<Environment, 'apiVersion'>,
): ApiVersion => (apiVersion === 'default' ? (merchant.apiVersion ?? defaultApiVersion) : apiVersion)
