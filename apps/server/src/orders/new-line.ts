import type { SellableItem } from '../products/index.ts'
import type { Context } from '../platform/context.ts'
import { refuse } from '../platform/http/errors.ts'
import { checkMetadata } from '../platform/http/metadata.ts'
import { unitPriceOf } from './basket.ts'
import { type Catalog, itemOf, newModifiers, originOf } from './catalog-lines.ts'
import { orderErrors } from './errors.ts'
import type { LineItemInput } from './input-schemas.ts'
import { expectCurrency } from './new-order.ts'
import { defaultCategory, taxOfLine } from './part-tax.ts'
import type { OrderLine } from './order.ts'

export const largestQuantity = 9999

/** What belongs to the catalogue on a line that comes from it. */
const sourceFields = ['name', 'unit_price_money'] as const
const catalogFields = ['description', 'sku', 'image', 'tax'] as const

/**
 * A line from exactly one source: a variant, a bundle, or the caller's own name and price. Throws the refusal that
 * names the field at fault. Source: contract, flint-commerce 4.2, line item input.
 */
export const newLine = (
  ctx: Context,
  input: LineItemInput,
  catalog: Catalog,
  currency: string | null,
  param: string,
): OrderLine => {
  expectOneSource(input, param)
  const item = itemOf(catalog, input, param)
  const quantity = input.quantity ?? 1
  expectQuantity(quantity, `${param}.quantity`)
  const money = priceOf(input, item)
  expectCurrency(money.currency, currency ?? money.currency, priceParamOf(input, param))
  const origin = item ? originOf(item) : undefined
  const modifiers = newModifiers(
    ctx,
    catalog.modifiers,
    origin,
    input.modifiers,
    money.currency,
    `${param}.modifiers`,
  )
  const image = item ? item.image : (input.image ?? null)
  const line: OrderLine = {
    lineItemId: ctx.ids.newId('li'),
    name: item?.name ?? input.name!,
    description: item ? item.description : (input.description ?? null),
    sku: item ? item.sku : (input.sku ?? null),
    ...(origin ? { catalog: origin } : {}),
    ...(modifiers.length > 0 ? { modifiers } : {}),
    ...(image === null ? {} : { image }),
    quantity,
    unitPrice: money.amount,
    tax: item
      ? { taxable: item.taxable, category: item.taxCategory ?? defaultCategory(ctx), calculation: null }
      : taxOfLine(ctx, input.tax, `${param}.tax`),
    metadata: checkMetadata(input.metadata ?? {}),
    version: 1,
    isCollected: false,
    refundedAmount: 0,
    refundedQuantity: 0,
    base: 0,
    modifierTotal: 0,
    subtotal: 0,
    discount: 0,
    taxAmount: 0,
    additiveTax: 0,
    total: 0,
  }
  expectPriceNotNegative(line, `${param}.modifiers`)
  return line
}

/** The currency that a line brings: the first line sets that of its order. */
export const currencyOf = (input: LineItemInput, catalog: Catalog, param: string): string => {
  expectOneSource(input, param)
  return priceOf(input, itemOf(catalog, input, param)).currency
}

const priceOf = (input: LineItemInput, item: SellableItem | null) =>
  item ? { amount: item.unitPrice, currency: item.currency } : input.unit_price_money!

const priceParamOf = (input: LineItemInput, param: string): string =>
  `${param}.${input.variant_id !== undefined ? 'variant_id' : input.bundle_id !== undefined ? 'bundle_id' : 'unit_price_money.currency'}`

export const expectOneSource = (input: LineItemInput, param: string) => {
  const sources = (['variant_id', 'bundle_id'] as const).filter((field) => input[field] !== undefined)
  if (sources.length === 0) {
    if (input.name === undefined)
      throw refuse(orderErrors.LINE_ITEM_NAME_REQUIRED, { param: `${param}.name` })
    if (input.unit_price_money === undefined)
      throw refuse(orderErrors.LINE_ITEM_UNIT_PRICE_REQUIRED, { param: `${param}.unit_price_money` })
    return
  }
  const conflicting = [...sources, ...sourceFields.filter((field) => input[field] !== undefined)]
  if (conflicting.length > 1)
    throw refuse(orderErrors.LINE_ITEM_SOURCE_CONFLICT, {
      param: `${param}.${conflicting[1]}`,
      extra: { conflicting_fields: conflicting },
    })
  const readOnly = catalogFields.find((field) => input[field] !== undefined)
  if (readOnly)
    throw refuse(orderErrors.CATALOG_LINE_ITEM_FIELDS_READ_ONLY, { param: `${param}.${readOnly}` })
}

export const expectQuantity = (quantity: number, param: string) => {
  if (quantity > largestQuantity)
    throw refuse(orderErrors.LINE_ITEM_QUANTITY_TOO_LARGE, { param, extra: { limit: largestQuantity } })
}

/** Modifiers may make a line cheaper, but nobody is paid for taking it. */
export const expectPriceNotNegative = (line: OrderLine, param: string) => {
  if (unitPriceOf(line) < 0) throw refuse(orderErrors.LINE_ITEM_NEGATIVE_PRICE, { param })
}
