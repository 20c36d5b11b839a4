import Stripe from 'stripe'
import type { Config } from '../../../platform/config/config.ts'
import type { StripeConfig } from '../../../platform/config/stripe-config.ts'
import type { ChargedFor } from '../processor.ts'

/** The version that this code speaks, whatever the account's own is: the package's types are of the same. */
export const apiVersion = '2026-10-28.endive'

/** A bank may take long; what takes longer is unknown, and asked about later. */
export const timeoutMs = 20_000

/** Stripe remembers a key for 24 hours; a try older than this is not sent again. */
export const keyLifeMs = 23 * 3_600_000

/**
 * No retries of its own: a call without an answer is unknown, and who asked decides when it is asked again. The package
 * still sends a call once more when its connection was cut; it goes under the same name, and so does nothing twice.
 */
export const stripeClient = (
  { secretKey, apiUrl }: Pick<StripeConfig, 'secretKey' | 'apiUrl'>,
  { timeout = timeoutMs }: { timeout?: number } = {},
): Stripe => {
  const settings = { apiVersion, maxNetworkRetries: 0, timeout, telemetry: false } as const
  if (apiUrl === null) return new Stripe(secretKey, settings)
  const { hostname, port, protocol } = new URL(apiUrl)
  return new Stripe(secretKey, {
    ...settings,
    host: hostname.replace(/^\[|\]$/g, ''),
    port: port || (protocol === 'https:' ? 443 : 80),
    protocol: protocol === 'https:' ? 'https' : 'http',
  })
}

const clients = new WeakMap<StripeConfig, Stripe>()

/** One client per process. Null where this program does not work with Stripe. */
export const stripeOf = ({ stripe: settings }: Pick<Config, 'stripe'>): Stripe | null => {
  if (!settings) return null
  let client = clients.get(settings)
  if (!client) clients.set(settings, (client = stripeClient(settings)))
  return client
}

/** The account that is meant is not there yet: asking without it would move the platform's own money. */
export class NoStripeAccount extends Error {}

/**
 * Whose account a call is about: the platform's own, or the merchant's.
 *
 * @throws NoStripeAccount
 */
export const accountOf = (
  { accounts }: Pick<StripeConfig, 'accounts'>,
  { processorAccountId }: Pick<ChargedFor, 'processorAccountId'>,
): { stripeAccount?: string } => {
  if (accounts === 'platform') return {}
  if (!processorAccountId) throw new NoStripeAccount('This merchant has no account at Stripe yet.')
  return { stripeAccount: processorAccountId }
}
