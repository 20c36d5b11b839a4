import type { Environment } from '../context.ts'
import { type Row, type Statement, findMany, findOne } from '../db/statement.ts'
import { readFaults } from '../faults/faults.ts'
import type { ApiKeyRecord } from './api-keys.ts'
import { heldScopes } from './scopes.ts'

/** One for all, so that what is worked out from settings is worked out once. */
const noSettings = {}

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
  faults: readFaults(row.mode, row.faults),
  settings: row.settings ?? noSettings,
  account: {
    payments: row.payments_status,
    payouts: row.payouts_status,
    processorAccountId: row.processor_account_id,
  },
})

/** What `toEnvironment` reads, of the tables `environments e` and `merchants m`. */
export const environmentColumns = `e.environment_id, e.merchant_id, e.mode, e.sandbox_id, e.fee_bps, e.fee_fixed, e.has_own_clock,
            e.clock_offset_ms, e.clock_frozen_at, e.faults, m.business_name, m.api_version,
            m.payments_status, m.payouts_status, m.processor_account_id,
            (SELECT s.document FROM settings s WHERE s.environment_id = e.environment_id) AS settings`

const apiKeyRecords = `SELECT k.api_key_id, k.dialect, k.scopes, k.status, k.expires_at, k.last_used_at, e.status AS environment_status,
            ${environmentColumns}
     FROM api_keys k JOIN environments e USING (environment_id) JOIN merchants m ON m.merchant_id = e.merchant_id`

const toApiKeyRecord = (row: Row): ApiKeyRecord => ({
  apiKeyId: row.api_key_id,
  dialect: row.dialect,
  environment: toEnvironment(row),
  scopes: heldScopes(row.scopes),
  status: row.status,
  expiresAt: row.expires_at,
  lastUsedMs: row.last_used_at === null ? null : Date.parse(row.last_used_at),
  isEnvironmentActive: row.environment_status === 'active',
})

export const findApiKey = (keyHash: Buffer): Statement<ApiKeyRecord | null> =>
  findOne('find_api_key', `${apiKeyRecords} WHERE k.key_hash = $1`, [keyHash], toApiKeyRecord)

/** For those who authenticated long ago and are still there. */
export const findApiKeys = (apiKeyIds: readonly string[]): Statement<ApiKeyRecord[]> =>
  findMany('find_api_keys', `${apiKeyRecords} WHERE k.api_key_id = ANY($1)`, [apiKeyIds], toApiKeyRecord)

export const findEnvironment = (environmentId: string): Statement<Environment | null> =>
  findOne(
    'find_environment',
    `SELECT ${environmentColumns}
     FROM environments e JOIN merchants m ON m.merchant_id = e.merchant_id WHERE e.environment_id = $1 AND e.status = 'active'`,
    [environmentId],
    toEnvironment,
  )

/** Those of them that are active. */
export const findEnvironments = (environmentIds: readonly string[]): Statement<Environment[]> =>
  findMany(
    'find_environments',
    `SELECT ${environmentColumns}
     FROM environments e JOIN merchants m ON m.merchant_id = e.merchant_id
     WHERE e.environment_id = ANY($1) AND e.status = 'active'`,
    [environmentIds],
    toEnvironment,
  )

export const findLiveEnvironment = (merchantId: string): Statement<Environment | null> =>
  findOne(
    'find_live_environment',
    `SELECT ${environmentColumns}
     FROM environments e JOIN merchants m ON m.merchant_id = e.merchant_id WHERE e.merchant_id = $1 AND e.mode = 'live'`,
    [merchantId],
    toEnvironment,
  )
