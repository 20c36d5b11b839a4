import { isPercent } from '@flint/money'
import { InvalidRateFile } from './invalid-rate-file.ts'
import { type TaxRateRow, type TaxTable, taxLevels, taxTableFrom } from './rate-table.ts'
import { type RateEntry, readCsvEntries, readJsonEntries } from './rate-entries.ts'
import { chargeTaxCategories, lineTaxCategories } from './tax-categories.ts'
import { stateCodeOf } from './us-states.ts'

const fields = [
  'country',
  'state',
  'postal_code_prefix',
  'level',
  'name',
  'code',
  'percent',
  'tax_type',
  'categories',
] as const
type Field = (typeof fields)[number]

/**
 * Reads a file of rates: JSON (an array of objects) or CSV (a first line of field names), told apart by the first
 * sign. Both have the same fields; `country`, `level`, `name` and `percent` are needed.
 *
 * @throws InvalidRateFile for the first line at fault.
 */
export const parseRateFile = (text: string): TaxTable => {
  const content = text.replace(/^\uFEFF/, '')
  const entries = content.trimStart().startsWith('[') ? readJsonEntries(content) : readCsvEntries(content)
  const rows = entries.map(rowOf)
  if (rows.length === 0) throw new InvalidRateFile(1, 'there is no rate in it.')
  expectNoTwins(rows, entries)
  return taxTableFrom(rows)
}

const rowOf = (entry: RateEntry): TaxRateRow => {
  const { values, line } = entry
  const unknown = Object.keys(values).find((name) => !fields.includes(name as Field))
  if (unknown !== undefined)
    throw new InvalidRateFile(line, `there is no field "${unknown}"; the fields are ${fields.join(', ')}.`)
  const country = needed(entry, 'country')
  if (!/^[A-Z]{2}$/.test(country))
    throw new InvalidRateFile(line, `country must be two capitals such as US, not "${country}".`)
  const state = optional(entry, 'state')
  return {
    country,
    state: state === null ? null : stateIn(country, state, line),
    postalCodePrefix: optional(entry, 'postal_code_prefix')?.replaceAll(/\s/g, '').toUpperCase() ?? null,
    level: wordOf(entry, 'level', taxLevels),
    name: needed(entry, 'name'),
    code: optional(entry, 'code'),
    percent: percentOf(entry),
    taxType: optional(entry, 'tax_type') === null ? 'sales_tax' : wordOf(entry, 'tax_type', taxTypes),
    categories: categoriesOf(entry),
  }
}

const taxTypes = ['sales_tax', 'use_tax'] as const

const stateIn = (country: string, state: string, line: number): string => {
  if (country !== 'US') return state.toUpperCase()
  const code = stateCodeOf(state)
  if (code === null) throw new InvalidRateFile(line, `"${state}" is not a state of the United States.`)
  return code
}

const optional = ({ values, line }: RateEntry, field: Field): string | null => {
  const value = values[field]
  if (value === undefined || value === null || value === '') return null
  if (typeof value !== 'string' && typeof value !== 'number')
    throw new InvalidRateFile(line, `${field} must be text.`)
  return String(value).trim()
}

const needed = (entry: RateEntry, field: Field): string => {
  const text = optional(entry, field)
  if (text === null) throw new InvalidRateFile(entry.line, `${field} is missing.`)
  return text
}

const wordOf = <const W extends readonly string[]>(entry: RateEntry, field: Field, words: W): W[number] => {
  const text = needed(entry, field)
  if (!words.includes(text))
    throw new InvalidRateFile(entry.line, `${field} must be one of ${words.join(', ')}, not "${text}".`)
  return text
}

const percentOf = (entry: RateEntry): number => {
  const text = needed(entry, 'percent')
  const percent = Number(text)
  if (!isPercent(percent) || percent > 100)
    throw new InvalidRateFile(
      entry.line,
      `percent must be from 0 to 100 with at most four decimals, such as 8.25, not "${text}".`,
    )
  return percent
}

const categoriesOf = (entry: RateEntry): readonly string[] | null => {
  const value = entry.values['categories']
  const words = Array.isArray(value) ? value : (optional(entry, 'categories')?.split('|') ?? [])
  if (words.length === 0) return null
  return words.map((word) => {
    const category = String(word).trim()
    if (!knownCategories.has(category))
      throw new InvalidRateFile(
        entry.line,
        `"${category}" is no tax category; they are ${[...knownCategories].join(', ')}.`,
      )
    return category
  })
}

const knownCategories: ReadonlySet<string> = new Set([...lineTaxCategories, ...chargeTaxCategories])

/** The same rate twice is a mistake that would otherwise go unseen: only one of them would count. */
const expectNoTwins = (rows: readonly TaxRateRow[], entries: readonly RateEntry[]) => {
  const seen = new Map<string, number>()
  for (const [index, row] of rows.entries())
    for (const category of row.categories ?? [''])
      expectFirst(
        seen,
        [row.country, row.state, row.postalCodePrefix, row.level, row.name, row.code, category],
        entries[index]!.line,
      )
}

const expectFirst = (seen: Map<string, number>, identity: readonly unknown[], line: number) => {
  const name = JSON.stringify(identity)
  const first = seen.get(name)
  if (first !== undefined) throw new InvalidRateFile(line, `line ${first} has a rate for the same already.`)
  seen.set(name, line)
}
