import type { StreamedEvent } from './streamed-event.ts'

/** What the live tail shows, newest first, and what came while it stood still. */
export type LiveTail = {
  readonly shown: readonly StreamedEvent[]
  readonly held: readonly StreamedEvent[]
  readonly isPaused: boolean
}

export const emptyTail: LiveTail = { shown: [], held: [], isPaused: false }

/** More than anybody reads, and few enough for a list that is drawn whole. */
const mostShown = 300

/** The tail with one more event. One that came before counts for nothing: the stream tells every event at least once. */
export const withEvent = (tail: LiveTail, event: StreamedEvent): LiveTail => {
  if (tail.shown.some(({ id }) => id === event.id) || tail.held.some(({ id }) => id === event.id)) return tail
  const list = tail.isPaused ? 'held' : 'shown'
  return { ...tail, [list]: [event, ...tail[list]].slice(0, mostShown) }
}

export const paused = (tail: LiveTail): LiveTail => ({ ...tail, isPaused: true })

export const resumed = ({ shown, held }: LiveTail): LiveTail => ({
  shown: [...held, ...shown].slice(0, mostShown),
  held: [],
  isPaused: false,
})

export const cleared = (tail: LiveTail): LiveTail => ({ ...tail, shown: [], held: [] })

/** Those whose type holds what was typed; all without it. */
export const ofType = (events: readonly StreamedEvent[], typed: string): readonly StreamedEvent[] => {
  const part = typed.trim().toLowerCase()
  return part === '' ? events : events.filter(({ type }) => type.toLowerCase().includes(part))
}

/** What a screen reader says about events that have come since it last spoke; null when none has. */
export const announcement = (arrived: readonly StreamedEvent[]): string | null => {
  const [newest] = arrived
  if (!newest) return null
  return arrived.length === 1
    ? `New event: ${newest.type}`
    : `${arrived.length} new events, the last is ${newest.type}`
}
