import type { Instant } from '../platform/clock/clock.ts'
import { type Statement, findOne, writeAny } from '../platform/db/statement.ts'
import { sandboxTables } from './sandbox-tables.ts'

/** Statements on the whole content of a sandbox, table by table; the names come from `sandbox-tables.ts` alone. */

const resetTables = sandboxTables.filter(({ isReset }) => isReset).map(({ name }) => name)

export const deleteRows = (table: string, environmentId: string): Statement<void> =>
  writeAny(`delete_all_${table}`, `DELETE FROM ${table} WHERE environment_id = $1`, [environmentId])

export const deleteContent = (environmentId: string): Statement<void>[] =>
  resetTables.map((table) => deleteRows(table, environmentId))

/** Of calls that were made when the sandbox's clock was ahead: after a reset they would stay its newest for as long. */
export const deleteFutureCalls = (environmentId: string, now: Instant): Statement<void>[] =>
  ['request_logs', 'request_log_blocks'].map((table) =>
    writeAny(`delete_future_${table}`, `DELETE FROM ${table} WHERE environment_id = $1 AND created_at > $2`, [
      environmentId,
      now,
    ]),
  )

/**
 * What workers take from, over all sandboxes and therefore without holding any: a batch under way ends first, and none
 * begins until the transaction ends.
 */
export const lockQueue = (
  table: 'event_outbox' | 'webhook_deliveries',
  environmentId: string,
): Statement<unknown> =>
  findOne(
    `lock_queue_${table}`,
    `SELECT count(*) FROM (SELECT 1 FROM ${table} WHERE environment_id = $1 FOR UPDATE) AS locked`,
    [environmentId],
    (row) => row,
  )

/** Who holds a row just now works in the source; a public address leads to the source, too. */
const ofTheSource = ['leased_until', 'is_original']

/** Documents, and links in what was told, name their environment: that of a copy is another. Ids are unique as texts, too. */
const castOf: Record<string, string> = { document: 'jsonb', data: 'json' }

const copied = (column: string): string =>
  castOf[column] ? `replace(${column}::text, $1, $2)::${castOf[column]}` : column

/** Copies a table's rows as they are in the statement's snapshot, so that ids and contents stay equal. */
export const copyRows = (
  table: string,
  columns: readonly string[],
  from: string,
  to: string,
): Statement<void> => {
  const kept = columns.filter((column) => !ofTheSource.includes(column))
  return writeAny(
    `copy_all_${table}`,
    `INSERT INTO ${table} (environment_id, ${kept.join(', ')})
     SELECT $2::text, ${kept.map(copied).join(', ')} FROM ${table} WHERE environment_id = $1::text`,
    [from, to],
  )
}

/** Tables of which the sandbox has rows. */
export const findFilledTables = (environmentId: string): Statement<string[]> => ({
  name: 'find_filled_sandbox_tables',
  text: `SELECT ${resetTables
    .filter((table) => table !== 'idempotency_keys')
    .map((table) => `EXISTS (SELECT 1 FROM ${table} WHERE environment_id = $1) AS ${table}`)
    .join(', ')}`,
  values: [environmentId],
  read: ([row]) => Object.keys(row).filter((table) => row[table]),
})

export type TableColumns = ReadonlyMap<string, readonly string[]>

/** The columns of every table, as this database has them, environment_id and generated ones apart. */
export const findColumns: Statement<TableColumns> = {
  name: 'find_sandbox_columns',
  text: `SELECT table_name, array_agg(column_name::text ORDER BY ordinal_position) AS columns FROM information_schema.columns
         WHERE table_schema = current_schema() AND table_name = ANY($1) AND column_name <> 'environment_id' AND is_generated = 'NEVER'
         GROUP BY table_name`,
  values: [sandboxTables.map(({ name }) => name)],
  read: (rows) => new Map(rows.map((row) => [row['table_name'], row['columns']])),
}

/** `timestamptz`, `int8` and so on, by table and column. */
export type ColumnTypes = ReadonlyMap<string, Readonly<Record<string, string>>>

export const findColumnTypes: Statement<ColumnTypes> = {
  name: 'find_sandbox_column_types',
  text: `SELECT table_name, json_object_agg(column_name, udt_name) AS types FROM information_schema.columns
         WHERE table_schema = current_schema() AND table_name = ANY($1) GROUP BY table_name`,
  values: [sandboxTables.map(({ name }) => name)],
  read: (rows) => new Map(rows.map((row) => [row['table_name'], row['types']])),
}
