import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { InvalidRateFile } from './invalid-rate-file.ts'
import { parseRateFile } from './parse-rate-file.ts'
import { ratesFor } from './rates-for.ts'

const csv = `country,state,postal_code_prefix,level,name,code,percent,categories
US,NY,,state,New York,US-NY,4,
US,NY,,state,New York,US-NY,0,food|clothing

# A comment
US,NY,100,city,"New York, the City",,4.5,
`

const percents = (text: string, postalCode: string, category: string | null) =>
  ratesFor(parseRateFile(text), { country: 'US', state: 'NY', postalCode }, category).components.map(
    ({ percent, jurisdiction }) => [jurisdiction!.name, percent],
  )

describe('parseRateFile: CSV', () => {
  it('rates, rates of categories, quoted names', () => {
    assert.deepEqual(percents(csv, '10001', null), [
      ['New York', 4],
      ['New York, the City', 4.5],
    ])
    assert.deepEqual(percents(csv, '12207', 'food'), [['New York', 0]])
  })
})

describe('parseRateFile: JSON', () => {
  const json = JSON.stringify([
    { country: 'US', state: 'New York', level: 'state', name: 'New York', percent: 4 },
    {
      country: 'US',
      state: 'NY',
      level: 'state',
      name: 'New York',
      percent: 0,
      categories: ['food', 'clothing'],
    },
  ])

  it('has the same fields', () => {
    assert.deepEqual(percents(json, '10001', null), [['New York', 4]])
    assert.deepEqual(percents(`\uFEFF${json}`, '10001', 'clothing'), [['New York', 0]])
  })
})

const header = 'country,state,level,name,percent,categories\n'
const faults: [what: string, text: string, line: number, message: RegExp][] = [
  ['an empty file', '', 1, /no rate/],
  ['a missing field', `${header}US,NY,state,,4,`, 2, /^name is missing/],
  ['a field too many', `${header}US,NY,state,New York,4,,x`, 2, /7 fields/],
  ['an unknown field', 'country,rate\nUS,4', 2, /no field "rate"/],
  ['an open quote', `${header}US,NY,state,"New York,4,`, 2, /does not end/],
  ['a country in words', `${header}\n\nUSA,NY,state,New York,4,`, 4, /two capitals/],
  ['an unknown state', `${header}US,NX,state,New York,4,`, 2, /"NX" is not a state/],
  ['an unknown level', `${header}US,NY,nation,New York,4,`, 2, /level must be one of/],
  ['a negative rate', `${header}US,NY,state,New York,-4,`, 2, /percent must be/],
  ['five decimals', `${header}US,NY,state,New York,4.12345,`, 2, /percent must be/],
  ['no number', `${header}US,NY,state,New York,4%,`, 2, /not "4%"/],
  ['an unknown category', `${header}US,NY,state,New York,4,food|toys`, 2, /"toys" is no tax category/],
  [
    'the same rate twice',
    `${header}US,NY,state,New York,4,\nUS,NJ,state,New Jersey,6,\nUS,NY,state,New York,5,`,
    4,
    /line 2 has a rate for the same/,
  ],
  ['JSON that is none', '[\n  {"country": "US",\n  oops\n]', 3, /not JSON/],
  [
    'a JSON entry at fault',
    '[\n  {"country": "US", "state": "NY", "level": "state", "name": "]}", "percent": 4},\n\n  {"country": "US"}\n]',
    4,
    /level is missing|name is missing/,
  ],
  ['a JSON entry that is no object', '[\n 5]', 2, /must be an object/],
]

describe('parseRateFile: what it refuses, with the line', () => {
  for (const [what, text, line, message] of faults)
    it(what, () =>
      assert.throws(
        () => parseRateFile(text),
        (error) => {
          assert.ok(error instanceof InvalidRateFile)
          assert.match(error.message, message)
          assert.equal(error.line, line)
          return true
        },
      ),
    )
})
