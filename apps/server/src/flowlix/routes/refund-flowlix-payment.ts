import { Type } from 'typebox'
import { defineFlowlixRoute } from '../face/flowlix-route.ts'
import { Amount, text } from '../input-schemas.ts'
import { type RefundInput, type RefundedPayment, refundPayment } from '../refund-payment.ts'
import { paymentIn } from '../schemas.ts'
import { toFlowlixPayment } from '../to-payment.ts'

export const refundFlowlixPaymentRoute = defineFlowlixRoute<RefundInput, RefundedPayment>({
  method: 'POST',
  path: '/v1/payments/{payment_id}/refund',
  operationId: 'refundFlowlixPayment',
  summary: 'Refund a payment',
  description:
    'Form A gives the whole amount back and takes no body. Form B gives back a part, or all that is left, within 180 days.',
  profiles: ['a', 'b'],
  scope: 'refunds.write',
  body: (profile) =>
    profile === 'a'
      ? Type.Object({ amount: Type.Optional(Type.Unknown({ description: 'All that is left, or nothing.' })) })
      : Type.Object({
          reason: text(50, { minLength: 1, description: 'Kept as it is sent.' }),
          amount: Type.Optional(Amount),
        }),
  status: 200,
  data: paymentIn,
  errors: [
    'parameter_missing',
    'parameter_invalid',
    'resource_not_found',
    'payment_already_refunded',
    'payment_not_refundable',
    'refund_amount_exceeded',
    'refund_window_expired',
    'service_unavailable',
  ],
  run: ({ ctx, profile, params, body: { amount, reason } }) =>
    refundPayment(ctx, params['payment_id']!, profile, {
      amount,
      ...(profile === 'b' ? { reason: reason ?? null } : {}),
    }),
  show: (refunded, { ctx, profile }) => ({
    status: 200,
    body: JSON.stringify(toFlowlixPayment(ctx, refunded, profile)),
  }),
})
