import { checkoutErrors } from '../../../checkout-sessions/errors.ts'
import { answer } from '../../../platform/http/answer.ts'
import { httpErrors } from '../../../platform/http/errors.ts'
import { defineRoute } from '../../../platform/http/route.ts'
import { findOrderOfPayment } from '../../payment-queries.ts'
import { expectOwn } from '../hosted-payment.ts'
import { HostedPayment, HostedPaymentParams } from '../schemas.ts'
import { toHostedPayment } from '../to-hosted-payment.ts'

export const getHostedPaymentRoute = defineRoute({
  method: 'GET',
  path: '/v1/flowlix/hosted-payments/{payment_id}',
  operationId: 'getHostedPayment',
  tag: 'Flowlix',
  summary: 'Read the payment of a hosted payment page',
  description:
    "For the page itself, with the two headers of its payer's checkout session; also after the payment has ended, to lead back to the shop.",
  isExtension: true,
  callers: ['checkout'],
  idempotency: 'none',
  params: HostedPaymentParams,
  status: 200,
  data: HostedPayment,
  errors: [checkoutErrors.CHECKOUT_SESSION_NOT_FOUND, httpErrors.CHECKOUT_SESSION_SCOPE_MISMATCH],
  run: async ({ ctx, params }) =>
    expectOwn(ctx, await ctx.db.run(findOrderOfPayment(ctx, params.payment_id))),
  show: (found, ctx) => answer(200, toHostedPayment(ctx, found)),
})
