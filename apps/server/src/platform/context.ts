import type { Clock, Instant } from './clock/clock.ts'
import { type OwnClock, clockOf, idsOf } from './clock/own-clock.ts'
import type { Database } from './db/database.ts'
import type { Faults } from './faults/faults.ts'
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
  | { kind: 'system' }

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
