import type { Context } from '../platform/context.ts'
import type { Connection } from '../platform/db/database.ts'
import { refuse } from '../platform/http/errors.ts'
import type { Chunks } from '../platform/http/stream.ts'
import { clockErrors } from './clock/errors.ts'
import { expectReadScopes } from './content-scopes.ts'
import { type TableColumns, findColumns } from './content-queries.ts'
import {
  type ExportEnd,
  type ExportHeader,
  exportFormat,
  exportVersion,
  lineOf,
  rowLine,
} from './export-format.ts'
import { nextRows, openRows } from './export-queries.ts'
import { findSandbox } from './queries.ts'
import { type Sandbox } from './sandbox.ts'
import { type SandboxTable, sandboxTables } from './sandbox-tables.ts'
import { transferMs, transfers } from './transfers.ts'

/** Parents first: so they are inserted again. */
const exportedTables = sandboxTables.filter(({ isExported }) => isExported).toReversed()

export const columnsOf = ({ name, notExported = [] }: SandboxTable, known: TableColumns): string[] =>
  known.get(name)!.filter((column) => !notExported.includes(column))

/** Each holds a connection for as long as its reader takes. */
const exports = transfers('export')

/**
 * A sandbox as lines of text, read piece by piece from one snapshot. The memory it takes does not grow with the sandbox.
 *
 * A reader that takes nothing for a minute, or is not through in ten, is cut off, because the snapshot keeps the database from
 * cleaning up.
 */
export async function* exportSandbox(ctx: Context, sandbox: Sandbox): AsyncGenerator<string> {
  expectReadScopes(ctx)
  const end = exports.begin(ctx.merchantId)
  // What the transaction writes here waits until the reader has taken what was written before.
  const { readable, writable } = new TransformStream<string, string>()
  const writer = writable.getWriter()
  const tooSlow = setTimeout(
    () => void writer.abort(new Error('The reader is too slow')).catch(() => {}),
    transferMs,
  )
  const written = ctx.db
    .withConnection((tx) => writeAll(ctx, tx, sandbox, (text) => writer.write(text)))
    .then(() => writer.close())
    .catch((error: unknown) => writer.abort(error).catch(() => {}))
    .finally(() => {
      clearTimeout(tooSlow)
      end()
    })
  try {
    yield* readable as unknown as Chunks as AsyncIterable<string>
  } finally {
    await written
  }
}

const writeAll = async (
  ctx: Context,
  tx: Connection,
  { sandboxId }: Sandbox,
  write: (text: string) => Promise<void>,
): Promise<void> => {
  await tx.command('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY')
  await tx.command(`SET LOCAL idle_in_transaction_session_timeout = '60s'`)
  const sandbox = await tx.send(findSandbox(ctx, sandboxId))
  if (!sandbox || sandbox.clockTarget !== null)
    throw refuse(clockErrors.SANDBOX_CLOCK_MOVING, { param: 'sandbox_id' })
  const columns = await tx.send(findColumns)
  await write(lineOf(headerOf(ctx, sandbox, columns)))
  const end: ExportEnd = { end: true, row_count: 0, row_counts: {} }
  for (const table of exportedTables) {
    const count = await writeTable(tx, table, columnsOf(table, columns), sandbox, write)
    if (count > 0) end.row_counts[table.name] = count
    end.row_count += count
  }
  await write(lineOf(end))
  await tx.command('COMMIT')
}

const headerOf = (
  ctx: Context,
  { environment, ...sandbox }: Sandbox,
  columns: TableColumns,
): ExportHeader => ({
  format: exportFormat,
  version: exportVersion,
  exported_at: ctx.systemClock.now(),
  merchant_id: environment.merchantId,
  sandbox_id: sandbox.sandboxId,
  name: sandbox.name,
  clock: {
    offset_ms: environment.ownClock?.offsetMs ?? 0,
    frozen_at: environment.ownClock?.frozenAt ?? null,
  },
  tables: Object.fromEntries(exportedTables.map((table) => [table.name, columnsOf(table, columns)])),
})

/** @returns How many rows it had. */
const writeTable = async (
  tx: Connection,
  table: SandboxTable,
  columns: readonly string[],
  { environment }: Sandbox,
  write: (text: string) => Promise<void>,
): Promise<number> => {
  await tx.send(openRows(table, columns, environment.environmentId))
  let count = 0
  for (let rows = await tx.send(nextRows); rows.length > 0; rows = await tx.send(nextRows)) {
    await write(rows.map((row) => rowLine(table.name, row, environment.environmentId)).join(''))
    count += rows.length
  }
  await tx.command('CLOSE exported')
  return count
}
