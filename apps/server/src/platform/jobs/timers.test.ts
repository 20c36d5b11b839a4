import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { startTestServer } from '../../../../../test/support/server.ts'
import { runDueTimers } from './timers.ts'

const server = await startTestServer()
const { db } = server.services

const addTimer = (kind: string, environment: string, { attempts = 0, onOwnClock = false } = {}) =>
  db.query(
    `INSERT INTO timers (environment_id, kind, subject_id, due_at, is_on_own_clock, attempts)
     SELECT environment_id, $1, 's', $2::timestamptz - interval '1 day', $3, $4 FROM environments WHERE ${environment}`,
    [kind, server.clock.now(), onOwnClock, attempts],
  )

describe('runDueTimers', () => {
  it('goes on beside a timer that failed more often than can be counted', async () => {
    await addTimer('worn', 'is_default', { attempts: 2_147_483_647 })
    await addTimer('innocent', 'is_default')
    const done: string[] = []
    const handlers = {
      worn: async () => void done.push('worn'),
      innocent: async () => void done.push('innocent'),
    }
    await runDueTimers(server.services, handlers)
    assert.deepEqual(done.toSorted(), ['innocent', 'worn'])
  })

  it('looks into no archived sandbox', async () => {
    const { environmentId } = await server.anotherSandbox()
    await db.query(
      `UPDATE environments SET status = 'archived', clock_offset_ms = 1000 WHERE environment_id = '${environmentId}'`,
    )
    await addTimer('left', `environment_id = '${environmentId}'`, { onOwnClock: true })
    assert.equal(await runDueTimers(server.services, {}), 0)
  })
})
