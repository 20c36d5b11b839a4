import { ApiRefusal, NoAnswer } from './api-request.ts'

/** Waits between tries; their number is the number of retries. */
const waitsMs = [600, 1500, 3000] as const

/** A buyer does not wait longer than this for one retry, whatever the server asks for. */
const longestWaitMs = 8000

/** Refusals that mean "the same request may succeed in a moment". Source: contract, flint-platform 7 and 8. */
export const mayRepeat = (error: unknown): boolean => {
  if (error instanceof NoAnswer) return true
  if (!(error instanceof ApiRefusal)) return false
  return (
    error.status === 429 || error.status >= 500 || /^IDEMPOTENCY_(KEY|REQUEST)_IN_PROGRESS$/.test(error.code)
  )
}

/**
 * Sends a request again while its refusal is a passing one. Only for reads, and for writes that carry one idempotency
 * key for all tries: `send` must send the very same request each time.
 * @param wait Resolves after so many milliseconds.
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
      const asked = error instanceof ApiRefusal ? (error.retryAfterMs ?? 0) : 0
      await wait(Math.min(Math.max(waitMs, asked), longestWaitMs))
    }
  }
  return send()
}
