import type { Clock } from '../clock/clock.ts'

/**
 * So many requests in so long, counted one by one: for APIs that say how many are left. Beside the buckets of `bucket.ts`,
 * which know a rate and no window.
 *
 *   rolling: a request leaves the window `lengthMs` after it came
 *   fixed:   the window begins with its first request, and ends for all of them together
 */
export type RequestWindow = {
  /** Of whom: the same name is the same window. */
  name: string
  kind: 'rolling' | 'fixed'
  /** From 1 up. */
  limit: number
  lengthMs: number
}

export type TakenPlace = {
  isRefused: boolean
  limit: number
  /** From 0 up. */
  remaining: number
  /** When the oldest request leaves a rolling window, or a fixed one ends. */
  resetsAtMs: number
  /** At least 1. Whoever was refused is served when they have passed. */
  retryAfterSeconds: number
}

export type RequestWindows = {
  /** Takes a place in the window; a request that is refused is not counted. */
  take(window: RequestWindow): TakenPlace | Promise<TakenPlace>
}

/** The times of the requests that still count, the oldest first. Pure. */
export const stillCounted = (
  { kind, lengthMs }: RequestWindow,
  times: readonly number[],
  nowMs: number,
): readonly number[] => {
  const isOver = (time: number) => time <= nowMs - lengthMs
  const oldest = times[0]
  if (oldest === undefined || !isOver(oldest)) return times
  if (kind === 'fixed') return []
  const firstInside = times.findIndex((time) => !isOver(time))
  return firstInside === -1 ? [] : times.slice(firstInside)
}

/** What the times of a window mean for the request that came last. Pure. */
export const placeIn = (
  { limit, lengthMs }: RequestWindow,
  times: readonly number[],
  nowMs: number,
  isRefused: boolean,
): TakenPlace => {
  const resetsAtMs = (times[0] ?? nowMs) + lengthMs
  return {
    isRefused,
    limit,
    remaining: Math.max(0, limit - times.length),
    resetsAtMs,
    retryAfterSeconds: Math.max(1, Math.ceil((resetsAtMs - nowMs) / 1000)),
  }
}

const windowLimit = 50_000

/** Windows in the memory of one process. */
export const windowsInMemory = (clock: Pick<Clock, 'nowMs'>): { take(window: RequestWindow): TakenPlace } => {
  const windows = new Map<string, number[]>()
  return {
    take: (window) => {
      const nowMs = clock.nowMs()
      const counted = [...stillCounted(window, windows.get(window.name) ?? [], nowMs)]
      const isRefused = counted.length >= window.limit
      if (!isRefused) counted.push(nowMs)
      if (!windows.has(window.name) && windows.size >= windowLimit)
        windows.delete(windows.keys().next().value!)
      windows.set(window.name, counted)
      return placeIn(window, counted, nowMs, isRefused)
    },
  }
}
