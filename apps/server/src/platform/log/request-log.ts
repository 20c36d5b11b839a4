import { type Instant, dayMs, plusMs } from '../clock/clock.ts'
import type { Services } from '../context.ts'
import { type Statement, deleteBatch, writeAny } from '../db/statement.ts'

/** One API call as it is kept: no headers, no bodies, so no secrets. */
export type RequestLogEntry = {
  apiRequestLogId: string
  environmentId: string
  apiKeyId: string | null
  requestId: string
  method: string
  path: string
  routePattern: string
  statusCode: number
  latencyMs: number
  errorCode: string | null
  apiVersion: string
  createdAt: string
}

export type RequestLog = { add(entry: RequestLogEntry): void; close(): Promise<void> }

const flushEveryMs = 250
const batchSize = 500
/** When the database is slower than the traffic, the oldest calls are dropped rather than memory filled. */
const bufferLimit = 20_000

/** Keeps every call, in batches, off the request's path. What is still in memory is written on close. */
export const requestLog = (services: Pick<Services, 'db' | 'log'>): RequestLog => {
  let buffer: RequestLogEntry[] = []
  let dropped = 0
  let flushing: Promise<void> = Promise.resolve()

  const flush = async () => {
    while (buffer.length > 0) {
      const batch = buffer.slice(0, batchSize)
      buffer = buffer.slice(batchSize)
      try {
        await services.db.run(insertRequestLogs(batch))
      } catch (error) {
        services.log.warn('Request logs could not be written', { error, entries: batch.length })
      }
    }
    if (dropped > 0) services.log.warn('Request logs were dropped', { entries: dropped })
    dropped = 0
  }
  const timer = setInterval(() => (flushing = flushing.then(flush)), flushEveryMs)
  timer.unref()

  return {
    add: (entry) => {
      if (buffer.length >= bufferLimit) {
        buffer.shift()
        dropped++
      }
      buffer.push(entry)
    },
    close: async () => {
      clearInterval(timer)
      await flushing
      await flush()
    },
  }
}

const insertRequestLogs = (entries: readonly RequestLogEntry[]) =>
  writeAny(
    'insert_request_logs',
    `INSERT INTO request_logs (environment_id, api_request_log_id, api_key_id, request_id, http_method, path, route_pattern,
                               status_code, latency_milliseconds, error_code, served_api_version, created_at)
     SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[],
                          $8::int[], $9::int[], $10::text[], $11::text[], $12::timestamptz[])`,
    [
      entries.map((entry) => entry.environmentId),
      entries.map((entry) => entry.apiRequestLogId),
      entries.map((entry) => entry.apiKeyId),
      entries.map((entry) => entry.requestId),
      entries.map((entry) => entry.method),
      entries.map((entry) => entry.path),
      entries.map((entry) => entry.routePattern),
      entries.map((entry) => entry.statusCode),
      entries.map((entry) => Math.round(entry.latencyMs)),
      entries.map((entry) => entry.errorCode),
      entries.map((entry) => entry.apiVersion),
      entries.map((entry) => entry.createdAt),
    ],
  )

const retentionMs = 30 * dayMs

/** The worker's clean-up, over all environments by age. */
export const deleteOldRequestLogs = (now: Instant, limit: number): Statement<number> =>
  deleteBatch(
    'delete_old_request_logs',
    `DELETE FROM request_logs WHERE ctid IN (SELECT ctid FROM request_logs WHERE created_at <= $1 LIMIT $2) RETURNING 1`,
    [plusMs(now, -retentionMs), limit],
  )
