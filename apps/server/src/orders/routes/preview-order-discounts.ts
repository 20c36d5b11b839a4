import { Type } from 'typebox'
import { answer } from '../../platform/http/answer.ts'
import { defineRoute } from '../../platform/http/route.ts'
import { body } from '../../platform/http/schema.ts'
import { previewDiscounts } from '../change-discounts.ts'
import { orderErrors } from '../errors.ts'
import { DiscountInput } from '../input-schemas.ts'
import { Order } from '../schemas.ts'
import { toOrder } from '../to-order.ts'
import { discountErrors } from './apply-order-discount.ts'
import { OrderParams } from './get-order.ts'

export const previewOrderDiscountsRoute = defineRoute({
  method: 'POST',
  path: '/v1/orders/{order_id}/discounts/preview',
  operationId: 'previewOrderDiscounts',
  tag: 'Orders',
  summary: 'See what a discount would do',
  description: 'Answers with the order as it would be; nothing is changed.',
  callers: ['merchant', 'checkout'],
  scope: 'commerce.orders.read',
  idempotency: 'none',
  params: OrderParams,
  body: body({ discount: Type.Optional(DiscountInput) }),
  isBodyOptional: true,
  status: 200,
  data: Order,
  errors: [
    orderErrors.ORDER_NOT_FOUND,
    orderErrors.ORDER_CLOSED,
    orderErrors.ORDER_PAYMENT_ATTEMPT_ACTIVE,
    orderErrors.AMOUNT_TOO_LARGE,
    orderErrors.ORDER_TOTAL_BELOW_NET_COLLECTED,
    orderErrors.TIP_LIMIT_EXCEEDED,
    ...discountErrors,
  ],
  run: ({ ctx, params, body: input }) => previewDiscounts(ctx, params.order_id, input.discount),
  show: (preview, ctx) => answer(200, toOrder(ctx, preview)),
})
