import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { currencies } from '@flint/money'
import fc from 'fast-check'
import { fromStripeAmount, toStripeAmount } from './amounts.ts'

describe("an amount in Stripe's units", () => {
  for (const [amount, currency, there] of [
    // The same unit in both.
    [1999, 'USD', 1999],
    [500, 'JPY', 500],
    [1045, 'HUF', 1045],
    [80000, 'TWD', 80000],
    // Three decimals, of which cards know two.
    [5120, 'KWD', 5120],
    [5124, 'KWD', null],
    // No decimals here, two there.
    [5, 'ISK', 500],
    [5, 'UGX', 500],
    // Two decimals here, none there.
    [500, 'MGA', 5],
    [550, 'MGA', null],
    // Not a currency.
    [100, 'XXX', null],
  ] as const)
    it(`${amount} ${currency} is ${there}`, () => assert.equal(toStripeAmount(amount, currency), there))

  it('comes back as it went, in every currency', () =>
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e9 }), fc.constantFrom(...currencies), (amount, currency) => {
        const there = toStripeAmount(amount, currency)
        return there === null || fromStripeAmount(there, currency) === amount
      }),
    ))

  it('is never less exact than ours', () => {
    assert.equal(fromStripeAmount(550, 'ISK'), null)
    assert.equal(fromStripeAmount(5, 'MGA'), 500)
  })
})
