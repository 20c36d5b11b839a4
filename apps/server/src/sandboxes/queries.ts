import { environmentColumns, toEnvironment } from '../platform/auth/queries.ts'
import type { Instant } from '../platform/clock/clock.ts'
import type { Context } from '../platform/context.ts'
import type { ListQuery } from '../platform/db/list-query.ts'
import { type Row, type Statement, findOne, write } from '../platform/db/statement.ts'
import type { Sandbox } from './sandbox.ts'

/** The statements on the sandboxes among `environments`: control rows, found by merchant. */

const toStoredSandbox = (row: Row): Sandbox => ({
  sandboxId: row['sandbox_id'],
  environment: toEnvironment(row),
  name: row['name'],
  status: row['status'],
  isDefault: row['is_default'],
  createdAt: row['created_at'],
  updatedAt: row['updated_at'],
  clockLeasedUntil: row['clock_leased_until'],
  clockTarget: row['clock_target'],
})

const columns = `${environmentColumns}, e.name, e.status, e.is_default, e.created_at, e.updated_at, e.clock_leased_until,
       e.clock_target`
const tables = 'environments e JOIN merchants m ON m.merchant_id = e.merchant_id'

/** Of the caller's merchant, archived or not. */
export const findSandbox = (ctx: Context, sandboxId: string): Statement<Sandbox | null> =>
  findOne(
    'find_sandbox',
    `SELECT ${columns} FROM ${tables} WHERE e.merchant_id = $1 AND e.sandbox_id = $2`,
    [ctx.merchantId, sandboxId],
    toStoredSandbox,
  )

/** Its state stays as it is read until the transaction ends. */
export const lockSandbox = (ctx: Context, sandboxId: string): Statement<Sandbox | null> =>
  findOne(
    'lock_sandbox',
    `SELECT ${columns} FROM ${tables} WHERE e.merchant_id = $1 AND e.sandbox_id = $2 FOR NO KEY UPDATE OF e`,
    [ctx.merchantId, sandboxId],
    toStoredSandbox,
  )

export const findDefaultSandbox = (ctx: Context): Statement<Sandbox | null> =>
  findOne(
    'find_default_sandbox',
    `SELECT ${columns} FROM ${tables} WHERE e.merchant_id = $1 AND e.is_default`,
    [ctx.merchantId],
    toStoredSandbox,
  )

/** Of two sandboxes created at once, the second counts after the first is committed. */
export const lockSandboxList = (ctx: Context): Statement<unknown> =>
  findOne(
    'lock_sandbox_list',
    'SELECT 1 FROM merchants WHERE merchant_id = $1 FOR NO KEY UPDATE',
    [ctx.merchantId],
    (row) => row,
  )

export const countSandboxes = (ctx: Context): Statement<number | null> =>
  findOne(
    'count_sandboxes',
    `SELECT count(*) AS sandboxes FROM environments WHERE merchant_id = $1 AND mode = 'test' AND status = 'active'`,
    [ctx.merchantId],
    (row) => row['sandboxes'],
  )

/** Violates `one_sandbox_name` when the merchant has an active sandbox of that name. */
export const insertSandbox = ({ environment, ...sandbox }: Sandbox): Statement<void> =>
  write(
    'insert_sandbox',
    `INSERT INTO environments (environment_id, merchant_id, mode, sandbox_id, name, fee_bps, fee_fixed, created_at, updated_at)
     VALUES ($1, $2, 'test', $3, $4, $5, $6, $7, $7) RETURNING 1`,
    [
      environment.environmentId,
      environment.merchantId,
      sandbox.sandboxId,
      sandbox.name,
      environment.feeBps,
      environment.feeFixed,
      sandbox.createdAt,
    ],
  )

/** With the source's clock and fees; its faults are its own. */
export const insertFork = (
  { environment, ...sandbox }: Sandbox,
  sourceEnvironmentId: string,
): Statement<void> =>
  write(
    'insert_sandbox_fork',
    `INSERT INTO environments (environment_id, merchant_id, mode, sandbox_id, name, fee_bps, fee_fixed, clock_offset_ms,
                               clock_frozen_at, created_at, updated_at)
     SELECT $1, merchant_id, 'test', $2, $3, fee_bps, fee_fixed, clock_offset_ms, clock_frozen_at, $4, $4
     FROM environments WHERE environment_id = $5 RETURNING 1`,
    [environment.environmentId, sandbox.sandboxId, sandbox.name, sandbox.createdAt, sourceEnvironmentId],
  )

/** Its clock runs with the machine's from now on, so that what it holds grows old and is cleared away. */
export const archiveSandbox = ({ environment }: Sandbox, now: Instant): Statement<void> =>
  write(
    'archive_sandbox',
    `UPDATE environments SET status = 'archived', archived_at = $2, updated_at = $2, clock_offset_ms = 0,
       clock_frozen_at = NULL, ${stillClock}
     WHERE environment_id = $1 RETURNING 1`,
    [environment.environmentId, now],
  )

/** Nobody moves its clock any more. */
const stillClock = `clock_target = NULL, clock_leased_until = NULL, clock_mover = NULL, clock_runs_on = true, clock_last_advance = NULL`

/** The clock as given, no faults: a sandbox whose content was replaced. */
export const renewSandbox = (
  { environment }: Sandbox,
  clock: { offsetMs: number; frozenAt: Instant | null },
  now: Instant,
): Statement<void> =>
  write(
    'renew_sandbox',
    `UPDATE environments SET clock_offset_ms = $2, clock_frozen_at = $3, faults = '{}', updated_at = $4, ${stillClock}
     WHERE environment_id = $1 RETURNING 1`,
    [environment.environmentId, clock.offsetMs, clock.frozenAt, now],
  )

export const sandboxList: ListQuery<Sandbox> = {
  operation: 'listDeveloperSandboxes',
  table: `(SELECT ${columns} FROM ${tables} WHERE e.mode = 'test') AS sandboxes`,
  columns: '*',
  idColumn: 'sandbox_id',
  owner: (ctx) => ({ column: 'merchant_id', id: ctx.merchantId }),
  filters: { status: { sql: (parameter) => `status = ${parameter}` } },
  map: toStoredSandbox,
}
