import { Type, type Static } from 'typebox'
import { checkMetadata } from '../check-metadata.ts'
import { defineFlowlixRoute } from '../face/flowlix-route.ts'
import { Amount, MetadataInput, optional, text } from '../input-schemas.ts'
import { type RefundedPayment, refundPayment } from '../refund-payment.ts'
import { RefundC } from '../schemas.ts'
import { toRefundC } from '../to-refund.ts'

const Body = Type.Object({
  payment_id: Type.String({ pattern: '^pay_[A-Za-z0-9]{24}$' }),
  amount: Amount,
  reason: optional(text(255)),
  metadata: MetadataInput,
})

export const createFlowlixRefundRoute = defineFlowlixRoute<Static<typeof Body>, RefundedPayment>({
  method: 'POST',
  path: '/v1/refunds',
  operationId: 'createFlowlixRefund',
  summary: 'Refund a payment',
  description: 'The refund is pending at first; its end is told by a webhook, or read with the payment.',
  profiles: ['c'],
  scope: 'refunds.write',
  body: () => Body,
  status: 201,
  data: () => RefundC,
  errors: [
    'parameter_missing',
    'parameter_invalid',
    'resource_not_found',
    'payment_not_refundable',
    'refund_amount_exceeded',
    'service_unavailable',
  ],
  run: ({ ctx, profile, body: { payment_id: paymentId, amount, reason, metadata } }) =>
    refundPayment(ctx, paymentId, profile, {
      amount,
      reason: reason ?? null,
      metadata: checkMetadata(metadata),
    }),
  show: ({ payment, refund }, { ctx }) => ({
    status: 201,
    body: JSON.stringify(toRefundC(ctx, payment, refund)),
  }),
})
