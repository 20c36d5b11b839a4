import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { decimalOf, parseMoney } from './parse-money.ts'

describe('parseMoney', () => {
  it('reads digits with the decimals that the currency has', () => {
    const cases: [string, string, number | null][] = [
      ['12.5', 'USD', 1250],
      ['12,05', 'EUR', 1205],
      [' 7 ', 'USD', 700],
      ['7.', 'USD', 700],
      ['500', 'JPY', 500],
      ['1.234', 'KWD', 1234],
      ['5.5', 'JPY', null],
      ['1.005', 'USD', null],
      ['1,000.00', 'USD', null],
      ['-1', 'USD', null],
      ['', 'USD', null],
      ['1e3', 'USD', null],
      ['12', 'XXQ', null],
      ['99999999999999999', 'USD', null],
    ]
    for (const [text, currency, amount] of cases) assert.equal(parseMoney(text, currency), amount, text)
  })
  it('reads back what is written', () => {
    fc.assert(
      fc.property(fc.nat(), fc.constantFrom('USD', 'JPY', 'KWD'), (amount, currency) => {
        assert.equal(parseMoney(decimalOf({ amount, currency }), currency), amount)
      }),
    )
  })
})
