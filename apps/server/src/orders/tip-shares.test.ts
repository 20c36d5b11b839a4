import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import * as fc from 'fast-check'
import { tipShare, tipShares } from './tip-shares.ts'

const sum = (amounts: readonly number[]) => amounts.reduce((total, amount) => total + amount, 0)

describe('tipShares', () => {
  for (const [amounts, outstanding, tip, shares] of [
    // all of it, in one and in several payments
    [[1200], 1200, 200, [200]],
    [[700, 500], 1200, 200, [0, 200]],
    [[1100, 100], 1200, 200, [100, 100]],
    // a part, which stops before the tip
    [[1000], 1200, 200, [0]],
    // no tip, and nothing but the tip
    [[700, 500], 1200, 0, [0, 0]],
    [[50, 150], 200, 200, [50, 150]],
    // a discount after a part was paid has left less than the tip
    [[50], 50, 200, [50]],
  ] as const)
    it(`${amounts} of ${outstanding} with a tip of ${tip}: ${shares}`, () =>
      assert.deepEqual(tipShares(amounts, { outstanding, tip }), shares))

  it('adds up: any split of all that is due pays the whole tip, and no part is more than its payment', () =>
    fc.assert(
      fc.property(
        fc.array(fc.nat({ max: 5000 }), { minLength: 1, maxLength: 20 }),
        fc.nat({ max: 5000 }),
        (amounts, tip) => {
          const outstanding = sum(amounts)
          const shares = tipShares(amounts, { outstanding, tip })
          assert.equal(sum(shares), Math.min(tip, outstanding))
          shares.forEach((share, at) => assert.ok(share >= 0 && share <= amounts[at]!))
        },
      ),
    ))

  it('paid one after the other, each on what was left then, it comes to the same', () =>
    fc.assert(
      fc.property(
        fc.array(fc.nat({ max: 5000 }), { minLength: 1, maxLength: 20 }),
        fc.nat({ max: 5000 }),
        (amounts, tip) => {
          const total = sum(amounts)
          let paid = 0
          let settled = 0
          const oneByOne = amounts.map((amount) => {
            const share = tipShare(amount, {
              outstanding: total - paid,
              tip: Math.min(tip, total) - settled,
            })
            paid += amount
            settled += share
            return share
          })
          assert.deepEqual(oneByOne, tipShares(amounts, { outstanding: total, tip: Math.min(tip, total) }))
        },
      ),
    ))
})
