import type { Clock, Instant } from './clock/clock.ts'
import { type OwnClock, clockOf, idsOf } from './clock/own-clock.ts'
import type { Database } from './db/database.ts'
import { type Faults, noFaults } from './faults/faults.ts'
import type { Ids } from './ids/ids.ts'
import type { Logger } from './log/logger.ts'
import type { Secrets } from './secrets/secrets.ts'
import type { Wakeups } from './jobs/wakeups.ts'
import type { Config } from './config/config.ts'
import type { IdempotentCall } from './idempotency/idempotent-call.ts'
import { type ApiVersion, type VersionSource, defaultApiVersion } from './http/versions.ts'

/** What the process was started with: the same for every request and job. */
export type Services = {
  config: Config
  db: Database
  /** The time of the environment that is meant; without one, the machine's. */
  clock: Clock
  /** The machine's time, whatever a sandbox's clock says: for leases, caches, rate limits and what is seen outside. */
  systemClock: Clock
  ids: Ids
  secrets: Secrets
  log: Logger
  wakeups: Wakeups
}

export type Caller =
  | { kind: 'api_key'; apiKeyId: string }
  /** The buyer in a hosted or embedded checkout: reaches only this session, its order and its payments. */
  | { kind: 'checkout_session'; checkoutSessionId: string; orderId: string | null }
  /** A person in the dashboard. */
  | UserCaller
  /** Who is setting up an account by API: reaches only the steps of that, for their merchant. */
  | { kind: 'onboarding'; userId: string }
  | { kind: 'system' }

export type UserCaller = {
  kind: 'user'
  userId: string
  /** At the merchant whose environment the call names; null when it names none. */
  role: TeamRole | null
  /** May review other merchants' accounts. */
  isOperator: boolean
  dashboardSessionId: string
}

/** Source: contract, flint-platform 16.4. */
export const teamRoles = ['owner', 'admin', 'operator', 'viewer'] as const
export type TeamRole = (typeof teamRoles)[number]

/** Whose data is meant, and in which world. Live and each sandbox are environments of their own. */
export type Environment = {
  environmentId: string
  merchantId: string
  merchantName: string
  mode: 'test' | 'live'
  sandboxId: string | null
  feeBps: number
  feeFixed: number
  apiVersion: ApiVersion | null
  /** Null while the environment's time is the machine's, as it always is in live mode. */
  ownClock: OwnClock | null
  /** What goes wrong on purpose in this sandbox. */
  faults: Faults
  /** What the merchant has set, as it is stored: read by `settings/`. */
  settings: Readonly<Record<string, unknown>>
  /** What the merchant's account may do in live mode; written by `verification/`, and as old as the environment. */
  account: MerchantAccount
}

/** Source: contract, flint-platform 13.2, axis `status`. Sandboxes look at none of it. */
export type MerchantAccount = {
  payments: AxisStatus
  payouts: AxisStatus
  /** The processor's name for the merchant, where each has an account of its own there. */
  processorAccountId: string | null
}
export type AxisStatus = 'ready' | 'pending' | 'blocked' | 'not_available' | 'not_requested'
export const noAccount: MerchantAccount = {
  payments: 'blocked',
  payouts: 'blocked',
  processorAccountId: null,
}

/** What belongs to no merchant: requests of people who are nobody yet. */
export const noEnvironment: Environment = {
  environmentId: '',
  merchantId: '',
  merchantName: '',
  mode: 'test',
  sandboxId: null,
  feeBps: 0,
  feeFixed: 0,
  apiVersion: null,
  ownClock: null,
  faults: noFaults,
  settings: {},
  account: noAccount,
}

/** Where mail belongs that Flint itself writes, to the people who run merchants. It is in no table of environments. */
export const platformEnvironment: Environment = {
  ...noEnvironment,
  environmentId: 'platform',
  merchantName: 'Flint',
  mode: 'live',
}

/** What one request or job knows. `now` stands still for its length, so that everything it writes agrees. */
export type Context = Services &
  Environment & {
    now: Instant
    requestId: string | null
    caller: Caller
    scopes: ReadonlySet<string>
    version: ApiVersion
    versionSource: VersionSource
    idempotency: IdempotentCall | null
  }

/** The services as an environment sees them: with its own time, and ids that follow that time. */
export const servicesIn = (services: Services, environment: Environment): Services => ({
  config: services.config,
  db: services.db,
  clock: clockOf(services.systemClock, environment.ownClock),
  systemClock: services.systemClock,
  ids: idsOf(services, environment),
  secrets: services.secrets,
  log: services.log,
  wakeups: services.wakeups,
})

export const systemContext = (services: Services, environment: Environment): Context => {
  const own = servicesIn(services, environment)
  return {
    ...own,
    ...environment,
    now: own.clock.now(),
    requestId: null,
    caller: { kind: 'system' },
    scopes: new Set(),
    version: environment.apiVersion ?? defaultApiVersion,
    versionSource: environment.apiVersion ? 'merchant' : 'current',
    idempotency: null,
  }
}

/** For what belongs to no merchant: a person's account, and the mail about it. It keeps no answers. */
export const platformContext = (ctx: Context): Context => ({
  ...systemContext(ctx, platformEnvironment),
  requestId: ctx.requestId,
  caller: ctx.caller,
})
