import type { Context } from '../context.ts'
import { type Decision, type Loads, transact } from './transact.ts'

/** What an earlier request with the same idempotency key has begun, and died before it had an answer. */
export const begunEarlier = (ctx: Pick<Context, 'idempotency'>): unknown => ctx.idempotency?.begun

/**
 * An effect that somebody outside takes part in. The first step is a transaction: it decides, and records what is begun
 * (`begun` of its decision, together with the reserved idempotency key) before anybody is asked. `finish` asks and keeps
 * what came of it in a transaction of its own. A decision without `begun` has nobody to ask: it is all there is.
 *
 * The same request again, after a crash between the two, only finishes: `isRepeated` says that they may have been asked.
 */
export const inSteps = async <T extends Record<string, unknown>, R, B>(
  ctx: Context,
  load: Loads<T>,
  decide: (loaded: T) => Decision<R, B>,
  finish: (begun: B, isRepeated: boolean) => Promise<R>,
): Promise<R> => {
  const earlier = begunEarlier(ctx)
  if (earlier !== undefined) {
    delete ctx.idempotency!.begun
    return finish(earlier as B, true)
  }
  let begun: B | undefined
  const result = await transact(ctx, load, (loaded) => {
    const decision = decide(loaded)
    begun = decision.begun
    return decision
  })
  return begun === undefined ? result : finish(begun, false)
}
