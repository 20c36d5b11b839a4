import pg from 'pg'
import { forgetOrderNumbers } from '../orders/create-order.ts'
import type { Context, Environment } from '../platform/context.ts'
import type { Connection } from '../platform/db/database.ts'
import { holdEnvironment } from '../platform/db/environment-hold.ts'
import { httpErrors, refuse } from '../platform/http/errors.ts'
import { newWebhookSecret } from '../webhooks/signature.ts'
import { type TableColumns, deleteRows, findColumns, findFilledTables } from './content-queries.ts'
import { sandboxErrors } from './errors.ts'
import { type ExportHeader, anyEnvironment } from './export-format.ts'
import { type FileRow, readFile } from './import-file.ts'
import { refuseLine } from './import-lines.ts'
import { fileTimersUnderOwnClock, insertEndpointLines, insertLines } from './import-queries.ts'
import { lockSandbox, renewSandbox } from './queries.ts'
import { expectActive, reachActiveSandbox } from './reach-sandbox.ts'
import type { Sandbox } from './sandbox.ts'

export type ImportedSandbox = {
  sandbox: Sandbox
  rowCounts: Record<string, number>
  /** A file has no secrets: these are new, and shown this once. */
  endpointSecrets: { webhookEndpointId: string; secret: string }[]
}

/** Each holds a connection for as long as its file takes to arrive. */
const importsAtOnce = 2
let running = 0

/** Puts an exported file into an empty sandbox: all of it, or nothing. The sandbox takes over the file's clock. */
export const importSandbox = async (
  ctx: Context,
  sandboxId: string,
  bytes: AsyncIterable<Buffer>,
): Promise<ImportedSandbox> => {
  const { environment } = await reachActiveSandbox(ctx, sandboxId, 'live_key')
  if (running >= importsAtOnce)
    throw refuse(httpErrors.SERVICE_UNAVAILABLE, { message: `${importsAtOnce} imports are under way.` })
  running++
  try {
    const imported = await ctx.db.withConnection((tx) => importAll(ctx, tx, environment, bytes))
    forgetOrderNumbers(ctx, environment.environmentId)
    for (const topic of ['environments', 'timers', 'events', 'deliveries'] as const) ctx.wakeups.wake(topic)
    return imported
  } finally {
    running--
  }
}

const importAll = async (
  ctx: Context,
  tx: Connection,
  { environmentId, sandboxId }: Environment,
  bytes: AsyncIterable<Buffer>,
): Promise<ImportedSandbox> => {
  await tx.command('BEGIN')
  // A file that stops arriving does not keep the sandbox's callers waiting for good.
  await tx.command(`SET LOCAL idle_in_transaction_session_timeout = '60s'`)
  await tx.send(holdEnvironment(environmentId))
  const sandbox = await tx.send(lockSandbox(ctx, sandboxId!))
  if (!sandbox) throw refuse(sandboxErrors.SANDBOX_NOT_FOUND, { param: 'sandbox_id' })
  expectActive(sandbox)
  await expectEmpty(tx, environmentId)
  const place = { ctx, tx, environmentId, columns: await tx.send(findColumns) }
  const imported: ImportedSandbox = { sandbox, rowCounts: {}, endpointSecrets: [] }
  await insertFile(place, bytes, imported)
  await tx.command('COMMIT')
  return imported
}

const expectEmpty = async (tx: Connection, environmentId: string): Promise<void> => {
  const filled = await tx.send(findFilledTables(environmentId))
  if (filled.length > 0)
    throw refuse(sandboxErrors.SANDBOX_NOT_EMPTY, {
      param: 'sandbox_id',
      message: `There is something in this sandbox: ${filled.join(', ')}.`,
    })
  // A file brings its own.
  await tx.send(deleteRows('settings', environmentId))
}

type Place = { ctx: Context; tx: Connection; environmentId: string; columns: TableColumns }

const batchRows = 200
const batchCharacters = 1024 * 1024

const insertFile = async (
  place: Place,
  bytes: AsyncIterable<Buffer>,
  imported: ImportedSandbox,
): Promise<void> => {
  const { ctx, tx, columns, environmentId } = place
  let header: ExportHeader | null = null
  let batch: FileRow[] = []
  let size = 0
  const flush = async () => {
    if (batch.length > 0) await insertBatch(place, header!, batch, imported)
    batch = []
    size = 0
  }
  for await (const part of readFile(bytes, columns)) {
    if ('header' in part) header = part.header
    else if ('row' in part) {
      const row = asOwn(part.row, header!, imported.sandbox)
      if (batch[0]?.table !== row.table || batch.length >= batchRows || size >= batchCharacters) await flush()
      batch.push(row)
      size += row.text.length
    } else {
      await flush()
      imported.rowCounts = part.end.row_counts
      imported.sandbox = await takeClock(ctx, tx, imported.sandbox, header!)
    }
  }
  if (header?.clock.frozen_at !== null || header.clock.offset_ms !== 0)
    await tx.send(fileTimersUnderOwnClock(environmentId))
}

/** Orders, events and others name their merchant and environment; here they are others perhaps. */
const asOwn = (row: FileRow, header: ExportHeader, { environment }: Sandbox): FileRow => ({
  ...row,
  text: row.text
    .replaceAll(anyEnvironment, environment.environmentId)
    .replaceAll(`"${header.merchant_id}"`, `"${environment.merchantId}"`),
})

const insertBatch = async (
  { ctx, tx, environmentId }: Place,
  header: ExportHeader,
  batch: readonly FileRow[],
  imported: ImportedSandbox,
): Promise<void> => {
  const { table } = batch[0]!
  const columns = header.tables[table]!
  const lines = batch.map(({ text }) => text)
  try {
    if (table !== 'webhook_endpoints') return await tx.send(insertLines(table, columns, environmentId, lines))
    const secrets = batch.map(() => newWebhookSecret((sizeBytes) => ctx.ids.randomBytes(sizeBytes)))
    await tx.send(
      insertEndpointLines(
        columns,
        environmentId,
        lines,
        secrets.map((secret) => ctx.secrets.seal(secret)),
      ),
    )
    for (const [index, { row }] of batch.entries())
      if (row['deleted_at'] === null)
        imported.endpointSecrets.push({
          webhookEndpointId: String(row['webhook_endpoint_id']),
          secret: secrets[index]!,
        })
  } catch (error) {
    throw isUnusable(error) ? refuseLines(batch, error) : error
  }
}

/** Values that the columns do not take, rows that are there twice, or whose parents are missing: the file's fault. */
const isUnusable = (error: unknown): error is pg.DatabaseError =>
  error instanceof pg.DatabaseError && /^2[23]/.test(error.code ?? '')

const refuseLines = (batch: readonly FileRow[], { message }: pg.DatabaseError) => {
  const [first, last] = [batch[0]!.line, batch.at(-1)!.line]
  return refuseLine(first, `${last > first ? `of the lines up to ${last} one fails: ` : ''}${message}`)
}

const takeClock = async (
  ctx: Context,
  tx: Connection,
  sandbox: Sandbox,
  { clock }: ExportHeader,
): Promise<Sandbox> => {
  const now = ctx.systemClock.now()
  await tx.send(renewSandbox(sandbox, { offsetMs: clock.offset_ms, frozenAt: clock.frozen_at }, now))
  return { ...sandbox, updatedAt: now }
}
