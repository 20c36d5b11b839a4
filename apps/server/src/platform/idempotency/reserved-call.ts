import type { Context } from '../context.ts'
import { plusMs } from '../clock/clock.ts'
import { type Statement, findOne, write, writeAny } from '../db/statement.ts'
import { type IdempotentCall, idempotencyWindowMs } from './idempotent-call.ts'

/**
 * The record of a call that somebody outside takes part in, who is asked when no transaction is open:
 *
 *   none --what is begun commits--> in_progress, leased --what came of it commits--> completed
 *   in_progress --its process died and the lease ended, the same request comes--> leased again: it goes on with what was begun
 *   in_progress --refused in a way that is not kept--> in_progress, not leased
 *
 * The lease is the machine's time, and longer than anybody outside is waited for.
 */
export const leaseMs = 60_000

export const reserveCall = (ctx: Context, call: IdempotentCall, begun: unknown): Statement<void> =>
  write(
    'reserve_call',
    `INSERT INTO idempotency_keys
       (environment_id, scope, key, digest, state, status, body, is_sealed, is_deflated, version, leased_until, expires_at)
     VALUES ($1, $2, $3, $4, 'in_progress', 0, $5, false, false, $6, $7, $8) RETURNING 1`,
    [
      ctx.environmentId,
      call.scope,
      call.key,
      call.digest,
      Buffer.from(JSON.stringify(begun), 'utf8'),
      call.version,
      plusMs(ctx.systemClock.now(), leaseMs),
      plusMs(ctx.now, idempotencyWindowMs),
    ],
  )

/** Takes a call over whose process is gone, and says what it has begun; null while somebody is at it. */
export const takeCallOver = (ctx: Context, call: IdempotentCall): Statement<{ begun: unknown } | null> =>
  findOne(
    'take_call_over',
    `UPDATE idempotency_keys SET leased_until = $5
     WHERE environment_id = $1 AND scope = $2 AND key = $3 AND state = 'in_progress' AND leased_until <= $4 RETURNING body`,
    [ctx.environmentId, call.scope, call.key, ctx.systemClock.now(), plusMs(ctx.systemClock.now(), leaseMs)],
    (row) => ({ begun: JSON.parse(row['body'].toString('utf8')) }),
  )

/** What was begun has no answer yet: the same request may go on with it at once. */
export const releaseCall = (ctx: Context, call: IdempotentCall): Statement<void> =>
  writeAny(
    'release_call',
    `UPDATE idempotency_keys SET leased_until = $4
     WHERE environment_id = $1 AND scope = $2 AND key = $3 AND state = 'in_progress'`,
    [ctx.environmentId, call.scope, call.key, ctx.systemClock.now()],
  )
