import '../erase-buyer.ts'
import type { Route } from '../../platform/http/route.ts'
import { closeCheckoutSessionRoute } from './close-checkout-session.ts'
import { createCheckoutSessionRoute } from './create-checkout-session.ts'
import { getCheckoutBrowserActionRoute } from './get-checkout-browser-action.ts'
import { getCheckoutSessionRoute } from './get-checkout-session.ts'
import { listCheckoutSessionsRoute } from './list-checkout-sessions.ts'
import { updateCheckoutSessionRoute } from './update-checkout-session.ts'

/** In the order of the API reference. */
export const checkoutSessionRoutes: Route[] = [
  createCheckoutSessionRoute,
  listCheckoutSessionsRoute,
  getCheckoutSessionRoute,
  getCheckoutBrowserActionRoute,
  updateCheckoutSessionRoute,
  closeCheckoutSessionRoute,
]
