import { type TaxRateRow, type TaxTable, taxTableFrom } from './rate-table.ts'
import { usStates } from './us-states.ts'

/**
 * Sample rates for sandboxes: one flat rate a state, and a few cities whose local rates are told apart by the postal
 * code. They are near the true ones so that a checkout looks real; nobody keeps them true. Live mode never uses them.
 */
const stateRates: Readonly<Record<string, number>> = {
  AL: 4,
  AK: 0,
  AZ: 5.6,
  AR: 6.5,
  CA: 7.25,
  CO: 2.9,
  CT: 6.35,
  DE: 0,
  DC: 6,
  FL: 6,
  GA: 4,
  HI: 4,
  ID: 6,
  IL: 6.25,
  IN: 7,
  IA: 6,
  KS: 6.5,
  KY: 6,
  LA: 5,
  ME: 5.5,
  MD: 6,
  MA: 6.25,
  MI: 6,
  MN: 6.875,
  MS: 7,
  MO: 4.225,
  MT: 0,
  NE: 5.5,
  NV: 6.85,
  NH: 0,
  NJ: 6.625,
  NM: 4.875,
  NY: 4,
  NC: 4.75,
  ND: 5,
  OH: 5.75,
  OK: 4.5,
  OR: 0,
  PA: 6,
  RI: 7,
  SC: 6,
  SD: 4.2,
  TN: 7,
  TX: 6.25,
  UT: 4.85,
  VT: 6,
  VA: 4.3,
  WA: 6.5,
  WV: 6,
  WI: 5,
  WY: 4,
}

/** States that tax groceries like other goods, for the samples; the others do not tax them. */
const taxingFood = new Set(['AL', 'HI', 'ID', 'MS', 'MO', 'SD', 'TN', 'UT'])
const notTaxingClothing = new Set(['MN', 'NJ', 'NY', 'PA', 'RI', 'VT'])
const taxingServices = new Set(['HI', 'NM', 'SD', 'WV'])
const notTaxingDigitalGoods = new Set(['CA', 'FL', 'GA', 'MA', 'MO', 'NV', 'NY', 'OK', 'VA'])
const taxingSaas = new Set(['AZ', 'CT', 'HI', 'NM', 'NY', 'PA', 'SD', 'TN', 'TX', 'UT', 'WA', 'WV'])
const notTaxingShipping = new Set([
  'AZ',
  'CA',
  'CO',
  'ID',
  'IL',
  'IA',
  'LA',
  'MD',
  'MA',
  'MO',
  'NV',
  'UT',
  'VA',
  'WY',
])

const untaxedCategoriesOf = (state: string): string[] => [
  'medical_goods',
  ...(taxingFood.has(state) ? [] : ['food']),
  ...(notTaxingClothing.has(state) ? ['clothing'] : []),
  ...(taxingServices.has(state) ? [] : ['services', 'professional_services']),
  ...(notTaxingDigitalGoods.has(state) ? ['digital_goods'] : []),
  ...(taxingSaas.has(state) ? [] : ['saas']),
  ...(notTaxingShipping.has(state) ? ['shipping', 'delivery'] : []),
]

type Local = readonly [level: 'county' | 'city' | 'district', name: string, percent: number]
const places: readonly { state: string; prefixes: readonly string[]; rates: readonly Local[] }[] = [
  {
    state: 'NY',
    prefixes: ['100', '101', '102', '103', '104', '111', '112', '113', '114', '116'],
    rates: [
      ['city', 'New York City', 4.5],
      ['district', 'Metropolitan Commuter Transportation District', 0.375],
    ],
  },
  {
    state: 'CA',
    prefixes: ['900', '901'],
    rates: [
      ['county', 'Los Angeles County', 0.25],
      ['district', 'Los Angeles County Transportation', 2.25],
    ],
  },
  {
    state: 'CA',
    prefixes: ['941'],
    rates: [
      ['county', 'San Francisco County', 0.25],
      ['district', 'San Francisco Transportation', 1.125],
    ],
  },
  {
    state: 'IL',
    prefixes: ['606'],
    rates: [
      ['county', 'Cook County', 1.75],
      ['city', 'Chicago', 1.25],
      ['district', 'Regional Transportation Authority', 1],
    ],
  },
  {
    state: 'TX',
    prefixes: ['770'],
    rates: [
      ['city', 'Houston', 1],
      ['district', 'Houston Metropolitan Transit', 1],
    ],
  },
  {
    state: 'WA',
    prefixes: ['981'],
    rates: [['city', 'Seattle', 3.85]],
  },
  {
    state: 'CO',
    prefixes: ['802'],
    rates: [
      ['city', 'Denver', 4.81],
      ['district', 'Regional Transportation District', 1],
    ],
  },
]

const withUntaxed = (row: TaxRateRow, state: string): TaxRateRow[] => [
  row,
  { ...row, percent: 0, categories: untaxedCategoriesOf(state) },
]

const stateRows = Object.entries(stateRates).flatMap(([state, percent]) =>
  withUntaxed(
    {
      country: 'US',
      state,
      postalCodePrefix: null,
      level: 'state',
      name: usStates[state]!,
      code: `US-${state}`,
      percent,
      taxType: 'sales_tax',
      categories: null,
    },
    state,
  ),
)

const localRows = places.flatMap(({ state, prefixes, rates }) =>
  prefixes.flatMap((postalCodePrefix) =>
    rates.flatMap(([level, name, percent]) =>
      withUntaxed(
        {
          country: 'US',
          state,
          postalCodePrefix,
          level,
          name,
          code: null,
          percent,
          taxType: 'sales_tax',
          categories: null,
        },
        state,
      ),
    ),
  ),
)

export const sampleTaxTable: TaxTable = taxTableFrom([...stateRows, ...localRows])
