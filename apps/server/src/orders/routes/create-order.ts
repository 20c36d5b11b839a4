import { customerErrors } from '../../customers/errors.ts'
import { answer } from '../../platform/http/answer.ts'
import { defineRoute } from '../../platform/http/route.ts'
import { createOrder } from '../create-order.ts'
import { orderErrors } from '../errors.ts'
import { CreateOrderBody } from '../input-schemas.ts'
import { Order } from '../schemas.ts'
import { orderTaxErrors, partTaxErrors } from '../tax-errors.ts'
import { toOrder } from '../to-order.ts'
import { lineSourceErrors } from './add-order-line-items.ts'
import { offerErrors } from './apply-order-discount.ts'
import { chargeValueErrors } from './add-order-charge.ts'

export const createOrderRoute = defineRoute({
  method: 'POST',
  path: '/v1/orders',
  operationId: 'createOrder',
  tag: 'Orders',
  summary: 'Create an order',
  description: 'Prices the line items, charges, discounts, tip and tax, and opens the order for payment.',
  callers: ['merchant'],
  scope: 'commerce.orders.write',
  idempotency: 'optional',
  body: CreateOrderBody,
  status: 201,
  data: Order,
  errors: [
    orderErrors.MISSING_LINE_ITEMS,
    orderErrors.TOO_MANY_LINE_ITEMS,
    orderErrors.LINE_ITEM_NAME_TOO_LONG,
    orderErrors.LINE_ITEM_INVALID_QUANTITY,
    orderErrors.LINE_ITEM_QUANTITY_TOO_LARGE,
    orderErrors.AMOUNT_TOO_LARGE,
    orderErrors.TIP_LIMIT_EXCEEDED,
    orderErrors.INVALID_TIP,
    orderErrors.NO_DISCOUNTABLE_BALANCE,
    orderErrors.CREATE_ORDER_LINE_ITEM_DISCOUNT_UNSUPPORTED,
    orderErrors.DISCOUNT_REQUIRED,
    orderErrors.ORDER_DISCOUNT_NO_LINE_ITEM_IDS,
    orderErrors.ORDER_DISCOUNT_NO_CHARGE_IDS,
    orderErrors.SERVICE_CHARGE_DISCOUNT_NO_LINE_ITEM_IDS,
    orderErrors.ORDER_CHARGE_NOT_FOUND,
    ...lineSourceErrors,
    ...offerErrors,
    customerErrors.CUSTOMER_NOT_FOUND,
    ...chargeValueErrors,
    ...orderTaxErrors,
    ...partTaxErrors,
  ],
  run: ({ ctx, body }) => createOrder(ctx, body),
  show: (created, ctx) => answer(201, toOrder(ctx, created)),
})
