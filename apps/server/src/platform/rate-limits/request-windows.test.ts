import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { type RequestWindow, windowsInMemory } from './request-windows.ts'

const aClock = (nowMs = 1_000_000) => ({ nowMs: () => nowMs, advance: (ms: number) => (nowMs += ms) })
const window = (kind: RequestWindow['kind'], limit = 3): RequestWindow => ({
  name: 'key',
  kind,
  limit,
  lengthMs: 60_000,
})

describe('a window of requests', () => {
  it('counts down to zero, then refuses and says for how long', () => {
    const { take } = windowsInMemory(aClock())
    assert.deepEqual(
      [1, 2, 3].map(() => take(window('rolling')).remaining),
      [2, 1, 0],
    )
    const refused = take(window('rolling'))
    assert.deepEqual(refused, {
      isRefused: true,
      limit: 3,
      remaining: 0,
      resetsAtMs: 1_060_000,
      retryAfterSeconds: 60,
    })
  })

  it('rolling: gives back one place at a time', () => {
    const clock = aClock()
    const { take } = windowsInMemory(clock)
    for (const pause of [0, 20_000, 20_000]) {
      clock.advance(pause)
      take(window('rolling'))
    }
    clock.advance(20_000)
    assert.equal(take(window('rolling')).isRefused, false)
    assert.deepEqual(take(window('rolling')).retryAfterSeconds, 20)
  })

  it('fixed: ends for all of its requests together', () => {
    const clock = aClock()
    const { take } = windowsInMemory(clock)
    take(window('fixed'))
    clock.advance(59_000)
    take(window('fixed'))
    take(window('fixed'))
    assert.equal(take(window('fixed')).retryAfterSeconds, 1)
    clock.advance(1000)
    assert.equal(take(window('fixed')).remaining, 2)
  })

  it('is counted for each name apart', () => {
    const { take } = windowsInMemory(aClock())
    assert.equal(take(window('rolling', 1)).isRefused, false)
    assert.equal(take({ ...window('rolling', 1), name: 'another' }).isRefused, false)
    assert.equal(take(window('rolling', 1)).isRefused, true)
  })

  it('rolling: never serves more than the limit in any window of its length, and serves who waits', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 6 }),
        fc.array(fc.nat({ max: 30_000 }), { maxLength: 60 }),
        (limit, pauses) => {
          const clock = aClock()
          const { take } = windowsInMemory(clock)
          const served: number[] = []
          for (const pause of pauses) {
            clock.advance(pause)
            const { isRefused, retryAfterSeconds } = take(window('rolling', limit))
            if (isRefused) {
              clock.advance(retryAfterSeconds * 1000)
              assert.equal(take(window('rolling', limit)).isRefused, false)
            }
            served.push(clock.nowMs())
            const inWindow = served.filter((time) => time > clock.nowMs() - 60_000)
            assert.ok(inWindow.length <= limit)
          }
        },
      ),
    )
  })
})
