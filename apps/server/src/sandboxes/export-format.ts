import { Type } from 'typebox'
import type { Static } from 'typebox'

/**
 * An exported sandbox: lines of JSON, each ended by a line feed.
 *
 *   {"format":"flint-sandbox","version":1,…}    what follows
 *   {"table":"orders","row":{…}}                a row, and so on; parents before their children
 *   {"end":true,"row_count":…,"row_counts":{…}} the last line: without it the file was cut
 *
 * A later version of the format gets a number of its own.
 */
export const exportFormat = 'flint-sandbox'
export const exportVersion = 1
export const exportContentType = 'application/x-ndjson'

export const ExportHeader = Type.Object({
  format: Type.Literal(exportFormat),
  version: Type.Integer(),
  exported_at: Type.String({ format: 'date-time' }),
  merchant_id: Type.String({ pattern: '^mer_[0-9A-HJKMNP-TV-Z]{26}$' }),
  sandbox_id: Type.String(),
  name: Type.String(),
  clock: Type.Object({
    offset_ms: Type.Integer(),
    frozen_at: Type.Union([Type.String({ format: 'date-time' }), Type.Null()]),
  }),
  /** The columns that rows of each table have. */
  tables: Type.Record(Type.String(), Type.Array(Type.String())),
})
export type ExportHeader = Static<typeof ExportHeader>

export const ExportEnd = Type.Object({
  end: Type.Literal(true),
  row_count: Type.Integer({ minimum: 0 }),
  row_counts: Type.Record(Type.String(), Type.Integer({ minimum: 0 })),
})
export type ExportEnd = Static<typeof ExportEnd>

export const lineOf = (value: object): string => `${JSON.stringify(value)}\n`

/** Stands where a document or a link names its environment: equal sandboxes have equal rows, and an import puts its own there. */
export const anyEnvironment = `menv_${'0'.repeat(26)}`

/** The row as the database writes it: numbers and the order of fields stay what they are. */
export const rowLine = (table: string, row: string, environmentId: string): string =>
  `{"table":"${table}","row":${row.replaceAll(environmentId, anyEnvironment)}}\n`
