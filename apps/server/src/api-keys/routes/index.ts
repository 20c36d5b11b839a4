import type { Route } from '../../platform/http/route.ts'
import { createApiKeyRoute } from './create-api-key.ts'
import { getApiKeyRoute } from './get-api-key.ts'
import { listApiKeysRoute } from './list-api-keys.ts'
import { revokeApiKeyRoute } from './revoke-api-key.ts'
import { updateApiKeyRoute } from './update-api-key.ts'

/** In the order of the API reference. */
export const apiKeyRoutes: Route[] = [
  listApiKeysRoute,
  createApiKeyRoute,
  getApiKeyRoute,
  updateApiKeyRoute,
  revokeApiKeyRoute,
]
