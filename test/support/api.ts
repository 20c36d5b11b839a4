import { checkFlowlixResponse } from './flowlix-response-check.ts'
import { checkResponse } from './response-check.ts'

export type ApiCall = {
  body?: unknown
  key?: string | null
  idempotencyKey?: string
  headers?: Record<string, string>
}

export type ApiAnswer = {
  status: number
  headers: Headers
  /** The whole body, as it came. */
  text: string
  /** The same, where it is JSON. */
  json: any
  /** Its `data`. */
  data: any
  /** Its `error`. */
  error: any
}

/** One call over HTTP; the answer is checked against the OpenAPI document. */
export const callApi = async (
  url: string,
  defaultKey: string,
  method: string,
  path: string,
  call: ApiCall = {},
): Promise<ApiAnswer> => {
  const answer = await sendCall(url, defaultKey, method, path, call)
  checkResponse(method, path, answer)
  return answer
}

/** The same with the Flowlix API and its own documents. */
export const callFlowlix = async (
  url: string,
  defaultKey: string,
  method: string,
  path: string,
  call: ApiCall = {},
): Promise<ApiAnswer> => {
  const answer = await sendCall(url, defaultKey, method, path, call)
  const isFlowlix = answer.headers.has('flowlix-request-id')
  const { key = defaultKey } = call
  if (isFlowlix) checkFlowlixResponse(key, method, path, answer)
  return answer
}

/** A body that is text is sent as it is, so that broken ones can be tried. */
export const sendCall = async (
  url: string,
  defaultKey: string,
  method: string,
  path: string,
  { body, key = defaultKey, idempotencyKey, headers = {} }: ApiCall = {},
): Promise<ApiAnswer> => {
  const response = await fetch(`${url}${path}`, {
    method,
    headers: {
      ...(key ? { Authorization: `Bearer ${key}` } : {}),
      ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
      ...(idempotencyKey ? { 'Idempotency-Key': idempotencyKey } : {}),
      ...headers,
    },
    body: body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body),
  } as RequestInit)
  // An event stream never ends: that it began is its answer.
  const isEndless = response.headers.get('content-type')?.startsWith('text/event-stream') ?? false
  if (isEndless) await response.body?.cancel()
  const text = isEndless ? '' : await response.text()
  const json =
    text && response.headers.get('content-type')?.includes('application/json') ? JSON.parse(text) : null
  const { status, headers: answered } = response
  return { status, headers: answered, text, json, data: json?.data, error: json?.error }
}
