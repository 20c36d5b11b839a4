import type { Context } from '../context.ts'
import { type Statement, writeAny } from '../db/statement.ts'
import type { Belonging } from '../events/erase-events.ts'
import type { Refusal } from '../http/errors.ts'
import { answerOfRefusal } from './flint-policy.ts'

/**
 * Replaces the stored answers that showed one resource: whoever repeats such a request gets the refusal instead, and does
 * not make the resource anew. The calls are known by the events that they caused. Walks the environment's keys of
 * the last 24 hours, which a job that runs once in a person's life may do.
 *
 * @param about Only calls below this path, so that each capability replaces its own.
 */
export const eraseAnswers = (
  ctx: Context,
  about: { resourceId: string; pathPrefix: string; through?: Belonging },
  refusal: Refusal,
): Statement<void> => {
  const { status, body } = answerOfRefusal(ctx, refusal)
  const { through } = about
  const resources = through
    ? `IN (SELECT ${through.idColumn} FROM ${through.table} WHERE environment_id = $1 AND ${through.ownerColumn} = $2)`
    : '= $2'
  return writeAny(
    `erase_answers_${through?.table ?? 'of_one'}`,
    `UPDATE idempotency_keys SET status = $4, body = $5, is_sealed = false, is_deflated = false
     WHERE environment_id = $1 AND scope LIKE $3
       AND key IN (SELECT idempotency_key FROM events WHERE environment_id = $1 AND resource_id ${resources})`,
    [ctx.environmentId, about.resourceId, `% ${about.pathPrefix}%`, status, Buffer.from(body, 'utf8')],
  )
}
