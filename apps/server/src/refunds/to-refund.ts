import { money } from '../payments/to-payment-intent.ts'
import type { FlatAllocation, LineAllocation } from './refund-allocation.ts'
import type { Refund, RefundLeg } from './refund.ts'

/** The refund in the contract's words. Source: contract, flint-commerce 10.3. */
export const toRefund = (refund: Refund) => {
  const { currency, allocation } = refund
  return {
    refund_id: refund.refundId,
    amount_money: money(refund.amount, currency),
    status: refund.status,
    reason: refund.reason,
    reason_message: refund.reasonMessage,
    order_id: refund.orderId,
    payment_intent_id: refund.paymentIntentId,
    customer_id: refund.customerId,
    invoice_id: null,
    credit_note_id: null,
    return_id: null,
    return_resolution_id: null,
    review_id: null,
    refund_method: refund.refundMethod,
    refunded_tip_money: money(allocation.tip, currency),
    failure_reason: refund.failureReason,
    payment_refunds: refund.legs.map((leg) => toPaymentRefund(leg, currency)),
    line_item_allocations: allocation.lines.map((line) => toLineAllocation(refund, line)),
    charge_allocations: allocation.charges.map((charge) => ({
      order_charge_id: charge.chargeId,
      refunded_money: money(charge.amount, currency),
      tax_money: money(charge.tax, currency),
    })),
    tender_allocations: refund.hasTenders
      ? refund.legs.map((leg) => ({
          tender_type: 'payment_intent' as const,
          payment_intent_id: leg.paymentIntentId,
          amount_money: money(leg.amount, currency),
          destination: 'original' as const,
        }))
      : [],
    tax_breakdown_refunds: allocation.flats.map((flat) => toTaxRefund(flat, currency)),
    idempotency_key: refund.idempotencyKey,
    metadata: refund.metadata,
    external_reference_id: refund.externalReferenceId,
    version: refund.version,
    created_at: refund.createdAt,
    updated_at: refund.updatedAt,
  }
}

const toPaymentRefund = (leg: RefundLeg, currency: string) => ({
  payment_intent_id: leg.paymentIntentId,
  amount_money: money(leg.amount, currency),
  refunded_tip_money: money(leg.tip, currency),
  status: leg.status,
  failure_reason: leg.failureReason,
})

const toTaxRefund = ({ taxBreakdownId, amount }: FlatAllocation, currency: string) => ({
  tax_breakdown_id: taxBreakdownId,
  amount_money: money(amount, currency),
})

const toLineAllocation = (refund: Refund, line: LineAllocation) => {
  const { currency } = refund
  const isOfLine = ({ lineItemId }: { lineItemId: string }): boolean => lineItemId === line.lineItemId
  const override = refund.taxOverrides.find(isOfLine)
  return {
    order_line_item_id: line.lineItemId,
    quantity: line.quantity,
    refunded_money: money(line.refunded, currency),
    automatic_refund: {
      subtotal: money(line.subtotal, currency),
      discount: money(line.discount, currency),
      tax: money(line.tax, currency),
      total: money(line.total, currency),
    },
    adjustments: refund.adjustments.filter(isOfLine).map((adjustment) => ({
      refund_line_item_adjustment_id: adjustment.adjustmentId,
      adjustment_type: adjustment.type,
      applies_to: adjustment.appliesTo,
      amount_money: money(adjustment.amount, currency),
      reason: adjustment.reason,
    })),
    adjustment_refunds: refund.adjustmentRefunds.filter(isOfLine).map((one) => ({
      refund_line_item_adjustment_id: one.adjustmentId,
      amount_money: money(one.amount, currency),
    })),
    tax_refund_mode: override ? ('explicit' as const) : ('automatic' as const),
    tax_breakdown_refunds: (override?.parts ?? []).map((part) => toTaxRefund(part, currency)),
    tax_adjustment_reason: override?.reason ?? null,
  }
}
