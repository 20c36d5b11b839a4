import { Type } from 'typebox'
import { httpErrors } from '../../platform/http/errors.ts'
import { versionErrors } from '../../platform/http/expected-version.ts'
import { id } from '../../platform/http/schema.ts'
import { orderErrors } from '../errors.ts'
import { LineItemPatch } from '../input-schemas.ts'
import { updateLineItem } from '../line-items.ts'
import { changedPartTaxErrors } from '../tax-errors.ts'
import { lineModifierErrors } from './add-order-line-items.ts'
import { orderCommand } from './order-command.ts'

export const LineItemParams = Type.Object({
  order_id: id('ord', 'The order'),
  order_line_item_id: id('li', 'The line item'),
})

export const updateOrderLineItemRoute = orderCommand({
  method: 'PATCH',
  path: '/v1/orders/{order_id}/line-items/{order_line_item_id}',
  operationId: 'updateOrderLineItem',
  summary: 'Change a line item',
  params: LineItemParams,
  body: LineItemPatch,
  errors: [
    httpErrors.NO_FIELDS_TO_UPDATE,
    httpErrors.CURRENCY_MISMATCH,
    httpErrors.UNSUPPORTED_CURRENCY,
    ...changedPartTaxErrors,
    orderErrors.ORDER_LINE_ITEM_NOT_FOUND,
    orderErrors.ORDER_LINE_ITEM_VERSION_CONFLICT,
    orderErrors.LINE_ITEM_QUANTITY_TOO_LARGE,
    orderErrors.PAID_LINE_ITEM_PRICE_CHANGE_FORBIDDEN,
    orderErrors.PAID_LINE_ITEM_TAX_CHANGE_FORBIDDEN,
    orderErrors.PAID_LINE_ITEM_MODIFIER_CHANGE_FORBIDDEN,
    orderErrors.CATALOG_LINE_ITEM_FIELDS_READ_ONLY,
    versionErrors.EXPECTED_VERSION_REQUIRED,
    orderErrors.LINE_ITEM_NEGATIVE_PRICE,
    ...lineModifierErrors,
    orderErrors.PAID_LINE_ITEM_QUANTITY_DECREASE_FORBIDDEN,
  ],
  run: (ctx, params, input) => updateLineItem(ctx, params.order_id, params.order_line_item_id, input),
})
