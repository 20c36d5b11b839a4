import { callLog } from '../../api/api-context.ts'
import { apiVersion } from '../../api/curl.ts'
import { ApiProblem, NoAnswer, type WireError } from '../../api/problem.ts'
import type { Sandbox } from './sandbox.ts'

/** What an import answers. Each endpoint of the file got a new secret, shown once. */
export type ImportedSandbox = {
  readonly sandbox: Sandbox
  readonly row_count: number
  readonly webhook_endpoints: readonly { readonly webhook_endpoint_id: string; readonly secret: string }[]
}

const pathOf = (sandboxId: string, what: 'export' | 'import') =>
  `/v1/developer/sandboxes/${sandboxId}/${what}`

/** Files are streams, not JSON answers: they go around the usual calls, with the same credentials. */
const send = async (environmentId: string, method: 'GET' | 'POST', path: string, file?: Blob) => {
  const answered = callLog.note({ method, path, body: undefined, idempotencyKey: null })
  const response = await fetch(path, {
    method,
    credentials: 'same-origin',
    headers: {
      'Flint-Environment': environmentId,
      'Flint-Version': apiVersion,
      ...(file ? { 'Content-Type': 'application/x-ndjson' } : {}),
    },
    ...(file ? { body: file } : {}),
  }).catch(() => {
    throw new NoAnswer()
  })
  answered({ status: response.status, requestId: response.headers.get('x-request-id'), durationMs: null })
  if (response.ok) return response
  const answer = (await response.json().catch(() => null)) as { error?: Partial<WireError> } | null
  throw new ApiProblem(response.status, answer?.error ?? {})
}

/** Everything in a sandbox as lines of JSON. */
export const exportSandbox = async (environmentId: string, sandboxId: string): Promise<Blob> =>
  (await send(environmentId, 'GET', pathOf(sandboxId, 'export'))).blob()

export const importSandbox = async (
  environmentId: string,
  sandboxId: string,
  file: Blob,
): Promise<ImportedSandbox> => {
  const response = await send(environmentId, 'POST', pathOf(sandboxId, 'import'), file)
  return ((await response.json()) as { data: ImportedSandbox }).data
}

/** Hands a file to the browser to keep. */
export const saveFile = (file: Blob, name: string): void => {
  const url = URL.createObjectURL(file)
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  // The browser reads the file after the click has returned.
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}
