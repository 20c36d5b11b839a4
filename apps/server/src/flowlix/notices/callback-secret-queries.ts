import type { Instant } from '../../platform/clock/clock.ts'
import type { Context } from '../../platform/context.ts'
import { type Statement, findOne, write, writeAny } from '../../platform/db/statement.ts'
import type { SigningSecrets } from './endpoint.ts'

/** Every statement on `flowlix_callback_secrets`. */

/** Does nothing where there is one. */
export const insertCallbackSecret = (environmentId: string, secret: Buffer, now: Instant): Statement<void> =>
  writeAny(
    'insert_flowlix_callback_secret',
    `INSERT INTO flowlix_callback_secrets (environment_id, secret, created_at, updated_at) VALUES ($1, $2, $3, $3)
     ON CONFLICT (environment_id) DO NOTHING`,
    [environmentId, secret, now],
  )

export const findCallbackSecrets = (environmentId: string): Statement<SigningSecrets | null> =>
  findOne(
    'find_flowlix_callback_secrets',
    'SELECT secret, previous_secret, previous_secret_until FROM flowlix_callback_secrets WHERE environment_id = $1',
    [environmentId],
    (row) => ({
      secret: row['secret'],
      previousSecret: row['previous_secret'],
      previousSecretUntil: row['previous_secret_until'],
    }),
  )

/** The first one, or one in place of the one so far, which stays valid until `previousUntil`. */
export const replaceCallbackSecret = (
  ctx: Context,
  secret: Buffer,
  previousUntil: Instant,
): Statement<void> =>
  write(
    'replace_flowlix_callback_secret',
    `INSERT INTO flowlix_callback_secrets (environment_id, secret, created_at, updated_at) VALUES ($1, $2, $3, $3)
     ON CONFLICT (environment_id) DO UPDATE
     SET previous_secret = flowlix_callback_secrets.secret, previous_secret_until = $4, secret = excluded.secret, updated_at = excluded.updated_at
     RETURNING 1`,
    [ctx.environmentId, secret, ctx.now, previousUntil],
  )
