import type { Minor } from '@flint/money'
import type { DisputeStatus, PaymentOption } from '../payments/payment.ts'
import type { Instant } from '../platform/clock/clock.ts'
import type { Metadata } from '../platform/http/metadata.ts'

/** Source: contract, flint-commerce 12. */
export const disputeReasons = [
  'bank_cannot_process',
  'check_returned',
  'credit_not_processed',
  'customer_initiated',
  'debit_not_authorized',
  'duplicate',
  'fraudulent',
  'general',
  'incorrect_account_details',
  'insufficient_funds',
  'noncompliant',
  'product_not_received',
  'product_unacceptable',
  'subscription_canceled',
  'unrecognized',
  'bank_account_closed',
  'bank_account_not_found',
  'bank_debit_not_authorized',
  'bank_account_restricted',
  'other',
] as const
export type DisputeReason = (typeof disputeReasons)[number]

/** Source: contract, flint-commerce 12. */
export const caseTypes = [
  'inquiry',
  'chargeback',
  'compliance',
  'resolution',
  'block',
  'other',
  'bank_return',
] as const
export type CaseType = (typeof caseTypes)[number]

/** A cardholder's bank asks for a payment back, or asks about it. Amounts in minor units of `currency`. */
export type Dispute = {
  environmentId: string
  disputeId: string
  merchantId: string
  paymentIntentId: string
  orderId: string | null
  customerId: string | null
  currency: string
  amount: Minor
  /** What the merchant pays for it while the bank has the money; comes back when the merchant wins. */
  fee: Minor
  status: DisputeStatus
  reason: DisputeReason
  caseType: CaseType
  paymentOption: PaymentOption
  evidenceDueAt: Instant | null
  evidenceCount: number
  /** What the sandbox's bank makes of the evidence, a moment after it was sent; null while it makes nothing of it. */
  verdict: Verdict | null
  /** The processor's name for it in live mode; absent in sandboxes. */
  processorReference?: string
  statusChangedAt: Instant
  metadata: Metadata
  version: number
  createdAt: Instant
  updatedAt: Instant
}

export type Verdict = 'won' | 'lost' | 'warning_closed' | 'needs_response'
