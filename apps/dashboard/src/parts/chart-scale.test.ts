import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { stepsUpTo } from './chart-scale.ts'

describe('stepsUpTo', () => {
  it('takes round numbers', () => {
    assert.deepEqual(stepsUpTo(87), [0, 25, 50, 75, 100])
    assert.deepEqual(stepsUpTo(4), [0, 1, 2, 3, 4])
    assert.deepEqual(stepsUpTo(0), [0, 1])
  })
  it('reaches the highest value in few steps', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2 ** 50 }), (highest) => {
        const steps = stepsUpTo(highest)
        assert.ok(steps.at(-1)! >= highest)
        assert.ok(steps.length <= 6)
      }),
    )
  })
})
