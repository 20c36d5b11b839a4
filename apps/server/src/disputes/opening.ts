import { disputeFeeOf } from '../ledger/entries.ts'
import { testBehaviourNamed } from '../payments/processors/simulator/find-test-bank-account.ts'
import type { TestBehaviour } from '../payments/processors/simulator/behaviour.ts'
import type { DisputeStatus, PaymentIntent } from '../payments/payment.ts'
import { dayMs, plusMs } from '../platform/clock/clock.ts'
import type { Context } from '../platform/context.ts'
import type { CaseType, Dispute, DisputeReason } from './dispute.ts'

/** The worker opens a dispute this long after the money was taken. */
export const opensAfterMs = 1_000

/** The merchant has this long to answer. Source: contract, flint-commerce 19 row 27. */
export const evidenceMs = 14 * dayMs

type Opening = { status: DisputeStatus; reason: DisputeReason; caseType: CaseType }

/** What each kind of test card or bank account leads to. A bank's return is final: nobody asks the merchant. */
const openings: Readonly<Record<NonNullable<TestBehaviour['dispute']>, Opening>> = {
  fraudulent: { status: 'needs_response', reason: 'fraudulent', caseType: 'chargeback' },
  product_not_received: { status: 'needs_response', reason: 'product_not_received', caseType: 'chargeback' },
  inquiry: { status: 'warning_needs_response', reason: 'general', caseType: 'inquiry' },
  bank_return: { status: 'lost', reason: 'bank_debit_not_authorized', caseType: 'bank_return' },
}

/** What is paid with test cards only is disputed only in sandboxes. */
export const openingOf = (ctx: Context, { testCard }: Pick<PaymentIntent, 'testCard'>): Opening | null => {
  const kind = ctx.mode === 'test' ? (testBehaviourNamed(testCard)?.dispute ?? null) : null
  return kind && openings[kind]
}

/**
 * The dispute about a payment, for what was not refunded yet. Where all of it was, there is nothing to take: the case
 * is settled before it takes effect. Source: contract, flint-billing 8.2, `prevented`.
 */
export const newDispute = (ctx: Context, intent: PaymentIntent, opening: Opening): Dispute => {
  const left = intent.captured - intent.refunded
  const { status, reason, caseType }: Opening =
    left > 0 ? opening : { ...opening, status: 'prevented', caseType: 'resolution' }
  const isAnswered = status === 'needs_response' || status === 'warning_needs_response'
  return {
    environmentId: ctx.environmentId,
    disputeId: ctx.ids.newId('du'),
    merchantId: ctx.merchantId,
    paymentIntentId: intent.paymentIntentId,
    orderId: intent.orderId,
    customerId: intent.customerId,
    currency: intent.currency,
    amount: left > 0 ? left : intent.captured,
    fee: caseType === 'bank_return' ? 0 : disputeFeeOf(intent.currency),
    status,
    reason,
    caseType,
    paymentOption: intent.bankAccount ? 'ach_debit' : 'card',
    evidenceDueAt: isAnswered ? plusMs(ctx.now, evidenceMs) : null,
    evidenceCount: 0,
    verdict: null,
    statusChangedAt: ctx.now,
    metadata: {},
    version: 1,
    createdAt: ctx.now,
    updatedAt: ctx.now,
  }
}
