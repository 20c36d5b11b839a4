import { checkoutErrors } from '../../../checkout-sessions/errors.ts'
import { orderErrors } from '../../../orders/errors.ts'
import { answer } from '../../../platform/http/answer.ts'
import { httpErrors } from '../../../platform/http/errors.ts'
import { defineRoute } from '../../../platform/http/route.ts'
import { HostedPayment, HostedPaymentParams, UpdateHostedPaymentBody } from '../schemas.ts'
import { toHostedPayment } from '../to-hosted-payment.ts'
import { updatePayer } from '../update-payer.ts'

export const updateHostedPaymentRoute = defineRoute({
  method: 'PATCH',
  path: '/v1/flowlix/hosted-payments/{payment_id}',
  operationId: 'updateHostedPayment',
  tag: 'Flowlix',
  summary: 'Say who pays on a hosted payment page',
  description:
    'For the page itself, before it pays: the whole of billing_details replaces what the merchant has sent. Only for payments of form C, whose page asks.',
  isExtension: true,
  callers: ['checkout'],
  idempotency: 'optional',
  params: HostedPaymentParams,
  body: UpdateHostedPaymentBody,
  status: 200,
  data: HostedPayment,
  errors: [
    checkoutErrors.CHECKOUT_SESSION_NOT_FOUND,
    checkoutErrors.CHECKOUT_SESSION_NOT_OPEN,
    httpErrors.CHECKOUT_SESSION_SCOPE_MISMATCH,
    orderErrors.CHECKOUT_ORDER_UPDATE_FIELD_NOT_ALLOWED,
  ],
  run: ({ ctx, params, body }) => updatePayer(ctx, params.payment_id, body.billing_details),
  show: (found, ctx) => answer(200, toHostedPayment(ctx, found)),
})
