import type { Context } from '../platform/context.ts'
import { type ListQuery, equals, timeFilters } from '../platform/db/list-query.ts'
import { type Row, type Statement, findOne, write } from '../platform/db/statement.ts'
import type { StoredApiKey } from './api-key.ts'

/** Every statement on `api_keys` but those that authenticate (platform/auth). */

export const toStoredApiKey = (row: Row): StoredApiKey => ({
  apiKeyId: row['api_key_id'],
  environmentId: row['environment_id'],
  merchantId: row['merchant_id'],
  sandboxId: row['sandbox_id'],
  name: row['name'],
  keyPrefix: row['key_prefix'],
  dialect: row['dialect'],
  scopes: row['scopes'],
  status: row['status'],
  expiresAt: row['expires_at'],
  lastUsedAt: row['last_used_at'],
  createdAt: row['created_at'],
  updatedAt: row['updated_at'],
})

export const insertApiKey = (key: StoredApiKey, keyHash: Buffer): Statement<void> =>
  write(
    'insert_api_key',
    `INSERT INTO api_keys (api_key_id, environment_id, merchant_id, key_hash, key_prefix, name, scopes, status, expires_at,
                           last_used_at, created_at, updated_at, dialect)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) RETURNING 1`,
    [
      key.apiKeyId,
      key.environmentId,
      key.merchantId,
      keyHash,
      key.keyPrefix,
      key.name,
      key.scopes,
      key.status,
      key.expiresAt,
      key.lastUsedAt,
      key.createdAt,
      key.updatedAt,
      key.dialect,
    ],
  )

const columns = `api_key_id, environment_id, merchant_id, name, key_prefix, dialect, scopes, status, expires_at, last_used_at, created_at,
                 updated_at, (SELECT sandbox_id FROM environments e WHERE e.environment_id = api_keys.environment_id) AS sandbox_id`

/** A live key reaches all keys of its merchant, a test key those of its own sandbox. */
const ownerOf = (ctx: Context) =>
  ctx.mode === 'live'
    ? ({ column: 'merchant_id', id: ctx.merchantId } as const)
    : ({ column: 'environment_id', id: ctx.environmentId } as const)

export const findApiKeyById = (ctx: Context, apiKeyId: string): Statement<StoredApiKey | null> => {
  const owner = ownerOf(ctx)
  return findOne(
    `find_api_key_of_${owner.column}`,
    `SELECT ${columns} FROM api_keys WHERE ${owner.column} = $1 AND api_key_id = $2`,
    [owner.id, apiKeyId],
    toStoredApiKey,
  )
}

export const lockApiKey = (ctx: Context, apiKeyId: string): Statement<StoredApiKey | null> => {
  const owner = ownerOf(ctx)
  return findOne(
    `lock_api_key_of_${owner.column}`,
    `SELECT ${columns} FROM api_keys WHERE ${owner.column} = $1 AND api_key_id = $2 FOR NO KEY UPDATE`,
    [owner.id, apiKeyId],
    toStoredApiKey,
  )
}

export const saveApiKey = (key: StoredApiKey): Statement<void> =>
  write(
    'save_api_key',
    `UPDATE api_keys SET name = $3, scopes = $4, status = $5, expires_at = $6, updated_at = $7
     WHERE environment_id = $1 AND api_key_id = $2 RETURNING 1`,
    [key.environmentId, key.apiKeyId, key.name, key.scopes, key.status, key.expiresAt, key.updatedAt],
  )

/** Sorted by the machine's time, because ids of a sandbox follow the sandbox's. */
export const apiKeyList: ListQuery<StoredApiKey> = {
  operation: 'listAPIKeys',
  table: 'api_keys',
  columns,
  idColumn: 'api_key_id',
  owner: ownerOf,
  sorts: {
    created_at: { column: 'created_at', cast: 'timestamptz', of: (row) => row['created_at'] },
    last_used_at: {
      column: `coalesce(last_used_at, timestamptz '-infinity')`,
      cast: 'timestamptz',
      of: (row) => row['last_used_at'] ?? '-infinity',
    },
    name: { column: 'name', cast: 'text', of: (row) => row['name'] },
  },
  filters: { status: equals('status'), ...timeFilters },
  map: toStoredApiKey,
}
