import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import * as fc from 'fast-check'
import { type TaxLocation, type TaxRateRow, taxTableFrom } from './rate-table.ts'
import { ratesFor } from './rates-for.ts'
import { sampleTaxTable } from './sample-rates.ts'
import { isZipCode, stateCodeOf, stateOf, usStates } from './us-states.ts'

const at = (state: string | null, postalCode: string | null, country = 'US'): TaxLocation => ({
  country,
  state,
  postalCode,
})
const shown = (location: TaxLocation, category: string | null = null) =>
  ratesFor(sampleTaxTable, location, category).components.map(
    ({ percent, jurisdiction }) => `${jurisdiction!.level} ${jurisdiction!.name} ${percent}`,
  )

describe('ratesFor, with the samples', () => {
  it('a state without local rates', () => assert.deepEqual(shown(at('IN', '46204')), ['state Indiana 7']))

  it('local rates by postal code, the widest jurisdiction first', () => {
    assert.deepEqual(shown(at('NY', '10001')), [
      'state New York 4',
      'city New York City 4.5',
      'district Metropolitan Commuter Transportation District 0.375',
    ])
    assert.deepEqual(shown(at('NY', '12207')), ['state New York 4'])
  })

  it('the postal code alone tells the state', () =>
    assert.deepEqual(shown(at(null, '60601-1234')), shown(at('IL', '60601'))))

  it('the state alone is enough', () => assert.deepEqual(shown(at('CA', null)), ['state California 7.25']))

  it('a category that is not taxed has a rate of zero in every jurisdiction', () => {
    assert.deepEqual(shown(at('IL', '60601'), 'food'), [
      'state Illinois 0',
      'county Cook County 0',
      'city Chicago 0',
      'district Regional Transportation Authority 0',
    ])
    assert.deepEqual(shown(at('PA', '19103'), 'clothing'), ['state Pennsylvania 0'])
    assert.deepEqual(shown(at('PA', '19103'), 'prepared_food'), ['state Pennsylvania 6'])
  })

  it('no_jurisdiction where nobody taxes sales, or no state can be told', () => {
    for (const location of [at('OR', '97201'), at(null, '97201'), at(null, '00901'), at(null, null)])
      assert.deepEqual(ratesFor(sampleTaxTable, location, null), {
        status: 'no_jurisdiction',
        components: [],
      })
  })

  it('unsupported_country', () =>
    assert.equal(ratesFor(sampleTaxTable, at(null, '10115', 'DE'), null).status, 'unsupported_country'))

  it('every state answers for every category, with rates that money can count with', () =>
    fc.assert(
      fc.property(
        fc.constantFrom(...Object.keys(usStates)),
        fc.constantFrom(null, 'food', 'saas', 'shipping', 'general', 'nothing known'),
        fc.integer({ min: 0, max: 99_999 }),
        (state, category, zip) => {
          const found = ratesFor(sampleTaxTable, at(state, String(zip).padStart(5, '0')), category)
          assert.equal(found.status === 'no_jurisdiction', found.components.length === 0)
          for (const { percent } of found.components) assert.ok(percent >= 0 && percent < 20)
        },
      ),
    ))
})

describe('ratesFor, with a table of another country', () => {
  const row: TaxRateRow = {
    country: 'DE',
    state: null,
    postalCodePrefix: null,
    level: 'state',
    name: 'Deutschland',
    code: null,
    percent: 19,
    taxType: 'sales_tax',
    categories: null,
  }
  const table = taxTableFrom([row, { ...row, percent: 7, categories: ['food'] }])
  const percents = (category: string | null) =>
    ratesFor(table, at(null, '10115', 'DE'), category).components.map(({ percent }) => percent)

  it("a category's rate takes the place of the usual one", () => {
    assert.deepEqual(percents(null), [19])
    assert.deepEqual(percents('food'), [7])
  })
})

describe('states and ZIP codes', () => {
  it('a state by its letters or its name', () => {
    for (const text of ['CA', 'ca', ' California ', 'california']) assert.equal(stateCodeOf(text), 'CA')
    for (const text of ['', 'ZZ', 'Puerto Rico', 'toString']) assert.equal(stateCodeOf(text), null)
  })

  it('the state of a ZIP code', () => {
    const known = { '02116': 'MA', '10001': 'NY', '20500': 'DC', '73301': 'TX', '96813': 'HI', '99501': 'AK' }
    for (const [zip, state] of Object.entries(known)) assert.equal(stateOf(zip), state, zip)
    for (const zip of ['00901', '09012', '1234', 'abcde', '']) assert.equal(stateOf(zip), null, zip)
  })

  it('what a ZIP code looks like', () => {
    for (const zip of ['10001', '10001-1234', '100011234']) assert.ok(isZipCode(zip), zip)
    for (const zip of ['1000', '10001-12', 'SW1A 1AA', '']) assert.ok(!isZipCode(zip), zip)
  })
})
