/**
 * What a route answers, ready to be stored and sent: `body` is the inside of the JSON envelope without
 * `request_id` and `meta`, which belong to each single request.
 */
export type Answer = {
  status: number
  body: string
  /** `body` is all that is sent, for the few routes without an envelope; who has this version already gets 304. */
  bare?: { etag: string }
  /** Sent with it, and never kept: only routes that keep no answers set any. */
  headers?: Record<string, string>
  /** Sent piece by piece instead of `body`; see `stream.ts`. */
  chunks?: AsyncIterable<string | Buffer>
}

/** What a route shows, in the newest version; `show.ts` makes an answer of it. */
export type ShownAnswer = {
  status: number
  data: unknown
  beside: Record<string, unknown>
  headers?: Record<string, string>
}

/** `{"data": …}` and, where the contract has them, more fields beside it. Undefined fields are left out. */
export const answer = (
  status: 200 | 201,
  data: unknown,
  beside: Record<string, unknown> = {},
): ShownAnswer => ({ status, data, beside })

export const renderAnswer = ({ status, data, beside, headers }: ShownAnswer): Answer => {
  let body = `"data":${JSON.stringify(data)}`
  for (const [name, value] of Object.entries(beside))
    if (value !== undefined) body += `,"${name}":${JSON.stringify(value)}`
  return headers ? { status, body, headers } : { status, body }
}

/** A whole JSON text of its own, without the envelope. */
export const bareAnswer = (text: string, etag: string): Answer => ({
  status: 200,
  body: text,
  bare: { etag },
})
