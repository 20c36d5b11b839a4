import type { Route } from '../platform/http/route.ts'
import { getFlowlixSettingsRoute } from './routes/get-flowlix-settings.ts'
import { updateFlowlixSettingsRoute } from './routes/update-flowlix-settings.ts'

/** Of the first API: what a merchant sets for the second. */
export const flowlixSettingsRoutes: readonly Route[] = [getFlowlixSettingsRoute, updateFlowlixSettingsRoute]
