import type { Context } from '../platform/context.ts'
import { tellBankOfEvidence } from './ask-bank.ts'
import { changeDispute, refuseStatus, refuseUnknownDispute } from './change-dispute.ts'
import type { Dispute, Verdict } from './dispute.ts'
import { findDispute } from './queries.ts'
import { movedTo } from './record-move.ts'
import type { EvidenceBody } from './schemas.ts'
import { needsResponse, underReview } from './states.ts'
import { isPastDue } from './to-dispute.ts'

/** The words that decide a sandbox's dispute: the public processor's, so that tests written against it pass unchanged. */
const decisiveWords: readonly { word: string; chargeback: Verdict; inquiry: Verdict }[] = [
  { word: 'escalate_inquiry_evidence', chargeback: 'lost', inquiry: 'needs_response' },
  { word: 'winning_evidence', chargeback: 'won', inquiry: 'warning_closed' },
  { word: 'losing_evidence', chargeback: 'lost', inquiry: 'warning_closed' },
]

/** What the sandbox's bank will say; null where it waits until the deadline. */
export const verdictOn = (status: Dispute['status'], text: string): Verdict | null => {
  const decisive = decisiveWords.find(({ word }) => text.includes(word))
  if (!decisive) return null
  return status === 'warning_needs_response' ? decisive.inquiry : decisive.chargeback
}

/**
 * Answers the bank, once and in time. The text itself is not kept: it may say anything about anybody, and all that comes
 * of it in a sandbox is the verdict. Source: contract, flint-commerce 12 and 19 row 27.
 */
export const submitEvidence = async (
  ctx: Context,
  disputeId: string,
  input: EvidenceBody,
): Promise<Dispute> => {
  const found = await ctx.db.run(findDispute(ctx, disputeId))
  if (!found) throw refuseUnknownDispute()
  expectAnswerable(ctx, found)
  await tellBankOfEvidence(ctx, found, input.uncategorized_text)
  return changeDispute(ctx, disputeId, (dispute) => {
    // News of it were here before us.
    if (dispute.processorReference && dispute.evidenceCount > found.evidenceCount) return null
    expectAnswerable(ctx, dispute)
    return movedTo(ctx, dispute, underReview(dispute.status), {
      evidenceCount: dispute.evidenceCount + 1,
      verdict: dispute.processorReference ? null : verdictOn(dispute.status, input.uncategorized_text),
    })
  })
}

const expectAnswerable = (ctx: Context, dispute: Dispute): void => {
  if (!needsResponse(dispute.status)) throw refuseStatus(dispute)
  if (isPastDue(dispute, ctx.now)) throw refuseStatus(dispute, 'The time to send evidence is over.')
}
