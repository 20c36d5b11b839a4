import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import * as fc from 'fast-check'
import { AmountTooLarge, InvalidAmount, InvalidPercent } from './errors.ts'
import { inclusiveShareOf, isPercent, percentOf } from './percent-of.ts'

const MAX = Number.MAX_SAFE_INTEGER
const percents = fc.nat({ max: 1_000_000 }).map((steps) => steps / 10_000)

describe('percentOf', () => {
  const cases: [number, number, number, number][] = [
    // amount, percent, half up, down: the rows of the contract's price example
    [4500, 8.25, 371, 371],
    [1080, 8.25, 89, 89],
    [167, 8.25, 14, 13],
    [5580, 3, 167, 167],
    [5580, 15, 837, 837],
    // exactly a half
    [50, 1, 1, 0],
    [150, 1, 2, 1],
    [1000, 0.05, 1, 0],
    // decimals that binary floating point cannot hold: 1.005 % of 100000 is 1005, not 1004.99…
    [100_000, 1.005, 1005, 1005],
    [1_000_000, 0.0001, 1, 1],
    [0, 8.25, 0, 0],
    [1999, 0, 0, 0],
    [MAX, 100, MAX, MAX],
    [MAX, 50, (MAX + 1) / 2, (MAX - 1) / 2],
  ]
  for (const [amount, percent, halfUp, down] of cases) {
    it(`${percent} % of ${amount}`, () => {
      assert.equal(percentOf(amount, percent, 'half_up'), halfUp)
      assert.equal(percentOf(amount, percent, 'down'), down)
    })
  }

  it('refuses what is not a percentage or not an amount', () => {
    for (const percent of [-1, 0.00001, 1 / 3, Number.NaN, Infinity]) {
      assert.throws(() => percentOf(100, percent, 'half_up'), InvalidPercent)
      assert.equal(isPercent(percent), false)
    }
    assert.throws(() => percentOf(-1, 1, 'half_up'), InvalidAmount)
    assert.throws(() => percentOf(0.5, 1, 'half_up'), InvalidAmount)
    assert.throws(() => percentOf(MAX, 101, 'half_up'), AmountTooLarge)
  })

  it('equals exact arithmetic', () => {
    fc.assert(
      fc.property(fc.nat({ max: MAX }), fc.nat({ max: 1_000_000 }), (amount, steps) => {
        const exact = BigInt(amount) * BigInt(steps)
        assert.equal(percentOf(amount, steps / 10_000, 'down'), Number(exact / 1_000_000n))
        assert.equal(percentOf(amount, steps / 10_000, 'half_up'), Number((exact + 500_000n) / 1_000_000n))
      }),
    )
  })
})

describe('inclusiveShareOf', () => {
  const cases: [number, number, number][] = [
    [1190, 19, 190],
    [1000, 8.25, 76],
    [1, 100, 1],
    [0, 20, 0],
    [999, 0, 0],
    [MAX, 100, (MAX + 1) / 2],
  ]
  for (const [amount, percent, tax] of cases) {
    it(`${percent} % within ${amount}`, () => assert.equal(inclusiveShareOf(amount, percent), tax))
  }

  it('shares one net amount between several rates', () => {
    assert.equal(inclusiveShareOf(1300, 10, [10, 20]), 100)
    assert.equal(inclusiveShareOf(1300, 20, [10, 20]), 200)
  })

  it('undoes adding the tax, to within the rounding of both', () => {
    fc.assert(
      fc.property(fc.nat({ max: 10 ** 12 }), percents, (net, percent) => {
        const tax = percentOf(net, percent, 'half_up')
        assert.ok(Math.abs(inclusiveShareOf(net + tax, percent) - tax) <= 1)
      }),
    )
  })
})
