import { httpErrors } from '../../platform/http/errors.ts'
import { orderErrors } from '../errors.ts'
import { UpdateOrderBody } from '../input-schemas.ts'
import { updateOrder } from '../update-order.ts'
import { OrderParams } from './get-order.ts'
import { orderCommand } from './order-command.ts'

export const updateOrderRoute = orderCommand({
  method: 'PATCH',
  path: '/v1/orders/{order_id}',
  operationId: 'updateOrder',
  summary: 'Change an order',
  description: 'A buyer may change requested_tip and buyer_note only.',
  callers: ['merchant', 'checkout'],
  params: OrderParams,
  body: UpdateOrderBody,
  errors: [
    httpErrors.NO_FIELDS_TO_UPDATE,
    httpErrors.CURRENCY_MISMATCH,
    httpErrors.UNSUPPORTED_CURRENCY,
    orderErrors.ORDER_CHANGED_REFRESH_REQUIRED,
    orderErrors.CHECKOUT_ORDER_UPDATE_FIELD_NOT_ALLOWED,
    orderErrors.CHECKOUT_TIPPING_DISABLED,
    orderErrors.CUSTOMER_NOT_FOUND,
    orderErrors.INVALID_TIP,
    orderErrors.INVALID_TIP_PERCENT,
  ],
  run: (ctx, params, body) => updateOrder(ctx, params.order_id, body),
})
