import { plusMs } from '../platform/clock/clock.ts'
import type { Context } from '../platform/context.ts'
import type { TimerHandler } from '../platform/jobs/timers.ts'
import { changeDispute } from './change-dispute.ts'
import { evidenceMs } from './opening.ts'
import { openDispute } from './open-dispute.ts'
import { disputeTimerKinds, movedTo } from './record-move.ts'
import { givenUp, isEnded } from './states.ts'
import { isPastDue } from './to-dispute.ts'

/** The sandbox's bank, by time alone. Each finds out under the lock whether there is still something to do. */
export const disputeTimers: Record<string, TimerHandler> = {
  [disputeTimerKinds.open]: openDispute,
  [disputeTimerKinds.decide]: async (ctx, disputeId) =>
    void (await changeDispute(ctx, disputeId, (dispute) => {
      const { verdict } = dispute
      if (verdict === null || isEnded(dispute.status)) return null
      return movedTo(
        ctx,
        dispute,
        verdict,
        verdict === 'needs_response' ? formalCase(ctx) : { verdict: null },
      )
    })),
  // Whether nobody answered, or the bank could make nothing of the answer.
  [disputeTimerKinds.deadline]: async (ctx, disputeId) =>
    void (await changeDispute(ctx, disputeId, (dispute) =>
      isEnded(dispute.status) || dispute.verdict !== null || !isPastDue(dispute, ctx.now)
        ? null
        : movedTo(ctx, dispute, givenUp(dispute.status)),
    )),
}

/** An inquiry that becomes a dispute is answered anew. */
const formalCase = (ctx: Context) => ({
  caseType: 'chargeback' as const,
  evidenceDueAt: plusMs(ctx.now, evidenceMs),
  evidenceCount: 0,
  verdict: null,
})
