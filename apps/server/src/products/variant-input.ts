import { isCurrency } from '@flint/money'
import type { Context } from '../platform/context.ts'
import { httpErrors, refuse } from '../platform/http/errors.ts'
import { productErrors } from './errors.ts'
import { checkedImages } from './images.ts'
import type { UpdateVariantBody, VariantInput } from './input-schemas.ts'
import type { ProductOption, Variant } from './product.ts'
import { sameCombinationAt, selectionsOf } from './selections.ts'

type Place = {
  productId: string
  /** The active ones of the product. */
  options: readonly ProductOption[]
  position: number
  /** Where the variant stands in the request: `variants[2].`, or nothing. */
  path: string
}

export const newVariant = (ctx: Context, input: VariantInput, place: Place): Variant => ({
  environmentId: ctx.environmentId,
  variantId: ctx.ids.newId('var'),
  productId: place.productId,
  status: input.status ?? 'active',
  name: input.name ?? null,
  sku: input.sku ?? null,
  barcode: input.barcode ?? null,
  ...priceOf(input.unit_price_money, place.path),
  taxable: input.taxable ?? true,
  taxCategory: input.line_item_tax_category ?? null,
  position: input.position ?? place.position,
  selections: selectionsOf(place.options, input.selected_options, `${place.path}selected_options`),
  images: checkedImages(input.images, `${place.path}images`),
  version: 1,
  createdAt: ctx.now,
  updatedAt: ctx.now,
})

/** The fields that the request names, one version further. */
export const changedVariant = (
  ctx: Context,
  before: Variant,
  input: UpdateVariantBody,
  options: readonly ProductOption[],
): Variant => ({
  ...before,
  ...(input.unit_price_money && priceOf(input.unit_price_money, '')),
  ...(input.name !== undefined && { name: input.name }),
  ...(input.sku !== undefined && { sku: input.sku }),
  ...(input.barcode !== undefined && { barcode: input.barcode }),
  ...(input.status !== undefined && { status: input.status }),
  ...(input.taxable !== undefined && { taxable: input.taxable }),
  ...(input.line_item_tax_category !== undefined && { taxCategory: input.line_item_tax_category }),
  ...(input.position !== undefined && { position: input.position }),
  ...(input.selected_options && { selections: selectionsOf(options, input.selected_options) }),
  ...(input.images && { images: checkedImages(input.images) }),
  version: before.version + 1,
  updatedAt: ctx.now,
})

export const priceOf = (money: { amount: number; currency: string }, path: string) => {
  if (!isCurrency(money.currency))
    throw refuse(httpErrors.UNSUPPORTED_CURRENCY, {
      param: `${path}unit_price_money.currency`,
      message: `${money.currency} is not a known currency.`,
    })
  return { unitPrice: money.amount, currency: money.currency }
}

/** All variants of a product that are not archived, as they are to be. `pathOf` says where one stands in the request. */
export const expectVariantsFit = (variants: readonly Variant[], pathOf: (index: number) => string): void => {
  const other = variants.findIndex(({ currency }) => currency !== variants[0]!.currency)
  if (other !== -1)
    throw refuse(productErrors.MIXED_VARIANT_CURRENCIES, {
      param: `${pathOf(other)}unit_price_money.currency`,
    })
  const same = sameCombinationAt(variants)
  if (same !== -1)
    throw refuse(productErrors.VARIANT_OPTION_COMBINATION_ALREADY_EXISTS, {
      param: `${pathOf(same)}selected_options`,
    })
}
