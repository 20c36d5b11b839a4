import { disputeEntries, disputeReversalEntries } from '../ledger/entries.ts'
import { appendEntries } from '../ledger/queries.ts'
import { isTakenBack } from '../payments/dispute-status.ts'
import type { DisputeStatus, PaymentIntent } from '../payments/payment.ts'
import { saveIntents } from '../payments/queries.ts'
import { plusMs } from '../platform/clock/clock.ts'
import type { Context } from '../platform/context.ts'
import type { Statement } from '../platform/db/statement.ts'
import type { Decision } from '../platform/db/transact.ts'
import { recordEvents } from '../platform/events/events.ts'
import { dropTimers, setTimer } from '../platform/jobs/timers.ts'
import type { Dispute } from './dispute.ts'
import { disputeEvents } from './events.ts'
import { insertDispute, saveDispute } from './queries.ts'
import { canMove, isEnded, needsResponse } from './states.ts'

export const disputeTimerKinds = {
  open: 'open_dispute',
  decide: 'decide_dispute',
  deadline: 'dispute_deadline',
} as const

/** The bank says what it thinks of evidence this long after it was sent. */
export const decidesAfterMs = 1_000

/** @throws Error for a move that the table does not have: the caller must have checked. */
export const movedTo = (
  ctx: Context,
  before: Dispute,
  status: DisputeStatus,
  change: Partial<Dispute> = {},
): Dispute => {
  if (!canMove(before.status, status))
    throw new Error(`A dispute cannot go from ${before.status} to ${status}.`)
  return {
    ...before,
    ...change,
    status,
    statusChangedAt: ctx.now,
    version: before.version + 1,
    updatedAt: ctx.now,
  }
}

/**
 * Everything that is written with a new dispute or a move: the payment shows its status, money leaves the merchant's
 * balance when the bank takes it and comes back when the merchant wins, deadlines are set or dropped. The order's
 * paid amount stays as it is. Source: contract, flint-commerce 12, flint-billing 8.2.
 */
export const recordMove = (
  ctx: Context,
  before: Dispute | null,
  dispute: Dispute,
  intent: PaymentIntent,
): Decision<Dispute> => ({
  result: dispute,
  writes: [
    before ? saveDispute(dispute) : insertDispute(dispute),
    saveIntents([
      { ...intent, disputeStatus: dispute.status, version: intent.version + 1, updatedAt: ctx.now },
    ]),
    ...appendEntries(ctx, postingsOf(before, dispute, intent)),
    ...recordEvents(ctx, disputeEvents(ctx, before, dispute)),
    ...timersOf(ctx, before, dispute),
  ],
  wake: ['events', 'timers'],
})

const postingsOf = (
  before: Dispute | null,
  { disputeId, status, amount, fee }: Dispute,
  intent: PaymentIntent,
) => {
  const wasTaken = before !== null && isTakenBack({ disputeStatus: before.status })
  const isTaken = isTakenBack({ disputeStatus: status })
  if (wasTaken === isTaken) return []
  return [
    isTaken
      ? disputeEntries(intent, disputeId, amount, fee)
      : disputeReversalEntries(intent, disputeId, amount, fee),
  ]
}

const timersOf = (ctx: Context, before: Dispute | null, dispute: Dispute): Statement<void>[] => {
  const { disputeId: subjectId, status, evidenceDueAt } = dispute
  const { decide, deadline } = disputeTimerKinds
  if (isEnded(status))
    return before
      ? [
          dropTimers(ctx, [
            { kind: decide, subjectId },
            { kind: deadline, subjectId },
          ]),
        ]
      : []
  // In live mode the bank decides, and tells us.
  if (dispute.processorReference) return []
  // The moment after the deadline: until then an answer is in time.
  if (needsResponse(status)) return [setTimer(ctx, deadline, subjectId, plusMs(evidenceDueAt!, 1))]
  return dispute.verdict ? [setTimer(ctx, decide, subjectId, plusMs(ctx.now, decidesAfterMs))] : []
}
