import type { Context } from '../platform/context.ts'
import { appliesToOf } from './check-refund-input.ts'
import type { AdjustmentRefund, Refund, RefundAdjustment, TaxOverride } from './refund.ts'
import type { RefundAllocation } from './refund-allocation.ts'
import type { CreateRefundBody } from './schemas.ts'

/** The refund as it is recorded before anybody is asked for the money. Source: contract, flint-commerce 10.3. */
export const newRefund = (
  ctx: Context,
  input: CreateRefundBody,
  allocation: RefundAllocation,
  owner: Pick<Refund, 'orderId' | 'customerId'>,
): Refund => {
  const { legs, currency, amount } = allocation
  return {
    environmentId: ctx.environmentId,
    refundId: ctx.ids.newId('ref'),
    merchantId: ctx.merchantId,
    ...owner,
    paymentIntentId: legs.length === 1 ? legs[0]!.paymentIntentId : null,
    currency,
    amount,
    status: 'pending',
    reason: input.reason ?? null,
    reasonMessage: input.reason_message ?? null,
    refundMethod: 'original_payment',
    failureReason: null,
    allocation,
    standing: allocation,
    adjustments: adjustmentsOf(ctx, input),
    adjustmentRefunds: adjustmentRefundsOf(input),
    taxOverrides: taxOverridesOf(input),
    hasTenders: input.tender_allocations !== undefined,
    legs: legs.map((leg) => ({ ...leg, status: 'pending', failureReason: null, sentAt: null })),
    idempotencyKey: ctx.idempotency && !ctx.idempotency.isGenerated ? ctx.idempotency.key : null,
    externalReferenceId: input.external_reference_id ?? null,
    metadata: input.metadata ?? {},
    version: 1,
    createdAt: ctx.now,
    updatedAt: ctx.now,
  }
}

const adjustmentsOf = (ctx: Context, input: CreateRefundBody): RefundAdjustment[] =>
  (input.line_items ?? []).flatMap((line) =>
    (line.refund_adjustments ?? []).map((adjustment) => ({
      adjustmentId: ctx.ids.newId('radj'),
      lineItemId: line.order_line_item_id,
      type: adjustment.adjustment_type,
      appliesTo: appliesToOf(adjustment),
      amount: adjustment.amount_money.amount,
      reason: adjustment.reason ?? null,
    })),
  )

const adjustmentRefundsOf = (input: CreateRefundBody): AdjustmentRefund[] =>
  (input.line_items ?? []).flatMap((line) =>
    (line.adjustment_refunds ?? []).map((one) => ({
      adjustmentId: one.refund_line_item_adjustment_id,
      lineItemId: line.order_line_item_id,
      amount: one.amount_money.amount,
    })),
  )

const taxOverridesOf = (input: CreateRefundBody): TaxOverride[] =>
  (input.line_items ?? [])
    .filter((line) => line.tax_refund_mode === 'explicit')
    .map((line) => ({
      lineItemId: line.order_line_item_id,
      parts: (line.tax_breakdown_refunds ?? []).map((part) => ({
        taxBreakdownId: part.tax_breakdown_id,
        amount: part.amount_money.amount,
      })),
      reason: line.tax_adjustment_reason ?? null,
    }))
