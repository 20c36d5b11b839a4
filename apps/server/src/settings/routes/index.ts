import type { Route } from '../../platform/http/route.ts'
import { getEffectiveSettingsRoute } from './get-effective-settings.ts'
import { getSettingsRoute } from './get-settings.ts'
import { updateSettingsRoute } from './update-settings.ts'

/** In the order of the API reference. */
export const settingsRoutes: Route[] = [getSettingsRoute, updateSettingsRoute, getEffectiveSettingsRoute]
