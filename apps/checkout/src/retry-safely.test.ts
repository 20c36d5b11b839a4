import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { ApiRefusal, NoAnswer } from './api-request.ts'
import { retrySafely } from './retry-safely.ts'

/** Answers with each of the errors in turn, then succeeds. */
const failing = (errors: Error[]) => {
  const waits: number[] = []
  let calls = 0
  const send = (): Promise<string> => {
    calls += 1
    const error = errors.shift()
    return error ? Promise.reject(error) : Promise.resolve('done')
  }
  const wait = (ms: number): Promise<void> => {
    waits.push(ms)
    return Promise.resolve()
  }
  return { run: () => retrySafely(send, wait), waits, calls: () => calls }
}
const busy = (retryAfterMs: number | null): ApiRefusal =>
  new ApiRefusal(429, 'RATE_LIMIT_EXCEEDED', null, retryAfterMs)

describe('retrySafely', () => {
  it('goes on after passing refusals, ever more slowly', async () => {
    const { run, waits } = failing([new NoAnswer(), new ApiRefusal(503, 'SERVICE_UNAVAILABLE', null, null)])
    assert.equal(await run(), 'done')
    assert.deepEqual(waits, [600, 1500])
  })
  it('waits as long as the server asks, within reason', async () => {
    const { run, waits } = failing([busy(2000), busy(60_000)])
    await run()
    assert.deepEqual(waits, [2000, 8000])
  })
  it('gives up after the fourth try', async () => {
    const { run, calls } = failing(Array.from({ length: 9 }, () => new NoAnswer()))
    await assert.rejects(run, NoAnswer)
    assert.equal(calls(), 4)
  })
  it('does not repeat a definite no', async () => {
    const { run, calls } = failing([new ApiRefusal(409, 'ORDER_ALREADY_PAID', null, null)])
    await assert.rejects(run, { code: 'ORDER_ALREADY_PAID' })
    assert.equal(calls(), 1)
  })
})
