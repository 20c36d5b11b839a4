import { type NewApiKey, checkedName } from '../api-keys/index.ts'
import type { Context } from '../platform/context.ts'
import { isUniqueViolation } from '../platform/db/database.ts'
import type { Statement } from '../platform/db/statement.ts'
import { transact } from '../platform/db/transact.ts'
import { httpErrors, refuse } from '../platform/http/errors.ts'
import { sandboxErrors } from './errors.ts'
import { newTestKey } from './issue-test-key.ts'
import { countSandboxes, findDefaultSandbox, insertSandbox, lockSandboxList } from './queries.ts'
import { expectLiveKey } from './reach-sandbox.ts'
import type { Sandbox } from './sandbox.ts'
import type { CreateSandboxBody } from './schemas.ts'

export type NewSandbox = { sandbox: Sandbox; key: NewApiKey | null }

export const createSandbox = (ctx: Context, input: CreateSandboxBody): Promise<NewSandbox> => {
  expectLiveKey(ctx)
  return addSandbox(ctx, input, {
    load: {},
    decide: ({ sandbox }) => [insertSandbox(sandbox)],
  })
}

type Extra<T> = {
  /** Read with what a new sandbox needs. */
  load: { [Name in keyof T]: Statement<T[Name]> }
  /** Writes the sandbox and what is in it from the start. */
  decide: (made: { sandbox: Sandbox; loaded: T }) => Statement<void>[]
}

/** A sandbox more of the caller's merchant, and where it is asked for a first key. Of two with one name, one wins. */
export const addSandbox = async <T extends Record<string, unknown>>(
  ctx: Context,
  input: CreateSandboxBody,
  { load, decide }: Extra<T>,
): Promise<NewSandbox> => {
  const name = checkedName(input.name)
  try {
    return await transact<any, NewSandbox>(
      ctx,
      { list: lockSandboxList(ctx), count: countSandboxes(ctx), model: findDefaultSandbox(ctx), ...load },
      (loaded) => {
        checkCount(ctx, loaded.count)
        const sandbox = newSandbox(ctx, name, loaded.model)
        const key = input.issue_test_key ? firstKey(ctx, sandbox, input) : null
        const writes = [...decide({ sandbox, loaded }), ...(key ? [key.statement] : [])]
        return { result: { sandbox, key }, writes }
      },
    )
  } catch (error) {
    if (isUniqueViolation(error, 'one_sandbox_name'))
      throw refuse(sandboxErrors.SANDBOX_ALREADY_EXISTS, { param: 'name' })
    throw error
  }
}

const checkCount = ({ config }: Context, count: number) => {
  const limit = config.sandboxesPerMerchant
  if (count >= limit)
    throw refuse(httpErrors.RESOURCE_LIMIT_EXCEEDED, {
      message: `A merchant has at most ${limit} sandboxes. Archived ones do not count.`,
      extra: { limit },
    })
}

const newSandbox = (ctx: Context, name: string, model: Sandbox): Sandbox => {
  const now = ctx.systemClock.now()
  const sandboxId = ctx.ids.newId('test')
  return {
    sandboxId,
    environment: {
      ...model.environment,
      environmentId: ctx.ids.newId('menv'),
      sandboxId,
      ownClock: null,
    },
    name,
    status: 'active',
    isDefault: false,
    createdAt: now,
    updatedAt: now,
    clockLeasedUntil: null,
    clockTarget: null,
  }
}

const firstKey = (ctx: Context, { environment, sandboxId }: Sandbox, input: CreateSandboxBody): NewApiKey =>
  newTestKey(
    ctx,
    { environmentId: environment.environmentId, sandboxId },
    { name: input.test_key_name ?? input.name, ...(input.scopes ? { scopes: input.scopes } : {}) },
  )
