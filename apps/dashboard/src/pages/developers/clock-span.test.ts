import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { clockSpan, spanUnits } from './clock-span.ts'

describe('how far a clock goes', () => {
  it('tells minutes from months', () => {
    assert.deepEqual(
      spanUnits.map((unit) => clockSpan('3', unit)),
      ['PT3M', 'PT3H', 'P3D', 'P3W', 'P3M', 'P3Y'],
    )
  })

  it('is a whole number above zero', () => {
    for (const typed of ['', '0', '-1', '1.5', '1e3', 'x', '10000'])
      assert.equal(clockSpan(typed, 'days'), null)
    assert.equal(clockSpan(' 9999 ', 'days'), 'P9999D')
  })
})
