import type { Context } from '../platform/context.ts'
import { refuse } from '../platform/http/errors.ts'
import { type TaxTable, ratesFor, taxTables } from '../tax/index.ts'
import type { Order, OrderTax, OrderTaxLocation, OrderTaxRates } from './order.ts'
import { isTaxable, taxCategoryOf } from './tax.ts'
import { taxErrors } from './tax-errors.ts'

/**
 * Copies onto the order the rates that its lines and charges need and that it does not have yet. Rates once copied
 * stay, however the table changes, until the order's tax or location is changed.
 */
export const withTaxRates = (ctx: Context, order: Order): Order => {
  const { tax } = order
  if (!isAutomatic(tax)) return order
  expectNoOwnRates(order)
  if (!tax.location || tax.exemptCustomerId) return order
  const known = tax.rates?.byCategory ?? {}
  const needed = neededCategories(order).filter((category) => !(category in known))
  if (tax.rates && (needed.length === 0 || tax.rates.status !== 'found')) return order
  const tables = taxTables(ctx.config)
  const found = lookUp(ctx.mode === 'live' ? tables.live : tables.test, tax.location, needed)
  if (found.status === 'unsupported_country' && tax.location.source === 'provided')
    throw refuse(taxErrors.ORDER_TAX_UNSUPPORTED_COUNTRY, {
      param: 'tax.location.address.country',
      message: `Tax is not calculated for ${tax.location.address.country}.`,
    })
  const rates: OrderTaxRates = { status: found.status, byCategory: { ...known, ...found.byCategory } }
  return { ...order, tax: { ...tax, rates } }
}

const lookUp = (
  table: TaxTable | null,
  { address }: OrderTaxLocation,
  categories: readonly string[],
): OrderTaxRates => {
  if (!table) return { status: 'unavailable', byCategory: {} }
  const byCategory: OrderTaxRates['byCategory'] = {}
  let status: OrderTaxRates['status'] = 'found'
  for (const category of categories) {
    const rates = ratesFor(table, address, category)
    status = rates.status
    if (status === 'found') byCategory[category] = rates.components
  }
  return { status, byCategory }
}

const neededCategories = (order: Order): string[] => [
  ...new Set(['general', ...order.lines.map(taxCategoryOf), ...order.charges.map(taxCategoryOf)]),
]

const isAutomatic = (tax: OrderTax): boolean => tax.enabled && tax.mode === 'automatic'

/** One way for the whole order: a caller's rates beside looked-up ones would tax the same sale by two books. */
const expectNoOwnRates = (order: Order) => {
  const at = order.lines.findIndex((line) => line.tax?.calculation)
  if (at >= 0) throw refuse(taxErrors.TAX_MODE_MISMATCH, { param: `line_items[${at}].tax.calculation` })
  const charge = order.charges.findIndex((one) => one.tax?.calculation)
  if (charge >= 0) throw refuse(taxErrors.TAX_MODE_MISMATCH, { param: `charges[${charge}].tax.calculation` })
}

export type TaxState = 'not_required' | 'requires_location' | 'calculated' | 'exempt' | 'incomplete'

/** Source: contract, flint-commerce 4.6, `status`. */
export const taxStateOf = (order: Order): TaxState => {
  const { tax } = order
  if (!tax.enabled || !hasTaxableParts(order)) return 'not_required'
  if (tax.mode === 'external') return 'calculated'
  if (tax.exemptCustomerId) return 'exempt'
  if (!tax.location) return 'requires_location'
  const status = tax.rates?.status
  return status === 'found' || status === 'no_jurisdiction' ? 'calculated' : 'incomplete'
}

const hasTaxableParts = (order: Order): boolean => {
  const { tax } = order
  const isTaxed = (part: Order['lines'][number] | Order['charges'][number]) =>
    isTaxable(part.tax, tax) && (tax.mode === 'automatic' || part.tax?.calculation != null)
  return tax.flatComponents.length > 0 || order.lines.some(isTaxed) || order.charges.some(isTaxed)
}

/** Money is taken only for an order whose tax is known; what is missing now would be the merchant's loss later. */
export const expectTaxReady = (order: Order) => {
  const state = taxStateOf(order)
  if (state === 'requires_location' || state === 'incomplete')
    throw refuse(taxErrors.ORDER_TAX_NOT_READY, { param: 'tax.location', extra: { current_status: state } })
}

/** What was collected contains the tax as it was: only what is added later may bring tax of its own. */
export const expectTaxUpdatable = (before: Order, after: OrderTax) => {
  if (before.settlement.paid > 0 && (isAutomatic(before.tax) || isAutomatic(after)))
    throw refuse(taxErrors.ORDER_TAX_NOT_UPDATABLE_AFTER_PAYMENT, { param: 'tax' })
}
