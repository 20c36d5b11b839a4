import { repriceDiscounts } from '../change-discounts.ts'
import { OrderParams } from './get-order.ts'
import { orderCommand } from './order-command.ts'

export const repriceOrderDiscountsRoute = orderCommand({
  method: 'POST',
  path: '/v1/orders/{order_id}/discounts/reprice',
  operationId: 'repriceOrderDiscounts',
  summary: 'Price the discounts again',
  params: OrderParams,
  run: (ctx, params) => repriceDiscounts(ctx, params.order_id),
})
