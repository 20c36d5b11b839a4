import { refuseFlowlix } from '../face/errors.ts'
import { defineFlowlixRoute } from '../face/flowlix-route.ts'
import { type PaymentWithRefunds, findPaymentWithRefunds } from '../payment-queries.ts'
import { paymentIn } from '../schemas.ts'
import { toFlowlixPayment } from '../to-payment.ts'

export const getFlowlixPaymentRoute = defineFlowlixRoute<undefined, PaymentWithRefunds>({
  method: 'GET',
  path: '/v1/payments/{payment_id}',
  operationId: 'getFlowlixPayment',
  summary: 'Get a payment',
  profiles: ['a', 'b', 'c'],
  scope: 'payments.read',
  status: 200,
  data: paymentIn,
  errors: ['resource_not_found'],
  run: async ({ ctx, params }) => {
    const found = await ctx.db.run(findPaymentWithRefunds(ctx, params['payment_id']!))
    if (!found) throw refuseFlowlix('resource_not_found')
    return found
  },
  show: (found, { ctx, profile }) => ({
    status: 200,
    body: JSON.stringify(toFlowlixPayment(ctx, found, profile)),
  }),
})
