import { customerErrors } from '../../customers/errors.ts'
import { httpErrors } from '../../platform/http/errors.ts'
import { orderErrors } from '../errors.ts'
import { UpdateOrderBody } from '../input-schemas.ts'
import { orderTaxErrors, taxErrors } from '../tax-errors.ts'
import { updateOrder } from '../update-order.ts'
import { OrderParams } from './get-order.ts'
import { orderCommand } from './order-command.ts'

export const updateOrderRoute = orderCommand({
  method: 'PATCH',
  path: '/v1/orders/{order_id}',
  operationId: 'updateOrder',
  summary: 'Change an order',
  description: 'A buyer may change requested_tip, buyer_note and tax.location only.',
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
    customerErrors.CUSTOMER_NOT_FOUND,
    orderErrors.ORDER_CUSTOMER_ALREADY_SET,
    orderErrors.ORDER_CUSTOMER_NOT_CLEARABLE,
    orderErrors.ORDER_CUSTOMER_CHECKOUT_ACTIVE,
    orderErrors.ORDER_CUSTOMER_NOT_UPDATABLE_AFTER_PAYMENT,
    orderErrors.INVALID_TIP,
    orderErrors.INVALID_TIP_PERCENT,
    taxErrors.ORDER_TAX_NOT_UPDATABLE_AFTER_PAYMENT,
    ...orderTaxErrors,
  ],
  run: (ctx, params, body) => updateOrder(ctx, params.order_id, body),
})
