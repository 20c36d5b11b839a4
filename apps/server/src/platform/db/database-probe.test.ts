import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { systemClock } from '../clock/clock.ts'
import type { Database } from './database.ts'
import { databaseProbe } from './database-probe.ts'

/** A database that answers as it is told, and a clock that stands until it is moved. */
const aProbe = (answer: () => Promise<unknown>) => {
  let asked = 0
  let nowMs = 0
  const query = (() => {
    asked++
    return answer()
  }) as unknown as Database['query']
  const probe = databaseProbe({ query }, { ...systemClock, nowMs: () => nowMs })
  return { probe, asked: () => asked, advance: (ms: number) => (nowMs += ms) }
}

describe('databaseProbe', () => {
  it('says whether the database answers', async () => {
    assert.equal(await aProbe(() => Promise.resolve({ rows: [] })).probe(), true)
    assert.equal(await aProbe(() => Promise.reject(new Error('gone'))).probe(), false)
  })

  it('asks once, however many want to know', async () => {
    const { probe, asked } = aProbe(() => Promise.resolve({ rows: [] }))
    await Promise.all([probe(), probe(), probe()])
    assert.equal(asked(), 1)
  })

  it('asks again after half a second', async () => {
    const answers = [() => Promise.resolve(), () => Promise.reject(new Error('gone'))]
    const { probe, advance } = aProbe(() => answers.shift()!())
    assert.equal(await probe(), true)
    advance(499)
    assert.equal(await probe(), true)
    advance(1)
    assert.equal(await probe(), false)
  })
})
