import { money } from '../payments/to-payment-intent.ts'
import { httpErrors, refuse } from '../platform/http/errors.ts'
import { refundErrors } from './errors.ts'
import type { Refund } from './refund.ts'
import type { CreateRefundBody } from './schemas.ts'

type Kept = { lineItemId: string; left: number }

/**
 * What refunds of an order kept back of its lines and have not given back since, by adjustment. A refund that failed
 * kept nothing; one that failed in part keeps what stands of it, counted to its first adjustments.
 */
export const keptBackOf = (refunds: readonly Refund[]): Map<string, Kept> => {
  const kept = new Map<string, Kept>()
  for (const refund of refunds) {
    const standing = new Map(refund.standing.lines.map((line) => [line.lineItemId, line.withheld]))
    for (const { adjustmentId, lineItemId, amount } of refund.adjustments) {
      const left = Math.min(amount, standing.get(lineItemId) ?? 0)
      standing.set(lineItemId, (standing.get(lineItemId) ?? 0) - left)
      kept.set(adjustmentId, { lineItemId, left })
    }
  }
  for (const refund of refunds.filter((one) => one.status !== 'failed'))
    for (const { adjustmentId, amount } of refund.adjustmentRefunds) {
      const one = kept.get(adjustmentId)
      if (one) kept.set(adjustmentId, { ...one, left: one.left - amount })
    }
  return kept
}

/** Nothing is given back that was not kept back of the same line. Source: contract, flint-commerce 10.1. */
export const expectLeftOfAdjustments = (
  earlier: readonly Refund[],
  input: CreateRefundBody,
  currency: string,
) => {
  const kept = keptBackOf(earlier)
  for (const [at, line] of (input.line_items ?? []).entries())
    for (const [index, one] of (line.adjustment_refunds ?? []).entries()) {
      const place = `line_items[${at}].adjustment_refunds[${index}]`
      const { refund_line_item_adjustment_id: adjustmentId, amount_money: asked } = one
      const found = kept.get(adjustmentId)
      if (found?.lineItemId !== line.order_line_item_id)
        throw refuse(httpErrors.RESOURCE_NOT_FOUND, {
          param: `${place}.refund_line_item_adjustment_id`,
          message: 'Nothing was kept back of this line item under this id.',
        })
      if (asked.amount > found.left)
        throw refuse(refundErrors.LINE_ITEM_REFUND_AMOUNT_EXCEEDS_REFUNDABLE, {
          param: `${place}.amount_money`,
          extra: { maximum_money: money(Math.max(0, found.left), currency), submitted_money: asked },
        })
      // The same one may be named twice.
      kept.set(adjustmentId, { ...found, left: found.left - asked.amount })
    }
}
