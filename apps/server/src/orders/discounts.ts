import type { Context } from '../platform/context.ts'
import { refuse } from '../platform/http/errors.ts'
import { orderErrors } from './errors.ts'
import {
  type FoundOffer,
  type Offer,
  type OfferInput,
  offerOf,
  promotionErrors,
  refusalOfDecline,
} from '../promotions/index.ts'
import { settingsOf } from '../settings/index.ts'
import type { DiscountInput } from './input-schemas.ts'
import { expectCurrency } from './new-order.ts'
import type { Order, OrderDiscount } from './order.ts'
import { discountOf, offersOn } from './promotions-of-order.ts'

/** Exactly one of manual, promotion and its older name coupon. */
export const memberOf = (input: DiscountInput, param: string): keyof DiscountInput => {
  const members = Object.keys(input) as (keyof DiscountInput)[]
  if (members.length !== 1)
    throw refuse(orderErrors.DISCOUNT_REQUIRED, { param, extra: { conflicting_fields: members } })
  return members[0]!
}

/** The promotions that these discounts name. */
export const offerInputsOf = (inputs: readonly DiscountInput[]): OfferInput[] =>
  inputs.flatMap(({ promotion, coupon }) => promotion ?? coupon ?? [])

/** Reads one discount for this order. Source: contract, flint-commerce 4.3. */
export const newDiscount = (
  ctx: Context,
  order: Order,
  input: DiscountInput,
  offers: readonly FoundOffer[],
  param: string,
): OrderDiscount => {
  const member = memberOf(input, param)
  const isBuyer = ctx.caller.kind === 'checkout_session'
  if (member !== 'manual') {
    if (isBuyer && order.openCheckoutSession?.arePromotionCodesAllowed === false)
      throw refuse(promotionErrors.PROMOTION_CODES_DISABLED, { param: `${param}.${member}` })
    const { promotions } = settingsOf(ctx)
    const offer = offerOf(offers, input[member]!, ctx.now, `${param}.${member}`, !isBuyer, promotions)
    expectNotApplied(order, offer, input[member]!, `${param}.${member}`)
    return discountOf(ctx, offer)
  }
  if (isBuyer) throw refuse(orderErrors.CHECKOUT_MANUAL_DISCOUNT_NOT_ALLOWED, { param: `${param}.manual` })
  return manualDiscount(ctx, order, input.manual!, `${param}.manual`)
}

const manualDiscount = (
  ctx: Context,
  order: Order,
  manual: NonNullable<DiscountInput['manual']>,
  param: string,
): OrderDiscount => {
  expectCurrency(manual.amount_money.currency, order.currency, `${param}.amount_money.currency`)
  const discountClass = manual.discount_class ?? manual.scope ?? 'order'
  const lineItemIds = manual.order_line_item_ids ?? []
  const chargeIds = manual.order_charge_ids ?? []
  checkTargets(order, discountClass, lineItemIds, chargeIds, param)
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

/**
 * A discount that takes nothing off is refused rather than kept as a riddle: a promotion with the reason for which it
 * does not fit this order.
 */
export const expectApplied = (order: Order, discountId: string, input: DiscountInput, param: string) => {
  const discount = order.discounts.find((one) => one.discountId === discountId)
  const offerInput = input.promotion ?? input.coupon
  if (offerInput && discount?.declined)
    throw refusalOfDecline(offerInput, discount.declined.reason, `${param}.${memberOf(input, param)}`)
  if (!discount || discount.applied === 0) throw refuse(orderErrors.NO_DISCOUNTABLE_BALANCE, { param })
}

/** A promotion counts once on an order. */
const expectNotApplied = (order: Order, offer: Offer, input: OfferInput, param: string) => {
  if (offersOn(order).some(({ promotionId }) => promotionId === offer.promotionId))
    throw refusalOfDecline(input, 'already_applied', param)
}
