import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { waitFor } from '../../../../test/support/wait-for.ts'
import type { Database } from '../platform/db/database.ts'
import { localWakeups } from '../platform/jobs/wakeups.ts'
import { jsonLogger } from '../platform/log/logger.ts'
import { type Reader, eventTail } from './event-tail.ts'
import { type EventsAfter, beginning } from './stream-queries.ts'

/** A database whose every environment has the events of these ids, and which counts what is asked of it. */
const aTail = (eventIds: readonly string[]) => {
  const asked: string[][] = []
  const run = async ({ values }: { values: readonly unknown[] }): Promise<EventsAfter[]> => {
    const [environments, , seen] = values as [string[], string[], string[]]
    asked.push(environments)
    return environments.map((_, index) => {
      const next = eventIds.find((id) => id > seen[index]!)
      const eventId = next ?? seen[index]!
      return {
        events: next ? [{ eventId: next } as never] : [],
        place: { readableAfter: '1', eventId },
        isFreed: false,
      }
    })
  }
  const wakeups = localWakeups()
  const tail = eventTail({ db: { run } as unknown as Database, log: jsonLogger('silent'), wakeups })
  return { tail, wakeups, asked }
}

const aReader = (environmentId = 'menv_1') => {
  const got: string[] = []
  const reader: Reader & { got: string[]; canTake: boolean } = {
    environmentId,
    place: beginning,
    got,
    canTake: true,
    isReady: () => reader.canTake,
    take: ({ events }) => got.push(...events.map(({ eventId }) => eventId)),
  }
  return reader
}

describe('eventTail', () => {
  it('reads once for all readers at one place', async () => {
    const { tail, asked } = aTail(['a', 'b', 'c'])
    const readers = Array.from({ length: 50 }, () => aReader())
    const leave = readers.map((reader) => tail.follow(reader))
    await waitFor('all have all', () => readers.every(({ got }) => got.join('') === 'abc'))
    await waitFor('they stand at one place', () => asked.at(-1)!.length === 1)
    assert.ok(asked.length < 20, `${asked.length} looks`)
    for (const end of leave) end()
    const before = asked.length
    await new Promise((resolve) => setTimeout(resolve, 300))
    assert.equal(asked.length, before, 'nobody follows, so nobody looks')
  })

  it('reads nothing for a reader that has not taken what it got, and goes on from there', async () => {
    const { tail } = aTail(['a', 'b', 'c'])
    const [slow, quick] = [aReader(), aReader()]
    slow.canTake = false
    const leave = [tail.follow(slow), tail.follow(quick)]
    await waitFor('the quick one has all', () => quick.got.length === 3)
    assert.deepEqual(slow.got, [])
    slow.canTake = true
    tail.look()
    await waitFor('the slow one, too', () => slow.got.length === 3)
    for (const end of leave) end()
  })

  it('looks at sixteen places at a time, and at each in its turn', async () => {
    const { tail, asked } = aTail(['a', 'b'])
    const readers = Array.from({ length: 40 }, (_, index) => aReader(`menv_${index}`))
    const leave = readers.map((reader) => tail.follow(reader))
    await waitFor('all have all', () => readers.every(({ got }) => got.length === 2))
    assert.ok(asked.every((environments) => environments.length <= 16))
    for (const end of leave) end()
  })

  it('looks at each in its turn when nothing is found at any, too, and at all of them for one recorded event', async () => {
    const ids: string[] = []
    const { tail, wakeups, asked } = aTail(ids)
    const readers = Array.from({ length: 40 }, (_, index) => aReader(`menv_${index}`))
    const leave = readers.map((reader) => tail.follow(reader))
    await waitFor('all were looked at', () => new Set(asked.flat()).size === 40)
    ids.push('a')
    wakeups.wake('recorded')
    await waitFor('all have it', () => readers.every(({ got }) => got.length === 1))
    for (const end of leave) end()
  })

  it('rests between two turns, however many places there are', async () => {
    const { tail, asked } = aTail([])
    const leave = Array.from({ length: 40 }, (_, index) => tail.follow(aReader(`menv_${index}`)))
    await waitFor('all were looked at', () => new Set(asked.flat()).size === 40)
    const before = asked.length
    await new Promise((resolve) => setTimeout(resolve, 400))
    // Three looks each turn, every fifth of a second; without rest it would be forty.
    assert.ok(asked.length - before < 20, `${asked.length - before} looks`)
    for (const end of leave) end()
  })

  it('looks at once when something was recorded', async () => {
    const ids: string[] = []
    const { tail, wakeups } = aTail(ids)
    const reader = aReader()
    const leave = tail.follow(reader)
    await new Promise((resolve) => setTimeout(resolve, 30))
    ids.push('a')
    wakeups.wake('recorded')
    await waitFor('it comes', () => reader.got.length === 1)
    leave()
  })
})
