import { Type } from 'typebox'
import { httpErrors } from '../../platform/http/errors.ts'
import { defineRoute } from '../../platform/http/route.ts'
import { streamAnswer } from '../../platform/http/stream.ts'
import { clockErrors } from '../clock/errors.ts'
import { sandboxErrors } from '../errors.ts'
import { exportContentType } from '../export-format.ts'
import { exportSandbox } from '../export-sandbox.ts'
import { reachSandbox } from '../reach-sandbox.ts'
import { SandboxParams } from '../schemas.ts'

export const exportDeveloperSandboxRoute = defineRoute({
  method: 'GET',
  path: '/v1/developer/sandboxes/{sandbox_id}/export',
  operationId: 'exportDeveloperSandbox',
  tag: 'Sandboxes',
  summary: 'Export a sandbox to a file',
  description:
    'Takes a live key or a test key of that sandbox. Everything in it as of one instant, one row a line; equal sandboxes give equal rows. Signing secrets of webhook endpoints, keys, idempotency keys, faults and request logs are not in the file. A file without its last line, which counts the rows, was cut. The key also needs the read scopes of what the file holds. One export of a merchant at a time, which may take ten minutes.',
  callers: ['merchant'],
  scope: 'developer.sandboxes.read',
  idempotency: 'none',
  isExtension: true,
  stream: { answers: exportContentType },
  params: SandboxParams,
  status: 200,
  data: Type.String({ description: 'A header, one row a line, and a last line with the number of rows.' }),
  errors: [
    sandboxErrors.SANDBOX_NOT_FOUND,
    sandboxErrors.SANDBOX_SELECTION_FORBIDDEN,
    clockErrors.SANDBOX_CLOCK_MOVING,
    httpErrors.SERVICE_UNAVAILABLE,
  ],
  run: async ({ ctx, params }) =>
    exportSandbox(ctx, await reachSandbox(ctx, params.sandbox_id, 'live_or_own_key')),
  show: (chunks) => streamAnswer(chunks),
})
