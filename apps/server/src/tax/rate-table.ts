/**
 * A table of tax rates: what an operator loads from a file, or the samples that sandboxes use without one.
 *
 * A row is one jurisdiction's rate: for everything, or with `categories` only for these, where it takes the place of
 * the jurisdiction's own rate. A percentage is a number with up to four decimals: 8.25 means 8.25 %.
 */
export type TaxRateRow = {
  country: string
  /** Two letters in the United States; null for a rate of the whole country. */
  state: string | null
  /** The first characters of the postal codes that the row is for; null for all. */
  postalCodePrefix: string | null
  level: TaxLevel
  name: string
  code: string | null
  percent: number
  taxType: 'sales_tax' | 'use_tax'
  categories: readonly string[] | null
}

export const taxLevels = ['state', 'county', 'city', 'district'] as const
export type TaxLevel = (typeof taxLevels)[number]

/** The rows of one country and state, in the order of the jurisdictions' levels. */
export type TaxTable = {
  /** Countries that the table knows, and with them where tax can be calculated. */
  countries: ReadonlySet<string>
  /** By `country` and `country state`. */
  rows: ReadonlyMap<string, readonly TaxRateRow[]>
}

/** Where a sale is taxed. `state` may be left out in the United States: the postal code tells it. */
export type TaxLocation = { country: string; state: string | null; postalCode: string | null }

/** One rate as it stands on an order. */
export type TaxComponent = {
  percent: number
  taxType: 'sales_tax' | 'use_tax'
  jurisdiction: TaxJurisdiction | null
}
export type TaxJurisdiction = {
  code?: string
  country?: string
  level?: string
  name?: string
  state?: string
}

export const taxTableFrom = (rows: readonly TaxRateRow[]): TaxTable => ({
  countries: new Set(rows.map(({ country }) => country)),
  rows: Map.groupBy(
    rows.toSorted((a, b) => taxLevels.indexOf(a.level) - taxLevels.indexOf(b.level)),
    ({ country, state }) => placeOf(country, state),
  ),
})

export const placeOf = (country: string, state: string | null): string =>
  state === null ? country : `${country} ${state}`
