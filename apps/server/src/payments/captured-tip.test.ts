import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { capturedTipOf } from './captured-tip.ts'

describe('capturedTipOf', () => {
  for (const [amount, tip, captured, expected] of [
    [5500, 500, 5500, 500],
    [5500, 500, 5200, 200],
    [5500, 500, 5000, 0],
    [5500, 500, 3000, 0],
    [5500, 0, 5500, 0],
    [5500, 500, 0, 0],
  ] as const) {
    it(`${captured} of ${amount}, tip ${tip}: ${expected}`, () =>
      assert.equal(capturedTipOf({ amount, tip, captured }), expected))
  }
})
