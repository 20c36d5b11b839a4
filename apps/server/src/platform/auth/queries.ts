import type { Environment } from '../context.ts'
import { type Row, type Statement, findOne } from '../db/statement.ts'
import type { ApiKeyRecord } from './api-keys.ts'

export const toEnvironment = (row: Row): Environment => ({
  environmentId: row.environment_id,
  merchantId: row.merchant_id,
  merchantName: row.business_name,
  mode: row.mode,
  sandboxId: row.sandbox_id,
  feeBps: row.fee_bps,
  feeFixed: row.fee_fixed,
  apiVersion: row.api_version,
  ownClock: row.has_own_clock ? { offsetMs: row.clock_offset_ms, frozenAt: row.clock_frozen_at } : null,
  faults: row.faults,
})

/** What `toEnvironment` reads, of the tables `environments e` and `merchants m`. */
export const environmentColumns = `e.environment_id, e.merchant_id, e.mode, e.sandbox_id, e.fee_bps, e.fee_fixed, e.has_own_clock,
            e.clock_offset_ms, e.clock_frozen_at, e.faults, m.business_name, m.api_version`

export const findApiKey = (keyHash: Buffer): Statement<ApiKeyRecord | null> =>
  findOne(
    'find_api_key',
    `SELECT k.api_key_id, k.scopes, k.status, k.expires_at, e.status AS environment_status,
            ${environmentColumns}
     FROM api_keys k JOIN environments e USING (environment_id) JOIN merchants m ON m.merchant_id = e.merchant_id
     WHERE k.key_hash = $1`,
    [keyHash],
    (row) => ({
      apiKeyId: row.api_key_id,
      environment: toEnvironment(row),
      scopes: new Set(row.scopes),
      status: row.status,
      expiresAt: row.expires_at,
      isEnvironmentActive: row.environment_status === 'active',
    }),
  )

export const findEnvironment = (environmentId: string): Statement<Environment | null> =>
  findOne(
    'find_environment',
    `SELECT ${environmentColumns}
     FROM environments e JOIN merchants m ON m.merchant_id = e.merchant_id WHERE e.environment_id = $1 AND e.status = 'active'`,
    [environmentId],
    toEnvironment,
  )
