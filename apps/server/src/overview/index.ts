import type { Route } from '../platform/http/route.ts'
import { getDashboardOverviewRoute } from './routes/get-dashboard-overview.ts'
import { getDashboardPaymentHealthRoute } from './routes/get-dashboard-payment-health.ts'

export { deleteOldCallCounts } from './call-count-queries.ts'
export { countingCalls } from './count-calls.ts'
export { findFailingEndpoints } from './queries.ts'
export const overviewRoutes: readonly Route[] = [getDashboardOverviewRoute, getDashboardPaymentHealthRoute]
