import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import * as fc from 'fast-check'
import { AmountTooLarge, InvalidAmount, InvalidSplit } from './errors.ts'
import { shareOf, splitAmount } from './split-amount.ts'

const MAX = Number.MAX_SAFE_INTEGER

const weightsUpTo = (max: number) =>
  fc.array(fc.nat({ max }), { minLength: 1, maxLength: 20 }).filter((weights) => weights.some((w) => w > 0))

describe('splitAmount', () => {
  const cases: [number, number[], number[]][] = [
    // What is left over goes to the largest remainder, and among equals to the earlier part.
    [100, [1, 1, 1], [34, 33, 33]],
    [620, [5000, 1200], [500, 120]],
    [5, [1, 2, 1], [1, 3, 1]],
    [2, [1, 1, 1, 1], [1, 1, 0, 0]],
    // Nothing for a weight of zero, nothing of nothing.
    [7, [0, 3, 0], [0, 7, 0]],
    [0, [4, 2], [0, 0]],
    // amount x weight far beyond 2^53.
    [MAX, [1, 1], [(MAX + 1) / 2, (MAX - 1) / 2]],
    [MAX, [MAX - 1, 1], [MAX - 1, 1]],
  ]
  for (const [amount, weights, parts] of cases) {
    it(`${amount} over ${weights.join(', ')}`, () => assert.deepEqual(splitAmount(amount, weights), parts))
  }

  it('refuses a split over nothing', () => {
    assert.throws(() => splitAmount(1, []), InvalidSplit)
    assert.throws(() => splitAmount(1, [0, 0]), InvalidSplit)
    assert.throws(() => splitAmount(1, [-1, 2]), InvalidSplit)
    assert.throws(() => splitAmount(1, [0.5]), InvalidSplit)
    assert.throws(() => splitAmount(-1, [1]), InvalidAmount)
    assert.throws(() => splitAmount(1, [MAX, MAX]), AmountTooLarge)
  })

  it('always adds up, and each part is within one of its exact quota', () => {
    fc.assert(
      fc.property(fc.nat({ max: MAX }), weightsUpTo(2 ** 40), (amount, weights) => {
        const parts = splitAmount(amount, weights)
        const sum = weights.reduce((a, b) => a + b, 0)
        assert.equal(
          parts.reduce((a, b) => a + BigInt(b), 0n),
          BigInt(amount),
        )
        parts.forEach((part, index) => {
          const quota = (BigInt(amount) * BigInt(weights[index] ?? 0)) / BigInt(sum)
          assert.ok(BigInt(part) === quota || BigInt(part) === quota + 1n)
          if (weights[index] === 0) assert.equal(part, 0)
        })
      }),
    )
  })

  it('never gives more than the weight when the amount is no more than all weights', () => {
    fc.assert(
      fc.property(weightsUpTo(5000), fc.double({ min: 0, max: 1, noNaN: true }), (weights, ratio) => {
        const amount = Math.floor(weights.reduce((a, b) => a + b, 0) * ratio)
        splitAmount(amount, weights).forEach((part, index) => assert.ok(part <= (weights[index] ?? 0)))
      }),
    )
  })
})

describe('shareOf', () => {
  it('rounds down, exactly', () => {
    assert.equal(shareOf(371, 1, 2), 185)
    assert.equal(shareOf(101, 2, 3), 67)
    assert.equal(shareOf(MAX, MAX - 1, MAX), MAX - 1)
    assert.equal(shareOf(371, 2, 2), 371)
  })
  it('refuses what is not a share', () => {
    assert.throws(() => shareOf(1, 3, 2), InvalidSplit)
    assert.throws(() => shareOf(1, 0, 0), InvalidSplit)
    assert.throws(() => shareOf(1, 0.5, 1), InvalidSplit)
  })
})
