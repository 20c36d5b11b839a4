import { expectCurrency } from '../orders/new-order.ts'
import { appliesToOf } from './check-refund-input.ts'
import type { FlatTarget, LineTarget, RefundTargets } from './refund-allocation.ts'
import type { CreateRefundBody } from './schemas.ts'

type LineInput = NonNullable<CreateRefundBody['line_items']>[number]

/** What the request names, for the allocation. */
export const targetsOf = (input: CreateRefundBody): RefundTargets => ({
  amount: input.amount_money ?? null,
  paymentIntentId: input.payment_intent_id ?? null,
  tenders: (input.tender_allocations ?? []).map((tender) => ({
    paymentIntentId: tender.payment_intent_id!,
    amount: tender.amount_money,
  })),
  lines: (input.line_items ?? []).map(lineTargetOf),
  charges: (input.charges ?? []).map((charge) => ({
    chargeId: charge.order_charge_id,
    amount: charge.amount_money ?? null,
  })),
  flats: taxTargetsOf(input.tax_breakdown_refunds),
})

const lineTargetOf = (line: LineInput): LineTarget => ({
  lineItemId: line.order_line_item_id,
  quantity: line.quantity ?? null,
  amount: line.amount_money ?? null,
  tax:
    line.tax_refund_mode === 'explicit'
      ? { amount: line.tax_money?.amount ?? null, parts: taxTargetsOf(line.tax_breakdown_refunds) }
      : null,
  kept: (line.refund_adjustments ?? []).map((adjustment) => ({
    appliesTo: appliesToOf(adjustment),
    amount: adjustment.amount_money.amount,
  })),
  released: (line.adjustment_refunds ?? []).reduce((sum, one) => sum + one.amount_money.amount, 0),
})

const taxTargetsOf = (parts: CreateRefundBody['tax_breakdown_refunds']): FlatTarget[] =>
  (parts ?? []).map((part) => ({ taxBreakdownId: part.tax_breakdown_id, amount: part.amount_money }))

/** Of the amounts of which the allocation sees only sums; it checks the others itself. */
export const expectOneCurrency = (input: CreateRefundBody, currency: string) => {
  for (const [at, line] of (input.line_items ?? []).entries()) {
    const place = `line_items[${at}]`
    if (line.tax_money) expectCurrency(line.tax_money.currency, currency, `${place}.tax_money.currency`)
    for (const field of ['refund_adjustments', 'adjustment_refunds'] as const)
      for (const [index, { amount_money: money }] of (line[field] ?? []).entries())
        expectCurrency(money.currency, currency, `${place}.${field}[${index}].amount_money.currency`)
  }
}
