import '../follow-orders.ts'
import type { Route } from '../../platform/http/route.ts'
import { createPaymentLinkRoute } from './create-payment-link.ts'
import { getDashboardPaymentLinkResultsRoute } from './get-dashboard-payment-link-results.ts'
import { getPaymentLinkPublicRoute } from './get-payment-link-public.ts'
import { getPaymentLinkRoute } from './get-payment-link.ts'
import { listPaymentLinksRoute } from './list-payment-links.ts'
import { resolvePaymentLinkRoute } from './resolve-payment-link.ts'
import { updatePaymentLinkRoute } from './update-payment-link.ts'

/** In the order of the API reference. */
export const paymentLinkRoutes: readonly Route[] = [
  listPaymentLinksRoute,
  createPaymentLinkRoute,
  getPaymentLinkRoute,
  updatePaymentLinkRoute,
  getPaymentLinkPublicRoute,
  resolvePaymentLinkRoute,
  getDashboardPaymentLinkResultsRoute,
]
