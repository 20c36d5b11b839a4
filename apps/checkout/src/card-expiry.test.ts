import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import * as fc from 'fast-check'
import { expiryProblem, formatExpiry, parseExpiry } from './card-expiry.ts'

describe('formatExpiry', () => {
  const typed: readonly (readonly [string, string])[] = [
    ['', ''],
    ['0', '0'],
    ['1', '1'],
    ['5', '05 / '],
    ['12', '12 / '],
    ['13', '01 / 3'],
    ['1/', '01 / '],
    ['123', '12 / 3'],
    ['1230', '12 / 30'],
    ['12 / 309', '12 / 30'],
    // A year of four digits, while it is typed and when it is done.
    ['12 / 20', '12 / 20'],
    ['12 / 203', '12 / 203'],
    ['12 / 2031', '12 / 31'],
    // Pasted and autofilled.
    ['12/2031', '12 / 31'],
    ['122031', '12 / 31'],
    ['3/29', '03 / 29'],
    ['03-29', '03 / 29'],
    ['2030-04', '04 / 30'],
    ['00', '0'],
    ['abc', ''],
  ]
  for (const [text, shown] of typed)
    it(`${text || 'nothing'} reads "${shown}"`, () => assert.equal(formatExpiry(text), shown))

  it('lets the slash be deleted', () => {
    assert.equal(formatExpiry('12 / ', true), '12')
    assert.equal(formatExpiry('1 /', true), '1')
    assert.equal(formatExpiry('', true), '')
  })

  it('leaves a complete expiry as it is', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 0, max: 99 }), (month, year) => {
        const shown = `${String(month).padStart(2, '0')} / ${String(year).padStart(2, '0')}`
        assert.equal(formatExpiry(shown), shown)
        assert.deepEqual(parseExpiry(shown), { month, year: 2000 + year })
      }),
    )
  })
})

describe('parseExpiry', () => {
  it('refuses what is not complete or not a month', () => {
    for (const text of ['', '12', '12 / ', '12 / 3', '12 / 203', '13 / 30', '00/30']) {
      assert.equal(parseExpiry(text), null, text)
    }
  })
})

describe('expiryProblem', () => {
  const midMay2027 = new Date(2027, 4, 15, 12).getTime()
  const cases: readonly (readonly [string, string | null])[] = [
    ['05 / 27', null],
    ['12 / 40', null],
    ['04 / 27', 'This card has expired.'],
    ['12 / 26', 'This card has expired.'],
    ['', 'Enter the expiry date.'],
    ['12 / ', 'Add the year of expiry.'],
    ['12 / 3', 'This expiry date is not complete.'],
    ['13 / 30', 'The month must be 01 to 12.'],
    ['01 / 99', 'Check the year of expiry.'],
  ]
  for (const [text, problem] of cases) {
    it(`${text || 'nothing'} in May 2027: ${problem ?? 'fine'}`, () =>
      assert.equal(expiryProblem(text, midMay2027), problem))
  }

  it('gives the last month a day of grace, for time zones behind', () => {
    assert.equal(expiryProblem('05 / 27', new Date(2027, 5, 1, 3).getTime()), null)
    assert.equal(expiryProblem('05 / 27', new Date(2027, 5, 2, 3).getTime()), 'This card has expired.')
  })
})
