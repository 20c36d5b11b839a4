import type { Context } from '../../platform/context.ts'
import { transact } from '../../platform/db/transact.ts'
import { type FaultChanges, changeFaults } from '../../platform/faults/faults.ts'
import { httpErrors, refuse } from '../../platform/http/errors.ts'
import { sandboxErrors } from '../errors.ts'
import { reachActiveSandbox } from '../reach-sandbox.ts'
import { lockFaults, saveFaults } from './queries.ts'
import type { FaultsOfSandbox } from './to-sandbox-faults.ts'

/** Switches faults on and off. On this node it counts from the next call on, on every other within a second. */
export const updateFaults = async (
  ctx: Context,
  sandboxId: string,
  changes: FaultChanges,
): Promise<FaultsOfSandbox> => {
  if (Object.keys(changes).length === 0) throw refuse(httpErrors.NO_FIELDS_TO_UPDATE)
  const sandbox = await reachActiveSandbox(ctx, sandboxId, 'live_or_own_key')
  return transact(ctx, { before: lockFaults(sandbox) }, ({ before }) => {
    if (!before) throw refuse(sandboxErrors.SANDBOX_ARCHIVED, { param: 'sandbox_id' })
    const faults = changeFaults(before, changes)
    return {
      result: { sandboxId, faults },
      writes: [saveFaults(sandbox, faults, ctx.systemClock.now())],
      wake: ['environments'],
    }
  })
}
