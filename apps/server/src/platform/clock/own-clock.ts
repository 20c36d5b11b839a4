import type { Environment, Services } from '../context.ts'
import { type Ids, ulidIds } from '../ids/ids.ts'
import type { Clock, Instant } from './clock.ts'

/** How a sandbox's time differs from the machine's: it runs ahead or behind, or stands still. */
export type OwnClock = { offsetMs: number; frozenAt: Instant | null }

export const clockOf = (system: Clock, own: OwnClock | null): Clock => {
  if (!own) return system
  const { offsetMs, frozenAt } = own
  if (frozenAt !== null) {
    const frozenMs = Date.parse(frozenAt)
    return { nowMs: () => frozenMs, now: () => frozenAt }
  }
  const nowMs = () => system.nowMs() + offsetMs
  return { nowMs, now: () => new Date(nowMs()).toISOString() }
}

type Generator = { ids: Ids; atMs: number }

/** Ids of sandboxes with a time of their own: one generator for each, so that those of one instant keep growing. */
const generators = new Map<string, Generator>()
const generatorLimit = 10_000

const generatorAt = (environmentId: string, nowMs: number): Generator => {
  const known = generators.get(environmentId)
  // A sandbox that was reset begins an earlier time anew.
  if (known && known.atMs <= nowMs) {
    known.atMs = nowMs
    return known
  }
  if (generators.size >= generatorLimit) generators.clear()
  const generator: Generator = {
    ids: ulidIds({ nowMs: () => generator.atMs, now: () => new Date(generator.atMs).toISOString() }),
    atMs: nowMs,
  }
  generators.set(environmentId, generator)
  return generator
}

/** An environment's ids sort by its own time, as its lists do. */
export const idsOf = (
  services: Pick<Services, 'ids' | 'systemClock'>,
  { environmentId, ownClock }: Pick<Environment, 'environmentId' | 'ownClock'>,
): Ids => {
  if (!ownClock) return services.ids
  const clock = clockOf(services.systemClock, ownClock)
  return {
    newId: (prefix) => generatorAt(environmentId, clock.nowMs()).ids.newId(prefix),
    randomBytes: services.ids.randomBytes,
    random: services.ids.random,
  }
}
