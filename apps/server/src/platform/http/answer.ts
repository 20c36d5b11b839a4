/**
 * What a route answers, ready to be stored and sent: `body` is the inside of the JSON envelope without
 * `request_id` and `meta`, which belong to each single request.
 */
export type Answer = {
  status: number
  body: string
  /** `body` is all that is sent, for the few routes without an envelope; who has this version already gets 304. */
  bare?: { etag: string }
}

/** `{"data": …}` and, where the contract has them, more fields beside it. Undefined fields are left out. */
export const answer = (status: 200 | 201, data: unknown, beside: Record<string, unknown> = {}): Answer => {
  let body = `"data":${JSON.stringify(data)}`
  for (const [name, value] of Object.entries(beside))
    if (value !== undefined) body += `,"${name}":${JSON.stringify(value)}`
  return { status, body }
}

/** A whole JSON text of its own, without the envelope. */
export const bareAnswer = (text: string, etag: string): Answer => ({
  status: 200,
  body: text,
  bare: { etag },
})
