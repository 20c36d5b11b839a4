import type { Context } from '../platform/context.ts'
import { changeDispute, refuseStatus } from './change-dispute.ts'
import type { Dispute } from './dispute.ts'
import { movedTo } from './record-move.ts'
import { givenUp, isEnded } from './states.ts'

/** The merchant gives in: a dispute is lost, an inquiry is closed. */
export const closeDispute = (ctx: Context, disputeId: string): Promise<Dispute> =>
  changeDispute(ctx, disputeId, (dispute) => {
    if (isEnded(dispute.status)) throw refuseStatus(dispute)
    return movedTo(ctx, dispute, givenUp(dispute.status))
  })
