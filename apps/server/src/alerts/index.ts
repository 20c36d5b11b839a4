import type { Route } from '../platform/http/route.ts'
import { getDashboardAlertRulesRoute } from './routes/get-dashboard-alert-rules.ts'
import { listDashboardAlertsRoute } from './routes/list-dashboard-alerts.ts'
import { updateDashboardAlertRulesRoute } from './routes/update-dashboard-alert-rules.ts'

export type { Alert as OpenAlert } from './alert.ts'
export { startAlerts } from './jobs.ts'
export { alertWriters } from './mail-alert.ts'
export { deleteOldAlerts, findOpenAlerts, findRules } from './queries.ts'
export { type AlertRules, rulesOf } from './rules.ts'
export { Alert } from './schemas.ts'
export { toAlert } from './to-alert.ts'

export const alertRoutes: readonly Route[] = [
  listDashboardAlertsRoute,
  getDashboardAlertRulesRoute,
  updateDashboardAlertRulesRoute,
]
