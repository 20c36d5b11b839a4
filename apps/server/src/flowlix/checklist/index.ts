import type { Route } from '../../platform/http/route.ts'
import { getFlowlixChecklistRoute } from './routes/get-flowlix-checklist.ts'

export const flowlixChecklistRoutes: readonly Route[] = [getFlowlixChecklistRoute]
