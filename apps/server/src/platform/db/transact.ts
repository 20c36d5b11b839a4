import type { Context } from '../context.ts'
import { keepAnswer } from '../idempotency/queries.ts'
import { reserveCall } from '../idempotency/reserved-call.ts'
import type { WakeupTopic } from '../jobs/wakeups.ts'
import { isWorthRetrying } from './database.ts'
import { onceNotHeld, shareEnvironment, unlessHeld } from './environment-hold.ts'
import { type Statement, compose } from './statement.ts'

export type Decision<R, Begun = never> = {
  result: R
  /** All of it is written as one statement, together with the answer under the idempotency key. */
  writes: Statement<void>[]
  /** Whom to wake in this process once it is committed. */
  wake?: WakeupTopic[]
  /**
   * Somebody outside is asked next, and a later transaction brings the answer: this one reserves the idempotency key, with
   * what it has begun. See `in-steps.ts`.
   */
  begun?: Begun
}

export type Loads<T> = { [Name in keyof T]: Statement<T[Name]> }

const tries = 3

/** Does work again that ends in one transaction, and lost to another one. */
export const retried = async <T>(attempt: () => Promise<T>): Promise<T> => {
  for (let tried = 1; ; tried++) {
    try {
      return await attempt()
    } catch (error) {
      if (tried === tries || !isWorthRetrying(error)) throw error
    }
  }
}

/**
 * One effect, in two round trips: what is needed is locked and read, a pure function decides, everything is
 * written and committed. A refusal thrown by `decide` rolls back and changes nothing.
 *
 * The first load should lock the row that the decision is about. Nobody looks for an earlier answer under the
 * idempotency key here: a duplicate is refused because of the first's effect, or violates the key's uniqueness, and
 * `serve-idempotently.ts` finds the first's answer then. So only duplicates pay for it.
 */
export const transact = <T extends Record<string, unknown>, R>(
  ctx: Context,
  load: Loads<T>,
  decide: (loaded: T) => Decision<R, unknown>,
): Promise<R> => retried(() => onceNotHeld(() => transactOnce(ctx, load, decide)))

const transactOnce = async <T extends Record<string, unknown>, R>(
  ctx: Context,
  load: Loads<T>,
  decide: (loaded: T) => Decision<R, unknown>,
): Promise<R> => {
  const { decision, queued } = await ctx.db.withConnection(async (connection) => {
    const begun = connection.command('BEGIN')
    const names = Object.keys(load) as (keyof T)[]
    const sent = names.map((name) => connection.send(load[name]))
    const [, ...values] = await Promise.all([begun, ...sent])

    const decision = decide(Object.fromEntries(names.map((name, index) => [name, values[index]])) as T)
    const written = connection.send(compose(allWrites(ctx, decision)))
    const [queued, outcome] = await Promise.all([written, connection.command('COMMIT')])
    if (outcome !== 'COMMIT') throw new Error(`The transaction ended with ${outcome}`)
    return { decision, queued }
  })
  if (ctx.idempotency && decision.begun !== undefined) ctx.idempotency.isReserved = true
  wake(ctx, decision, queued)
  return decision.result
}

/** An effect that reads nothing first: one statement, one round trip, its own transaction. */
export const writeOnce = async <R>(ctx: Context, decision: Decision<R>): Promise<R> => {
  const queued = await unlessHeld(() => retried(() => ctx.db.run(compose(allWrites(ctx, decision)))))
  wake(ctx, decision, queued)
  return decision.result
}

/** Most events have nobody who listens: then a look into the queue would only cost a round trip. */
const wake = (ctx: Context, decision: Decision<unknown, unknown>, queued: number) => {
  for (const topic of decision.wake ?? []) {
    if (topic === 'events') ctx.wakeups.wake('recorded')
    if (topic !== 'events' || queued > 0) ctx.wakeups.wake(topic)
  }
}

/** The decision's own, the answer's, and in a sandbox the one that keeps a reset from passing through the middle. */
const allWrites = (
  ctx: Context,
  { result, writes, begun }: Decision<unknown, unknown>,
): Statement<void>[] => {
  const all = ctx.mode === 'test' ? [shareEnvironment(ctx), ...writes] : [...writes]
  if (!ctx.idempotency) return all
  if (begun !== undefined) return [...all, reserveCall(ctx, ctx.idempotency, begun)]
  ctx.idempotency.answer = ctx.idempotency.show(result)
  return [...all, keepAnswer(ctx, ctx.idempotency, ctx.idempotency.answer)]
}
