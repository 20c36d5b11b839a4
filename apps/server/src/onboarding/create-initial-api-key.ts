import { type NewApiKey, checkScopes, checkedName, newApiKey } from '../api-keys/index.ts'
import { bootstrapScopes } from '../platform/auth/scopes.ts'
import type { Context } from '../platform/context.ts'
import { isUniqueViolation } from '../platform/db/database.ts'
import { writeOnce } from '../platform/db/transact.ts'
import { Refusal, refuse } from '../platform/http/errors.ts'
import { reachActiveSandbox } from '../sandboxes/index.ts'
import { onboardingErrors } from './errors.ts'
import { findDefaultSandboxId, insertInitialApiKey } from './queries.ts'
import type { CreateOnboardingApiKeyBody } from './schemas.ts'

/**
 * The first key of a mode, once for each merchant. Its scopes may be any: who asks has proved to be an owner or an admin, and
 * who holds only what a first key has by default could never make a key that does more.
 */
export const createInitialApiKey = async (
  ctx: Context,
  input: CreateOnboardingApiKeyBody,
): Promise<NewApiKey> => {
  const mode = input.mode ?? 'test'
  const name = checkedName(input.name)
  expectDirectOwner(ctx)
  const scopes = input.scopes ?? bootstrapScopes
  checkFirstScopes(ctx, mode, scopes)
  const place = mode === 'live' ? ctx : await sandboxOf(ctx, input.sandbox_id)
  const key = newApiKey(ctx, {
    environmentId: place.environmentId,
    sandboxId: place.sandboxId,
    name,
    scopes,
  })
  try {
    return await writeOnce(ctx, {
      result: key,
      writes: [key.statement, insertInitialApiKey(ctx.merchantId, mode, key.record.apiKeyId)],
    })
  } catch (error) {
    if (isUniqueViolation(error, 'initial_api_keys_pkey'))
      throw refuse(onboardingErrors.INITIAL_API_KEY_ALREADY_CREATED)
    throw error
  }
}

/** Their role gives all scopes or it does not: an owner's and an admin's do. */
const expectDirectOwner = (ctx: Context) => {
  if (!ctx.scopes.has('accounts.api_keys.write'))
    throw refuse(onboardingErrors.ONBOARDING_DIRECT_OWNER_REQUIRED)
}

const checkFirstScopes = (ctx: Context, mode: 'test' | 'live', scopes: readonly string[]) => {
  try {
    checkScopes(ctx, mode, scopes)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    throw refuse(onboardingErrors.INVALID_BOOTSTRAP_SCOPES, { ...error.context, details: [] })
  }
}

const sandboxOf = async (ctx: Context, named: string | undefined) => {
  const sandboxId = named ?? (await ctx.db.run(findDefaultSandboxId(ctx.merchantId)))!
  const { environment } = await reachActiveSandbox(ctx, sandboxId, 'live_key')
  return environment
}
