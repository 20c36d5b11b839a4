import type { MadeCall } from './call-log.ts'

/** Inside single quotes a shell takes everything as it is, but the quote itself. */
const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`

/**
 * The call as a command for a terminal. The key is named, never printed.
 *
 * @param origin Where the API is: `https://pay.example`.
 */
export const curlOf = (
  {
    method,
    path,
    body,
    isBodyHidden = false,
    idempotencyKey,
  }: Pick<MadeCall, 'method' | 'path' | 'body' | 'isBodyHidden' | 'idempotencyKey'>,
  origin: string,
): string => {
  const lines = [
    `curl -s${method === 'GET' ? '' : ` -X ${method}`} ${quoted(`${origin}${path}`)}`,
    `-H "Authorization: Bearer $FLINT_KEY"`,
    `-H ${quoted(`Flint-Version: ${apiVersion}`)}`,
  ]
  if (idempotencyKey !== null) lines.push(`-H ${quoted(`Idempotency-Key: ${idempotencyKey}`)}`)
  if (isBodyHidden) lines.push(`-H 'Content-Type: application/json'`, `-d @body.json`)
  if (body !== undefined && body !== null)
    lines.push(`-H 'Content-Type: application/json'`, `-d ${quoted(JSON.stringify(body, null, 2))}`)
  return lines.join(' \\\n  ')
}

/** Those that are served, oldest first. Source: contract, flint-platform 2. */
export const apiVersions = ['2026-02-01', '2026-09-07'] as const
/** The version that the dashboard is written for. */
export const apiVersion = '2026-09-07'
