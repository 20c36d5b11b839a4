import type { AlertRules } from '../alerts/index.ts'
import type { Instant } from '../platform/clock/clock.ts'
import type { Environment } from '../platform/context.ts'
import { allScopes, wildcard } from '../platform/auth/scopes.ts'
import type {
  ActiveEndpoint,
  Configuration,
  FirstMoney,
  KeyInUse,
  KeyedWrites,
  LimitedCalls,
  VersionedCalls,
} from './queries.ts'

/** What the checklist is worked out from: nothing is ticked by hand. */
export type Measured = {
  publicUrl: string
  sendsMail: boolean
  hasProcessor: boolean
  account: Environment['account']
  pinnedVersion: string | null
  liveKeys: readonly KeyInUse[]
  sandboxKeys: readonly KeyInUse[]
  /** Before it a key counts as out of use. */
  unusedBefore: Instant
  endpoints: readonly ActiveEndpoint[]
  failingEndpoints: number
  live: Configuration
  /** Null where the merchant has no sandbox. */
  sandbox: Configuration | null
  writes: KeyedWrites
  versions: VersionedCalls
  money: FirstMoney
  limited: LimitedCalls
  rules: AlertRules
}

/**
 * done: measured to be so. open: to be done, and can be. blocked: to be done, and waits for another line or for whoever runs
 * this server.
 */
export type LineStatus = 'done' | 'open' | 'blocked'

export const lineNames = [
  'processor_configured',
  'public_address_https',
  'account_verified',
  'live_key_created',
  'live_key_scopes_least',
  'sandbox_keys_apart',
  'webhook_endpoint_registered',
  'webhook_test_event_delivered',
  'webhook_deliveries_working',
  'catalog_recreated',
  'promotions_recreated',
  'settings_recreated',
  'api_version_pinned',
  'idempotency_keys_used',
  'rate_limits_respected',
  'alerts_on',
  'live_order_paid',
  'live_order_refunded',
  'refund_event_delivered',
] as const
export type LineName = (typeof lineNames)[number]

/** Where in the dashboard it is done. */
export type LinePlace =
  | 'verification'
  | 'api_keys'
  | 'webhooks'
  | 'products'
  | 'promotions'
  | 'settings'
  | 'request_logs'
  | 'orders'
  | 'alert_rules'

export type Line = {
  line: LineName
  status: LineStatus
  /** What was found, in a sentence. */
  measured: string
  /** What to do; null once it is done. */
  nextStep: string | null
  place: LinePlace | null
}

type Found = Omit<Line, 'line'>

const done = (measured: string, place: LinePlace | null = null): Found => ({
  status: 'done',
  measured,
  nextStep: null,
  place,
})
const open = (measured: string, nextStep: string, place: LinePlace | null = null): Found => ({
  status: 'open',
  measured,
  nextStep,
  place,
})
const blocked = (measured: string, nextStep: string, place: LinePlace | null = null): Found => ({
  status: 'blocked',
  measured,
  nextStep,
  place,
})

export const count = (number: number, one: string, more = `${one}s`): string =>
  `${number === 0 ? 'No' : number} ${number === 1 ? one : more}`
const list = (names: readonly string[]): string =>
  names.length <= 3 ? names.join(', ') : `${names.slice(0, 3).join(', ')} and ${names.length - 3} more`

/** Measuring lines: each a pure function of what was read. */
export const measures: Record<LineName, (m: Measured) => Found> = {
  processor_configured: ({ hasProcessor }) =>
    hasProcessor
      ? done('A processor is configured for live mode.')
      : blocked(
          'No processor is configured: live mode takes no payments.',
          'Whoever runs this server sets one up: see the guide on configuration.',
        ),
  public_address_https: ({ publicUrl }) =>
    publicUrl.startsWith('https://')
      ? done(`Buyers reach this server at ${publicUrl}.`)
      : blocked(
          `Buyers reach this server at ${publicUrl}, without encryption.`,
          'Whoever runs this server sets FLINT_PUBLIC_URL to an https address.',
        ),
  account_verified: ({ account: { payments, payouts }, hasProcessor }) => {
    const measured = `Payments are ${words(payments)}, payouts are ${words(payouts)}.`
    if (payments === 'ready' && payouts === 'ready') return done(measured, 'verification')
    if (!hasProcessor)
      return blocked(measured, 'Whoever runs this server configures a processor first.', 'verification')
    return open(measured, 'Complete the verification of the account.', 'verification')
  },
  live_key_created: ({ liveKeys }) => {
    if (liveKeys.length === 0)
      return open('There is no live key.', 'Create one; its secret is shown once.', 'api_keys')
    const used = liveKeys
      .flatMap(({ lastUsedAt }) => lastUsedAt ?? [])
      .toSorted()
      .at(-1)
    const measured = count(liveKeys.length, 'live key')
    return used === undefined
      ? open(`${measured}, never used.`, 'Use it for a first call, such as reading the merchant.', 'api_keys')
      : done(`${measured}, last used ${used}.`, 'api_keys')
  },
  live_key_scopes_least: ({ liveKeys }) => {
    if (liveKeys.length === 0) return blocked('There is no live key.', 'Create a live key first.', 'api_keys')
    const wide = liveKeys.filter(
      ({ scopes }) => scopes.includes(wildcard) || scopes.length >= allScopes.length,
    )
    return wide.length === 0
      ? done(
          `Every live key has a choice of scopes: at most ${Math.max(...liveKeys.map(({ scopes }) => scopes.length))} of ${allScopes.length}.`,
          'api_keys',
        )
      : open(
          `${list(wide.map(({ name }) => `“${name}”`))} may do everything.`,
          'Create keys with the scopes that each program needs, and revoke this one.',
          'api_keys',
        )
  },
  sandbox_keys_apart: ({ sandboxKeys, liveKeys, unusedBefore }) => {
    const unused = sandboxKeys.filter(({ lastUsedAt, createdAt }) => (lastUsedAt ?? createdAt) < unusedBefore)
    if (liveKeys.length === 0)
      return blocked(
        `${count(sandboxKeys.length, 'sandbox key')}, no live key.`,
        'Create a live key first.',
        'api_keys',
      )
    return unused.length === 0
      ? done(`${count(sandboxKeys.length, 'sandbox key')}, all in use; none reaches live data.`, 'api_keys')
      : open(
          `${list(unused.map(({ name }) => `“${name}”`))} ${unused.length === 1 ? 'was' : 'were'} not used for 30 days.`,
          'Revoke sandbox keys that nobody uses.',
          'api_keys',
        )
  },
  webhook_endpoint_registered: ({ endpoints }) => {
    if (endpoints.length === 0)
      return open(
        'No endpoint is registered in live mode.',
        'Register the address that shall get events.',
        'webhooks',
      )
    const plain = endpoints.filter(({ url }) => !url.startsWith('https://'))
    return plain.length === 0
      ? done(`${count(endpoints.length, 'endpoint')}, all by https.`, 'webhooks')
      : open(
          `${list(plain.map(({ url }) => url))} is not encrypted.`,
          'Give the endpoint an https address.',
          'webhooks',
        )
  },
  webhook_test_event_delivered: ({ endpoints }) => {
    if (endpoints.length === 0)
      return blocked('No endpoint is registered in live mode.', 'Register an endpoint first.', 'webhooks')
    const untested = endpoints.filter(({ testedAt }) => testedAt === null)
    return untested.length === 0
      ? done('Every endpoint has taken a test event.', 'webhooks')
      : open(
          `${list(untested.map(({ url }) => url))} has taken no test event.`,
          'Send it one, and check its signature.',
          'webhooks',
        )
  },
  webhook_deliveries_working: ({ endpoints, failingEndpoints }) => {
    if (endpoints.length === 0)
      return blocked('No endpoint is registered in live mode.', 'Register an endpoint first.', 'webhooks')
    return failingEndpoints === 0
      ? done('Nothing failed within the last 24 hours.', 'webhooks')
      : open(
          `Deliveries to ${count(failingEndpoints, 'endpoint')} fail.`,
          'Look at the failed deliveries, mend the endpoint, send them again.',
          'webhooks',
        )
  },
  catalog_recreated: ({ live, sandbox }) =>
    recreated('product', live.products, sandbox?.products ?? 0, 'products'),
  promotions_recreated: ({ live, sandbox }) =>
    recreated('promotion', live.promotions, sandbox?.promotions ?? 0, 'promotions'),
  settings_recreated: ({ live, sandbox }) => {
    const missing = (sandbox?.settings ?? []).filter((name) => !live.settings.includes(name))
    return missing.length === 0
      ? done('What the sandbox has set, live mode has set, too.', 'settings')
      : open(
          `Set in the sandbox only: ${list(missing.map((name) => name.replaceAll('_', ' ')))}.`,
          'Set them in live mode, too.',
          'settings',
        )
  },
  api_version_pinned: ({ pinnedVersion, versions }) => {
    if (pinnedVersion !== null) return done(`The account is pinned to ${pinnedVersion}.`)
    if (versions.calls > 0 && versions.withVersion === versions.calls)
      return done(`All of the last ${versions.calls} live calls name their version.`)
    return open(
      versions.calls === 0
        ? 'No version is pinned, and there were no live calls.'
        : `No version is pinned, and ${versions.calls - versions.withVersion} of the last ${versions.calls} live calls name none.`,
      'Pin the version that your program is written for, or send Flint-Version with each call.',
      'settings',
    )
  },
  idempotency_keys_used: ({ writes }) => {
    if (writes.calls === 0)
      return blocked(
        'There were no live writes.',
        'Take a first payment; then it can be measured.',
        'request_logs',
      )
    return writes.withKey === writes.calls
      ? done(`All of the last ${writes.calls} live writes had a key.`, 'request_logs')
      : open(
          `${writes.calls - writes.withKey} of the last ${writes.calls} live writes had no Idempotency-Key.`,
          'Send a key of your own with each write, and the same one when you send it again.',
          'request_logs',
        )
  },
  rate_limits_respected: ({ limited }) => {
    if (limited.refused === 0)
      return open(
        'No call was refused by a rate limit within 30 days.',
        'Switch the fault rate_limit on in a sandbox and see that your program waits for Retry-After.',
        'request_logs',
      )
    return limited.sentAgainAtOnce === 0
      ? done(
          `None of the last ${count(limited.refused, 'refused call')} was sent again at once.`,
          'request_logs',
        )
      : open(
          `${limited.sentAgainAtOnce} of the last ${limited.refused} refused calls were sent again within a second.`,
          'Wait as many seconds as Retry-After says.',
          'request_logs',
        )
  },
  alerts_on: ({ rules, sendsMail }) => {
    const all = Object.values(rules)
    const off = all.filter(({ isEnabled }) => !isEnabled)
    const mailed = all.filter((rule) => rule.isEnabled && rule.sendsMail).length
    const measured = `${all.length - off.length} of ${all.length} rules are on, ${mailed} are mailed${sendsMail ? '' : ' (kept here, because no mail server is configured)'}.`
    return off.length === 0 && mailed > 0
      ? done(measured, 'alert_rules')
      : open(measured, 'Switch the alert rules on, and their mail.', 'alert_rules')
  },
  live_order_paid: ({ money, account, hasProcessor }) => {
    if (money.paidOrderId !== null) return done(`Order ${money.paidOrderId} is paid.`, 'orders')
    return account.payments === 'ready' && hasProcessor
      ? open('No live order was paid.', 'Make a small order and pay it with a real card.', 'orders')
      : blocked('No live order was paid.', 'The account must be able to take payments first.', 'orders')
  },
  live_order_refunded: ({ money }) => {
    if (money.refundId !== null) return done(`Refund ${money.refundId} succeeded.`, 'orders')
    return money.paidOrderId === null
      ? blocked('No live payment was refunded.', 'Take a live payment first.', 'orders')
      : open('No live payment was refunded.', `Refund order ${money.paidOrderId}.`, 'orders')
  },
  refund_event_delivered: ({ money }) => {
    if (money.refundEventDelivered) return done('Your endpoint took the event of a refund.', 'webhooks')
    return money.refundId === null
      ? blocked('No event of a refund was delivered.', 'Refund a live payment first.', 'webhooks')
      : open(
          'No event of a refund was delivered.',
          'Subscribe an endpoint to refund events, and see that it answers 2xx.',
          'webhooks',
        )
  },
}

const words = (status: string): string => status.replaceAll('_', ' ')

const recreated = (what: string, live: number, sandbox: number, place: LinePlace): Found => {
  if (sandbox === 0) return done(`The sandbox has no ${what}s, so there is nothing to bring over.`, place)
  const shown = (number: number) => (number >= 100 ? '100 or more' : String(number))
  return live > 0
    ? done(`${shown(live)} in live mode, ${shown(sandbox)} in the sandbox.`, place)
    : open(
        `${shown(sandbox)} in the sandbox, none in live mode.`,
        `Create your ${what}s in live mode; nothing is copied by itself.`,
        place,
      )
}

export const linesOf = (measured: Measured): Line[] =>
  lineNames.map((line) => ({ line, ...measures[line](measured) }))
