import type { CallLog } from './call-log.ts'
import { apiVersion } from './curl.ts'
import { newIdempotencyKey } from './idempotency-key.ts'
import { ApiProblem, NoAnswer, type WireError } from './problem.ts'
import { type Query, pathWith } from './query.ts'
import { retrySafely } from './retry.ts'

export type Page<Item> = { data: Item[]; next_page_token?: string }
export type WriteOptions = { idempotencyKey?: string }

/**
 * The public API as the person who is signed in may use it, in one environment. Every method throws `ApiProblem` for a
 * refusal and `NoAnswer` when none came. Reads, and writes by their idempotency key, are tried again where that is safe.
 */
export type Api = {
  /** The answer's `data`. */
  get<Answer>(path: string, query?: Query): Promise<Answer>
  /** One page of a list. */
  list<Item>(path: string, query?: Query): Promise<Page<Item>>
  post<Answer>(path: string, body?: unknown, options?: WriteOptions): Promise<Answer>
  patch<Answer>(path: string, body: unknown, options?: WriteOptions): Promise<Answer>
  delete<Answer>(path: string, query?: Query, options?: WriteOptions): Promise<Answer>
}

type Sent = { method: string; path: string; body?: unknown; idempotencyKey: string | null }

/**
 * @param environmentId The environment meant (`menv_…`), or null for the calls about the person: sign-in, team.
 * @param onSignedOut   Called when the session has ended.
 */
export const createApi = (environmentId: string | null, calls: CallLog, onSignedOut: () => void): Api => {
  const own: Record<string, string> =
    environmentId === null ? { 'Flint-Dashboard': '1' } : { 'Flint-Environment': environmentId }

  const sendOnce = async <Answer>({ method, path, body, idempotencyKey }: Sent): Promise<Answer> => {
    const answered = calls.note({ method, path, body, idempotencyKey })
    const startedAt = performance.now()
    const response = await fetch(path, {
      method,
      credentials: 'same-origin',
      headers: {
        'Flint-Version': apiVersion,
        ...own,
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...(idempotencyKey === null ? {} : { 'Idempotency-Key': idempotencyKey }),
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    }).catch(() => {
      throw new NoAnswer()
    })
    answered({
      status: response.status,
      requestId: response.headers.get('x-request-id'),
      durationMs: Math.round(performance.now() - startedAt),
    })
    if (response.status === 204) return undefined as Answer
    const text = await response.text().catch(() => {
      throw new NoAnswer()
    })
    const answer = parse(text)
    if (response.ok) return answer as Answer
    if (response.status === 401) onSignedOut()
    const retryAfter = Number(response.headers.get('retry-after'))
    throw new ApiProblem(
      response.status,
      (answer as { error?: WireError } | null)?.error ?? {},
      retryAfter > 0 ? retryAfter * 1000 : null,
    )
  }

  const send = <Answer>(sent: Sent): Promise<Answer> =>
    retrySafely(
      () => sendOnce<Answer>(sent),
      (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    )

  const write = async <Answer>(method: string, path: string, body: unknown, options: WriteOptions = {}) => {
    const idempotencyKey = options.idempotencyKey ?? newIdempotencyKey()
    const answer = await send<{ data: Answer } | undefined>({ method, path, body, idempotencyKey })
    return answer?.data as Answer
  }

  return {
    get: async <Answer>(path: string, query?: Query) =>
      (await send<{ data: Answer }>({ method: 'GET', path: pathWith(path, query), idempotencyKey: null }))
        .data,
    list: (path, query) => send({ method: 'GET', path: pathWith(path, query), idempotencyKey: null }),
    post: (path, body, options) => write('POST', path, body, options),
    patch: (path, body, options) => write('PATCH', path, body, options),
    delete: (path, query, options) => write('DELETE', pathWith(path, query), undefined, options),
  }
}

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
