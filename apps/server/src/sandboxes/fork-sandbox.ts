import type { Context } from '../platform/context.ts'
import { refuse } from '../platform/http/errors.ts'
import { clockErrors } from './clock/errors.ts'
import { copyRows, findColumns } from './content-queries.ts'
import { type NewSandbox, addSandbox } from './create-sandbox.ts'
import { insertFork, lockSandbox } from './queries.ts'
import { reachActiveSandbox } from './reach-sandbox.ts'
import { sandboxErrors } from './errors.ts'
import { sandboxTables } from './sandbox-tables.ts'
import type { CreateSandboxBody } from './schemas.ts'

const forkedTables = sandboxTables.filter(({ isForked }) => isForked)

/**
 * A new sandbox that is equal to another: the same objects under the same ids, the same events and ledger, the same time,
 * and the same things still to happen. One statement copies all tables, so that the copy is of one instant.
 */
export const forkSandbox = async (
  ctx: Context,
  sandboxId: string,
  input: CreateSandboxBody,
): Promise<NewSandbox> => {
  await reachActiveSandbox(ctx, sandboxId, 'live_key')
  const columns = await ctx.db.run(findColumns)
  return addSandbox(ctx, input, {
    // Its clock cannot begin to move meanwhile.
    load: { source: lockSandbox(ctx, sandboxId) },
    decide: ({ sandbox, loaded: { source } }) => {
      if (source?.status !== 'active') throw refuse(sandboxErrors.SANDBOX_ARCHIVED, { param: 'sandbox_id' })
      if (source.clockTarget !== null) throw refuse(clockErrors.SANDBOX_CLOCK_MOVING, { param: 'sandbox_id' })
      const from = source.environment.environmentId
      const to = sandbox.environment.environmentId
      return [
        insertFork(sandbox, from),
        ...forkedTables.map(({ name }) => copyRows(name, columns.get(name)!, from, to)),
      ]
    },
  })
}
