import { type KeyDialect, newKeyText, shownPrefixOf } from '../platform/auth/key-dialects.ts'
import type { Instant } from '../platform/clock/clock.ts'
import type { Context } from '../platform/context.ts'
import type { Statement } from '../platform/db/statement.ts'
import type { StoredApiKey } from './api-key.ts'
import { insertApiKey } from './queries.ts'

export type NewApiKeyInput = {
  /** Of the caller's merchant. */
  environmentId: string
  /** The environment's sandbox; null makes a live key. */
  sandboxId: string | null
  name: string
  /** Checked already, see `check-scopes.ts`. */
  scopes: readonly string[]
  expiresAt?: Instant | null
  dialect?: KeyDialect
}

export type NewApiKey = {
  record: StoredApiKey
  /** Its whole text: shown once, kept nowhere but in the sealed answer. */
  secretKey: string
  /** Writes it; its row belongs to the environment that is named, whoever calls. */
  statement: Statement<void>
}

/** Makes a key and the statement that writes it. Source: contract, flint-platform 3.1 and 9. */
export const newApiKey = (
  ctx: Pick<Context, 'ids' | 'secrets' | 'systemClock' | 'merchantId'>,
  { environmentId, sandboxId, name, scopes, expiresAt = null, dialect = 'flint' }: NewApiKeyInput,
): NewApiKey => {
  const mode = sandboxId === null ? 'live' : 'test'
  const secretKey = newKeyText(dialect, mode, ctx.ids.randomBytes)
  const now = ctx.systemClock.now()
  const record: StoredApiKey = {
    apiKeyId: ctx.ids.newId('key'),
    environmentId,
    merchantId: ctx.merchantId,
    sandboxId,
    name,
    keyPrefix: shownPrefixOf(secretKey),
    dialect,
    scopes,
    status: 'active',
    expiresAt,
    lastUsedAt: null,
    createdAt: now,
    updatedAt: now,
  }
  return { record, secretKey, statement: insertApiKey(record, ctx.secrets.digest('api-key', secretKey)) }
}
