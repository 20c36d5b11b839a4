import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import * as fc from 'fast-check'
import { currencies } from './currency.ts'
import { AmountTooLarge, UnknownCurrency } from './errors.ts'
import { formatMoney } from './format-money.ts'

describe('formatMoney', () => {
  const cases: [number, string, string | undefined, string][] = [
    [1999, 'USD', undefined, '$19.99'],
    [5, 'USD', 'en-US', '$0.05'],
    [0, 'USD', 'en-US', '$0.00'],
    [-250, 'USD', 'en-US', '-$2.50'],
    [1999, 'JPY', 'en-US', '¥1,999'],
    [1999, 'KWD', 'en-US', 'KWD 1.999'],
    [1999, 'IQD', 'en-US', 'IQD 1.999'],
    [123456, 'EUR', 'de-DE', '1.234,56 €'],
    // A division by 100 would print …409.92 here.
    [9007199254740991, 'USD', 'en-US', '$90,071,992,547,409.91'],
  ]
  for (const [amount, currency, locale, text] of cases) {
    it(`${amount} ${currency} ${locale ?? ''}`, () =>
      // Intl puts no-break spaces between number and sign.
      assert.equal(formatMoney(amount, currency, locale).replaceAll(/\s/g, ' '), text))
  }

  it('refuses unknown currencies and unsafe amounts', () => {
    assert.throws(() => formatMoney(1, 'usd'), UnknownCurrency)
    assert.throws(() => formatMoney(2 ** 53, 'USD'), AmountTooLarge)
  })

  it('shows every digit of every amount', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), fc.constantFrom(...currencies), (amount, currency) => {
        const digits = formatMoney(amount, currency).replaceAll(/\D/g, '')
        assert.equal(Number(digits), Math.abs(amount))
      }),
    )
  })
})
