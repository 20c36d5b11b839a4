import { AmountTooLarge, isCurrency } from '@flint/money'
import type { Customer } from '../customers/index.ts'
import type { Context } from '../platform/context.ts'
import { httpErrors, refuse } from '../platform/http/errors.ts'
import { checkMetadata } from '../platform/http/metadata.ts'
import { expectFourDecimals } from '../platform/http/percent.ts'
import { settingsOf } from '../settings/index.ts'
import { newContact } from './buyer-contact.ts'
import { type Catalog, emptyCatalog } from './catalog-lines.ts'
import { orderErrors } from './errors.ts'
import type { ChargeInput, CreateOrderBody, TipInput } from './input-schemas.ts'
import { currencyOf, newLine } from './new-line.ts'
import { newTax } from './new-tax.ts'
import type { Order, OrderCharge, OrderTip } from './order.ts'
import { chargeTaxOf } from './part-tax.ts'
import { priceOrder } from './pricing.ts'
import { withTaxRates } from './tax-rates.ts'

/** One currency for the whole request: the first amount sets it. */
export const expectCurrency = (currency: string, expected: string, param: string) => {
  if (!isCurrency(currency))
    throw refuse(httpErrors.UNSUPPORTED_CURRENCY, { param, message: `${currency} is not a known currency.` })
  if (currency !== expected)
    throw refuse(httpErrors.CURRENCY_MISMATCH, {
      param,
      message: `This order is in ${expected}, but "${param}" is in ${currency}.`,
    })
}

export const newCharge = (ctx: Context, input: ChargeInput, currency: string, param: string): OrderCharge => {
  checkChargeValue(input, currency, param)
  return {
    chargeId: ctx.ids.newId('och'),
    type: input.type,
    name: input.name,
    description: input.description ?? null,
    amount: input.amount_money?.amount ?? null,
    percent: input.percent ?? null,
    calculationBasis: input.calculation_basis ?? null,
    tax: chargeTaxOf(ctx, input.type, input.tax, `${param}.tax`),
    metadata: checkMetadata(input.metadata ?? {}),
    refundedAmount: 0,
    createdAt: ctx.now,
    updatedAt: ctx.now,
    applied: 0,
    discount: 0,
    taxAmount: 0,
    additiveTax: 0,
    total: 0,
  }
}

/**
 * Exactly one of amount and percent; a percentage says of what. `parent` is where in the request the fields stand,
 * empty for the request itself. Source: contract, flint-commerce 4.4.
 */
export const checkChargeValue = (
  input: Pick<ChargeInput, 'amount_money' | 'percent' | 'calculation_basis'>,
  currency: string,
  parent: string,
) => {
  const param = (field: string) => (parent ? `${parent}.${field}` : field)
  const { amount_money: amount, percent, calculation_basis: basis } = input
  if (amount === undefined && percent === undefined)
    throw refuse(orderErrors.CHARGE_VALUE_REQUIRED, { param: param('amount_money') })
  if (amount !== undefined && percent !== undefined)
    throw refuse(orderErrors.INVALID_CHARGE_VALUE, {
      param: param('percent'),
      extra: { conflicting_fields: ['amount_money', 'percent'] },
    })
  if (percent !== undefined) {
    expectFourDecimals(percent, param('percent'), orderErrors.INVALID_CHARGE_PERCENT)
    if (basis === undefined)
      throw refuse(orderErrors.CALCULATION_BASIS_REQUIRED, { param: param('calculation_basis') })
  }
  if (amount !== undefined) {
    expectCurrency(amount.currency, currency, param('amount_money.currency'))
    if (basis !== undefined)
      throw refuse(orderErrors.CALCULATION_BASIS_FORBIDDEN, { param: param('calculation_basis') })
  }
}

export const newTip = (ctx: Context, input: TipInput, currency: string): OrderTip => {
  const { amount_money: amount, percent } = input
  if ((amount === undefined) === (percent === undefined))
    throw refuse(orderErrors.INVALID_TIP, { param: 'requested_tip' })
  if (amount) expectCurrency(amount.currency, currency, 'requested_tip.amount_money.currency')
  if (percent !== undefined)
    expectFourDecimals(percent, 'requested_tip.percent', orderErrors.INVALID_TIP_PERCENT)
  return {
    tipId: ctx.ids.newId('tip'),
    name: input.name ?? null,
    description: input.description ?? null,
    amount: amount?.amount ?? null,
    percent: percent ?? null,
    status: 'requested',
    settledAmount: 0,
    refundedAmount: 0,
    allocations: [],
    metadata: {},
    createdAt: ctx.now,
    updatedAt: ctx.now,
    effective: 0,
  }
}

const smallestTipCap = 100_000

/** In USD at most the larger of 1,000 dollars and the discounted goods. Source: contract, flint-commerce 4.5. */
export const checkTipLimit = (order: Order) => {
  if (order.currency !== 'USD') return
  const tip = order.tips.find((one) => one.status === 'requested')
  if (!tip) return
  const goods = order.lines.reduce((sum, line) => sum + line.subtotal - line.discount, 0)
  const limit = Math.max(smallestTipCap, goods)
  if (tip.effective > limit)
    throw refuse(orderErrors.TIP_LIMIT_EXCEEDED, {
      param: 'requested_tip',
      extra: { maximum_money: { amount: limit, currency: order.currency } },
    })
}

/** A new order from a request's body, priced. Throws the refusal that names the field at fault. */
export const newOrder = (
  ctx: Context,
  orderNumber: number,
  input: CreateOrderBody,
  origin: Order['origin'],
  { customer, ...catalog }: Catalog & { customer: Customer | null } = { ...emptyCatalog, customer: null },
): Order => {
  const currency = currencyOf(input.line_items[0]!, catalog, 'line_items[0]')
  const lines = input.line_items.map((line, index) =>
    newLine(ctx, line, catalog, currency, `line_items[${index}]`),
  )
  const charges = (input.charges ?? []).map((charge, index) =>
    newCharge(ctx, charge, currency, `charges[${index}]`),
  )
  const hasCalculations = [...lines, ...charges].some((part) => part.tax?.calculation)
  const order: Order = {
    environmentId: ctx.environmentId,
    orderId: ctx.ids.newId('ord'),
    orderNumber,
    merchantId: ctx.merchantId,
    customerId: input.customer_id ?? null,
    externalReferenceId: input.external_reference_id ?? null,
    status: 'open',
    origin,
    currency,
    revision: 1,
    lines,
    charges,
    discounts: [],
    tips: input.requested_tip ? [newTip(ctx, input.requested_tip, currency)] : [],
    tax: newTax(
      input.tax,
      hasCalculations,
      currency,
      undefined,
      customer,
      settingsOf(ctx).tax.default_enabled,
    ),
    amounts: { subtotal: 0, discount: 0, charge: 0, tax: 0, tip: 0, total: 0 },
    settlement: { paid: 0, refunded: 0, settledTip: 0, refundedTip: 0 },
    authorization: null,
    paymentIntentIds: [],
    refundIds: [],
    checkoutSessionIds: [],
    activeAttemptId: null,
    openCheckoutSession: null,
    buyerContact: input.buyer_contact ? newContact(null, input.buyer_contact) : null,
    buyerNote: input.buyer_note ?? null,
    internalNote: input.internal_note ?? null,
    closedReason: null,
    metadata: checkMetadata(input.metadata ?? {}),
    createdAt: ctx.now,
    updatedAt: ctx.now,
  }
  return priced(withTaxRates(ctx, order))
}

/** Prices an order; a sum that cannot be counted is the caller's to mend. */
export const priced = (order: Order): Order => {
  try {
    return priceOrder(order)
  } catch (error) {
    if (error instanceof AmountTooLarge) throw refuse(orderErrors.AMOUNT_TOO_LARGE)
    throw error
  }
}
