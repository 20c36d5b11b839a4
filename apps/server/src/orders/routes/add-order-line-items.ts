import { bundleErrors } from '../../bundles/index.ts'
import { modifierErrors } from '../../modifiers/index.ts'
import { productErrors } from '../../products/index.ts'
import { httpErrors } from '../../platform/http/errors.ts'
import { body } from '../../platform/http/schema.ts'
import { orderErrors } from '../errors.ts'
import { LineItemsInput } from '../input-schemas.ts'
import { addLineItems } from '../line-items.ts'
import { changedPartTaxErrors } from '../tax-errors.ts'
import { OrderParams } from './get-order.ts'
import { orderCommand } from './order-command.ts'

/** What can be wrong with what was chosen on top of a line. */
export const lineModifierErrors = [
  modifierErrors.INVALID_MODIFIER,
  modifierErrors.INVALID_MODIFIER_GROUP,
  modifierErrors.MODIFIER_UNAVAILABLE,
  modifierErrors.MODIFIER_SOURCE_UNSUPPORTED,
  modifierErrors.MODIFIER_QUANTITY_INVALID,
  modifierErrors.MODIFIER_TEXT_INVALID,
  modifierErrors.MODIFIER_DUPLICATE_SELECTION,
  modifierErrors.MODIFIER_GROUP_REQUIRED,
  modifierErrors.MODIFIER_SELECTION_LIMIT_EXCEEDED,
  modifierErrors.MODIFIER_CURRENCY_MISMATCH,
]

/** What can be wrong with where a line comes from and what was chosen on top of it. */
export const lineSourceErrors = [
  orderErrors.LINE_ITEM_NAME_REQUIRED,
  orderErrors.LINE_ITEM_UNIT_PRICE_REQUIRED,
  orderErrors.LINE_ITEM_SOURCE_CONFLICT,
  orderErrors.CATALOG_LINE_ITEM_FIELDS_READ_ONLY,
  orderErrors.LINE_ITEM_NEGATIVE_PRICE,
  httpErrors.RESOURCE_NOT_FOUND,
  productErrors.VARIANT_NOT_SELLABLE,
  bundleErrors.BUNDLE_NOT_SELLABLE,
  ...lineModifierErrors,
]

export const addOrderLineItemsRoute = orderCommand({
  method: 'POST',
  path: '/v1/orders/{order_id}/line-items',
  operationId: 'addOrderLineItems',
  summary: 'Add line items',
  params: OrderParams,
  body: body({ line_items: LineItemsInput }),
  errors: [
    orderErrors.MISSING_LINE_ITEMS,
    orderErrors.TOO_MANY_LINE_ITEMS,
    orderErrors.LINE_ITEM_QUANTITY_TOO_LARGE,
    ...lineSourceErrors,
    httpErrors.CURRENCY_MISMATCH,
    httpErrors.UNSUPPORTED_CURRENCY,
    ...changedPartTaxErrors,
  ],
  run: (ctx, params, input) => addLineItems(ctx, params.order_id, input.line_items),
})
