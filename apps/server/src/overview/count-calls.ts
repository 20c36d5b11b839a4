import type { Services } from '../platform/context.ts'
import type { LoggedCall } from '../platform/log/logged-call.ts'
import type { RequestLog } from '../platform/log/request-log.ts'
import { type CallCount, addCallCounts, nameOf } from './call-count-queries.ts'

const flushEveryMs = 2000
/** Keys times minutes; beyond it a database that does not answer costs no more memory. */
const countLimit = 50_000
const batchSize = 500

const minuteOf = (instant: string): string => `${instant.slice(0, 16)}:00.000Z`

/** What people call from the dashboard says nothing of how a merchant's program fares. */
const isCounted = ({ userId }: LoggedCall): boolean => userId === null

/**
 * Counts every logged call, too: per key and minute, in memory, added to the database in batches. Where calls are
 * not kept they are still counted. What a crash loses is two seconds of counting.
 */
export const countingCalls = (
  log: RequestLog,
  { db, log: logger }: Pick<Services, 'db' | 'log'>,
): RequestLog => {
  let counts = new Map<string, CallCount>()
  let flushing: Promise<void> | null = null

  const add = (call: LoggedCall) => {
    log.add(call)
    if (!isCounted(call)) return
    const { environmentId } = call
    const minute = minuteOf(call.createdAt)
    const apiKeyId = call.apiKeyId ?? ''
    const name = nameOf({ environmentId, minute, apiKeyId })
    let count = counts.get(name)
    if (!count) {
      if (counts.size >= countLimit) return
      count = {
        environmentId,
        minute,
        apiKeyId,
        calls: 0,
        clientErrors: 0,
        serverErrors: 0,
        rateLimited: 0,
      }
      counts.set(name, count)
    }
    count.calls++
    if (call.statusCode === 429) count.rateLimited++
    else if (call.statusCode >= 500) count.serverErrors++
    else if (call.statusCode >= 400) count.clientErrors++
  }

  const flush = async () => {
    const taken = [...counts.values()]
    counts = new Map()
    for (let at = 0; at < taken.length; at += batchSize) {
      const batch = taken.slice(at, at + batchSize)
      await db
        .run(addCallCounts(batch))
        .catch((error) => logger.warn('Calls could not be counted', { error, counts: batch.length }))
    }
  }
  const timer = setInterval(() => {
    if (flushing || counts.size === 0) return
    flushing = flush().finally(() => (flushing = null))
  }, flushEveryMs)
  timer.unref()

  return {
    add,
    close: async () => {
      clearInterval(timer)
      await log.close()
      await flushing
      await flush()
    },
  }
}
