import type { PaymentIntent } from '../api/shapes.ts'

/** Commands on a payment that belongs to an order go by the order, which answers with both. */
export const paymentPath = ({
  order_id,
  payment_intent_id,
}: Pick<PaymentIntent, 'order_id' | 'payment_intent_id'>): string =>
  order_id === null
    ? `/v1/payment-intents/${payment_intent_id}`
    : `/v1/orders/${order_id}/payment-intents/${payment_intent_id}`
