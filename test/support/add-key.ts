import { allScopes } from '../../apps/server/src/platform/auth/scopes.ts'
import type { Services } from '../../apps/server/src/platform/context.ts'

export type AddedKey = { key: string; apiKeyId: string }

/** Puts an API key straight into the table: with fewer scopes, expired, or under a prefix that does not fit. */
export const addKey = async (
  { db, ids, secrets, clock }: Services,
  environmentId: string,
  options: { scopes?: readonly string[]; expiresAt?: string; prefix?: 'test' | 'live' } = {},
): Promise<AddedKey> => {
  const key = `flint_${options.prefix ?? 'test'}_${ids.randomBytes(32).toString('hex')}`
  const apiKeyId = ids.newId('key')
  await db.query(
    `INSERT INTO api_keys (api_key_id, environment_id, merchant_id, key_hash, key_prefix, name, scopes, expires_at,
                           created_at, updated_at)
     SELECT $1, environment_id, merchant_id, $3, $4, 'A key of a test', $5, $6, $7, $7 FROM environments
     WHERE environment_id = $2`,
    [
      apiKeyId,
      environmentId,
      secrets.digest('api-key', key),
      key.slice(0, 15),
      options.scopes ?? allScopes,
      options.expiresAt ?? null,
      clock.now(),
    ],
  )
  return { key, apiKeyId }
}

/** The environment of a sandbox, by the id that the API shows. */
export const environmentOf = async ({ db }: Services, sandboxId: string): Promise<string> => {
  const { rows } = await db.query('SELECT environment_id FROM environments WHERE sandbox_id = $1', [
    sandboxId,
  ])
  return rows[0].environment_id
}
