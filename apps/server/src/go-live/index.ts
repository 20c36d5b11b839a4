import type { Route } from '../platform/http/route.ts'
import { getGoLiveChecklistRoute } from './routes/get-go-live-checklist.ts'

export { contextOf } from './measure.ts'
export { findGoLiveEnvironments } from './queries.ts'

export const goLiveRoutes: readonly Route[] = [getGoLiveChecklistRoute]
