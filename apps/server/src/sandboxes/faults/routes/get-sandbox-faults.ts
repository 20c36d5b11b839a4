import { answer } from '../../../platform/http/answer.ts'
import { defineRoute } from '../../../platform/http/route.ts'
import { sandboxErrors } from '../../errors.ts'
import { reachSandbox } from '../../reach-sandbox.ts'
import { FaultParams, SandboxFaults } from '../schemas.ts'
import { toSandboxFaults } from '../to-sandbox-faults.ts'

export const getSandboxFaultsRoute = defineRoute({
  method: 'GET',
  path: '/v1/developer/sandboxes/{sandbox_id}/faults',
  operationId: 'getSandboxFaults',
  tag: 'Sandboxes',
  summary: "Read a sandbox's faults",
  description: 'What goes wrong on purpose there. Takes a live key or a test key of that sandbox.',
  callers: ['merchant'],
  scope: 'developer.sandboxes.read',
  idempotency: 'none',
  isExtension: true,
  params: FaultParams,
  status: 200,
  data: SandboxFaults,
  errors: [sandboxErrors.SANDBOX_NOT_FOUND, sandboxErrors.SANDBOX_SELECTION_FORBIDDEN],
  run: async ({ ctx, params }) => {
    const { sandboxId, environment } = await reachSandbox(ctx, params.sandbox_id, 'live_or_own_key')
    return { sandboxId, faults: environment.faults }
  },
  show: (found) => answer(200, toSandboxFaults(found)),
})
