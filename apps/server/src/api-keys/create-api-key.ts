import type { KeyDialect } from '../platform/auth/key-dialects.ts'
import { flowlixScopes } from '../platform/auth/scopes.ts'
import type { Context } from '../platform/context.ts'
import { writeOnce } from '../platform/db/transact.ts'
import { refuse } from '../platform/http/errors.ts'
import { reachActiveSandbox } from '../sandboxes/reach-sandbox.ts'
import { checkedExpiry, checkedName } from './check-key-fields.ts'
import { checkScopes } from './check-scopes.ts'
import { apiKeyErrors } from './errors.ts'
import { type NewApiKey, newApiKey } from './new-api-key.ts'
import type { CreateApiKeyBody } from './schemas.ts'

/** A live key makes live keys, and test keys of its merchant's sandboxes; a test key those of its own sandbox. */
export const createApiKey = async (ctx: Context, body: CreateApiKeyBody): Promise<NewApiKey> => {
  const name = checkedName(body.name)
  const expiresAt = checkedExpiry(ctx, body.expires_at)
  const dialect = body.dialect ?? 'flint'
  const scopes = body.scopes ?? defaultScopes(dialect)
  checkScopes(ctx, body.sandbox_id === undefined ? ctx.mode : 'test', scopes)
  const { environmentId, sandboxId } = await placeOf(ctx, body.sandbox_id)
  const made = newApiKey(ctx, { environmentId, sandboxId, name, scopes, expiresAt, dialect })
  return writeOnce(ctx, { result: made, writes: [made.statement] })
}

const defaultScopes = (dialect: KeyDialect): readonly string[] => {
  if (dialect === 'flint') throw refuse(apiKeyErrors.SCOPES_REQUIRED, { param: 'scopes' })
  return flowlixScopes
}

type Place = { environmentId: string; sandboxId: string | null }

const placeOf = async (ctx: Context, sandboxId: string | undefined): Promise<Place> => {
  if (sandboxId === undefined || sandboxId === ctx.sandboxId) return ctx
  if (ctx.mode === 'test') throw refuse(apiKeyErrors.SANDBOX_ID_NOT_ALLOWED, { param: 'sandbox_id' })
  const { environment } = await reachActiveSandbox(ctx, sandboxId, 'live_key')
  return environment
}
