import { orderErrors } from '../../../orders/errors.ts'
import { OrderParams } from '../../../orders/routes/get-order.ts'
import { answer } from '../../../platform/http/answer.ts'
import { refuse } from '../../../platform/http/errors.ts'
import { defineRoute } from '../../../platform/http/route.ts'
import { findOrderByAnotherName } from '../queries.ts'
import { FlowlixPaymentOfOrder } from '../schemas.ts'
import { toFlowlixPaymentOfOrder } from '../to-payment-of-order.ts'

export const getFlowlixPaymentOfOrderRoute = defineRoute({
  method: 'GET',
  path: '/v1/orders/{order_id}/flowlix-payment',
  operationId: 'getFlowlixPaymentOfOrder',
  tag: 'Flowlix',
  summary: 'Read what an order is called in the Flowlix API',
  callers: ['merchant'],
  scope: 'commerce.orders.read',
  idempotency: 'none',
  isExtension: true,
  params: OrderParams,
  status: 200,
  data: FlowlixPaymentOfOrder,
  errors: [orderErrors.ORDER_NOT_FOUND],
  run: async ({ ctx, params }) => {
    const found = await ctx.db.run(findOrderByAnotherName(ctx, params.order_id))
    if (!found) throw refuse(orderErrors.ORDER_NOT_FOUND, { param: 'order_id' })
    return found
  },
  show: (found) => answer(200, toFlowlixPaymentOfOrder(found)),
})
