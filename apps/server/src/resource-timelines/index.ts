import type { Route } from '../platform/http/route.ts'
import { getResourceTimelineRoute } from './routes/get-resource-timeline.ts'

/** What a key may read of a timeline is told by the routes that read each type of resource. */
export const resourceTimelineRoutes = (allRoutes: () => readonly Route[]): Route[] => [
  getResourceTimelineRoute(allRoutes),
]
