import type { Context } from '../platform/context.ts'
import { expectFourDecimals } from '../platform/http/percent.ts'
import { settingsOf, storedSettingsOf } from '../settings/index.ts'
import type { ChargeInput, ChargePatch, LineItemInput, LineItemPatch } from './input-schemas.ts'
import { checkPartCalculation } from './new-tax.ts'
import type { LineTax } from './order.ts'
import { taxErrors } from './tax-errors.ts'

const givenTax = (
  input: LineItemInput['tax'] | ChargeInput['tax'] | LineItemPatch['tax'] | ChargePatch['tax'],
  param: string,
): LineTax | null => {
  if (!input) return null
  const category =
    'line_item_tax_category' in input
      ? input.line_item_tax_category
      : 'charge_tax_category' in input
        ? input.charge_tax_category
        : null
  checkPartCalculation(input.calculation, `${param}.calculation`)
  for (const [index, component] of (input.calculation?.components ?? []).entries())
    expectFourDecimals(
      component.percent!,
      `${param}.calculation.components[${index}].percent`,
      taxErrors.INVALID_TAX_PERCENTAGE,
    )
  return {
    taxable: input.taxable ?? true,
    category: category ?? null,
    calculation: input.calculation?.components
      ? {
          priceMode: input.calculation.price_mode ?? 'additive',
          components: input.calculation.components.map((component) => ({
            percent: component.percent!,
            taxType: component.tax_type as 'sales_tax' | 'use_tax',
            jurisdiction: component.jurisdiction ?? null,
          })),
        }
      : null,
  }
}

/** Of a line whose category nobody names: the merchant's own, if there is one. Existing lines keep what they have. */
export const defaultCategory = (ctx: Context): string | null =>
  storedSettingsOf(ctx).tax?.default_line_item_tax_category ?? null

/** Source: contract, flint-platform 16.1, `tax.default_line_item_tax_category`. */
export const taxOfLine = (
  ctx: Context,
  input: LineItemInput['tax'] | LineItemPatch['tax'],
  param: string,
): LineTax | null => {
  const tax = givenTax(input, param)
  const category = defaultCategory(ctx)
  if (category === null) return tax
  return { taxable: true, calculation: null, ...tax, category: tax?.category ?? category }
}

const deliveryCharges: ReadonlySet<string> = new Set(['delivery_fee', 'shipping_fee'])

/** What delivery costs is taxed as the merchant's settings say, unless it says so itself. Source: contract, flint-platform 16.1. */
export const chargeTaxOf = (
  ctx: Context,
  type: string,
  input: ChargeInput['tax'] | ChargePatch['tax'],
  param: string,
): LineTax | null => {
  const tax = givenTax(input, param)
  if (!deliveryCharges.has(type)) return tax
  const { default_delivery_taxable: taxable, default_delivery_tax_category: category } = settingsOf(ctx).tax
  if (taxable && category === null) return tax
  return {
    calculation: null,
    ...tax,
    taxable: input?.taxable ?? (taxable || tax?.calculation != null),
    category: tax?.category ?? category,
  }
}
