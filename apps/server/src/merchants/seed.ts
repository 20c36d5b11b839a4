import { dialectOfKey, keyStart, modeOfKey, shownPrefixOf } from '../platform/auth/key-dialects.ts'
import { flowlixScopes, scopesOfMode } from '../platform/auth/scopes.ts'
import type { Services } from '../platform/context.ts'
import { type Statement, compose } from '../platform/db/statement.ts'
import { createMerchant } from './create-merchant.ts'

export type Seeded = {
  merchantId: string
  sandboxId: string
  /** A key of the first sandbox, or null once it was revoked. */
  sandboxKey: string | null
  /** On a laptop a live key of the merchant, or null once it was revoked; elsewhere null. */
  liveKey: string | null
  /** A key of the first sandbox for the Flowlix API, or null once it was revoked. */
  flowlixKey: string | null
}

/**
 * Makes sure that there is one merchant with a live environment and a default sandbox, and installs the given keys.
 * Safe to call at every start, by several nodes at once.
 */
export const seed = async (services: Services): Promise<Seeded> => {
  const found = await findDefaultSandbox(services)
  const sandbox = found ?? (await insertFirstMerchant(services)) ?? (await findDefaultSandbox(services))
  if (!sandbox) throw new Error('There are merchants, but none has a default sandbox.')
  const { merchantId, sandboxId, environmentId } = sandbox
  return {
    merchantId,
    sandboxId,
    sandboxKey: await installSandboxKey(services, environmentId),
    liveKey: await installLiveKey(services, merchantId),
    flowlixKey: await installFlowlixKeys(services, merchantId, environmentId),
  }
}

type DefaultSandbox = { merchantId: string; environmentId: string; sandboxId: string }

const findDefaultSandbox = async ({ db }: Services): Promise<DefaultSandbox | null> => {
  const { rows } = await db.query(
    `SELECT m.merchant_id AS "merchantId", e.environment_id AS "environmentId", e.sandbox_id AS "sandboxId" FROM merchants m
     JOIN environments e ON e.merchant_id = m.merchant_id AND e.is_default ORDER BY m.created_at, m.merchant_id LIMIT 1`,
  )
  return rows[0] ?? null
}

/** Null when there is one: another node may have been faster. */
const insertFirstMerchant = async (services: Services): Promise<DefaultSandbox | null> => {
  const { merchant, writes } = createMerchant(services, { businessName: 'Your shop' })
  return services.db.withConnection(async (tx) => {
    await tx.command('BEGIN')
    // A statement of its own: what comes after the wait must see what the faster node wrote.
    await tx.command(`SELECT pg_advisory_xact_lock(7203144016)`)
    const isFirst = (await tx.send(countMerchants)) === 0
    if (isFirst) await tx.send(compose(writes))
    await tx.command('COMMIT')
    if (!isFirst) return null
    const { merchantId, sandboxEnvironmentId: environmentId, sandboxId } = merchant
    return { merchantId, environmentId, sandboxId }
  })
}

const countMerchants: Statement<number> = {
  name: 'count_merchants',
  text: 'SELECT count(*)::int AS merchants FROM merchants',
  values: [],
  read: ([row]) => row.merchants,
}

/**
 * The given key, or one for the first sandbox that is computed from the installation's secret: every start can
 * print it again, and no start stores it.
 */
const installSandboxKey = async (services: Services, environmentId: string): Promise<string | null> => {
  const { config, secrets } = services
  const key =
    config.testKey ?? `flint_test_${secrets.digest('first-sandbox-key', environmentId).toString('hex')}`
  const name = config.testKey ? 'FLINT_TEST_KEY' : 'First sandbox key'
  return (await installKey(services, environmentId, key, name)) ? key : null
}

/** The given key; without one, on a laptop only, one that is computed as the first sandbox's is. */
const installLiveKey = async (services: Services, merchantId: string): Promise<string | null> => {
  const { config, secrets } = services
  if (!config.liveKey && !config.makesLiveKey) return null
  const environmentId = await liveEnvironmentOf(services, merchantId)
  const key =
    config.liveKey ?? `flint_live_${secrets.digest('first-live-key', environmentId).toString('hex')}`
  const isInstalled = await installKey(
    services,
    environmentId,
    key,
    config.liveKey ? 'FLINT_LIVE_KEY' : 'First live key',
  )
  return isInstalled && config.makesLiveKey ? key : null
}

/** For the first sandbox as above; for live mode only the given one. */
const installFlowlixKeys = async (
  services: Services,
  merchantId: string,
  environmentId: string,
): Promise<string | null> => {
  const { config, secrets } = services
  const { testKey, liveKey } = config.flowlix
  if (liveKey)
    await installKey(services, await liveEnvironmentOf(services, merchantId), liveKey, 'FLOWLIX_LIVE_KEY')
  const key =
    testKey ??
    keyStart('flowlix_a', 'test') +
      secrets.digest('first-flowlix-key', environmentId).toString('hex').slice(0, 32)
  const name = testKey ? 'FLOWLIX_TEST_KEY' : 'First Flowlix sandbox key'
  return (await installKey(services, environmentId, key, name)) ? key : null
}

const liveEnvironmentOf = async ({ db }: Services, merchantId: string): Promise<string> => {
  const { rows } = await db.query(
    `SELECT environment_id FROM environments WHERE merchant_id = $1 AND mode = 'live'`,
    [merchantId],
  )
  return rows[0].environment_id
}

const installKey = async (
  { db, ids, secrets, clock }: Services,
  environmentId: string,
  key: string,
  name: string,
): Promise<boolean> => {
  const hash = secrets.digest('api-key', key)
  const dialect = dialectOfKey(key)
  await db.query(
    `INSERT INTO api_keys (api_key_id, environment_id, merchant_id, key_hash, key_prefix, name, scopes, created_at, updated_at, dialect)
     SELECT $1, environment_id, merchant_id, $3, $4, $5, $6, $7, $7, $8 FROM environments WHERE environment_id = $2
     ON CONFLICT (key_hash) DO NOTHING`,
    [
      ids.newId('key'),
      environmentId,
      hash,
      shownPrefixOf(key),
      name,
      dialect === 'flint' ? scopesOfMode(modeOfKey(key) ?? 'test') : flowlixScopes,
      clock.now(),
      dialect,
    ],
  )
  const { rows } = await db.query(
    `SELECT 1 FROM api_keys WHERE key_hash = $1 AND environment_id = $2 AND status = 'active'`,
    [hash, environmentId],
  )
  return rows.length === 1
}
