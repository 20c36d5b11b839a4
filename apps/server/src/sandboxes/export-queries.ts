import type { Statement } from '../platform/db/statement.ts'
import type { SandboxTable } from './sandbox-tables.ts'

/** Reads a table's rows in the order of its key, a piece at a time. */

export const openRows = (
  { name, key }: SandboxTable,
  columns: readonly string[],
  environmentId: string,
): Statement<void> => ({
  name: `open_rows_of_${name}`,
  isPlannedAnew: true,
  text: `DECLARE exported NO SCROLL CURSOR FOR
         SELECT row_to_json(shown)::text AS row FROM
           (SELECT ${columns.join(', ')} FROM ${name} WHERE environment_id = $1 ORDER BY ${['environment_id', ...key].join(', ')}) AS shown`,
  values: [environmentId],
  read: () => undefined,
})

/** Long orders have a megabyte each. */
const rowsAtOnce = 50

export const nextRows: Statement<string[]> = {
  name: 'next_exported_rows',
  isPlannedAnew: true,
  text: `FETCH ${rowsAtOnce} FROM exported`,
  values: [],
  read: (rows) => rows.map((row) => row['row']),
}
