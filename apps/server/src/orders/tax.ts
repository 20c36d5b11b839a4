import { addMoney, inclusiveShareOf, percentOf } from '@flint/money'
import type { Minor } from '@flint/money'
import type { LineTax, OrderTax } from './order.ts'

/** Tax on one amount. `additiveTax` is the part that comes on top of the price; the rest is inside it. */
export type TaxOnAmount = { taxAmount: Minor; additiveTax: Minor }

const NO_TAX: TaxOnAmount = { taxAmount: 0, additiveTax: 0 }

/**
 * Tax of a line or a charge on its discounted amount, half-up for each component by itself.
 * Without a calculation there is no tax: rates are never looked up.
 * Source: contract, flint-commerce 4.6, 4.7 (calculation order 6).
 */
export function taxOn(amount: Minor, lineTax: LineTax | null, orderTax: OrderTax): TaxOnAmount {
  if (!orderTax.enabled || !lineTax?.taxable || !lineTax.calculation) return NO_TAX
  const { priceMode, components } = lineTax.calculation
  const percents = components.map((component) => component.percent)
  if (priceMode === 'additive') {
    const tax = addMoney(...percents.map((percent) => percentOf(amount, percent, 'half_up')))
    return { taxAmount: tax, additiveTax: tax }
  }
  const contained = addMoney(...percents.map((percent) => inclusiveShareOf(amount, percent, percents)))
  // Several components of a very small amount can each round up; a price never contains more than itself.
  return { taxAmount: Math.min(contained, amount), additiveTax: 0 }
}

/** Flat order-level taxes, always on top. Source: contract, flint-commerce 4.6. */
export const flatTaxOf = (tax: OrderTax): Minor =>
  tax.enabled ? addMoney(...tax.flatComponents.map((component) => component.amount)) : 0
