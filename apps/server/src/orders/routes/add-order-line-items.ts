import { httpErrors } from '../../platform/http/errors.ts'
import { body } from '../../platform/http/schema.ts'
import { orderErrors } from '../errors.ts'
import { LineItemsInput } from '../input-schemas.ts'
import { addLineItems } from '../line-items.ts'
import { OrderParams } from './get-order.ts'
import { orderCommand } from './order-command.ts'

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
    httpErrors.CURRENCY_MISMATCH,
    httpErrors.UNSUPPORTED_CURRENCY,
  ],
  run: (ctx, params, input) => addLineItems(ctx, params.order_id, input.line_items),
})
