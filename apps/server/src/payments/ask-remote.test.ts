import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { askAgainAt, askRemote, patienceMs } from './ask-remote.ts'

const unknown = { outcome: 'unknown' }
const about = { call: 'capture', subject: 'pi_1', unanswered: 2 }

const asking = (call: () => Promise<{ outcome: string }>) => {
  const warned: Record<string, unknown>[] = []
  const log = { warn: (_: string, fields: Record<string, unknown>) => warned.push(fields) } as any
  return { warned, answer: askRemote({ log }, about, call, unknown) }
}

describe('asking a remote processor', () => {
  it('gives its answer, whatever it is', async () => {
    for (const outcome of ['captured', 'failed']) {
      const { warned, answer } = asking(async () => ({ outcome }))
      assert.deepEqual([await answer, warned], [{ outcome }, []])
    }
  })

  it('is unknown, and logged, when it says so or breaks off', async () => {
    for (const call of [
      async () => unknown,
      async () => Promise.reject(new Error('Reset.')),
      (): never => {
        throw new Error('At once.')
      },
    ]) {
      const { warned, answer } = asking(call)
      assert.equal((await answer).outcome, 'unknown')
      assert.deepEqual([warned.length, warned[0]!['subject'], warned[0]!['unanswered']], [1, 'pi_1', 2])
    }
  })

  it('is unknown when it takes too long', async (t) => {
    t.mock.timers.enable({ apis: ['setTimeout'] })
    const { warned, answer } = asking(() => new Promise(() => {}))
    t.mock.timers.tick(patienceMs)
    assert.equal((await answer).outcome, 'unknown')
    assert.equal(warned.length, 1)
  })
})

describe('asking again', () => {
  it('waits twice as long each time, an hour at most', () => {
    const minutes = [0, 1, 2, 3, 4, 5, 6, 7, 8, 1000].map(
      (unanswered) =>
        (Date.parse(askAgainAt('2026-07-02T18:00:00.000Z', unanswered)) -
          Date.parse('2026-07-02T18:00:00.000Z')) /
        60_000,
    )
    assert.deepEqual(minutes, [0.5, 1, 2, 4, 8, 16, 32, 60, 60, 60])
  })
})
