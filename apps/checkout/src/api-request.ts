import type { ServerClock } from './server-clock.ts'
import type { SessionAccess } from './session-access.ts'

/** The API answered, and the answer was no. `code` is from the contract's closed list, `sentence` is for a person. */
export class ApiRefusal extends Error {
  readonly status: number
  readonly code: string
  readonly param: string | null
  readonly retryAfterMs: number | null
  readonly sentence: string | null

  constructor(
    status: number,
    code: string,
    param: string | null,
    retryAfterMs: number | null,
    sentence: string | null = null,
  ) {
    super(`${status} ${code}`)
    this.name = 'ApiRefusal'
    this.status = status
    this.code = code
    this.param = param
    this.retryAfterMs = retryAfterMs
    this.sentence = sentence
  }
}

/** No answer arrived: the connection broke, or it took too long. Nothing is known about the effect. */
export class NoAnswer extends Error {
  constructor() {
    super('no answer')
    this.name = 'NoAnswer'
  }
}

export interface ApiRequest {
  readonly method: 'GET' | 'POST' | 'PATCH'
  readonly path: string
  readonly body?: unknown
  readonly idempotencyKey?: string
}

export interface ApiAnswer {
  /** The envelope's `data`. */
  readonly data: unknown
  /** The envelope's top-level `pending_actions`, where an answer has them. */
  readonly pendingActions: unknown
  readonly isTestMode: boolean | null
}

export type SendRequest = (request: ApiRequest) => Promise<ApiAnswer>

/** Longer than the slowest bank answer that the server waits for. */
const answerTimeoutMs = 45_000

const asRecord = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}

const retryAfterMsOf = (headers: Headers): number | null => {
  const seconds = Number(headers.get('Retry-After') ?? Number.NaN)
  return Number.isFinite(seconds) && seconds >= 0 ? seconds * 1000 : null
}

/**
 * Sends requests as the buyer of one checkout session, or as anybody where there is none yet.
 * @throws ApiRefusal for any answer that is not 2xx; NoAnswer when none came. Neither carries what was sent, so a card
 *         number cannot reach a log through an error.
 */
export const createSendRequest =
  (access: SessionAccess | null, clock: ServerClock, fetchFromApi: typeof fetch): SendRequest =>
  async ({ method, path, body, idempotencyKey }) => {
    const headers: Record<string, string> = {
      Accept: 'application/json',
      ...(access === null
        ? {}
        : { 'X-Checkout-Session-ID': access.sessionId, 'X-Checkout-Session-Secret': access.secret }),
    }
    if (body !== undefined) headers['Content-Type'] = 'application/json'
    if (idempotencyKey !== undefined) headers['Idempotency-Key'] = idempotencyKey

    let response: Response
    let envelope: Record<string, unknown>
    try {
      response = await fetchFromApi(path, {
        method,
        headers,
        body: body === undefined ? undefined : JSON.stringify(body),
        cache: 'no-store',
        credentials: 'omit',
        referrerPolicy: 'no-referrer',
        signal: AbortSignal.timeout(answerTimeoutMs),
      })
      clock.learn(response.headers.get('Flint-Sandbox-Time') ?? response.headers.get('Date'))
      const text = await response.text()
      envelope = parseEnvelope(text)
    } catch {
      throw new NoAnswer()
    }

    if (!response.ok) {
      const error = asRecord(envelope['error'])
      throw new ApiRefusal(
        response.status,
        typeof error['code'] === 'string' ? error['code'] : `HTTP_${response.status}`,
        typeof error['param'] === 'string' ? error['param'] : null,
        retryAfterMsOf(response.headers),
        typeof error['message'] === 'string' ? error['message'] : null,
      )
    }
    // An answer cut off half-way tells nothing about the effect either.
    if (envelope['data'] === undefined) throw new NoAnswer()
    const mode = response.headers.get('Flint-Mode')
    return {
      data: envelope['data'],
      pendingActions: envelope['pending_actions'],
      isTestMode: mode === null ? null : mode === 'test',
    }
  }

/** A gateway in front of the server may answer an error in HTML: its status still counts. */
const parseEnvelope = (text: string): Record<string, unknown> => {
  try {
    return asRecord(JSON.parse(text))
  } catch {
    return {}
  }
}
