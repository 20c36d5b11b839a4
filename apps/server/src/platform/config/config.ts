import { resolve } from 'node:path'
import { type FlowlixConfig, readFlowlixConfig } from './flowlix-config.ts'
import { type HttpsConfig, readHttpsConfig } from './https-config.ts'
import { InvalidConfig } from './invalid-config.ts'
import { type StripeConfig, readStripeConfig } from './stripe-config.ts'

export { InvalidConfig }

export type Config = HttpsConfig & {
  host: string
  port: number
  /** Where a worker serves its health, on the same host; nowhere without it. */
  workerPort: number | null
  dataDir: string
  databaseUrl: string | null
  /** A start brings the database up to date; otherwise it only looks whether somebody has. */
  migrates: boolean
  /** Where buyers and documents reach this server; no slash at the end. */
  publicUrl: string
  /** Nobody but this machine reaches it, as on a laptop. */
  isLocal: boolean
  testKey: string | null
  liveKey: string | null
  webhookAllowPrivate: boolean
  /** Tokens a second; 0 switches a limit off. */
  rateLimits: {
    /** Counted by each process, or in the database by all together; null leaves it to the program. */
    store: 'memory' | 'database' | null
    perKey: number
    perMerchant: number
    perIp: number
    perCheckoutSession: number
    /** So many an hour: starts of a set-up by one e-mail address, demonstrations of one address, reports by one key. */
    setUpPerHour: number
    /** Tries an hour to sign in with one e-mail address, or to enter one code. */
    signInPerHour: number
    demoPerHour: number
    feedbackPerHour: number
  }
  logLevel: 'info' | 'warn' | 'error' | 'silent'
  /** What is kept of API calls: nothing, one row each, or their headers and bodies too. */
  requestLog: 'off' | 'calls' | 'details'
  databasePoolSize: number
  databaseNamedStatements: boolean
  /** A file of tax rates, JSON or CSV; without it sandboxes calculate with samples, and live mode not at all. */
  taxRatesFile: string | null
  /** Where live mode's e-mail goes; without it all mail stays in the catcher. The address may hold a password. */
  smtp: { url: string; from: string } | null
  /** Who reaches the mail catcher's page: nobody, a browser on this machine, or whoever reaches this server. */
  mailPage: 'off' | 'loopback' | 'on'
  /** Whose people review merchants' accounts; in small letters. */
  operatorEmails: readonly string[]
  /** Active ones of one merchant. */
  sandboxesPerMerchant: number
  /** On a laptop a start makes up a live key as it does a sandbox key: nobody but its owner reaches it. */
  makesLiveKey: boolean
  /** 64 hex characters shared by all nodes; without it the data folder keeps one. */
  secret: string | null
  /** Who moves money in live mode; without one nobody does. */
  liveProcessor: string | null
  stripe: StripeConfig | null
  flowlix: FlowlixConfig
  /** Who decides whether a merchant may take live money: a program for tests, people, or Stripe. */
  verifier: (typeof verifiers)[number]
}

const verifiers = ['automatic', 'review', 'stripe'] as const

type Environment = Record<string, string | undefined>

export const readConfig = (env: Environment): Config => {
  const host = env['HOST'] || '127.0.0.1'
  const port = wholeNumber(env, 'PORT', 4242, 1, 65535)
  const https = readHttpsConfig(env)
  const publicUrl = publicUrlOf(env, host, port, https.tls !== null)
  return {
    ...https,
    host,
    port,
    workerPort: env['FLINT_WORKER_PORT'] ? wholeNumber(env, 'FLINT_WORKER_PORT', 0, 1, 65535) : null,
    dataDir: resolve(env['FLINT_DATA_DIR'] || '.flint'),
    databaseUrl: env['DATABASE_URL'] || null,
    migrates: flag(env, 'FLINT_MIGRATE', true),
    publicUrl,
    isLocal: isLocal(env, host),
    testKey: key(env, 'FLINT_TEST_KEY', /^flint_test_[0-9a-f]{64}$/),
    liveKey: key(env, 'FLINT_LIVE_KEY', /^flint_live_[0-9a-f]{64}$/),
    webhookAllowPrivate: flag(env, 'FLINT_WEBHOOK_ALLOW_PRIVATE', isLocal(env, host)),
    rateLimits: {
      store: env['FLINT_RATE_LIMIT_STORE']
        ? word(env, 'FLINT_RATE_LIMIT_STORE', ['memory', 'database'], 'memory')
        : null,
      perKey: wholeNumber(env, 'FLINT_RATE_LIMIT_PER_KEY', 100),
      perMerchant: wholeNumber(env, 'FLINT_RATE_LIMIT_PER_MERCHANT', 200),
      perIp: wholeNumber(env, 'FLINT_RATE_LIMIT_PER_IP', 50),
      perCheckoutSession: wholeNumber(env, 'FLINT_RATE_LIMIT_PER_CHECKOUT_SESSION', 20),
      setUpPerHour: wholeNumber(env, 'FLINT_RATE_LIMIT_SETUP_PER_HOUR', 5),
      signInPerHour: wholeNumber(env, 'FLINT_RATE_LIMIT_SIGN_IN_PER_HOUR', 20),
      demoPerHour: wholeNumber(env, 'FLINT_RATE_LIMIT_DEMO_PER_HOUR', 20),
      feedbackPerHour: wholeNumber(env, 'FLINT_RATE_LIMIT_FEEDBACK_PER_HOUR', 30),
    },
    logLevel: word(env, 'FLINT_LOG_LEVEL', ['info', 'warn', 'error', 'silent'], 'info'),
    requestLog: !flag(env, 'FLINT_REQUEST_LOG', true)
      ? 'off'
      : flag(env, 'FLINT_REQUEST_LOG_DETAILS', true)
        ? 'details'
        : 'calls',
    databasePoolSize: wholeNumber(env, 'FLINT_DATABASE_POOL_SIZE', 16, 1, 1000),
    databaseNamedStatements: flag(env, 'FLINT_DATABASE_NAMED_STATEMENTS', true),
    taxRatesFile: env['FLINT_TAX_RATES_FILE'] ? resolve(env['FLINT_TAX_RATES_FILE']) : null,
    smtp: smtpOf(env),
    mailPage: mailPageOf(env, host),
    operatorEmails: (env['FLINT_OPERATOR_EMAILS'] ?? '')
      .split(',')
      .map((email) => email.trim().toLowerCase())
      .filter(Boolean),
    sandboxesPerMerchant: wholeNumber(env, 'FLINT_SANDBOXES_PER_MERCHANT', 20),
    makesLiveKey: !env['DATABASE_URL'] && isLocal(env, host),
    secret: key(env, 'FLINT_SECRET', /^[0-9a-f]{64}$/),
    ...processorOf(env),
    flowlix: readFlowlixConfig(env, publicUrl),
    verifier: verifierOf(env, host),
  }
}

const publicUrlOf = (env: Environment, host: string, port: number, isTls: boolean): string => {
  const name = host.includes(':') ? `[${host}]` : isAny(host) ? 'localhost' : host
  return (env['FLINT_PUBLIC_URL'] || `${isTls ? 'https' : 'http'}://${name}:${port}`).replace(/\/+$/, '')
}

/** On a laptop a merchant verifies itself; wherever strangers come in, somebody looks. */
const verifierOf = (env: Environment, host: string): Config['verifier'] => {
  const areConnected = readStripeConfig(env)?.accounts === 'connected'
  const byItself = areConnected ? 'stripe' : isLocal(env, host) ? 'automatic' : 'review'
  const verifier = word(env, 'FLINT_VERIFIER', verifiers, byItself)
  if (verifier === 'stripe' && !areConnected)
    throw new InvalidConfig('FLINT_VERIFIER is stripe, so FLINT_STRIPE_ACCOUNTS must be connected.')
  return verifier
}

const processorOf = (env: Environment): Pick<Config, 'liveProcessor' | 'stripe'> => {
  const stripe = readStripeConfig(env)
  const liveProcessor = env['FLINT_PROCESSOR'] || (stripe && 'stripe')
  if (liveProcessor === 'stripe' && !stripe)
    throw new InvalidConfig('FLINT_PROCESSOR is stripe, so FLINT_STRIPE_SECRET_KEY must be set too.')
  return { liveProcessor, stripe }
}

const isAny = (host: string) => host === '0.0.0.0' || host === '::'
const isLoopback = (host: string) => host === 'localhost' || host === '::1' || host.startsWith('127.')

const smtpOf = (env: Environment): Config['smtp'] => {
  const url = env['FLINT_SMTP_URL']
  if (!url) return null
  // The address itself is never repeated in a message: it may hold a password.
  if (!/^smtps?:$/.test(URL.parse(url)?.protocol ?? ''))
    throw new InvalidConfig(
      'FLINT_SMTP_URL must be an address such as smtps://name:password@mail.example:465.',
    )
  const from = env['FLINT_MAIL_FROM'] ?? ''
  if (!/^[^\s@<>"]+@[^\s@<>"]+$/.test(from))
    throw new InvalidConfig(
      'FLINT_MAIL_FROM must be the address that mail comes from, such as receipts@example.com.',
    )
  return { url, from }
}

/** Nobody else can reach it: a public address or a trusted proxy means that strangers come through one. */
const isLocal = (env: Environment, host: string): boolean => {
  if (env['FLINT_TRUST_PROXY']) return false
  const publicHost = URL.parse(env['FLINT_PUBLIC_URL'] ?? '')?.hostname ?? host
  return isLoopback(host) && isLoopback(publicHost.replace(/^\[|\]$/g, ''))
}

const mailPageOf = (env: Environment, host: string): Config['mailPage'] => {
  const byItself = isLocal(env, host) ? 'loopback' : 'off'
  if (!env['FLINT_MAIL_PAGE']) return byItself
  if (!flag(env, 'FLINT_MAIL_PAGE', false)) return 'off'
  return isLocal(env, host) ? 'loopback' : 'on'
}

const wholeNumber = (
  env: Environment,
  name: string,
  fallback: number,
  minimum = 0,
  maximum = 1_000_000,
): number => {
  const text = env[name]
  if (!text) return fallback
  const number = Number(text)
  if (!Number.isInteger(number) || number < minimum || number > maximum)
    throw new InvalidConfig(`${name} must be a whole number from ${minimum} to ${maximum}, not "${text}".`)
  return number
}

const flag = (env: Environment, name: string, fallback: boolean): boolean => {
  const text = env[name]?.toLowerCase()
  if (!text) return fallback
  if (['1', 'true', 'on', 'yes'].includes(text)) return true
  if (['0', 'false', 'off', 'no'].includes(text)) return false
  throw new InvalidConfig(`${name} must be true or false, not "${text}".`)
}

const word = <const W extends readonly string[]>(
  env: Environment,
  name: string,
  words: W,
  fallback: W[number],
): W[number] => {
  const text = env[name]
  if (!text) return fallback
  if (!words.includes(text))
    throw new InvalidConfig(`${name} must be one of ${words.join(', ')}, not "${text}".`)
  return text
}

/** The value itself is never repeated in a message: it is a secret. */
const key = (env: Environment, name: string, pattern: RegExp): string | null => {
  const text = env[name]
  if (!text) return null
  if (!pattern.test(text)) throw new InvalidConfig(`${name} does not have the form ${pattern.source}.`)
  return text
}
