import { Value } from 'typebox/value'
import { expectNoCardNumber } from '../platform/http/card-data.ts'
import type { ColumnTypes, TableColumns } from './content-queries.ts'
import { columnsOf } from './export-sandbox.ts'
import { ExportEnd, ExportHeader, exportFormat, exportVersion } from './export-format.ts'
import { type Line, linesOf, refuseLine } from './import-lines.ts'
import { type Place, UnusableValue, checkColumn, ownValue } from './import-values.ts'
import { sandboxTables } from './sandbox-tables.ts'

/** A row of the file that has been looked at, with the names of the sandbox that it goes into; its text goes to the database. */
export type FileRow = { line: number; table: string; text: string; row: Record<string, unknown> }

export type FilePart = { header: ExportHeader } | { row: FileRow } | { end: ExportEnd }

/** Text that others wrote or that is composed of what was checked: a row of digits there means nothing, nor does an id. */
const told = new Set(['emails', 'webhook_delivery_attempts', 'flowlix_notices'])

export type Reading = {
  known: TableColumns
  types: ColumnTypes
  own: Place['own']
}

/**
 * Reads an exported file line by line and refuses, with the number of the line, what is not one: another format, a table or
 * column that is not known here, a value that belongs to another sandbox, rows that are missing, an end that is missing.
 */
export async function* readFile(bytes: AsyncIterable<Buffer>, reading: Reading): AsyncGenerator<FilePart> {
  const counts = new Map<string, number>()
  let header: ExportHeader | null = null
  let isAtEnd = false
  let lineNumber = 0
  for await (const line of linesOf(bytes)) {
    lineNumber = line.number
    if (isAtEnd) throw refuseLine(line.number, 'something follows the last line')
    const value = valueOf(line)
    if (header === null) {
      header = headerIn(line, value, reading.known)
      yield { header }
    } else if ('end' in value) {
      yield { end: endIn(line, value, counts) }
      isAtEnd = true
    } else {
      const row = rowIn(line, value, header, reading)
      counts.set(row.table, (counts.get(row.table) ?? 0) + 1)
      yield { row }
    }
  }
  if (!isAtEnd) throw refuseLine(lineNumber + 1, 'the last line is missing, the file was cut')
}

const valueOf = ({ number, text }: Line): Record<string, unknown> => {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw refuseLine(number, 'it is not JSON')
  }
  if (!isObject(value)) throw refuseLine(number, 'it is not a JSON object')
  return value
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const headerIn = ({ number }: Line, value: Record<string, unknown>, known: TableColumns): ExportHeader => {
  if (value['format'] !== exportFormat) throw refuseLine(number, `its format is not ${exportFormat}`)
  if (value['version'] !== exportVersion)
    throw refuseLine(number, `its version is not ${exportVersion}, the one that is known here`)
  if (!Value.Check(ExportHeader, value)) throw refuseLine(number, 'a field of the header is missing or wrong')
  const tables = new Map(
    sandboxTables.filter(({ isExported }) => isExported).map((each) => [each.name, each]),
  )
  for (const [name, columns] of Object.entries(value.tables)) {
    const table = tables.get(name)
    if (!table) throw refuseLine(number, `there is no table ${shown(name)} here`)
    const own = new Set(columnsOf(table, known))
    const strange = columns.find((column) => !own.has(column))
    if (strange !== undefined) throw refuseLine(number, `${name} has no column ${shown(strange)} here`)
    if (new Set(columns).size < columns.length) throw refuseLine(number, `${name} has a column twice`)
  }
  return value
}

const rowIn = (
  { number }: Line,
  value: Record<string, unknown>,
  header: ExportHeader,
  reading: Reading,
): FileRow => {
  const { table, row, ...others } = value
  if (typeof table !== 'string' || !isObject(row) || Object.keys(others).length > 0)
    throw refuseLine(number, 'it is neither a row nor the last line')
  const columns = Object.hasOwn(header.tables, table) ? header.tables[table]! : null
  if (!columns) throw refuseLine(number, `the header names no table ${shown(table)}`)
  const strange = Object.keys(row).find((column) => !columns.includes(column))
  if (strange !== undefined)
    throw refuseLine(number, `the header names no column ${shown(strange)} of ${table}`)
  const own = ownRow(number, table, row, { own: reading.own, from: header.merchant_id }, reading.types)
  if (!told.has(table)) expectNoCardNumberIn(number, own)
  return { line: number, table, text: JSON.stringify({ row: own }), row: own }
}

const ownRow = (
  number: number,
  table: string,
  row: Record<string, unknown>,
  place: Place,
  types: ColumnTypes,
): Record<string, unknown> => {
  try {
    for (const [name, value] of Object.entries(row)) checkColumn(name, types.get(table)![name], value)
    return ownValue(row, place, told.has(table)) as Record<string, unknown>
  } catch (error) {
    throw error instanceof UnusableValue ? refuseLine(number, error.message) : error
  }
}

const expectNoCardNumberIn = (number: number, row: object) => {
  try {
    // Not the row itself: its column `card` is not the field of a request in which a number is expected.
    expectNoCardNumber({ row })
  } catch {
    throw refuseLine(number, 'it holds a card number')
  }
}

const endIn = ({ number }: Line, value: unknown, counts: ReadonlyMap<string, number>): ExportEnd => {
  if (!Value.Check(ExportEnd, value)) throw refuseLine(number, 'it is not a last line')
  const names = new Set([...counts.keys(), ...Object.keys(value.row_counts)])
  const short = [...names].find((name) => (value.row_counts[name] ?? 0) !== (counts.get(name) ?? 0))
  if (short !== undefined) throw refuseLine(number, `it counts other rows of ${shown(short)} than there are`)
  return value
}

const shown = (name: string) => JSON.stringify(name.slice(0, 60))
