import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { ApiProblem, NoAnswer } from './problem.ts'
import { isUnknown, mayRepeat, retrySafely } from './retry.ts'

const refusal = (status: number, code = 'ANY', retryAfterMs: number | null = null) =>
  new ApiProblem(status, { code, message: 'No.' }, retryAfterMs)

describe('mayRepeat', () => {
  it('is for what passes: no answer, too many calls, the service is away, the same call still runs', () => {
    for (const problem of [
      new NoAnswer(),
      refusal(429),
      refusal(503),
      refusal(409, 'IDEMPOTENCY_KEY_IN_PROGRESS'),
    ])
      assert.ok(mayRepeat(problem))
    for (const problem of [refusal(400), refusal(404), refusal(409, 'IDEMPOTENCY_KEY_REUSED'), refusal(500)])
      assert.ok(!mayRepeat(problem))
  })
})

describe('isUnknown', () => {
  it('is what nobody can say the effect of', () => {
    assert.ok(isUnknown(new NoAnswer()))
    assert.ok(isUnknown(refusal(500)))
    assert.ok(!isUnknown(refusal(409)))
  })
})

describe('retrySafely', () => {
  it('tries three times, waits as long as asked but no longer than five seconds, and gives the last refusal', async () => {
    const waits: number[] = []
    const problems = [refusal(429, 'A', 2000), refusal(429, 'B', 60_000), refusal(503, 'C')]
    let tries = 0
    const result = retrySafely(
      () => Promise.reject(problems[tries++]),
      async (ms) => void waits.push(ms),
    )
    await assert.rejects(result, { code: 'C' })
    assert.deepEqual(waits, [2000, 5000])
  })
  it('does not repeat a plain refusal', async () => {
    let tries = 0
    const result = retrySafely(
      () => {
        tries += 1
        return Promise.reject(refusal(409))
      },
      async () => {},
    )
    await assert.rejects(result)
    assert.equal(tries, 1)
  })
})
