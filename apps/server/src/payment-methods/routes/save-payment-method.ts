import { Type } from 'typebox'
import { customerErrors } from '../../customers/index.ts'
import { paymentErrors } from '../../payments/errors.ts'
import { answer } from '../../platform/http/answer.ts'
import { defineRoute } from '../../platform/http/route.ts'
import { nullable } from '../../platform/http/schema.ts'
import { paymentMethodErrors } from '../errors.ts'
import { savePaymentMethod } from '../save-payment-method.ts'
import { ClientSetup, PaymentMethod, SavePaymentMethodBody } from '../schemas.ts'
import { toClientSetup, toPaymentMethod } from '../to-payment-method.ts'

export const savePaymentMethodRoute = defineRoute({
  method: 'POST',
  path: '/v1/payment-methods',
  operationId: 'savePaymentMethod',
  tag: 'Payment methods',
  summary: 'Save a card of a customer',
  description:
    'Without a token the payment method is pending, and fails after a day. With one the bank is asked at once: a decline is an outcome, and a card that the customer keeps already is answered as it is. Where the bank wants to ask the buyer, client_setup.redirect leads there.',
  callers: ['merchant'],
  scope: 'payments.payment_methods.write',
  idempotency: 'optional',
  asksProcessor: true,
  body: SavePaymentMethodBody,
  status: 201,
  data: Type.Object({ payment_method: PaymentMethod, client_setup: nullable(ClientSetup) }),
  errors: [
    customerErrors.CUSTOMER_NOT_FOUND,
    paymentMethodErrors.PAYMENT_METHOD_NOT_FOUND,
    paymentMethodErrors.PAYMENT_METHOD_NOT_READY,
    paymentMethodErrors.PAYMENT_METHOD_CUSTOMER_MISMATCH,
    paymentMethodErrors.INVALID_PAYMENT_METHOD_TYPE,
    paymentErrors.PAYMENT_SOURCE_UNAVAILABLE,
    paymentErrors.PAYMENT_RETURN_URL_INVALID,
    paymentErrors.MERCHANT_ONBOARDING_REQUIRED,
  ],
  run: ({ ctx, body }) => savePaymentMethod(ctx, body),
  show: (method, ctx) =>
    answer(201, { payment_method: toPaymentMethod(method, ctx.now), client_setup: toClientSetup(method) }),
})
