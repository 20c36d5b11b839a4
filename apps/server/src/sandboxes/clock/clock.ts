import type { Instant } from '../../platform/clock/clock.ts'
import { type OwnClock, clockOf } from '../../platform/clock/own-clock.ts'
import type { Clock } from '../../platform/clock/clock.ts'
import type { Sandbox } from '../sandbox.ts'

/**
 * A sandbox's clock:
 *
 *   running --freeze--> frozen --resume--> running
 *   running | frozen --advance--> advancing --all that became due is done--> as it was before
 *
 * An advance stands still at every instant at which something falls due, until that is done.
 */
export type SandboxClock = {
  sandboxId: string
  status: 'running' | 'frozen' | 'advancing'
  now: Instant
  /** How far an advance under way goes. */
  advancingTo: Instant | null
  systemNow: Instant
}

export const sandboxClockOf = (
  sandbox: Pick<Sandbox, 'sandboxId' | 'clockTarget'> & { environment: { ownClock: OwnClock | null } },
  system: Clock,
): SandboxClock => {
  const { ownClock } = sandbox.environment
  const nowMs = system.nowMs()
  const systemNow = new Date(nowMs).toISOString()
  return {
    sandboxId: sandbox.sandboxId,
    status: sandbox.clockTarget ? 'advancing' : ownClock?.frozenAt ? 'frozen' : 'running',
    now: clockOf({ nowMs: () => nowMs, now: () => systemNow }, ownClock).now(),
    advancingTo: sandbox.clockTarget,
    systemNow,
  }
}
