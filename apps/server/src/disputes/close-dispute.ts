import type { Context } from '../platform/context.ts'
import { tellBankOfGivingUp } from './ask-bank.ts'
import { changeDispute, refuseStatus, refuseUnknownDispute } from './change-dispute.ts'
import type { Dispute } from './dispute.ts'
import { findDispute } from './queries.ts'
import { movedTo } from './record-move.ts'
import { givenUp, isEnded } from './states.ts'

/** The merchant gives in: a dispute is lost, an inquiry is closed. */
export const closeDispute = async (ctx: Context, disputeId: string): Promise<Dispute> => {
  const found = await ctx.db.run(findDispute(ctx, disputeId))
  if (!found) throw refuseUnknownDispute()
  if (isEnded(found.status)) throw refuseStatus(found)
  await tellBankOfGivingUp(ctx, found)
  return changeDispute(ctx, disputeId, (dispute) => {
    // News of it were here before us.
    if (dispute.processorReference && isEnded(dispute.status)) return null
    if (isEnded(dispute.status)) throw refuseStatus(dispute)
    return movedTo(ctx, dispute, givenUp(dispute.status))
  })
}
