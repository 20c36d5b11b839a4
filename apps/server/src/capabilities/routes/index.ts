import type { Route } from '../../platform/http/route.ts'
import { listCapabilitiesRoute } from './list-capabilities.ts'

export const capabilityRoutes: Route[] = [listCapabilitiesRoute]
