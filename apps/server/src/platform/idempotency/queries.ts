import { deflateRawSync, inflateRawSync } from 'node:zlib'
import type { Context } from '../context.ts'
import type { Answer } from '../http/answer.ts'
import { deleteOutdated } from '../db/outdated.ts'
import { type Statement, findOne, write, writeAny } from '../db/statement.ts'
import { type Instant, plusMs } from '../clock/clock.ts'
import { type IdempotentCall, type StoredCall, idempotencyWindowMs, neverExpires } from './idempotent-call.ts'

export const findStoredCall = (ctx: Context, call: IdempotentCall): Statement<StoredCall | null> =>
  findOne(
    'find_stored_call',
    `SELECT digest, state, status, body, is_sealed, is_deflated, version, expires_at FROM idempotency_keys
     WHERE environment_id = $1 AND scope = $2 AND key = $3 AND expires_at > $4`,
    [ctx.environmentId, call.scope, call.key, ctx.now],
    (row) => ({
      digest: row.digest,
      state: row.state,
      status: row.status,
      body: row.is_sealed ? ctx.secrets.unseal(row.body) : textOf(row.body, row.is_deflated),
      version: row.version,
      expiresAt: row.expires_at,
    }),
  )

/** Until when a request with this key is answered from what is stored; null when it would be carried out. */
export const findAnswerExpiry = (
  ctx: Context,
  { scope, key }: Pick<IdempotentCall, 'scope' | 'key'>,
): Statement<Instant | null> =>
  findOne(
    'find_answer_expiry',
    `SELECT expires_at FROM idempotency_keys
     WHERE environment_id = $1 AND scope = $2 AND key = $3 AND expires_at > $4 AND state = 'completed'`,
    [ctx.environmentId, scope, key, ctx.now],
    (row) => row.expires_at,
  )

/** Answers from this length on (long orders) are deflated here: that takes a tenth of the time the database would take. */
const deflatedFrom = 8192

const textOf = (bytes: Buffer, isDeflated: boolean): string =>
  (isDeflated ? inflateRawSync(bytes) : bytes).toString('utf8')

/**
 * A plain insert: a second request with the key violates the primary key and rolls its whole effect back. A reserved key is
 * there already; whoever else went on with the same call may have kept the answer first.
 */
export const keepAnswer = (ctx: Context, call: IdempotentCall, answer: Answer): Statement<void> => {
  const isDeflated = !call.isSensitive && answer.body.length >= deflatedFrom
  const bytes = () => Buffer.from(answer.body, 'utf8')
  const values = [
    ctx.environmentId,
    call.scope,
    call.key,
    call.digest,
    answer.status,
    call.isSensitive
      ? ctx.secrets.seal(answer.body)
      : isDeflated
        ? deflateRawSync(bytes(), { level: 1 })
        : bytes(),
    call.isSensitive,
    isDeflated,
    call.version,
    ctx.now,
    call.isKeptForever ? neverExpires : plusMs(ctx.now, idempotencyWindowMs),
  ]
  if (call.isReserved)
    return writeAny(
      'keep_answer_of_reserved',
      `UPDATE idempotency_keys SET digest = $4, state = 'completed', status = $5, body = $6, is_sealed = $7, is_deflated = $8,
         version = $9, leased_until = NULL, completed_at = $10, expires_at = $11
       WHERE environment_id = $1 AND scope = $2 AND key = $3 AND state = 'in_progress'`,
      values,
    )
  return write(
    'keep_answer',
    `INSERT INTO idempotency_keys
       (environment_id, scope, key, digest, state, status, body, is_sealed, is_deflated, version, completed_at, expires_at)
     VALUES ($1, $2, $3, $4, 'completed', $5, $6, $7, $8, $9, $10, $11) RETURNING 1`,
    values,
  )
}

export const deleteExpiredCall = (ctx: Context, call: IdempotentCall): Statement<void> =>
  writeAny(
    'delete_expired_call',
    `DELETE FROM idempotency_keys WHERE environment_id = $1 AND scope = $2 AND key = $3 AND expires_at <= $4`,
    [ctx.environmentId, call.scope, call.key, ctx.now],
  )

/** The worker's clean-up. */
export const deleteExpiredCalls = deleteOutdated({
  table: 'idempotency_keys',
  column: 'expires_at',
  ageMs: 0,
})
