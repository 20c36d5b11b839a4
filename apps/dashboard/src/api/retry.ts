import { ApiProblem, NoAnswer } from './problem.ts'

/** Waits between tries; their number is the number of retries. */
const waitsMs = [400, 1200] as const
const longestWaitMs = 5000

/** Refusals that mean "the same request may succeed in a moment". Source: contract, flint-platform 7 and 8. */
export const mayRepeat = (error: unknown): boolean => {
  if (error instanceof NoAnswer) return true
  if (!(error instanceof ApiProblem)) return false
  return (
    [429, 502, 503, 504].includes(error.status) || /^IDEMPOTENCY_(KEY|REQUEST)_IN_PROGRESS$/.test(error.code)
  )
}

/** Whether nobody can say what the call did, so that another must carry the same idempotency key. */
export const isUnknown = (error: unknown): boolean =>
  mayRepeat(error) || (error instanceof ApiProblem && error.status >= 500)

/**
 * Sends a request again while its refusal is a passing one. Only for reads, and for writes that carry one idempotency
 * key for all tries.
 *
 * @throws The last refusal.
 */
export const retrySafely = async <Answer>(
  send: () => Promise<Answer>,
  wait: (ms: number) => Promise<void>,
): Promise<Answer> => {
  for (const waitMs of waitsMs) {
    try {
      return await send()
    } catch (error) {
      if (!mayRepeat(error)) throw error
      const asked = error instanceof ApiProblem ? (error.retryAfterMs ?? 0) : 0
      await wait(Math.min(Math.max(waitMs, asked), longestWaitMs))
    }
  }
  return send()
}
