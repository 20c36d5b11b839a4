import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { currencies, currencyExponent, isCurrency } from './currency.ts'
import { UnknownCurrency } from './errors.ts'

describe('currency', () => {
  for (const [code, exponent] of [
    ['USD', 2],
    ['EUR', 2],
    ['JPY', 0],
    ['KWD', 3],
    ['CLF', 4],
    ['ISK', 0],
  ] as const) {
    it(`${code} has ${exponent} decimals`, () => assert.equal(currencyExponent(code), exponent))
  }

  it('knows capitals only, and no retired or unpriceable code', () => {
    for (const code of ['usd', 'Usd', '', 'US', 'USDX', 'XXX', 'XTS', 'XAU', 'DEM', 'HRK', 'constructor']) {
      assert.equal(isCurrency(code), false, code)
      assert.throws(() => currencyExponent(code), UnknownCurrency)
    }
  })

  it('lists each code once, in three capitals', () => {
    assert.equal(new Set(currencies).size, currencies.length)
    for (const code of currencies) assert.match(code, /^[A-Z]{3}$/)
    assert.ok(currencies.length > 150)
  })
})
