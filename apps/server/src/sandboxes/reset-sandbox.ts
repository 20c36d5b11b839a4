import { forgetOrderNumbers } from '../orders/create-order.ts'
import type { Context } from '../platform/context.ts'
import { holdEnvironment } from '../platform/db/environment-hold.ts'
import { transact } from '../platform/db/transact.ts'
import { refuse } from '../platform/http/errors.ts'
import { deleteContent, deleteFutureCalls, lockQueue } from './content-queries.ts'
import { sandboxErrors } from './errors.ts'
import { lockSandbox, renewSandbox } from './queries.ts'
import { expectActive, reachSandbox } from './reach-sandbox.ts'
import type { Sandbox } from './sandbox.ts'

const systemTime = { offsetMs: 0, frozenAt: null }

/**
 * Empties a sandbox: what is in it goes, with its webhook endpoints; its keys and settings stay. Calls under way end before
 * it or begin after it. Source: contract, flint-platform 11 and 28 row 10.
 */
export const resetSandbox = async (ctx: Context, sandboxId: string): Promise<Sandbox> => {
  const { environment } = await reachSandbox(ctx, sandboxId, 'live_key')
  const { environmentId } = environment
  const sandbox = await transact(
    ctx,
    {
      held: holdEnvironment(environmentId),
      sandbox: lockSandbox(ctx, sandboxId),
      outbox: lockQueue('event_outbox', environmentId),
      deliveries: lockQueue('webhook_deliveries', environmentId),
    },
    ({ sandbox }) => {
      if (!sandbox) throw refuse(sandboxErrors.SANDBOX_NOT_FOUND, { param: 'sandbox_id' })
      if (sandbox.isDefault) throw refuse(sandboxErrors.DEFAULT_SANDBOX_CANNOT_BE_RESET)
      expectActive(sandbox)
      const now = ctx.systemClock.now()
      return {
        result: { ...sandbox, updatedAt: now, clockLeasedUntil: null, clockTarget: null },
        // One statement of one delete for each table: foreign keys are looked at when all of them are through.
        writes: [
          ...deleteContent(environmentId),
          ...deleteFutureCalls(environmentId, now),
          renewSandbox(sandbox, systemTime, now),
        ],
        wake: ['environments'],
      }
    },
  )
  forgetOrderNumbers(ctx, environmentId)
  return sandbox
}
