import type { Route } from '../../platform/http/route.ts'
import { createDeveloperSandboxRoute } from './create-developer-sandbox.ts'
import { deleteDeveloperSandboxRoute } from './delete-developer-sandbox.ts'
import { exportDeveloperSandboxRoute } from './export-developer-sandbox.ts'
import { forkDeveloperSandboxRoute } from './fork-developer-sandbox.ts'
import { getDeveloperSandboxRoute } from './get-developer-sandbox.ts'
import { importDeveloperSandboxRoute } from './import-developer-sandbox.ts'
import { issueDeveloperSandboxTestKeyRoute } from './issue-developer-sandbox-test-key.ts'
import { listDeveloperSandboxesRoute } from './list-developer-sandboxes.ts'
import { resetDeveloperSandboxRoute } from './reset-developer-sandbox.ts'

/** In the order of the API reference. */
export const sandboxRoutes: Route[] = [
  listDeveloperSandboxesRoute,
  createDeveloperSandboxRoute,
  getDeveloperSandboxRoute,
  deleteDeveloperSandboxRoute,
  resetDeveloperSandboxRoute,
  issueDeveloperSandboxTestKeyRoute,
  forkDeveloperSandboxRoute,
  exportDeveloperSandboxRoute,
  importDeveloperSandboxRoute,
]
