import type { Minor } from '@flint/money'
import type { RefundFailureReason } from '../payments/processors/processor.ts'
import type { Instant } from '../platform/clock/clock.ts'
import type { Metadata } from '../platform/http/metadata.ts'
import type { AppliesTo, RefundAllocation } from './refund-allocation.ts'

/** Source: contract, flint-commerce 10.4. */
export const refundStatuses = [
  'pending',
  'in_transit',
  'requires_action',
  'succeeded',
  'partially_succeeded',
  'failed',
  'canceled',
] as const
export type RefundStatus = (typeof refundStatuses)[number]

/** Source: contract, flint-commerce 10.3. */
export const refundFailureReasons = [
  'expired_or_canceled_card',
  'lost_or_stolen_card',
  'insufficient_funds',
  'insufficient_available_balance',
  'declined',
  'merchant_request',
  'payment_disputed',
  'payment_refund_failed',
  'payment_refund_not_attempted',
  'refund_failed',
] as const satisfies readonly RefundFailureReason[]

/** Source: contract, flint-commerce 10.1. */
export const refundReasons = [
  'duplicate',
  'fraudulent',
  'requested_by_customer',
  'defective_product',
  'wrong_item_shipped',
  'never_received',
  'not_as_described',
  'arrived_too_late',
  'customer_changed_mind',
  'better_price_found',
  'accidental_order',
  'other',
] as const
export type RefundReason = (typeof refundReasons)[number]

/** What the merchant keeps back of one line. Source: contract, flint-commerce 10.1. */
export const adjustmentTypes = [
  'restocking_fee',
  'withheld_amount',
  'refund_adjustment',
  'tax_adjustment',
] as const
export type RefundAdjustment = {
  adjustmentId: string
  lineItemId: string
  type: (typeof adjustmentTypes)[number]
  appliesTo: AppliesTo
  amount: Minor
  reason: string | null
}

/** A part of what an earlier refund kept back, given back after all. */
export type AdjustmentRefund = { adjustmentId: string; lineItemId: string; amount: Minor }

/** The tax of one line as the caller decided it; how much it is stands in the allocation. */
export type TaxOverride = {
  lineItemId: string
  parts: readonly { taxBreakdownId: string; amount: Minor }[]
  reason: string | null
}

/** The part of a refund that one payment gives back. */
export type RefundLeg = {
  paymentIntentId: string
  amount: Minor
  tip: Minor
  status: 'pending' | 'in_transit' | 'succeeded' | 'failed'
  failureReason: RefundFailureReason | null
  /** When the processor was first asked; from then on it is only asked what became of it. */
  sentAt: Instant | null
  /** It succeeded, but the processor will be asked once more: it may still bounce. */
  mayBounce?: true
  /** It was made at the processor, not by us: it is looked up there and never sent. */
  isMadeThere?: true
  /** How often a remote processor was asked without a final answer; absent in process. */
  unanswered?: number
}

/** Money returned by the merchant, over one or several payments. Minor units of `currency`. */
export type Refund = {
  environmentId: string
  refundId: string
  merchantId: string
  orderId: string | null
  /** The payment that was named, or the only one that gives money back. */
  paymentIntentId: string | null
  customerId: string | null
  currency: string
  amount: Minor
  status: RefundStatus
  reason: RefundReason | null
  reasonMessage: string | null
  refundMethod: 'original_payment'
  failureReason: RefundFailureReason | null
  /** What was asked for: shown, and never changed. */
  allocation: RefundAllocation
  /**
   * The part of it that counts now: all of it until a leg fails. The orders' refunded amounts are the sums of
   * this over their refunds.
   */
  standing: RefundAllocation
  adjustments: RefundAdjustment[]
  adjustmentRefunds: AdjustmentRefund[]
  taxOverrides: TaxOverride[]
  /** The caller said how much each payment gives back. */
  hasTenders: boolean
  legs: RefundLeg[]
  idempotencyKey: string | null
  externalReferenceId: string | null
  metadata: Metadata
  version: number
  createdAt: Instant
  updatedAt: Instant
}
