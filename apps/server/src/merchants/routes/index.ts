import type { Route } from '../../platform/http/route.ts'
import { getMerchantRoute } from './get-merchant.ts'
import { getMerchantReadinessRoute } from './get-merchant-readiness.ts'
import { updateMerchantRoute } from './update-merchant.ts'

/** In the order of the API reference. */
export const merchantRoutes: Route[] = [getMerchantRoute, updateMerchantRoute, getMerchantReadinessRoute]
