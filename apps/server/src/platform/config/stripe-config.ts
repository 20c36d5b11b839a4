import { InvalidConfig } from './invalid-config.ts'

/** What this program needs to take money by Stripe. Keys are secrets but for the publishable one, which browsers see. */
export type StripeConfig = {
  secretKey: string
  publishableKey: string
  /** Proves that news come from Stripe. */
  webhookSecret: string
  /** Whose account is charged: the one that the key belongs to, or one that each merchant has of its own. */
  accounts: 'platform' | 'connected'
  /** Another address than Stripe's own; no slash at the end. */
  apiUrl: string | null
  /** Stripe's script for the pages on which buyers enter a card. */
  scriptUrl: string
}

/** Stripe names its script after the release of its API, and keeps old ones: this is the release that we speak. */
const defaultScriptUrl = 'https://js.stripe.com/endive/stripe.js'

type Environment = Record<string, string | undefined>

/**
 * All settings or none: half of them would take money and never hear what became of it. The values are never repeated in a
 * message: they are secrets, or may have been mistaken for one another.
 *
 * @throws InvalidConfig
 */
export const readStripeConfig = (env: Environment): StripeConfig | null => {
  const secretKey = env['FLINT_STRIPE_SECRET_KEY']
  if (!secretKey) {
    const alone = Object.keys(env).find((name) => name.startsWith('FLINT_STRIPE_') && env[name])
    if (alone)
      throw new InvalidConfig(`${alone} is set, but FLINT_STRIPE_SECRET_KEY is not: set both or neither.`)
    return null
  }
  checkForm('FLINT_STRIPE_SECRET_KEY', secretKey, /^[sr]k_(test|live)_\w+$/, 'sk_live_ or rk_live_')
  const publishableKey = needed(env, 'FLINT_STRIPE_PUBLISHABLE_KEY')
  checkForm('FLINT_STRIPE_PUBLISHABLE_KEY', publishableKey, /^pk_(test|live)_\w+$/, 'pk_live_')
  if (modeOf(secretKey) !== modeOf(publishableKey))
    throw new InvalidConfig(
      'FLINT_STRIPE_SECRET_KEY and FLINT_STRIPE_PUBLISHABLE_KEY must both be live keys, or both be test keys.',
    )
  const webhookSecret = needed(env, 'FLINT_STRIPE_WEBHOOK_SECRET')
  checkForm('FLINT_STRIPE_WEBHOOK_SECRET', webhookSecret, /^whsec_[\w+/=-]+$/, 'whsec_')
  return {
    secretKey,
    publishableKey,
    webhookSecret,
    accounts: accountsOf(env),
    apiUrl: addressOf(env, 'FLINT_STRIPE_API_URL'),
    scriptUrl: addressOf(env, 'FLINT_STRIPE_SCRIPT_URL') ?? defaultScriptUrl,
  }
}

const needed = (env: Environment, name: string): string => {
  const text = env[name]
  if (!text) throw new InvalidConfig(`FLINT_STRIPE_SECRET_KEY is set, so ${name} must be set too.`)
  return text
}

const checkForm = (name: string, text: string, form: RegExp, start: string): void => {
  if (!form.test(text)) throw new InvalidConfig(`${name} must be what Stripe shows, beginning with ${start}.`)
}

const modeOf = (key: string) => key.split('_')[1]

const accountsOf = (env: Environment): StripeConfig['accounts'] => {
  const text = env['FLINT_STRIPE_ACCOUNTS'] || 'platform'
  if (text !== 'platform' && text !== 'connected')
    throw new InvalidConfig('FLINT_STRIPE_ACCOUNTS must be platform or connected.')
  return text
}

const isLoopback = ({ hostname }: URL) => ['localhost', '127.0.0.1', '[::1]'].includes(hostname)

/** A key must not travel in the open: plain HTTP is for a stand-in on this machine. */
const addressOf = (env: Environment, name: string): string | null => {
  const text = env[name]
  if (!text) return null
  const url = URL.parse(text)
  if (!url || url.username || !(url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url))))
    throw new InvalidConfig(`${name} must be an https address, or an http address on this machine.`)
  return text.replace(/\/+$/, '')
}
