import '../erase-customer.ts'
import type { Route } from '../../platform/http/route.ts'
import { getCurrentApiKeyRequestLogRoute } from './get-current-api-key-request-log.ts'
import { listCurrentApiKeyRequestLogsRoute } from './list-current-api-key-request-logs.ts'

/** In the order of the API reference. What a call answered is told by its route. */
export const requestLogRoutes = (allRoutes: () => readonly Route[]): Route[] => [
  listCurrentApiKeyRequestLogsRoute(allRoutes),
  getCurrentApiKeyRequestLogRoute(allRoutes),
]
