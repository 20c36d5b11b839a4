import { type TaxComponent, type TaxLocation, type TaxRateRow, type TaxTable, placeOf } from './rate-table.ts'
import { stateOf } from './us-states.ts'

export type TaxRates = {
  /** unsupported_country: the table does not know the country. no_jurisdiction: nobody there taxes sales. */
  status: 'found' | 'unsupported_country' | 'no_jurisdiction'
  components: TaxComponent[]
}

/**
 * The rates of a place for one category of goods, the widest jurisdiction first. A jurisdiction that leaves the
 * category untaxed is among them, with a rate of zero, so that an order can say why there is no tax.
 *
 * @param category A line's or charge's tax category; null for what has none.
 */
export const ratesFor = (table: TaxTable, location: TaxLocation, category: string | null): TaxRates => {
  if (!table.countries.has(location.country)) return { status: 'unsupported_country', components: [] }
  const rows = rowsAt(table, location)
  if (rows.every(({ percent }) => percent === 0)) return { status: 'no_jurisdiction', components: [] }
  const jurisdictions = Map.groupBy(rows, identityOf)
  const components = [...jurisdictions.values()].flatMap((rates) => {
    const rate = rates.find(({ categories }) => category !== null && categories?.includes(category))
    const usual = rates.find(({ categories }) => categories === null)
    return (rate ?? usual) ? [componentOf((rate ?? usual)!)] : []
  })
  return { status: 'found', components }
}

const rowsAt = (table: TaxTable, { country, state, postalCode }: TaxLocation): TaxRateRow[] => {
  const inState = state ?? (country === 'US' && postalCode !== null ? stateOf(postalCode) : null)
  const postal = postalCode?.replaceAll(/\s/g, '').toUpperCase() ?? ''
  const places =
    inState === null ? [placeOf(country, null)] : [placeOf(country, null), placeOf(country, inState)]
  return places
    .flatMap((place) => table.rows.get(place) ?? [])
    .filter(({ postalCodePrefix }) => postalCodePrefix === null || postal.startsWith(postalCodePrefix))
}

/** Rows of the same jurisdiction: its rate for everything, and those for categories. */
const identityOf = ({ state, level, name, code }: TaxRateRow): string =>
  [state ?? '', level, name, code ?? ''].join('\n')

const componentOf = ({ percent, taxType, country, state, level, name, code }: TaxRateRow): TaxComponent => ({
  percent,
  taxType,
  jurisdiction: {
    ...(code === null ? {} : { code }),
    country,
    level,
    name,
    ...(state === null ? {} : { state }),
  },
})
