import { chargedFor } from '../payments/processor-requests.ts'
import { type DisputeAnswer, giveUpDispute, sendEvidence } from '../payments/processors/stripe/disputes.ts'
import { talkOf } from '../payments/processors/stripe/talk-to-stripe.ts'
import type { Context } from '../platform/context.ts'
import { httpErrors, refuse } from '../platform/http/errors.ts'
import { refuseStatus } from './change-dispute.ts'
import type { Dispute } from './dispute.ts'

/**
 * In live mode a bank decides, and what the merchant does goes to it before it is recorded here: asked again it does nothing
 * twice, and news bring what was not recorded. In a sandbox there is nobody to tell.
 */
export const tellBankOfEvidence = async (ctx: Context, dispute: Dispute, text: string): Promise<void> => {
  const { processorReference: reference, disputeId } = dispute
  if (!reference) return
  const tryId = `${disputeId}:evidence:${dispute.evidenceCount + 1}`
  expectDone(dispute, await sendEvidence(talkOf(ctx), { whose: chargedFor(ctx), reference, tryId, text }))
}

export const tellBankOfGivingUp = async (ctx: Context, dispute: Dispute): Promise<void> => {
  const { processorReference: reference, disputeId } = dispute
  if (!reference) return
  const tryId = `${disputeId}:close`
  expectDone(dispute, await giveUpDispute(talkOf(ctx), { whose: chargedFor(ctx), reference, tryId }))
}

const expectDone = (dispute: Dispute, { outcome }: DisputeAnswer): void => {
  if (outcome === 'unknown') throw refuse(httpErrors.SERVICE_UNAVAILABLE)
  if (outcome === 'refused') throw refuseStatus(dispute, 'The bank no longer takes this.')
}
