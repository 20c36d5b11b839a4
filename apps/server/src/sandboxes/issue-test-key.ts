import { type NewApiKey, apiKeyErrors, checkScopes, checkedName, newApiKey } from '../api-keys/index.ts'
import { hasScope, scopesOfMode } from '../platform/auth/scopes.ts'
import type { Context } from '../platform/context.ts'
import { writeOnce } from '../platform/db/transact.ts'
import { refuse } from '../platform/http/errors.ts'
import { reachActiveSandbox } from './reach-sandbox.ts'
import type { IssueTestKeyBody } from './schemas.ts'

export const issueTestKey = async (
  ctx: Context,
  sandboxId: string,
  input: IssueTestKeyBody,
): Promise<NewApiKey> => {
  const { environment } = await reachActiveSandbox(ctx, sandboxId, 'live_key')
  const key = newTestKey(ctx, { environmentId: environment.environmentId, sandboxId }, input)
  return writeOnce(ctx, { result: key, writes: [key.statement] })
}

/**
 * A key of one sandbox, with the scopes that were asked for, or everything that its maker may do there: a sandbox is for
 * trying out, its clock and faults included. Never more than the caller has.
 */
export const newTestKey = (
  ctx: Context,
  place: { environmentId: string; sandboxId: string },
  { name, scopes = scopesOfMode('test').filter((scope) => hasScope(ctx.scopes, scope)) }: IssueTestKeyBody,
): NewApiKey => {
  if (scopes.length === 0) throw refuse(apiKeyErrors.SCOPES_REQUIRED, { param: 'scopes' })
  checkScopes(ctx, 'test', scopes)
  return newApiKey(ctx, { ...place, name: checkedName(name), scopes })
}
