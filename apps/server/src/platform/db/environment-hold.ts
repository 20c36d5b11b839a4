import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import type { Context } from '../context.ts'
import { httpErrors, refuse } from '../http/errors.ts'
import { type Statement, findOne, write } from './statement.ts'

/**
 * Keeps the writes of calls and workers apart from what replaces a sandbox's whole content, without a lock that they
 * would have to wait for with rows in their hands:
 *
 *   free --a write--> shared (by any number, each until it commits) --> free
 *   free --reset, import--> held alone (until it commits) --> free
 *
 * A write that meets a sandbox held alone is rolled back, and done again when that is over or refused. It costs a write a
 * few microseconds, within a statement that is sent anyway; live mode has nothing to keep apart.
 */

/** One of the writes of a transaction. */
export const shareEnvironment = ({ environmentId }: Pick<Context, 'environmentId'>): Statement<void> =>
  write('share_environment', 'SELECT share_environment($1)', [environmentId])

/** Waits for the writes under way, keeps new ones out until the transaction ends. The first statement of that transaction. */
export const holdEnvironment = (environmentId: string): Statement<unknown> =>
  findOne(
    'hold_environment',
    'SELECT pg_advisory_xact_lock(720314, hashtext($1))',
    [environmentId],
    (row) => row,
  )

const isHeld = (error: unknown): boolean => error instanceof pg.DatabaseError && error.code === 'FL001'

const refuseHeld = () =>
  refuse(httpErrors.SERVICE_UNAVAILABLE, { message: "The sandbox's content is being replaced." })

const lookAgainAfterMs = 20
/** A reset takes less, an import of a large file more: its callers are told to come back. */
const patienceMs = 5000

/**
 * For writes that read what they depend on in their own transaction: done again when the environment is free, without a
 * connection in hand until then.
 */
export const onceNotHeld = async <T>(attempt: () => Promise<T>): Promise<T> => {
  for (let waitedMs = 0; ; waitedMs += lookAgainAfterMs) {
    try {
      return await attempt()
    } catch (error) {
      if (!isHeld(error)) throw error
      if (waitedMs >= patienceMs) throw refuseHeld()
    }
    await pause(lookAgainAfterMs)
  }
}

/** For writes whose caller has read before: what it read is about to go, so that the whole call must be made again. */
export const unlessHeld = async <T>(attempt: () => Promise<T>): Promise<T> => {
  try {
    return await attempt()
  } catch (error) {
    throw isHeld(error) ? refuseHeld() : error
  }
}
