import { addMoney, inclusiveShareOf, percentOf } from '@flint/money'
import type { Minor } from '@flint/money'
import type { LineTax, OrderCharge, OrderLine, OrderTax, TaxCalculation } from './order.ts'

/** A line or a charge: what percentages of tax are laid on. */
export type TaxedPart = Pick<OrderLine, 'tax'> | Pick<OrderCharge, 'tax' | 'type' | 'chargeId'>

/** Tax on one amount. `additiveTax` is the part that comes on top of the price; the rest is inside it. */
export type TaxOnAmount = { taxAmount: Minor; additiveTax: Minor }

const NO_TAX: TaxOnAmount = { taxAmount: 0, additiveTax: 0 }

/**
 * Tax of a line or a charge on its discounted amount, half-up for each component by itself. Automatic tax takes the
 * rates that were copied onto the order; external tax those that stand on the part. Nothing is looked up here.
 * Source: contract, flint-commerce 4.6, 4.7 (calculation order 6).
 */
export function taxOn(amount: Minor, part: TaxedPart, orderTax: OrderTax): TaxOnAmount {
  const calculation = calculationOf(part, orderTax)
  if (!calculation) return NO_TAX
  const taxAmount = addMoney(...taxPartsOn(amount, calculation))
  return { taxAmount, additiveTax: calculation.priceMode === 'additive' ? taxAmount : 0 }
}

/** The tax of each component, in the same order; they add up to the tax of the amount. */
export function taxPartsOn(amount: Minor, { priceMode, components }: TaxCalculation): Minor[] {
  const percents = components.map((component) => component.percent)
  if (priceMode === 'additive') return percents.map((percent) => percentOf(amount, percent, 'half_up'))
  // Several components of a very small amount can each round up; a price never contains more than itself.
  let left = amount
  return percents.map((percent) => {
    const contained = Math.min(left, inclusiveShareOf(amount, percent, percents))
    left -= contained
    return contained
  })
}

/** The rates that count for a part; null where there is no tax to be calculated. */
export function calculationOf(part: TaxedPart, orderTax: OrderTax): TaxCalculation | null {
  if (!orderTax.enabled || !isTaxable(part.tax, orderTax)) return null
  if (orderTax.mode === 'external') return part.tax?.calculation ?? null
  const components = orderTax.exemptCustomerId ? undefined : orderTax.rates?.byCategory[taxCategoryOf(part)]
  return components ? { priceMode: 'additive', components } : null
}

/** Automatic tax is on everything that is not taken out; external tax is on what has rates. */
export const isTaxable = (tax: LineTax | null, orderTax: OrderTax): boolean =>
  tax?.taxable ?? (orderTax.enabled && orderTax.mode === 'automatic')

/** Source: contract, flint-commerce 4.2 and 4.4, the two lists of categories. */
export const taxCategoryOf = (part: TaxedPart): string =>
  part.tax?.category ?? ('chargeId' in part ? (categoryOfCharge[part.type] ?? 'service_fee') : 'general')

const categoryOfCharge: Readonly<Record<string, string>> = {
  delivery_fee: 'delivery',
  shipping_fee: 'shipping',
  fulfillment_fee: 'shipping',
  handling_fee: 'handling',
  packaging_fee: 'handling',
  small_order_fee: 'surcharge',
  service_area_fee: 'surcharge',
  rush_fee: 'surcharge',
}

/** Flat order-level taxes, always on top. Source: contract, flint-commerce 4.6. */
export const flatTaxOf = (tax: OrderTax): Minor =>
  tax.enabled ? addMoney(...tax.flatComponents.map((component) => component.amount)) : 0
