import pg from 'pg'
import { forgetOrderNumbers } from '../orders/create-order.ts'
import type { Context, Environment } from '../platform/context.ts'
import type { Connection } from '../platform/db/database.ts'
import { holdEnvironment } from '../platform/db/environment-hold.ts'
import { refuse } from '../platform/http/errors.ts'
import { newWebhookSecret } from '../webhooks/signature.ts'
import { isPossibleClock } from './clock/bounds.ts'
import { deleteRows, findColumnTypes, findColumns, findFilledTables } from './content-queries.ts'
import { expectWriteScopes } from './content-scopes.ts'
import { sandboxErrors } from './errors.ts'
import type { ExportHeader } from './export-format.ts'
import { type FileRow, type Reading, readFile } from './import-file.ts'
import { checkMeaning } from './import-meaning.ts'
import { refuseLine } from './import-lines.ts'
import {
  type EndpointTable,
  endpointTables,
  fileTimersUnderOwnClock,
  insertEndpointLines,
  insertLines,
  isEndpointTable,
} from './import-queries.ts'
import { lockSandbox, renewSandbox } from './queries.ts'
import { expectActive, reachActiveSandbox } from './reach-sandbox.ts'
import type { Sandbox } from './sandbox.ts'
import { transfers, untilDeadline } from './transfers.ts'

export type ImportedSandbox = {
  sandbox: Sandbox
  rowCounts: Record<string, number>
  /** A file has no secrets: these are new, and shown this once. */
  endpointSecrets: { table: EndpointTable; webhookEndpointId: string; secret: string }[]
}

/** Each holds a connection for as long as its file takes to arrive. */
const imports = transfers('import')

/** Puts an exported file into an empty sandbox: all of it, or nothing. The sandbox takes over the file's clock. */
export const importSandbox = async (
  ctx: Context,
  sandboxId: string,
  bytes: AsyncIterable<Buffer>,
): Promise<ImportedSandbox> => {
  const { environment } = await reachActiveSandbox(ctx, sandboxId, 'live_key')
  expectWriteScopes(ctx)
  const end = imports.begin(environment.merchantId)
  try {
    const arriving = untilDeadline(bytes, ctx.systemClock)
    const imported = await ctx.db.withConnection((tx) => importAll(ctx, tx, environment, arriving))
    forgetOrderNumbers(ctx, environment.environmentId)
    for (const topic of ['environments', 'timers', 'events', 'deliveries'] as const) ctx.wakeups.wake(topic)
    return imported
  } finally {
    end()
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
  const reading: Reading = {
    known: await tx.send(findColumns),
    types: await tx.send(findColumnTypes),
    own: sandbox.environment,
  }
  const place = { ctx, tx, environmentId, reading }
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

type Place = { ctx: Context; tx: Connection; environmentId: string; reading: Reading }

const batchRows = 200
const batchCharacters = 1024 * 1024

const insertFile = async (
  place: Place,
  bytes: AsyncIterable<Buffer>,
  imported: ImportedSandbox,
): Promise<void> => {
  const { ctx, tx, reading, environmentId } = place
  let header: ExportHeader | null = null
  let batch: FileRow[] = []
  let size = 0
  const flush = async () => {
    if (batch.length > 0) await insertBatch(place, header!, batch, imported)
    batch = []
    size = 0
  }
  for await (const part of readFile(bytes, reading)) {
    if ('header' in part) {
      header = part.header
      checkClock(ctx, header)
    } else if ('row' in part) {
      const { row } = part
      checkMeaning(ctx, row)
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

const checkClock = (ctx: Context, { clock }: ExportHeader): void => {
  if (!isPossibleClock(ctx.systemClock, { offsetMs: clock.offset_ms, frozenAt: clock.frozen_at }))
    throw refuseLine(1, 'its clock tells a time that a sandbox cannot have')
}

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
    if (!isEndpointTable(table)) return await tx.send(insertLines(table, columns, environmentId, lines))
    const secrets = batch.map(() => newWebhookSecret((sizeBytes) => ctx.ids.randomBytes(sizeBytes)))
    await tx.send(
      insertEndpointLines(
        table,
        columns,
        environmentId,
        lines,
        secrets.map((secret) => ctx.secrets.seal(secret)),
      ),
    )
    for (const [index, { row }] of batch.entries())
      if (row['deleted_at'] === null)
        imported.endpointSecrets.push({
          table,
          webhookEndpointId: String(row[endpointTables[table]]),
          secret: secrets[index]!,
        })
  } catch (error) {
    throw isUnusable(error) ? refuseLines(batch, error) : error
  }
}

/** Values that the columns or their indexes do not take, rows that are there twice, or whose parents are missing: the file's fault. */
const isUnusable = (error: unknown): error is pg.DatabaseError =>
  error instanceof pg.DatabaseError && /^(?:2[23]|54)/.test(error.code ?? '')

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
