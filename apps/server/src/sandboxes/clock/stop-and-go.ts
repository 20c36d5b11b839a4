import { clockOf } from '../../platform/clock/own-clock.ts'
import type { Context } from '../../platform/context.ts'
import type { Statement } from '../../platform/db/statement.ts'
import { transact } from '../../platform/db/transact.ts'
import { refuse } from '../../platform/http/errors.ts'
import { sandboxErrors } from '../errors.ts'
import { expectActive, reachSandbox } from '../reach-sandbox.ts'
import { type SandboxClock, sandboxClockOf } from './clock.ts'
import { clockErrors } from './errors.ts'
import { type ClockState, freezeClock, lockClock, resumeClock } from './queries.ts'

type Change = {
  ownClock: { offsetMs: number; frozenAt: string | null }
  writes: Statement<void>[]
}

const changeClock = async (
  ctx: Context,
  sandboxId: string,
  decide: (clock: ClockState, environmentId: string) => Change,
): Promise<SandboxClock> => {
  const sandbox = await reachSandbox(ctx, sandboxId, 'live_or_own_key')
  expectActive(sandbox)
  const { environmentId } = sandbox.environment
  return transact(ctx, { clock: lockClock(environmentId) }, ({ clock }) => {
    if (!clock) throw refuse(sandboxErrors.SANDBOX_NOT_FOUND, { param: 'sandbox_id' })
    const { ownClock, writes } = decide(clock, environmentId)
    return {
      result: sandboxClockOf({ sandboxId, clockTarget: null, environment: { ownClock } }, ctx.systemClock),
      writes,
      wake: ['environments', 'timers', 'deliveries'],
    }
  })
}

/** Stands the clock still. One that stands already stays where it is; an advance under way ends where it has come to. */
export const freezeSandboxClock = (ctx: Context, sandboxId: string): Promise<SandboxClock> =>
  changeClock(ctx, sandboxId, ({ offsetMs, frozenAt }, environmentId) => {
    const at = clockOf(ctx.systemClock, { offsetMs, frozenAt }).now()
    return { ownClock: { offsetMs, frozenAt: at }, writes: freezeClock(environmentId, at) }
  })

/** Lets the clock run on from where it stands. One that runs already runs on. */
export const resumeSandboxClock = (ctx: Context, sandboxId: string): Promise<SandboxClock> =>
  changeClock(ctx, sandboxId, ({ offsetMs, frozenAt, target }, environmentId) => {
    if (target !== null) throw refuse(clockErrors.SANDBOX_CLOCK_MOVING)
    if (frozenAt === null) return { ownClock: { offsetMs, frozenAt }, writes: [] }
    const offset = Date.parse(frozenAt) - ctx.systemClock.nowMs()
    return {
      ownClock: { offsetMs: offset, frozenAt: null },
      writes: [resumeClock(environmentId, offset)],
    }
  })
