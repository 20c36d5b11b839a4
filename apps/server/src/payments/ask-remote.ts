import { type Instant, plusMs } from '../platform/clock/clock.ts'
import type { Context } from '../platform/context.ts'

/** Whoever has not answered after this long has not answered. Shorter than the lease of a timer or of a reserved key. */
export const patienceMs = 25_000
/** A remote processor that gave no answer is asked again after this long, then after twice as long each time. */
export const askAgainMs = 30_000
const longestPauseMs = 60 * 60_000

/** When to ask again, after so many calls without an answer before this one. */
export const askAgainAt = (now: Instant, unanswered: number): Instant =>
  plusMs(now, Math.min(askAgainMs * 2 ** Math.min(unanswered, 10), longestPauseMs))

/**
 * Asks a remote processor, outside any transaction. Whatever goes wrong is `unknown`: it may have moved money all the same.
 * What is not known is logged each time, so that nobody waits for it in silence.
 */
export const askRemote = async <Answer extends { outcome: string }>(
  ctx: Pick<Context, 'log'>,
  about: { call: string; subject: string; unanswered: number },
  call: () => Promise<Answer>,
  unknown: Answer,
): Promise<Answer> => {
  const answer = await inTime(call).catch((error: unknown) => ({ ...unknown, error }))
  if (answer.outcome !== 'unknown') return answer
  ctx.log.warn('A processor gave no answer and is asked again', {
    ...about,
    ...('error' in answer ? { error: answer.error } : {}),
  })
  return answer
}

const inTime = <Answer>(call: () => Promise<Answer>): Promise<Answer> => {
  let timeout: NodeJS.Timeout | undefined
  const tooLate = new Promise<never>((_, reject) => {
    timeout = setTimeout(() => reject(new Error(`No answer within ${patienceMs} ms`)), patienceMs)
  })
  return Promise.race([Promise.resolve().then(call), tooLate]).finally(() => clearTimeout(timeout))
}

/** After a wait the time is another; what was begun goes on under the same request. */
export const afterWaiting = (ctx: Context): Context => ({ ...ctx, now: ctx.clock.now() })
