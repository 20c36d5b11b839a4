import type { Route } from '../../../platform/http/route.ts'
import { cancelHostedPaymentRoute } from './cancel-hosted-payment.ts'
import { createHostedCardTokenRoute } from './create-hosted-card-token.ts'
import { getHostedPaymentRoute } from './get-hosted-payment.ts'
import { updateHostedPaymentRoute } from './update-hosted-payment.ts'

/** What the hosted page needs, with its payer's credential; in the order of the API reference. */
export const hostedPaymentRoutes: Route[] = [
  getHostedPaymentRoute,
  updateHostedPaymentRoute,
  createHostedCardTokenRoute,
  cancelHostedPaymentRoute,
]
