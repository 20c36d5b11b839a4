import { Type } from 'typebox'
import { body } from '../../platform/http/schema.ts'
import { closeOrder } from '../close-order.ts'
import { orderErrors } from '../errors.ts'
import { OrderParams } from './get-order.ts'
import { orderCommand } from './order-command.ts'

const reason = Type.Optional(Type.String({ minLength: 1, maxLength: 1024 }))

export const closeOrderRoute = orderCommand({
  method: 'POST',
  path: '/v1/orders/{order_id}/close',
  operationId: 'closeOrder',
  summary: 'Close an order',
  description:
    'The last command of an order: nothing can be added or paid afterwards. Refunds stay possible.',
  params: OrderParams,
  body: body({ reason_message: reason, reason }),
  isBodyOptional: true,
  isClosing: true,
  errors: [orderErrors.ORDER_ALREADY_CLOSED, orderErrors.ORDER_COLLECTION_IN_PROGRESS],
  run: (ctx, params, input) => closeOrder(ctx, params.order_id, input.reason_message ?? input.reason ?? null),
})
