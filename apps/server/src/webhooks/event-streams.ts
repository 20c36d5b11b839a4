import type { Context, Services } from '../platform/context.ts'
import type { Database } from '../platform/db/database.ts'
import { refuse } from '../platform/http/errors.ts'
import { webhookErrors } from './errors.ts'
import { type EventTail, eventTail } from './event-tail.ts'
import { type StreamGuard, streamGuard } from './stream-guard.ts'

/** Streams that one process serves to one environment at a time. */
export const maxStreams = 25

/** What all event streams of a process share. */
export type EventStreams = {
  tail: EventTail
  guard: StreamGuard
  /** A place among those that the environment may have. The function gives it back. */
  enter(environmentId: string): () => void
}

/** By connection pool, which a process has one of. */
const ofProcess = new WeakMap<Database, EventStreams>()

export const eventStreamsOf = (ctx: Context): EventStreams => {
  const known = ofProcess.get(ctx.db)
  if (known) return known
  const streams = eventStreams(ctx)
  ofProcess.set(ctx.db, streams)
  return streams
}

const eventStreams = (services: Services): EventStreams => {
  const counts = new Map<string, number>()
  return {
    tail: eventTail(services),
    guard: streamGuard(services),
    enter: (environmentId) => {
      const open = counts.get(environmentId) ?? 0
      if (open >= maxStreams)
        throw refuse(webhookErrors.WEBHOOK_STREAM_CONNECTION_LIMIT, {
          extra: { limit: maxStreams },
          headers: { 'Retry-After': '5', 'Flint-Rate-Limited-Reason': 'resource' },
        })
      counts.set(environmentId, open + 1)
      return () => {
        const left = (counts.get(environmentId) ?? 1) - 1
        if (left === 0) counts.delete(environmentId)
        else counts.set(environmentId, left)
      }
    },
  }
}
