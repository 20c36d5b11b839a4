import { disputeFeeOf } from '../ledger/entries.ts'
import type { PaymentIntent } from '../payments/payment.ts'
import { findNamedPayment } from '../payments/named-at-stripe.ts'
import { chargedFor } from '../payments/processor-requests.ts'
import { readDispute } from '../payments/processors/stripe/disputes.ts'
import { talkOf } from '../payments/processors/stripe/talk-to-stripe.ts'
import type { Context } from '../platform/context.ts'
import { transact } from '../platform/db/transact.ts'
import { guardOf } from './change-dispute.ts'
import type { Dispute } from './dispute.ts'
import { type DisputeFacts, factsOf } from './from-stripe.ts'
import { lockDisputesOfPayment } from './queries.ts'
import { recordMove } from './record-move.ts'
import { leadsTo } from './states.ts'

/**
 * Brings a live dispute to where it stands at Stripe now: opens it, moves it, or leaves it as it is. Asks first and decides
 * under the lock that guards the payment's refunds, so that it may run twice and at once.
 *
 * @returns `too_early` while the payment's own answer is still on its way to us: look again a little later.
 * @throws Error when Stripe gives no answer: the worker tries again.
 */
export const foldDispute = async (ctx: Context, reference: string): Promise<'folded' | 'too_early'> => {
  const heard = await readDispute(talkOf(ctx), { whose: chargedFor(ctx), reference })
  if (heard.kind === 'unknown') throw new Error('Stripe gave no answer about a dispute')
  const payment = heard.kind === 'said' ? heard.value.payment_intent : null
  if (heard.kind !== 'said' || payment === null || typeof payment === 'string') return 'folded'
  const found = await findNamedPayment(ctx, payment)
  if (found === 'too_early') return found
  const facts = found && factsOf(heard.value, found)
  if (!facts) {
    ctx.log.error('A dispute at Stripe fits no payment or status of ours', { reference })
    return 'folded'
  }
  await transact(
    ctx,
    { ...guardOf(ctx, found), known: lockDisputesOfPayment(ctx, found.paymentIntentId) },
    ({ intent, known }) => {
      const before = known.find((one) => one.processorReference === reference) ?? null
      const after = before ? movedBy(ctx, before, facts) : openedBy(ctx, intent!, facts)
      return after
        ? { ...recordMove(ctx, before, after, intent!), result: undefined }
        : { result: undefined, writes: [] }
    },
  )
  return 'folded'
}

const openedBy = (ctx: Context, intent: PaymentIntent, facts: DisputeFacts): Dispute => ({
  environmentId: ctx.environmentId,
  disputeId: ctx.ids.newId('du'),
  merchantId: ctx.merchantId,
  paymentIntentId: intent.paymentIntentId,
  orderId: intent.orderId,
  customerId: intent.customerId,
  currency: intent.currency,
  amount: facts.amount ?? intent.captured - intent.refunded,
  fee: disputeFeeOf(intent.currency),
  status: facts.status,
  reason: facts.reason,
  caseType: facts.caseType,
  paymentOption: intent.bankAccount ? 'ach_debit' : 'card',
  evidenceDueAt: facts.evidenceDueAt,
  evidenceCount: facts.evidenceCount,
  verdict: null,
  processorReference: facts.reference,
  statusChangedAt: ctx.now,
  metadata: {},
  version: 1,
  createdAt: ctx.now,
  updatedAt: ctx.now,
})

/** Steps that we did not hear of in between are taken at once; one that leads back is older than what we know. */
const movedBy = (ctx: Context, before: Dispute, facts: DisputeFacts): Dispute | null => {
  const { status, caseType, evidenceDueAt, evidenceCount } = facts
  const isSame =
    before.status === status &&
    before.caseType === caseType &&
    before.evidenceDueAt === evidenceDueAt &&
    before.evidenceCount === evidenceCount
  if (isSame) return null
  if (!leadsTo(before.status, status)) {
    ctx.log.error('A dispute went at Stripe where ours cannot follow', {
      dispute: before.disputeId,
      from: before.status,
      to: status,
    })
    return null
  }
  return {
    ...before,
    status,
    caseType,
    evidenceDueAt,
    evidenceCount,
    statusChangedAt: before.status === status ? before.statusChangedAt : ctx.now,
    version: before.version + 1,
    updatedAt: ctx.now,
  }
}
