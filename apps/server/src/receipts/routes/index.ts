import type { Route } from '../../platform/http/route.ts'
import { resendOrderReceiptRoute } from './resend-order-receipt.ts'
import { sendOrderReceiptRoute } from './send-order-receipt.ts'

/** In the order of the API reference. */
export const receiptRoutes: Route[] = [resendOrderReceiptRoute, sendOrderReceiptRoute]
