import { customerErrors } from '../../customers/index.ts'
import { answer } from '../../platform/http/answer.ts'
import { defineRoute } from '../../platform/http/route.ts'
import { paymentMethodErrors } from '../errors.ts'
import { PaymentMethod, PaymentMethodParams } from '../schemas.ts'
import { setDefaultPaymentMethod } from '../set-default-payment-method.ts'
import { toPaymentMethod } from '../to-payment-method.ts'

export const setDefaultPaymentMethodRoute = defineRoute({
  method: 'POST',
  path: '/v1/payment-methods/{payment_method_id}/set-default',
  operationId: 'setDefaultPaymentMethod',
  tag: 'Payment methods',
  summary: "Make a saved card its customer's default",
  callers: ['merchant'],
  scope: 'payments.payment_methods.write',
  idempotency: 'optional',
  params: PaymentMethodParams,
  status: 200,
  data: PaymentMethod,
  errors: [
    paymentMethodErrors.PAYMENT_METHOD_NOT_FOUND,
    paymentMethodErrors.PAYMENT_METHOD_NOT_ACTIVE,
    paymentMethodErrors.PAYMENT_METHOD_ON_SESSION_ONLY,
    customerErrors.CUSTOMER_NOT_FOUND,
  ],
  run: ({ ctx, params }) => setDefaultPaymentMethod(ctx, params.payment_method_id),
  show: (method, ctx) => answer(200, toPaymentMethod(method, ctx.now)),
})
