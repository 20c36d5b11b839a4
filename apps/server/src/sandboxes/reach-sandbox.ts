import { type Context, type Services, systemContext } from '../platform/context.ts'
import { refuse } from '../platform/http/errors.ts'
import { sandboxErrors } from './errors.ts'
import { findSandbox } from './queries.ts'
import type { Sandbox } from './sandbox.ts'

/** The contract's routes need a live key; Flint's own also take a test key of that very sandbox. */
export type ReachedBy = 'live_key' | 'live_or_own_key'

/**
 * The sandbox that a call names: one of the caller's merchant. Archived ones are found, too; a call that changes
 * something says so with `expectActive`.
 *
 * Refuses SANDBOX_MANAGEMENT_REQUIRES_LIVE_KEY, SANDBOX_SELECTION_FORBIDDEN, SANDBOX_NOT_FOUND.
 * Source: contract, flint-platform 11.
 */
export const reachSandbox = async (ctx: Context, sandboxId: string, by: ReachedBy): Promise<Sandbox> => {
  checkCaller(ctx, sandboxId, by)
  const sandbox = await ctx.db.run(findSandbox(ctx, sandboxId))
  if (!sandbox) throw refuse(sandboxErrors.SANDBOX_NOT_FOUND, { param: 'sandbox_id' })
  return sandbox
}

/** The same for a call that changes something: also refuses SANDBOX_ARCHIVED. */
export const reachActiveSandbox = async (
  ctx: Context,
  sandboxId: string,
  by: ReachedBy,
): Promise<Sandbox> => {
  const sandbox = await reachSandbox(ctx, sandboxId, by)
  expectActive(sandbox)
  return sandbox
}

export const expectActive = (sandbox: Sandbox): void => {
  if (sandbox.status === 'archived') throw refuse(sandboxErrors.SANDBOX_ARCHIVED, { param: 'sandbox_id' })
}

/** For calls that name no sandbox yet: list and create. */
export const expectLiveKey = (ctx: Context): void => {
  if (ctx.mode !== 'live') throw refuse(sandboxErrors.SANDBOX_MANAGEMENT_REQUIRES_LIVE_KEY)
}

const checkCaller = (ctx: Context, sandboxId: string, by: ReachedBy): void => {
  if (ctx.mode === 'live') return
  if (by === 'live_key') throw refuse(sandboxErrors.SANDBOX_MANAGEMENT_REQUIRES_LIVE_KEY)
  if (ctx.sandboxId !== sandboxId)
    throw refuse(sandboxErrors.SANDBOX_SELECTION_FORBIDDEN, { param: 'sandbox_id' })
}

/** The program itself inside that sandbox: its data, its time, its faults. */
export const sandboxContext = (services: Services, sandbox: Sandbox): Context =>
  systemContext(services, sandbox.environment)
