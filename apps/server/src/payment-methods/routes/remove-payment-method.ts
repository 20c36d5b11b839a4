import { Type } from 'typebox'
import { answer } from '../../platform/http/answer.ts'
import { defineRoute } from '../../platform/http/route.ts'
import { paymentMethodErrors } from '../errors.ts'
import { removePaymentMethod } from '../remove-payment-method.ts'
import { PaymentMethodParams } from '../schemas.ts'

export const removePaymentMethodRoute = defineRoute({
  method: 'DELETE',
  path: '/v1/payment-methods/{payment_method_id}',
  operationId: 'removePaymentMethod',
  tag: 'Payment methods',
  summary: 'Remove a saved card',
  description:
    "It can no longer be charged, stays readable as removed, and is no longer its customer's default.",
  callers: ['merchant'],
  scope: 'payments.payment_methods.write',
  idempotency: 'optional',
  params: PaymentMethodParams,
  status: 200,
  data: Type.Object({ success: Type.Boolean() }),
  errors: [paymentMethodErrors.PAYMENT_METHOD_NOT_FOUND],
  run: ({ ctx, params }) => removePaymentMethod(ctx, params.payment_method_id),
  show: () => answer(200, { success: true }),
})
