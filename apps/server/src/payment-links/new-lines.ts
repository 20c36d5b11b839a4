import { type Catalog, itemOf } from '../orders/catalog-lines.ts'
import { orderErrors } from '../orders/errors.ts'
import { expectCurrency } from '../orders/new-order.ts'
import { currencyOf, expectOneSource } from '../orders/new-line.ts'
import { taxOfLine } from '../orders/part-tax.ts'
import type { Context } from '../platform/context.ts'
import { httpErrors, refuse } from '../platform/http/errors.ts'
import { paymentLinkErrors } from './errors.ts'
import type { LinkLineInput, LinkTerms } from './input-schemas.ts'
import type { LinkLine } from './payment-link.ts'

/**
 * The lines of a link, each with a key and an id. A line that had the key before keeps its id.
 * Source: contract, flint-commerce 9.2.
 */
export const newLines = (
  ctx: Context,
  inputs: readonly LinkLineInput[],
  catalog: Catalog,
  before: readonly LinkLine[] = [],
): LinkLine[] => {
  const currency = inputs[0] ? currencyOf(inputs[0], catalog, 'line_items[0]') : null
  const keys = keysOf(inputs)
  return inputs.map((input, index) => {
    checkLine(ctx, input, catalog, currency!, `line_items[${index}]`)
    const key = keys[index]!
    const known = before.find((line) => line.key === key)
    return {
      ...input,
      quantity: input.quantity ?? 1,
      key,
      payment_link_line_item_id: known?.payment_link_line_item_id ?? ctx.ids.newId('plli'),
    }
  })
}

/** The currency of all amounts of a link. */
export const currencyOfLink = (
  terms: LinkTerms,
  lines: readonly LinkLineInput[],
  catalog: Catalog,
): string => {
  if (lines[0]) return currencyOf(lines[0], catalog, 'line_items[0]')
  const { donation_min_amount_money: min, donation_max_amount_money: max } = terms
  const suggested = terms.donation_suggested_amount_money_options ?? []
  const currency = (min ?? max ?? suggested[0])!.currency
  if (min) expectCurrency(min.currency, currency, 'donation_min_amount_money.currency')
  if (max) expectCurrency(max.currency, currency, 'donation_max_amount_money.currency')
  for (const [index, money] of suggested.entries())
    expectCurrency(money.currency, currency, `donation_suggested_amount_money_options[${index}].currency`)
  return currency
}

const keysOf = (inputs: readonly LinkLineInput[]): string[] => {
  const given = new Set<string>()
  for (const [index, { key }] of inputs.entries()) {
    if (key === undefined) continue
    if (given.has(key))
      throw refuse(paymentLinkErrors.DUPLICATE_LINE_ITEM_KEY, { param: `line_items[${index}].key` })
    given.add(key)
  }
  return inputs.map(({ key }, index) => key ?? freeName(`line_${index + 1}`, given))
}

/** The name, or the name with a number after it. */
export const freeName = (name: string, taken: Set<string>): string => {
  let free = name
  for (let number = 2; taken.has(free); number++) free = `${name}_${number}`
  taken.add(free)
  return free
}

const checkLine = (ctx: Context, input: LinkLineInput, catalog: Catalog, currency: string, param: string) => {
  expectOneSource(input, param)
  const item = itemOf(catalog, input, param)
  const own = currencyOf(input, catalog, param)
  expectCurrency(own, currency, item ? param : `${param}.unit_price_money.currency`)
  if (!item) taxOfLine(ctx, input.tax, `${param}.tax`)
  checkQuantities(input, param)
  checkPrices(input, item !== null, currency, param)
}

const checkQuantities = (input: LinkLineInput, param: string) => {
  const { quantity = 1, min_quantity: min, max_quantity: max } = input
  if (!input.allow_quantity_adjustment && (min !== undefined || max !== undefined))
    throw refuse(httpErrors.INVALID_REQUEST, {
      param: `${param}.${min === undefined ? 'max_quantity' : 'min_quantity'}`,
      message: 'Bounds of the quantity need "allow_quantity_adjustment".',
    })
  if ((min !== undefined && quantity < min) || (max !== undefined && quantity > max))
    throw refuse(orderErrors.LINE_ITEM_INVALID_QUANTITY, {
      param: `${param}.quantity`,
      message: 'The quantity must lie between min_quantity and max_quantity.',
    })
}

const checkPrices = (input: LinkLineInput, isCatalog: boolean, currency: string, param: string) => {
  const {
    unit_price_money: price,
    min_unit_price_money: min,
    max_unit_price_money: max,
    suggested_unit_price_money_options: suggested = [],
  } = input
  if (input.allow_unit_price_adjustment && isCatalog)
    throw refuse(orderErrors.CATALOG_LINE_ITEM_FIELDS_READ_ONLY, {
      param: `${param}.allow_unit_price_adjustment`,
      message: 'What comes from the catalogue has the price of the catalogue.',
    })
  const bounded = min ? 'min_unit_price_money' : max ? 'max_unit_price_money' : null
  if (!input.allow_unit_price_adjustment && (bounded || suggested.length > 0))
    throw refuse(httpErrors.INVALID_REQUEST, {
      param: `${param}.${bounded ?? 'suggested_unit_price_money_options'}`,
      message: 'Bounds of the price need "allow_unit_price_adjustment".',
    })
  if (min) expectCurrency(min.currency, currency, `${param}.min_unit_price_money.currency`)
  if (max) expectCurrency(max.currency, currency, `${param}.max_unit_price_money.currency`)
  const isOutside = (amount: number) =>
    (min !== undefined && amount < min.amount) || (max !== undefined && amount > max.amount)
  if (price && isOutside(price.amount)) throw refuseOutside(`${param}.unit_price_money`)
  for (const [index, money] of suggested.entries()) {
    const at = `${param}.suggested_unit_price_money_options[${index}]`
    expectCurrency(money.currency, currency, `${at}.currency`)
    if (isOutside(money.amount)) throw refuseOutside(at)
  }
}

const refuseOutside = (param: string) =>
  refuse(httpErrors.INVALID_AMOUNT, {
    param,
    message: 'The amount must lie between min_unit_price_money and max_unit_price_money.',
  })
