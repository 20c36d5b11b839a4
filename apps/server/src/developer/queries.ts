import type { Context } from '../platform/context.ts'
import { type Statement, findOne } from '../platform/db/statement.ts'

export type CallingKey = { apiKeyId: string; name: string; scopes: string[]; expiresAt: string | null }

export const findCallingKey = (ctx: Context, apiKeyId: string): Statement<CallingKey | null> =>
  findOne(
    'find_calling_key',
    `SELECT api_key_id, name, scopes, expires_at FROM api_keys WHERE environment_id = $1 AND api_key_id = $2`,
    [ctx.environmentId, apiKeyId],
    (row) => ({ apiKeyId: row.api_key_id, name: row.name, scopes: row.scopes, expiresAt: row.expires_at }),
  )
