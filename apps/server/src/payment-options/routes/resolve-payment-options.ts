import { Type } from 'typebox'
import { checkoutErrors } from '../../checkout-sessions/errors.ts'
import { orderErrors } from '../../orders/errors.ts'
import { paymentLinkErrors } from '../../payment-links/errors.ts'
import { paymentErrors } from '../../payments/errors.ts'
import { answer } from '../../platform/http/answer.ts'
import { httpErrors } from '../../platform/http/errors.ts'
import { defineRoute } from '../../platform/http/route.ts'
import { paymentOptionErrors } from '../errors.ts'
import { paymentContextOf } from '../payment-context.ts'
import { type ResolvedPaymentOption, resolvePaymentOptions } from '../resolve-payment-options.ts'
import { PaymentOptionResolution, ResolvePaymentOptionsBody } from '../schemas.ts'

export const resolvePaymentOptionsRoute = defineRoute({
  method: 'POST',
  path: '/v1/payment-options/resolve',
  operationId: 'resolvePaymentOptions',
  tag: 'Payment options',
  summary: 'See which payment options a payment can have',
  description: 'Says for each option whether it can be offered, and if not, why. Nothing is changed.',
  callers: ['merchant'],
  scope: 'payments.payment_options.read',
  idempotency: 'none',
  body: ResolvePaymentOptionsBody,
  isBodyOptional: true,
  status: 200,
  data: Type.Array(PaymentOptionResolution),
  errors: [
    paymentOptionErrors.INVALID_PAYMENT_OPTION_RESOLVE_REQUEST,
    paymentOptionErrors.INVALID_PAYMENT_OPTIONS,
    paymentOptionErrors.PAYMENT_OPTIONS_REQUIRED,
    httpErrors.UNSUPPORTED_CURRENCY,
    orderErrors.ORDER_NOT_FOUND,
    paymentErrors.PAYMENT_INTENT_NOT_FOUND,
    checkoutErrors.CHECKOUT_SESSION_NOT_FOUND,
    paymentLinkErrors.PAYMENT_LINK_NOT_FOUND,
    httpErrors.RESOURCE_NOT_FOUND,
  ],
  run: async ({ ctx, body }) =>
    resolvePaymentOptions(await paymentContextOf(ctx, body), body.payment_options),
  show: (resolved) => answer(200, resolved.map(toResolution)),
})

const toResolution = ({ paymentOption, blockers }: ResolvedPaymentOption) => ({
  payment_option: paymentOption,
  status: blockers.length === 0 ? 'available' : 'unavailable',
  reason_code: blockers[0]?.code ?? null,
  reason_message: blockers[0]?.message ?? null,
  blockers: blockers.map(({ code, message, resolutionOwner }) => ({
    code,
    message,
    resolution_owner: resolutionOwner,
    retryable: false,
  })),
})
