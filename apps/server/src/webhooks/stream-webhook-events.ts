import { clockOf } from '../platform/clock/own-clock.ts'
import type { Context } from '../platform/context.ts'
import type { Reader } from './event-tail.ts'
import { type EventStreams, eventStreamsOf } from './event-streams.ts'
import { readerOf } from './stream-readers.ts'
import { streamInbox } from './stream-inbox.ts'
import {
  type DisconnectReason,
  disconnectMessage,
  gapMessage,
  messagesOf,
  readyMessage,
} from './stream-messages.ts'
import { type Place, beginning, findErasedAfter, findLastPlace, findPlaceOf } from './stream-queries.ts'

export type StreamRequest = {
  /** The event that the client saw last; without it the stream begins now. */
  after: string | null
  /** Only these; null for all. */
  eventTypes: ReadonlySet<string> | null
}

/**
 * Every event of the environment from a place on, for as long as the client stays.
 *
 *   opening --ready, and what it cannot have any more--> waiting
 *   waiting --events are there--> sending --the client took them--> waiting
 *   waiting --time is up, its key changed, the server stops--> disconnected
 *
 * Nothing is read for a stream while it is sending: a slow client costs one page of memory, and gets the rest when it
 * is ready. Source: contract, flint-platform 17.6.
 */
export const streamWebhookEvents = async (
  ctx: Context,
  request: StreamRequest,
  signal: AbortSignal,
): Promise<AsyncIterable<string>> => {
  const streams = eventStreamsOf(ctx)
  const leave = streams.enter(ctx.environmentId)
  try {
    const opening = await findOpening(ctx, request.after)
    return told(opening.text, subscribe(ctx, request, opening.place, streams, signal, leave))
  } catch (error) {
    leave()
    throw error
  }
}

type Opening = { place: Place; text: string }

/** Where it begins, and what is said about that. */
const findOpening = async (ctx: Context, after: string | null): Promise<Opening> => {
  const [asked, last] = await Promise.all([
    after === null ? null : ctx.db.run(findPlaceOf(ctx, after)),
    ctx.db.run(findLastPlace(ctx)),
  ])
  if (after === null || !asked) {
    const place = last ?? beginning
    const cursor = place.eventId || null
    const gap = after === null ? '' : gapMessage('cursor_unavailable', after, cursor)
    return { place, text: readyMessage(cursor) + gap }
  }
  const erased = await ctx.db.run(findErasedAfter(ctx, asked))
  if (!erased) return { place: asked, text: readyMessage(after) }
  return {
    place: erased,
    text: readyMessage(erased.eventId) + gapMessage('payload_expired', after, erased.eventId),
  }
}

type Subscription = { next(): Promise<{ text: string; isLast: boolean }>; close(): void }

/** Reads on from the place as the client takes what was read, until something ends it. */
const subscribe = (
  ctx: Context,
  { eventTypes }: StreamRequest,
  place: Place,
  { tail, guard }: EventStreams,
  signal: AbortSignal,
  leave: () => void,
): Subscription => {
  const inbox = streamInbox()
  let own = ctx
  let said = place.eventId || null
  const reader: Reader = {
    environmentId: ctx.environmentId,
    place,
    isReady: () => inbox.isAwaited(),
    take: ({ events }) => {
      inbox.add(messagesOf({ ...own, now: own.clock.now() }, events, eventTypes, said))
      said = reader.place.eventId
    },
  }
  const end = (reason: DisconnectReason) => inbox.end(disconnectMessage(reason))
  const unfollow = tail.follow(reader)
  const unwatch = guard.watch({
    reader: readerOf(ctx),
    environmentId: ctx.environmentId,
    scopes: ctx.scopes,
    openedAtMs: ctx.systemClock.nowMs(),
    renew: (environment) => {
      own = { ...own, ...environment, clock: clockOf(ctx.systemClock, environment.ownClock) }
    },
    end,
  })
  let isClosed = false
  const close = () => {
    if (isClosed) return
    isClosed = true
    unfollow()
    unwatch()
    leave()
  }
  const stop = () => {
    end('server_error')
    close()
  }
  signal.addEventListener('abort', stop, { once: true })
  if (signal.aborted) stop()
  return {
    next: () => {
      const next = inbox.next()
      tail.look()
      return next
    },
    close,
  }
}

async function* told(opening: string, subscription: Subscription): AsyncGenerator<string> {
  try {
    yield opening
    for (;;) {
      const { text, isLast } = await subscription.next()
      yield text
      if (isLast) return
    }
  } finally {
    subscription.close()
  }
}
