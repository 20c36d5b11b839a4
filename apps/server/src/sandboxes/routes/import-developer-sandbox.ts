import { answer } from '../../platform/http/answer.ts'
import { httpErrors } from '../../platform/http/errors.ts'
import { defineRoute } from '../../platform/http/route.ts'
import { sandboxErrors } from '../errors.ts'
import { exportContentType } from '../export-format.ts'
import { importSandbox } from '../import-sandbox.ts'
import { ImportedSandbox, SandboxParams } from '../schemas.ts'
import { toImportedSandbox } from '../to-sandbox.ts'

const limitBytes = 256 * 1024 * 1024

export const importDeveloperSandboxRoute = defineRoute({
  method: 'POST',
  path: '/v1/developer/sandboxes/{sandbox_id}/import',
  operationId: 'importDeveloperSandbox',
  tag: 'Sandboxes',
  summary: 'Import a file into an empty sandbox',
  description:
    'Takes a live key. The body is a file as `export` answers it, up to 256 MiB; all of it is taken or nothing. Objects keep their ids. The sandbox takes over the clock of the file; each webhook endpoint gets a new signing secret, shown once in the answer. A request sent again is refused, because the sandbox is no longer empty. The key also needs the write scopes of what the file holds. One import of a merchant at a time, which may take ten minutes.',
  callers: ['merchant'],
  scope: 'developer.sandboxes.write',
  idempotency: 'none',
  isExtension: true,
  stream: { takes: { contentType: exportContentType, limitBytes } },
  params: SandboxParams,
  status: 200,
  data: ImportedSandbox,
  errors: [
    sandboxErrors.SANDBOX_MANAGEMENT_REQUIRES_LIVE_KEY,
    sandboxErrors.SANDBOX_NOT_FOUND,
    sandboxErrors.SANDBOX_ARCHIVED,
    sandboxErrors.SANDBOX_NOT_EMPTY,
    sandboxErrors.SANDBOX_IMPORT_INVALID,
    httpErrors.SERVICE_UNAVAILABLE,
  ],
  run: ({ ctx, params, bytes }) => importSandbox(ctx, params.sandbox_id, bytes),
  show: (imported) => answer(200, toImportedSandbox(imported)),
})
