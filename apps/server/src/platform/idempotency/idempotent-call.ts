import { timingSafeEqual } from 'node:crypto'
import type { Answer } from '../http/answer.ts'
import { httpErrors, refuse } from '../http/errors.ts'
import type { ApiVersion } from '../http/versions.ts'

/**
 * One write request under its idempotency key. The record is written with the answer, in the transaction of the
 * effect, so either both are there or neither:
 *
 *   none --effect commits--> completed --24 h--> none
 *   none --deterministic refusal--> completed (with the error) --24 h--> none
 *   none --401, 403, 429, 5xx, crash--> none
 *
 * Calls that ask somebody outside reserve the key first: see `reserved-call.ts`.
 *
 * Of two parallel requests with one key, the second waits on the first's lock or unique key, then is given
 * the first's answer. Source: contract, flint-platform 7.
 */
export type IdempotentCall = {
  key: string
  /** The caller sent none: the server made one. */
  isGenerated: boolean
  /** Who calls what: method and concrete path, with the checkout session or the person in front where one calls. */
  scope: string
  /** Keyed digest of the canonical body: card details cannot be guessed from it. */
  digest: Buffer
  /** Set by a verb whose key must never be usable for anything else, not only for a day. */
  isKeptForever?: true
  /** The answer holds a secret and is stored encrypted. */
  isSensitive: boolean
  version: ApiVersion
  /** How the route shows what its verb returned. */
  show: (result: any) => Answer
  /** Set when the verb has decided: what was stored is what is sent. */
  answer: Answer | null
  /** Its record is there already, without an answer: somebody outside is being asked. */
  isReserved?: true
  /** What an earlier request with this key began, which this one goes on with. */
  begun?: unknown
}

/**
 * @param path   As it was sent, without its query.
 * @param caller The checkout session or person who calls; null for a key: all keys of an environment share theirs.
 */
export const scopeOfCall = (method: string, path: string, caller: string | null): string =>
  `${caller === null ? '' : `${caller} `}${method} ${path}`

/** Stands in a kept refusal where each replay puts its own request id. */
export const requestIdPlace = '\u0000request-id\u0000'

export const idempotencyWindowMs = 24 * 60 * 60 * 1000
/** For keys that are kept: later than any clock will read. */
export const neverExpires = '9999-12-31T00:00:00.000Z'

export type StoredCall = {
  digest: Buffer
  state: 'in_progress' | 'completed'
  status: number
  body: string
  version: ApiVersion
  expiresAt: string
}

/** Thrown out of a transaction that found its own earlier answer. */
export class AlreadyAnswered extends Error {
  readonly stored: StoredCall
  constructor(stored: StoredCall) {
    super('This request was answered before.')
    this.stored = stored
    this.stack = ''
  }
}

export const isSameRequest = (stored: StoredCall, call: IdempotentCall): boolean =>
  stored.digest.length === call.digest.length && timingSafeEqual(stored.digest, call.digest)

/** No documented body comes near it; beyond it a body could exhaust the stack. */
const depthLimit = 64

/** JSON with sorted keys: two bodies that mean the same give the same text. */
export const canonicalJson = (value: unknown, depth = 0): string => {
  if (depth > depthLimit)
    throw refuse(httpErrors.INVALID_REQUEST_BODY, {
      message: `The body is nested deeper than ${depthLimit} levels.`,
    })
  if (Array.isArray(value)) return `[${value.map((item) => canonicalJson(item, depth + 1)).join(',')}]`
  if (value !== null && typeof value === 'object') {
    const fields = Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, field]) => `${JSON.stringify(key)}:${canonicalJson(field, depth + 1)}`)
    return `{${fields.join(',')}}`
  }
  return JSON.stringify(value) ?? 'null'
}
