import { findIntent } from '../payments/queries.ts'
import { plusMs } from '../platform/clock/clock.ts'
import type { Context } from '../platform/context.ts'
import { transact } from '../platform/db/transact.ts'
import { setTimer } from '../platform/jobs/timers.ts'
import { type CaptureListener, onCapture } from '../payments/capture-listeners.ts'
import { guardOf } from './change-dispute.ts'
import { newDispute, openingOf, opensAfterMs } from './opening.ts'
import { disputeTimerKinds, recordMove } from './record-move.ts'

/** Money was taken with a test card that leads to a dispute: the bank speaks up a moment later. */
export const followCapture: CaptureListener = (ctx, taken) =>
  openingOf(ctx, taken)
    ? [setTimer(ctx, disputeTimerKinds.open, taken.paymentIntentId, plusMs(ctx.now, opensAfterMs))]
    : []

onCapture(followCapture)

/** Opens the dispute that a payment's test card leads to, once. Source: contract, flint-commerce 12, 19 row 27. */
export const openDispute = async (ctx: Context, paymentIntentId: string): Promise<void> => {
  const found = await ctx.db.run(findIntent(ctx, paymentIntentId))
  if (!found) return
  await transact(ctx, guardOf(ctx, found), ({ intent }) => {
    const opening = openingOf(ctx, intent!)
    if (!opening || intent!.status !== 'succeeded' || intent!.disputeStatus !== undefined)
      return { result: null, writes: [] }
    return { ...recordMove(ctx, null, newDispute(ctx, intent!, opening), intent!), result: null }
  })
}
