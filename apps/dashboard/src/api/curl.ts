import type { MadeCall } from './call-log.ts'

/** Inside single quotes a shell takes everything as it is, but the quote itself. */
const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`

/**
 * The call as a command for a terminal. The key is named, never printed.
 *
 * @param origin Where the API is: `https://pay.example`.
 */
export const curlOf = (
  { method, path, body, idempotencyKey }: Pick<MadeCall, 'method' | 'path' | 'body' | 'idempotencyKey'>,
  origin: string,
): string => {
  const lines = [
    `curl -s${method === 'GET' ? '' : ` -X ${method}`} ${quoted(`${origin}${path}`)}`,
    `-H "Authorization: Bearer $FLINT_KEY"`,
    `-H ${quoted(`Flint-Version: ${apiVersion}`)}`,
  ]
  if (idempotencyKey !== null) lines.push(`-H ${quoted(`Idempotency-Key: ${idempotencyKey}`)}`)
  if (body !== undefined && body !== null)
    lines.push(`-H 'Content-Type: application/json'`, `-d ${quoted(JSON.stringify(body, null, 2))}`)
  return lines.join(' \\\n  ')
}

/** The version that the dashboard is written for. */
export const apiVersion = '2026-09-07'
