import type { Route } from '../../platform/http/route.ts'
import { createTokenRoute } from './create-token.ts'

/** In the order of the API reference. */
export const cardTokenRoutes: Route[] = [createTokenRoute]
