import { setTimeout as sleep } from 'node:timers/promises'
import type { Services } from '../platform/context.ts'
import { type Loop, startLoop } from '../platform/jobs/loop.ts'
import { type EventsAfter, type Place, type ReaderPlace, readAfter } from './stream-queries.ts'

/** Somebody who reads an environment's events one after the other, from a place that moves on as they are read. */
export type Reader = {
  environmentId: string
  place: Place
  /** False while what it took is still waiting to be sent: then nothing is read for it. */
  isReady(): boolean
  take(found: EventsAfter): void
}

/** The one look of this process at new events, for all its readers. */
export type EventTail = {
  follow(reader: Reader): () => void
  /** A reader is ready again, or there is something to read at once. */
  look(): void
}

const lookEveryMs = 200
/** Under load a look takes what came together rather than each event alone. */
const restMs = 10
/** A transaction that began earlier may still have held back what the wake-up was for. */
const lookAgainAfterMs = 25
/** Places read in one statement; it bounds what one look can bring into memory. */
const placesAtOnce = 16

/**
 * Readers that stand at the same place share what is read there, so as many streams as one likes cost as much as one
 * once they have caught up. Looks only while somebody follows.
 *
 *   nobody follows --follow--> looking, five times a second and whenever this process has recorded events
 *   looking --the last one leaves--> nobody follows
 */
export const eventTail = ({ db, log, wakeups }: Pick<Services, 'db' | 'log' | 'wakeups'>): EventTail => {
  const readers = new Set<Reader>()
  let loop: Loop | null = null
  let wake: (() => void) | null = null
  let again: NodeJS.Timeout | null = null
  /** Places, at most, that are still to be looked at before it rests. */
  let left = 0

  /** Looks at the places that have waited longest, and says how much is to be done at once: what it read, and what is left. */
  const work = async (): Promise<number> => {
    const waiting = readyByPlace(readers)
    const groups = waiting.slice(0, placesAtOnce)
    left = Math.max(0, Math.min(left || waiting.length, waiting.length) - groups.length)
    if (groups.length === 0) return 0
    const found = await db.run(readAfter(groups.map(({ place }) => place)))
    let read = 0
    for (const [index, group] of groups.entries()) {
      const page = found[index]!
      read += page.events.length
      for (const reader of group.readers) {
        if (!readers.has(reader)) continue
        // To the end, whatever was found: the others come first the next time.
        readers.delete(reader)
        readers.add(reader)
        if (page.events.length === 0) continue
        reader.place = page.place
        reader.take(page)
      }
    }
    if (found.some(({ isFreed }) => isFreed)) left = readers.size
    await sleep(restMs)
    return read + left
  }

  /** At every place, those of a turn under way too. */
  const lookAtAll = () => {
    left = readers.size
    wake?.()
  }

  const onRecorded = () => {
    lookAtAll()
    again ??= setTimeout(() => {
      again = null
      lookAtAll()
    }, lookAgainAfterMs)
  }

  const begin = () => {
    loop = startLoop({
      name: 'event stream',
      everyMs: lookEveryMs,
      log,
      work,
      onWake: (wakeLoop) => {
        wake = wakeLoop
        return wakeups.on('recorded', onRecorded)
      },
    })
  }

  const end = () => {
    void loop?.stop()
    loop = null
    wake = null
    if (again) clearTimeout(again)
    again = null
  }

  return {
    follow: (reader) => {
      readers.add(reader)
      if (loop) lookAtAll()
      else begin()
      return () => {
        readers.delete(reader)
        if (readers.size === 0) end()
      }
    },
    look: lookAtAll,
  }
}

type Group = { place: ReaderPlace; readers: Reader[] }

/** The longest waiting first. */
const readyByPlace = (readers: Iterable<Reader>): Group[] => {
  const groups = new Map<string, Group>()
  for (const reader of readers) {
    if (!reader.isReady()) continue
    const { environmentId, place } = reader
    const name = `${environmentId} ${place.readableAfter} ${place.eventId}`
    const group = groups.get(name)
    if (group) group.readers.push(reader)
    else groups.set(name, { place: { environmentId, ...place }, readers: [reader] })
  }
  return [...groups.values()]
}
