import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { createServerClock } from './server-clock.ts'

const local = Date.UTC(2027, 4, 15, 12, 0, 0)

describe('createServerClock', () => {
  it('corrects a clock that is wrong', () => {
    const clock = createServerClock(() => local)
    clock.learn(new Date(local + 3_600_000).toUTCString())
    assert.equal(clock.now(), local + 3_600_500)
  })
  it('leaves a clock alone that is right within the header’s resolution', () => {
    const clock = createServerClock(() => local)
    clock.learn(new Date(local - 1000).toUTCString())
    assert.equal(clock.now(), local)
  })
  it('keeps what it knows when an answer has no date', () => {
    const clock = createServerClock(() => local)
    clock.learn(new Date(local + 60_000).toUTCString())
    clock.learn(null)
    clock.learn('nonsense')
    assert.equal(clock.now(), local + 60_500)
  })
})
