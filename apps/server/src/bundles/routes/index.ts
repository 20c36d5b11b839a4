import type { Route } from '../../platform/http/route.ts'
import { createBundleRoute } from './create-bundle.ts'
import { deleteBundleRoute } from './delete-bundle.ts'
import { getBundleRoute } from './get-bundle.ts'
import { listBundleComponentsRoute } from './list-bundle-components.ts'
import { listBundlesRoute } from './list-bundles.ts'
import { updateBundleRoute } from './update-bundle.ts'

/** In the order of the API reference. */
export const bundleRoutes: Route[] = [
  listBundlesRoute,
  createBundleRoute,
  getBundleRoute,
  updateBundleRoute,
  deleteBundleRoute,
  listBundleComponentsRoute,
]
