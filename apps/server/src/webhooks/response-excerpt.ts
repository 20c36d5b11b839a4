import type { IncomingHttpHeaders } from 'node:http'

export const maxBodyExcerptBytes = 4096
const maxHeaders = 40
const maxHeaderValueLength = 512

// Cookies are credentials, and nobody needs them to understand a failed delivery.
const hiddenHeaders: ReadonlySet<string> = new Set(['set-cookie', 'set-cookie2'])

/** The headers of an answer as attempts show them: lower-case names, bounded in number and length, no cookies. */
export function headersExcerpt(headers: IncomingHttpHeaders): Record<string, string> {
  const shown = Object.entries(headers).filter(([name]) => !hiddenHeaders.has(name))
  return Object.fromEntries(
    shown
      .slice(0, maxHeaders)
      .map(([name, value]) => [name, storableText(String(value)).slice(0, maxHeaderValueLength)]),
  )
}

/** The start of an answer's body as text. A character cut by the limit is dropped, bytes that are not UTF-8 show as �. */
export function bodyExcerpt(chunks: readonly Uint8Array[]): string {
  const bytes = Buffer.concat(chunks).subarray(0, maxBodyExcerptBytes)
  return storableText(new TextDecoder('utf-8').decode(bytes, { stream: true }))
}

// PostgreSQL text cannot hold the NUL character.
function storableText(text: string): string {
  return text.replaceAll('\0', '\u{fffd}')
}
