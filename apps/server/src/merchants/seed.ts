import { allScopes } from '../platform/auth/scopes.ts'
import type { Services } from '../platform/context.ts'

export type Seeded = {
  merchantId: string
  sandboxId: string
  /** Only where this start made or was given it: a key is stored as a hash and shown once. */
  sandboxKey: string | null
}

const sandboxFee = { bps: 290, fixed: 30 }

/**
 * Makes sure that there is one merchant with a live environment and a default sandbox, and installs the given keys.
 * Safe to call at every start, by several nodes at once.
 */
export const seed = async (services: Services): Promise<Seeded> => {
  const { db, ids, clock, config } = services
  const now = clock.now()
  const { rows: existing } = await db.query(
    `SELECT m.merchant_id, e.environment_id, e.sandbox_id FROM merchants m
     JOIN environments e ON e.merchant_id = m.merchant_id AND e.is_default ORDER BY m.created_at, m.merchant_id LIMIT 1`,
  )
  if (existing.length === 0) {
    const merchantId = ids.newId('mer')
    const environmentId = ids.newId('menv')
    const sandboxId = ids.newId('test')
    const { rowCount } = await db.query(
      `WITH lock AS (SELECT pg_advisory_xact_lock(7203144016)),
            merchant AS (INSERT INTO merchants (merchant_id, business_name, created_at)
                         SELECT $1, 'Your shop', $6::timestamptz FROM lock WHERE NOT EXISTS (SELECT 1 FROM merchants) RETURNING merchant_id)
       INSERT INTO environments (environment_id, merchant_id, mode, sandbox_id, name, is_default, fee_bps, fee_fixed, created_at)
       SELECT environment.*, $6::timestamptz FROM merchant, LATERAL (VALUES
         ($2, merchant_id, 'test', $3, 'Default sandbox', true, $4::int, $5::bigint),
         ($7, merchant_id, 'live', NULL, 'Live', false, $4::int, $5::bigint)) AS environment`,
      [merchantId, environmentId, sandboxId, sandboxFee.bps, sandboxFee.fixed, now, ids.newId('menv')],
    )
    if (rowCount === 0) return seed(services)
    const sandboxKey = config.testKey ?? `flint_test_${ids.randomBytes(32).toString('hex')}`
    await installKey(services, environmentId, sandboxKey, 'First sandbox key')
    await installLiveKey(services, merchantId)
    return { merchantId, sandboxId, sandboxKey }
  }
  const { merchant_id: merchantId, environment_id: environmentId, sandbox_id: sandboxId } = existing[0]
  if (config.testKey) await installKey(services, environmentId, config.testKey, 'FLINT_TEST_KEY')
  await installLiveKey(services, merchantId)
  return { merchantId, sandboxId, sandboxKey: config.testKey }
}

const installLiveKey = async (services: Services, merchantId: string) => {
  if (!services.config.liveKey) return
  const { rows } = await services.db.query(
    `SELECT environment_id FROM environments WHERE merchant_id = $1 AND mode = 'live'`,
    [merchantId],
  )
  await installKey(services, rows[0].environment_id, services.config.liveKey, 'FLINT_LIVE_KEY')
}

const installKey = async (
  { db, ids, secrets, clock }: Services,
  environmentId: string,
  key: string,
  name: string,
) => {
  await db.query(
    `INSERT INTO api_keys (api_key_id, environment_id, key_hash, key_prefix, name, scopes, created_at, updated_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $7) ON CONFLICT (key_hash) DO NOTHING`,
    [
      ids.newId('key'),
      environmentId,
      secrets.digest('api-key', key),
      key.slice(0, 15),
      name,
      allScopes,
      clock.now(),
    ],
  )
}
