import type { OrderByAnotherName } from './queries.ts'

export const toFlowlixPaymentOfOrder = ({ orderId, payment }: OrderByAnotherName) => ({
  order_id: orderId,
  flowlix_payment: payment && {
    payment_id: payment.paymentId,
    profile: payment.profile,
    is_hosted: payment.isHosted,
    status: payment.status,
    decline_code: payment.declineCode,
    merchant_reference: payment.merchantReference,
    created_at: payment.createdAt,
  },
})
