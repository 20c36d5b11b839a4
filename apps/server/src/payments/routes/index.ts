import '../erase-buyer.ts'
import type { Route } from '../../platform/http/route.ts'
import { cancelPaymentIntentRoute } from './cancel-payment-intent.ts'
import { capturePaymentIntentRoute } from './capture-payment-intent.ts'
import { confirmPaymentIntentRoute } from './confirm-payment-intent.ts'
import { createPaymentIntentRoute } from './create-payment-intent.ts'
import { getPaymentIntentRoute } from './get-payment-intent.ts'
import { listPaymentIntentsRoute } from './list-payment-intents.ts'
import { updatePaymentIntentRoute } from './update-payment-intent.ts'

/** In the order of the API reference. */
export const paymentRoutes: Route[] = [
  createPaymentIntentRoute,
  listPaymentIntentsRoute,
  getPaymentIntentRoute,
  updatePaymentIntentRoute,
  confirmPaymentIntentRoute,
  capturePaymentIntentRoute,
  cancelPaymentIntentRoute,
]
