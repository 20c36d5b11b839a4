import type { Instant } from '../../platform/clock/clock.ts'

/** A call by a Flowlix key, as the request log remembers it. Lists of them are newest first. */
export type SeenCall = {
  apiKeyId: string
  requestId: string
  method: string
  path: string
  status: number
  at: Instant
  idempotencyKey: string | null
  /** Redacted, so that two calls with different cards may look alike. */
  requestBody: string
  /** The payment or refund that was answered. */
  resourceId: string | null
  /** What an error answer names as wrong. */
  errorType: string | null
  errorParam: string | null
  /** It carried headers that only browsers send. */
  isFromBrowser: boolean
}

/** The marks of a browser that a program does not set by itself; `sec-fetch-mode` is set by Node, too. */
export const isBrowser = (headers: Readonly<Record<string, string>>): boolean =>
  'sec-fetch-site' in headers || 'origin' in headers || /^mozilla\//i.test(headers['user-agent'] ?? '')

/** What the answer says of itself; a text that is no JSON, because it was cut, says nothing. */
export const toldBy = (responseBody: string): Pick<SeenCall, 'resourceId' | 'errorType' | 'errorParam'> => {
  const answer = parsed(responseBody)
  const error = answer?.['error'] as Record<string, unknown> | undefined
  return {
    resourceId: textOrNull(answer?.['id']),
    errorType: textOrNull(error?.['type']),
    errorParam: textOrNull(error?.['param']),
  }
}

const textOrNull = (value: unknown): string | null => (typeof value === 'string' ? value : null)

const parsed = (text: string): Record<string, unknown> | null => {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null
  } catch {
    return null
  }
}

export const isPost = ({ method }: SeenCall): boolean => method === 'POST'

/** Whether the two are the same request, sent twice. */
const isSameRequest = (one: SeenCall, other: SeenCall): boolean =>
  one.apiKeyId === other.apiKeyId &&
  one.method === other.method &&
  one.path === other.path &&
  one.requestBody === other.requestBody &&
  one.idempotencyKey === other.idempotencyKey

/** Answers that were given a second time because the same key came again: the same resource twice. */
export const replaysIn = (calls: readonly SeenCall[]): SeenCall[] => {
  const kept = calls.filter(
    (call) => isPost(call) && call.idempotencyKey !== null && call.resourceId !== null,
  )
  return kept.filter((call, at) =>
    kept
      .slice(at + 1)
      .some((earlier) => isSameRequest(call, earlier) && call.resourceId === earlier.resourceId),
  )
}

/** Requests that no second try can make right. A declined card is an answer: sent again with its key, it is a replay. */
const isWrong = ({ status }: SeenCall): boolean => [400, 404, 422].includes(status)

/** A client that repeats by itself does so soon; who comes later means to. */
const soonMs = 60_000

/** Wrong requests, and how many of them were soon sent again as they were. */
export const refusalsIn = (calls: readonly SeenCall[]) => {
  const refusals = calls.filter(isWrong)
  const repeated = refusals.filter(
    (refusal) =>
      isPost(refusal) &&
      refusals.some(
        (later) =>
          later.at > refusal.at &&
          Date.parse(later.at) - Date.parse(refusal.at) < soonMs &&
          isSameRequest(later, refusal),
      ),
  )
  return { count: refusals.length, repeated: repeated.length }
}

/** POST calls answered with 5xx, and how many of them were not sent again with the same key. */
export const serverErrorsIn = (calls: readonly SeenCall[]) => {
  const failures = calls.filter((call) => isPost(call) && call.status >= 500)
  const left = failures.filter(
    (failure) =>
      failure.idempotencyKey === null ||
      !calls.some((later) => later.at > failure.at && isSameRequest(later, failure)),
  )
  return { count: failures.length, leftAlone: left.length }
}

/** Whether money was asked for in a wrong way after it had been right for the last time. */
export const lastAmountRefused = (calls: readonly SeenCall[]): SeenCall | null => {
  const last = calls.find(
    (call) =>
      isPost(call) &&
      /^\/v1\/payments(\/hpp)?$/.test(call.path) &&
      (call.resourceId !== null || call.errorParam !== null || call.status === 402),
  )
  return last && ['amount', 'currency'].includes(last.errorParam ?? '') ? last : null
}
