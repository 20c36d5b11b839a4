import assert from 'node:assert/strict'
import { after, describe, it } from 'node:test'
import pg from 'pg'
import { freshDatabase } from '../../../../../test/support/database.ts'
import { waitFor } from '../../../../../test/support/wait-for.ts'
import { jsonLogger } from '../log/logger.ts'
import { wakeOthers } from './wake-others.ts'
import { localWakeups } from './wakeups.ts'

const database = await freshDatabase()

/** A process: what it was woken for. */
const aProcess = () => {
  const wakeups = localWakeups()
  const woken: string[] = []
  for (const topic of ['events', 'environments', 'recorded'] as const)
    wakeups.on(topic, () => woken.push(topic))
  const others = wakeOthers(wakeups, database.url, jsonLogger('silent'))
  after(() => others.close())
  return { wakeups, woken }
}

const [one, other] = [aProcess(), aProcess()]

/** Until the connections stand, nobody is told. */
const untilTold = (topic: 'events' | 'environments') =>
  waitFor(`the other process to hear of ${topic}`, () => {
    one.wakeups.wake(topic)
    return other.woken.includes(topic)
  })

describe('wakeOthers', () => {
  it('wakes other processes for what they would have to look for, and not itself again', async () => {
    await untilTold('events')
    await untilTold('environments')
    const before = one.woken.length
    one.wakeups.wake('recorded')
    one.wakeups.wake('events')
    other.woken.length = 0
    await waitFor('the wake-up', () => other.woken.includes('events'))
    assert.equal(one.woken.length, before + 2)
    assert.ok(!other.woken.includes('recorded'), 'who reads events looks for them often enough')
  })

  it('goes on after its connection was lost', async () => {
    const admin = new pg.Client({ connectionString: database.url })
    await admin.connect()
    await admin.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE application_name = 'flint wake-ups' AND datname = current_database()`,
    )
    await admin.end()
    other.woken.length = 0
    await untilTold('events')
  })
})
