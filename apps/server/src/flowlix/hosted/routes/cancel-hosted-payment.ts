import { checkoutErrors } from '../../../checkout-sessions/errors.ts'
import { orderErrors } from '../../../orders/errors.ts'
import { answer } from '../../../platform/http/answer.ts'
import { httpErrors } from '../../../platform/http/errors.ts'
import { defineRoute } from '../../../platform/http/route.ts'
import { cancelHostedPayment } from '../cancel-hosted-payment.ts'
import { HostedPayment, HostedPaymentParams } from '../schemas.ts'
import { toHostedPayment } from '../to-hosted-payment.ts'

export const cancelHostedPaymentRoute = defineRoute({
  method: 'POST',
  path: '/v1/flowlix/hosted-payments/{payment_id}/cancel',
  operationId: 'cancelHostedPayment',
  tag: 'Flowlix',
  summary: 'Give up a hosted payment as its payer',
  description:
    'For the button of the page: the payment ends, and the answer says where the payer goes on. One that has ended already is answered as it is.',
  isExtension: true,
  callers: ['checkout'],
  idempotency: 'optional',
  isBodyOptional: true,
  params: HostedPaymentParams,
  status: 200,
  data: HostedPayment,
  errors: [
    checkoutErrors.CHECKOUT_SESSION_NOT_FOUND,
    checkoutErrors.CHECKOUT_SESSION_NOT_OPEN,
    httpErrors.CHECKOUT_SESSION_SCOPE_MISMATCH,
    orderErrors.ORDER_COLLECTION_IN_PROGRESS,
  ],
  run: ({ ctx, params }) => cancelHostedPayment(ctx, params.payment_id),
  show: (found, ctx) => answer(200, toHostedPayment(ctx, found)),
})
