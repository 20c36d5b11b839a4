import { receiptRoute } from './receipt-route.ts'

export const resendOrderReceiptRoute = receiptRoute({
  path: '/v1/orders/{order_id}/receipt',
  operationId: 'resendOrderReceipt',
  summary: 'Send the receipt by e-mail',
})
