import { isCurrency } from '@flint/money'
import { keyPattern } from '../auth/key-dialects.ts'
import { InvalidConfig } from './invalid-config.ts'

/** Of the second public API. */
export type FlowlixConfig = {
  /** Names under which only that API is served, in small letters, with the port where one is named. */
  hosts: readonly string[]
  testKey: string | null
  liveKey: string | null
  /** Requests a minute with one key, whatever form of the API answers; null leaves it to the form, 0 switches it off. */
  ratePerMinute: number | null
  /** The page that explains errors: `#` and the code follow. */
  errorPage: string
  /** Those that form A takes; the others' are fixed. ISO 4217, in capitals. */
  currencies: readonly string[]
}

const dialects = ['flowlix_a', 'flowlix_c'] as const
const mostPerMinute = 10_000

export const readFlowlixConfig = (
  env: Record<string, string | undefined>,
  publicUrl: string,
): FlowlixConfig => ({
  hosts: hostsOf(env, publicUrl),
  testKey: keyOf(env, 'FLOWLIX_TEST_KEY', 'test'),
  liveKey: keyOf(env, 'FLOWLIX_LIVE_KEY', 'live'),
  ratePerMinute: rateOf(env),
  errorPage: env['FLOWLIX_ERROR_PAGE'] || `${publicUrl}/docs/flowlix-errors`,
  currencies: currenciesOf(env),
})

const currenciesOf = (env: Record<string, string | undefined>): string[] => {
  const currencies = (env['FLOWLIX_CURRENCIES'] || 'EUR,USD,GBP')
    .split(',')
    .map((one) => one.trim().toUpperCase())
  const unknown = currencies.find((one) => !isCurrency(one))
  if (unknown !== undefined)
    throw new InvalidConfig(`FLOWLIX_CURRENCIES must be ISO 4217 codes such as EUR,USD, not "${unknown}".`)
  return currencies
}

const hostsOf = (env: Record<string, string | undefined>, publicUrl: string): string[] => {
  const hosts = (env['FLOWLIX_HOSTS'] ?? '')
    .split(',')
    .map((host) => host.trim().toLowerCase())
    .filter(Boolean)
  for (const host of hosts)
    if (!/^[a-z0-9.-]+(:\d+)?$|^\[[0-9a-f:]+\](:\d+)?$/.test(host))
      throw new InvalidConfig(`FLOWLIX_HOSTS must be names such as pay.example.com, not "${host}".`)
  // Buyers' pages and the dashboard are there, and all of them call the other API.
  const own = URL.parse(publicUrl)
  if (own && hosts.some((host) => host === own.host || host === own.hostname))
    throw new InvalidConfig(
      'FLOWLIX_HOSTS must not name the host of FLINT_PUBLIC_URL: the pages there call the Flint API. Without a host of its own the Flowlix API is told by its keys.',
    )
  return hosts
}

/** The value itself is never repeated in a message: it is a secret. */
const keyOf = (
  env: Record<string, string | undefined>,
  name: string,
  mode: 'test' | 'live',
): string | null => {
  const text = env[name]
  if (!text) return null
  const pattern = keyPattern(mode, dialects)
  if (!pattern.test(text)) throw new InvalidConfig(`${name} does not have the form ${pattern.source}.`)
  return text
}

const rateOf = (env: Record<string, string | undefined>): number | null => {
  const text = env['FLOWLIX_RATE_LIMIT_PER_MINUTE']
  if (!text) return null
  const rate = Number(text)
  if (!Number.isInteger(rate) || rate < 0 || rate > mostPerMinute)
    throw new InvalidConfig(
      `FLOWLIX_RATE_LIMIT_PER_MINUTE must be a whole number from 0 to ${mostPerMinute}, not "${text}".`,
    )
  return rate
}
