import { clockOf } from '../platform/clock/own-clock.ts'
import type { Context } from '../platform/context.ts'
import { holdEnvironment } from '../platform/db/environment-hold.ts'
import { transact } from '../platform/db/transact.ts'
import { refuse } from '../platform/http/errors.ts'
import { suppressAllPendingDeliveries } from '../webhooks/index.ts'
import { deleteRows } from './content-queries.ts'
import { sandboxErrors } from './errors.ts'
import { archiveSandbox as archiveRow, lockSandbox } from './queries.ts'
import { expectActive, reachSandbox } from './reach-sandbox.ts'
import type { Sandbox } from './sandbox.ts'

/** What would make something happen later. */
const queues = ['event_outbox', 'timers']

/** Its keys are refused from now on, in other processes within a second; nothing happens in it any more. */
export const archiveSandbox = async (ctx: Context, sandboxId: string): Promise<Sandbox> => {
  const { environment } = await reachSandbox(ctx, sandboxId, 'live_key')
  const { environmentId } = environment
  return transact(
    ctx,
    { held: holdEnvironment(environmentId), sandbox: lockSandbox(ctx, sandboxId) },
    ({ sandbox }) => {
      if (!sandbox) throw refuse(sandboxErrors.SANDBOX_NOT_FOUND, { param: 'sandbox_id' })
      if (sandbox.isDefault) throw refuse(sandboxErrors.DEFAULT_SANDBOX_CANNOT_BE_ARCHIVED)
      expectActive(sandbox)
      const now = ctx.systemClock.now()
      return {
        result: { ...sandbox, status: 'archived', updatedAt: now },
        writes: [
          ...queues.map((table) => deleteRows(table, environmentId)),
          suppressAllPendingDeliveries(environmentId, clockOf(ctx.systemClock, environment.ownClock).now()),
          archiveRow(sandbox, now),
        ],
        wake: ['environments'],
      }
    },
  )
}
