import type { Route } from '../../platform/http/route.ts'
import { getDeveloperAuthContextRoute } from './get-developer-auth-context.ts'
import { getOpenApiSpecRoute } from './get-open-api-spec.ts'

/** In the order of the API reference. The document lists all routes of the program. */
export const developerRoutes = (allRoutes: () => readonly Route[]): Route[] => [
  getDeveloperAuthContextRoute,
  getOpenApiSpecRoute(allRoutes),
]
