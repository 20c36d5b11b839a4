import type { Route } from '../../platform/http/route.ts'
import { createMerchantAccountSessionRoute } from './create-merchant-account-session.ts'
import { refreshMerchantAccountSessionRoute } from './refresh-merchant-account-session.ts'

export const merchantAccountSessionRoutes: Route[] = [
  createMerchantAccountSessionRoute,
  refreshMerchantAccountSessionRoute,
]
