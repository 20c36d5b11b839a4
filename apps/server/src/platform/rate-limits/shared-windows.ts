import type { Services } from '../context.ts'
import { takeWindowPlace } from './queries.ts'
import { type RequestWindow, type RequestWindows, placeIn, windowsInMemory } from './request-windows.ts'

const outageMs = 1000

/**
 * Windows that all nodes on one database count together, each request with one statement: their limits are small. While the
 * database does not answer, each node counts in its own memory: a limit is never a reason to fail.
 */
export const sharedWindows = ({
  db,
  systemClock,
  log,
}: Pick<Services, 'db' | 'systemClock' | 'log'>): RequestWindows => {
  const own = windowsInMemory(systemClock)
  let isOutUntilMs = 0
  return {
    take: async (window: RequestWindow) => {
      const nowMs = systemClock.nowMs()
      if (nowMs < isOutUntilMs) return own.take(window)
      try {
        const { times, isGranted } = await db.run(takeWindowPlace(window, nowMs))
        return placeIn(window, times, nowMs, !isGranted)
      } catch (error) {
        log.warn('Request windows are counted by this node alone: the database did not answer', { error })
        isOutUntilMs = nowMs + outageMs
        return own.take(window)
      }
    },
  }
}
