import type { Context } from '../platform/context.ts'
import { refuse } from '../platform/http/errors.ts'
import { orderErrors } from './errors.ts'
import type { DiscountInput } from './input-schemas.ts'
import { expectCurrency } from './new-order.ts'
import type { Order, OrderDiscount } from './order.ts'

/** Reads one discount for this order. Source: contract, flint-commerce 4.3. */
export const newDiscount = (
  ctx: Context,
  order: Order,
  input: DiscountInput,
  param: string,
): OrderDiscount => {
  const members = Object.keys(input)
  if (members.length !== 1)
    throw refuse(orderErrors.DISCOUNT_REQUIRED, { param, extra: { conflicting_fields: members } })
  const { manual } = input
  // Promotions belong to the catalogue of promotions; an unknown one is what the caller gets until there are any.
  if (!manual) throw refuse(orderErrors.PROMOTION_NOT_FOUND, { param: `${param}.${members[0]}` })
  if (ctx.caller.kind === 'checkout_session')
    throw refuse(orderErrors.CHECKOUT_MANUAL_DISCOUNT_NOT_ALLOWED, { param: `${param}.manual` })
  expectCurrency(manual.amount_money.currency, order.currency, `${param}.manual.amount_money.currency`)
  const discountClass = manual.discount_class ?? manual.scope ?? 'order'
  const lineItemIds = manual.order_line_item_ids ?? []
  const chargeIds = manual.order_charge_ids ?? []
  checkTargets(order, discountClass, lineItemIds, chargeIds, `${param}.manual`)
  return {
    discountId: ctx.ids.newId('disc'),
    class: discountClass,
    source: 'manual',
    name: manual.name,
    amount: manual.amount_money.amount,
    lineItemIds,
    chargeIds,
    status: 'pending',
    applied: 0,
  }
}

const checkTargets = (
  order: Order,
  discountClass: OrderDiscount['class'],
  lineItemIds: readonly string[],
  chargeIds: readonly string[],
  param: string,
) => {
  if (discountClass === 'line_item' && lineItemIds.length === 0)
    throw refuse(orderErrors.LINE_ITEM_DISCOUNT_REQUIRES_IDS, { param: `${param}.order_line_item_ids` })
  if (discountClass === 'order' && lineItemIds.length > 0)
    throw refuse(orderErrors.ORDER_DISCOUNT_NO_LINE_ITEM_IDS, { param: `${param}.order_line_item_ids` })
  if (discountClass === 'service_charge' && lineItemIds.length > 0)
    throw refuse(orderErrors.SERVICE_CHARGE_DISCOUNT_NO_LINE_ITEM_IDS, {
      param: `${param}.order_line_item_ids`,
    })
  if (discountClass !== 'service_charge' && chargeIds.length > 0)
    throw refuse(orderErrors.ORDER_DISCOUNT_NO_CHARGE_IDS, { param: `${param}.order_charge_ids` })
  const lines = new Set(order.lines.map((line) => line.lineItemId))
  for (const [index, lineItemId] of lineItemIds.entries())
    if (!lines.has(lineItemId))
      throw refuse(orderErrors.ORDER_LINE_ITEM_NOT_FOUND, { param: `${param}.order_line_item_ids[${index}]` })
  const charges = new Set(order.charges.map((charge) => charge.chargeId))
  for (const [index, chargeId] of chargeIds.entries())
    if (!charges.has(chargeId))
      throw refuse(orderErrors.ORDER_CHARGE_NOT_FOUND, { param: `${param}.order_charge_ids[${index}]` })
}

/** A discount that takes nothing off is refused rather than kept as a riddle. */
export const expectApplied = (order: Order, discountId: string, param: string) => {
  const discount = order.discounts.find((one) => one.discountId === discountId)
  if (discount?.applied === 0) throw refuse(orderErrors.NO_DISCOUNTABLE_BALANCE, { param })
}
