import { newKeyText, shownPrefixOf } from '../apps/server/src/platform/auth/key-dialects.ts'
import { allScopes, flowlixScopes } from '../apps/server/src/platform/auth/scopes.ts'
import { type Environment, type Services, noAccount } from '../apps/server/src/platform/context.ts'

export type BenchMerchant = { environment: Environment; key: string; flowlixKey: string }

/**
 * A merchant with one sandbox, and a key of each API.
 *
 * @param firstOrderNumber Where its order numbers begin; those that the server hands out begin at 1001.
 */
export const addMerchant = async (services: Services, firstOrderNumber = 1001): Promise<BenchMerchant> => {
  const { db, ids, secrets, clock } = services
  const [key, flowlixKey] = (['flint', 'flowlix_a'] as const).map((dialect) =>
    newKeyText(dialect, 'test', ids.randomBytes),
  ) as [string, string]
  const now = clock.now()
  const environment: Environment = {
    environmentId: ids.newId('menv'),
    merchantId: ids.newId('mer'),
    merchantName: 'Bench shop',
    mode: 'test',
    sandboxId: ids.newId('test'),
    feeBps: 290,
    feeFixed: 30,
    apiVersion: null,
    ownClock: null,
    faults: {},
    settings: {},
    account: noAccount,
  }
  const { environmentId, merchantId, sandboxId, merchantName, feeBps, feeFixed } = environment
  await db.query('INSERT INTO merchants (merchant_id, business_name, created_at) VALUES ($1, $2, $3)', [
    merchantId,
    merchantName,
    now,
  ])
  await db.query(
    `INSERT INTO environments (environment_id, merchant_id, mode, sandbox_id, name, is_default, fee_bps, fee_fixed, created_at)
     VALUES ($1, $2, 'test', $3, 'Bench', false, $4, $5, $6)`,
    [environmentId, merchantId, sandboxId, feeBps, feeFixed, now],
  )
  const keys = [
    [key, 'flint', allScopes],
    [flowlixKey, 'flowlix_a', flowlixScopes],
  ] as const
  for (const [text, dialect, scopes] of keys)
    await db.query(
      `INSERT INTO api_keys (api_key_id, environment_id, merchant_id, key_hash, key_prefix, dialect, name, scopes, created_at, updated_at)
       VALUES ($1, $2, $3, $4, $5, $6, 'Bench', $7, $8, $8)`,
      [
        ids.newId('key'),
        environmentId,
        merchantId,
        secrets.digest('api-key', text),
        shownPrefixOf(text),
        dialect,
        scopes,
        now,
      ],
    )
  await db.query(`INSERT INTO counters (environment_id, name, next_value) VALUES ($1, 'order_number', $2)`, [
    environmentId,
    firstOrderNumber,
  ])
  return { environment, key, flowlixKey }
}
