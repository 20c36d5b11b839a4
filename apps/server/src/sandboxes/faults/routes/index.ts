import type { Route } from '../../../platform/http/route.ts'
import { getSandboxFaultsRoute } from './get-sandbox-faults.ts'
import { updateSandboxFaultsRoute } from './update-sandbox-faults.ts'

/** In the order of the API reference. */
export const sandboxFaultRoutes: readonly Route[] = [getSandboxFaultsRoute, updateSandboxFaultsRoute]
