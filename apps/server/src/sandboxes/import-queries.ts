import { type Statement, writeAny } from '../platform/db/statement.ts'

/** Names come from `sandbox-tables.ts` and the database's own list of columns, never from a file. */

const insertInto = (table: string, columns: readonly string[], made: Record<string, string> = {}) => `
  INSERT INTO ${table} (${['environment_id', ...columns, ...Object.keys(made)].join(', ')})
  SELECT ${['$1', ...columns.map((column) => `r.${column}`), ...Object.values(made)].join(', ')}
  FROM json_array_elements($2::json) WITH ORDINALITY AS line(value, place)
  CROSS JOIN LATERAL json_populate_record(NULL::${table}, line.value -> 'row') AS r`

/** @param lines As they stand in the file. */
export const insertLines = (
  table: string,
  columns: readonly string[],
  environmentId: string,
  lines: readonly string[],
): Statement<void> => ({
  ...writeAny(`import_${table}`, insertInto(table, columns), [environmentId, `[${lines.join(',')}]`]),
  isPlannedAnew: true,
})

/** Tables of which each row gets a signing secret of its own, and what identifies a row. */
export const endpointTables = {
  webhook_endpoints: 'webhook_endpoint_id',
  flowlix_webhook_endpoints: 'flowlix_webhook_endpoint_id',
} as const
export type EndpointTable = keyof typeof endpointTables
export const isEndpointTable = (table: string): table is EndpointTable => Object.hasOwn(endpointTables, table)

/** @param secrets Sealed, one for each line. */
export const insertEndpointLines = (
  table: EndpointTable,
  columns: readonly string[],
  environmentId: string,
  lines: readonly string[],
  secrets: readonly Buffer[],
): Statement<void> => ({
  ...writeAny(`import_${table}`, insertInto(table, columns, { secret: '($3::bytea[])[line.place]' }), [
    environmentId,
    `[${lines.join(',')}]`,
    secrets,
  ]),
  isPlannedAnew: true,
})

export const fileTimersUnderOwnClock = (environmentId: string): Statement<void> =>
  writeAny(
    'file_imported_timers_under_own_clock',
    'UPDATE timers SET is_on_own_clock = true WHERE environment_id = $1',
    [environmentId],
  )
