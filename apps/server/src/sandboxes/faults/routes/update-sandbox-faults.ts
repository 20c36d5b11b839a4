import type { FaultChanges } from '../../../platform/faults/faults.ts'
import { answer } from '../../../platform/http/answer.ts'
import { httpErrors } from '../../../platform/http/errors.ts'
import { defineRoute } from '../../../platform/http/route.ts'
import { sandboxErrors } from '../../errors.ts'
import { FaultParams, SandboxFaults, UpdateSandboxFaultsBody } from '../schemas.ts'
import { toSandboxFaults } from '../to-sandbox-faults.ts'
import { updateFaults } from '../update-faults.ts'

export const updateSandboxFaultsRoute = defineRoute({
  method: 'PATCH',
  path: '/v1/developer/sandboxes/{sandbox_id}/faults',
  operationId: 'updateSandboxFaults',
  tag: 'Sandboxes',
  summary: "Switch a sandbox's faults on and off",
  description:
    'Faults that are left out stay as they are. Takes a live key or a test key of that sandbox. It counts within a second.',
  callers: ['merchant'],
  scope: 'developer.sandboxes.write',
  idempotency: 'optional',
  isExtension: true,
  params: FaultParams,
  body: UpdateSandboxFaultsBody,
  status: 200,
  data: SandboxFaults,
  errors: [
    sandboxErrors.SANDBOX_NOT_FOUND,
    sandboxErrors.SANDBOX_SELECTION_FORBIDDEN,
    sandboxErrors.SANDBOX_ARCHIVED,
    httpErrors.NO_FIELDS_TO_UPDATE,
  ],
  run: ({ ctx, params, body }) => updateFaults(ctx, params.sandbox_id, body as FaultChanges),
  show: (changed) => answer(200, toSandboxFaults(changed)),
})
