import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { countries, countryOfLanguage } from './country-names.ts'
import { postalCodeLabel, postalCodeProblem } from './postal-code.ts'

describe('countries', () => {
  it('has every country once, by name', () => {
    const all = countries()
    assert.equal(new Set(all.map(({ code }) => code)).size, all.length)
    assert.ok(all.length > 240)
    assert.deepEqual(
      all.find(({ code }) => code === 'DE'),
      { code: 'DE', name: 'Germany' },
    )
    assert.ok(all.every(({ code, name }) => name !== code))
  })

  it('starts with the country of the browser’s language', () => {
    const cases: [string | undefined, string][] = [
      ['de-DE', 'DE'],
      ['zh-Hant-TW', 'TW'],
      ['en-US', 'US'],
      ['de', 'US'],
      ['en-XX', 'US'],
      [undefined, 'US'],
    ]
    for (const [language, country] of cases) assert.equal(countryOfLanguage(language), country)
  })
})

describe('postalCodeProblem', () => {
  it('knows the form of a ZIP code, and takes any other', () => {
    const cases: [string, string, string | null][] = [
      ['', 'US', 'Enter your ZIP code.'],
      [' ', 'DE', 'Enter your postal code.'],
      ['1000', 'US', 'A ZIP code has five digits.'],
      ['10001', 'US', null],
      ['10001-1234', 'US', null],
      ['SW1A 1AA', 'GB', null],
    ]
    for (const [text, country, problem] of cases) assert.equal(postalCodeProblem(text, country), problem)
    assert.equal(postalCodeLabel('CA'), 'Postal code')
  })
})
