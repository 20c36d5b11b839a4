import { type Environment, type Services, platformEnvironment } from '../context.ts'
import { findEnvironment } from './queries.ts'

/** Environments by id, for workers and buyers' pages; read again after a second, as keys are. */
export type Environments = { find(environmentId: string): Promise<Environment | null> }

const cacheMs = 1000
const cacheLimit = 10_000

export const environments = (services: Pick<Services, 'db' | 'systemClock' | 'wakeups'>): Environments => {
  const cache = new Map<string, { found: Promise<Environment | null>; readAtMs: number }>()
  services.wakeups.on('environments', () => cache.clear())
  return {
    find: async (environmentId) => {
      if (environmentId === platformEnvironment.environmentId) return platformEnvironment
      const nowMs = services.systemClock.nowMs()
      const known = cache.get(environmentId)
      if (known && nowMs - known.readAtMs < cacheMs) return known.found
      if (cache.size >= cacheLimit) cache.clear()
      const found = services.db.run(findEnvironment(environmentId))
      found.catch(() => cache.delete(environmentId))
      cache.set(environmentId, { found, readAtMs: nowMs })
      return found
    },
  }
}
