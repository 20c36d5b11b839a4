import type { Services } from '../context.ts'
import { calledResource, resourceParameters } from './called-resource.ts'
import { packDetails, partsOf } from './call-details.ts'
import { correlationIdOf } from './correlation-id.ts'
import { type LoggedCall, type LoggedRoute, sizeBytesOf } from './logged-call.ts'
import { hasSecret, redactText } from './redaction.ts'
import { type DetailBlock, type RequestLogRow, insertRequestLogs } from './request-log-queries.ts'

export type RequestLog = { add(call: LoggedCall): void; close(): Promise<void> }

/** A call waits for so long; where there are many, for up to a second, because larger blocks cost less for each of theirs. */
const flushEveryMs = 250
const manyCalls = 100
const manyBytes = 4 * 1024 * 1024
const longestWaitTurns = 4
const batchSize = 1024
/** When the database is slower than the traffic, the oldest calls are dropped rather than memory filled; those that are being written count. */
const memoryLimitBytes = 16 * 1024 * 1024
const callLimit = 20_000

/** A block is read as a whole to show one of its calls. */
const callsPerBlock = 64
const charactersPerBlock = 256 * 1024

/**
 * Keeps every call, in batches, off the request's path: that path only hands over references. A call is redacted, shortened
 * and packed when its batch is written, a block at a time, so that no request waits for more than one of them. What is still
 * in memory is written on close; what a crash loses is at most a second.
 */
export const requestLog = (
  services: Pick<Services, 'db' | 'log' | 'config'>,
  routes: readonly LoggedRoute[],
): RequestLog => {
  const level = services.config.requestLog
  if (level === 'off') return { add: () => undefined, close: async () => undefined }
  const parameters = resourceParameters(routes)
  const waiting = callQueue()
  let flushing: Promise<void> | null = null

  const flush = async () => {
    for (let batch = waiting.take(); batch.calls.length > 0; batch = waiting.take()) {
      const { calls } = batch
      try {
        const { rows, blocks } =
          level === 'calls'
            ? { rows: calls.map((call) => rowOf(parameters, call)), blocks: [] }
            : await packed(parameters, calls)
        await services.db.run(insertRequestLogs(rows, blocks))
      } catch (error) {
        services.log.warn('Request logs could not be written', { error, entries: calls.length })
      } finally {
        waiting.release(batch)
      }
    }
    const dropped = waiting.takeDropped()
    if (dropped > 0) services.log.warn('Request logs were dropped', { entries: dropped })
  }
  let turns = 0
  const timer = setInterval(() => {
    turns++
    if (flushing || (turns < longestWaitTurns && waiting.isWorthGathering())) return
    turns = 0
    flushing = flush().finally(() => (flushing = null))
  }, flushEveryMs)
  timer.unref()

  return {
    add: waiting.add,
    close: async () => {
      clearInterval(timer)
      await flushing
      await flush()
    },
  }
}

type Batch = { calls: LoggedCall[]; bytes: number }

/** First in, first out, bounded by what its calls hold in memory, until they are released. */
const callQueue = () => {
  let held: ({ call: LoggedCall; bytes: number } | null)[] = []
  let head = 0
  let bytes = 0
  let dropped = 0

  const shift = () => {
    const first = held[head]!
    // What was dropped must not stay in memory until the next batch is taken: that may be long.
    held[head++] = null
    if (head * 2 > held.length) {
      held = held.slice(head)
      head = 0
    }
    return first
  }

  return {
    add: (call: LoggedCall): void => {
      const size = sizeBytesOf(call)
      held.push({ call, bytes: size })
      bytes += size
      while ((bytes > memoryLimitBytes || held.length - head > callLimit) && head < held.length) {
        bytes -= shift().bytes
        dropped++
      }
    },
    take: (): Batch => {
      const batch: Batch = { calls: [], bytes: 0 }
      while (head < held.length && batch.calls.length < batchSize && batch.bytes < manyBytes) {
        const next = shift()
        batch.calls.push(next.call)
        batch.bytes += next.bytes
      }
      return batch
    },
    release: (batch: Batch): void => {
      bytes -= batch.bytes
    },
    isWorthGathering: (): boolean => held.length - head > manyCalls && bytes < manyBytes,
    takeDropped: (): number => {
      const count = dropped
      dropped = 0
      return count
    },
  }
}

const rowOf = (
  parameters: ReadonlyMap<LoggedRoute, string>,
  call: LoggedCall,
  block: RequestLogRow['block'] = null,
): RequestLogRow => ({
  call,
  path: pathOf(call),
  correlationId: correlationIdOf(call.headers),
  resource: calledResource(parameters, call),
  expand: expandedPaths(call.url),
  block,
})

/** The path as it was called. One that holds a secret or a card number is kept as its route's pattern. */
const pathOf = ({ url, params, route }: LoggedCall): string => {
  const path = url.split('?', 1)[0]!
  const isSafe = !hasSecret(path) && Object.values(params).every((value) => redactText(value) === value)
  return isSafe ? path : route.path
}

const pathPattern = /^[a-z_]+(?:\.[a-z_]+)?$/

/** What was asked for with `expand`, in one order however it was written. */
const expandedPaths = (url: string): string | null => {
  if (!url.includes('expand=')) return null
  const asked = new URLSearchParams(url.slice(url.indexOf('?') + 1)).getAll('expand')
  const paths = asked.flatMap((value) => value.split(',')).filter((path) => pathPattern.test(path))
  return [...new Set(paths)].toSorted().join(',') || null
}

/** Rows and blocks of a batch; other work goes on between two blocks. */
const packed = async (parameters: ReadonlyMap<LoggedRoute, string>, calls: readonly LoggedCall[]) => {
  const rows: RequestLogRow[] = []
  const blocks: DetailBlock[] = []
  for (const [environmentId, own] of Map.groupBy(calls, (call) => call.environmentId)) {
    for (let next = 0; next < own.length;) {
      const { apiRequestLogId: blockId, createdAt } = own[next]!
      const parts: string[] = []
      let characters = 0
      for (
        let place = 0;
        place < callsPerBlock && characters < charactersPerBlock && next < own.length;
        place++
      ) {
        const call = own[next++]!
        for (const part of partsOf(call)) {
          parts.push(part)
          characters += part.length
        }
        rows.push(rowOf(parameters, call, { blockId, place }))
      }
      blocks.push({ environmentId, blockId, createdAt, content: packDetails(parts) })
      await new Promise(setImmediate)
    }
  }
  return { rows, blocks }
}
