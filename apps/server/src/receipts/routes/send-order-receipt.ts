import { receiptRoute } from './receipt-route.ts'

/** The path of the newest types. */
export const sendOrderReceiptRoute = receiptRoute({
  path: '/v1/orders/{order_id}/send-receipt',
  operationId: 'sendOrderReceipt',
  summary: 'Send the receipt by e-mail, under its newer name',
  isExtension: true,
})
