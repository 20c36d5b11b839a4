import { Type } from 'typebox'
import { body } from '../../platform/http/schema.ts'
import { removeDiscounts } from '../change-discounts.ts'
import { orderErrors } from '../errors.ts'
import { OrderParams } from './get-order.ts'
import { orderCommand } from './order-command.ts'

export const removeOrderDiscountsRoute = orderCommand({
  method: 'POST',
  path: '/v1/orders/{order_id}/discounts/remove',
  operationId: 'removeOrderDiscounts',
  summary: 'Remove pending discounts',
  description: 'A buyer may remove those of promotion codes only, where the checkout takes codes.',
  callers: ['merchant', 'checkout'],
  params: OrderParams,
  body: body({
    order_discount_ids: Type.Array(Type.String(), {
      minItems: 1,
      maxItems: 100,
      'x-flint-required': 'DISCOUNT_IDS_REQUIRED',
    }),
  }),
  errors: [
    orderErrors.DISCOUNT_IDS_REQUIRED,
    orderErrors.DISCOUNT_NOT_FOUND,
    orderErrors.CHECKOUT_DISCOUNT_NOT_REMOVABLE,
  ],
  run: (ctx, params, input) => removeDiscounts(ctx, params.order_id, input.order_discount_ids),
})
