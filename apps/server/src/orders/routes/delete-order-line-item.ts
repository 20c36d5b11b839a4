import { orderErrors } from '../errors.ts'
import { deleteLineItem } from '../line-items.ts'
import { orderCommand } from './order-command.ts'
import { LineItemParams } from './update-order-line-item.ts'

export const deleteOrderLineItemRoute = orderCommand({
  method: 'DELETE',
  path: '/v1/orders/{order_id}/line-items/{order_line_item_id}',
  operationId: 'deleteOrderLineItem',
  summary: 'Remove a line item',
  params: LineItemParams,
  errors: [orderErrors.ORDER_LINE_ITEM_NOT_FOUND, orderErrors.PAID_LINE_ITEM_REMOVAL_FORBIDDEN],
  run: (ctx, params) => deleteLineItem(ctx, params.order_id, params.order_line_item_id),
})
