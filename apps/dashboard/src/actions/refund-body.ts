import type { OrderLineItem } from '../api/shapes.ts'
import { parseMoney } from '../parts/parse-money.ts'

/** What is refunded: an order or a payment; with lines, those of the order. */
export type RefundTarget = {
  id: { order_id: string } | { payment_intent_id: string }
  currency: string
  lines: readonly OrderLineItem[]
}

/** How many units of a line are left to refund. */
export const unitsLeft = (line: Pick<OrderLineItem, 'quantity' | 'refunded_quantity'>): number =>
  line.quantity - line.refunded_quantity

export const quantityField = (line: Pick<OrderLineItem, 'order_line_item_id'>): string =>
  `quantity-${line.order_line_item_id}`

/**
 * The call's body from the form. What cannot be read as an amount is sent as nothing, so that the API says what is wrong.
 * Without an amount and without lines, everything that is left is given back.
 */
export const refundBody = (
  form: FormData,
  { id, currency, lines }: RefundTarget,
): Record<string, unknown> => {
  const reason = String(form.get('reason') ?? '')
  const message = String(form.get('reason_message') ?? '').trim()
  const whole = {
    ...id,
    ...(reason === '' ? {} : { reason }),
    ...(message === '' ? {} : { reason_message: message }),
  }
  switch (form.get('extent')) {
    case 'amount':
      return {
        ...whole,
        amount_money: { amount: parseMoney(String(form.get('amount') ?? ''), currency) ?? 0, currency },
      }
    case 'lines':
      return {
        ...whole,
        line_items: lines.flatMap((line) => {
          const quantity = Number(form.get(quantityField(line)) ?? 0)
          return quantity > 0 ? [{ order_line_item_id: line.order_line_item_id, quantity }] : []
        }),
      }
    default:
      return whole
  }
}
