import assert from 'node:assert/strict'
import { after, describe, it } from 'node:test'
import { findFreePort } from '../../../test/support/free-port.ts'
import { startTestServer } from '../../../test/support/server.ts'
import { InvalidConfig } from './platform/config/config.ts'
import { serveWorkerHealth } from './worker-health.ts'

const { services } = await startTestServer()
const late: string[] = []
const health = await serveWorkerHealth(services, { late: () => late }, await findFreePort())
after(health.close)

const ask = async (path: string, method = 'GET') => {
  const answer = await fetch(new URL(path, health.url), { method })
  return { status: answer.status, body: (await answer.json()) as any }
}

describe('the health of a worker', () => {
  it('is 200 while the database answers and its loops run', async () => {
    const { status, body } = await ask('/health')
    assert.equal(status, 200)
    assert.deepEqual([body.status, body.checks], ['ok', { database: 'ok', loops: 'ok' }])
    assert.deepEqual(Object.keys(body.build), ['sha', 'artifactId', 'startedAt'])
  })

  it('is 503 and names the loop that hangs, while the process itself is alive', async () => {
    late.push('timers')
    const { status, body } = await ask('/health')
    assert.deepEqual([status, body.status, body.checks.loops], [503, 'unavailable', 'late: timers'])
    assert.equal((await ask('/healthz')).status, 200)
    late.pop()
  })

  it('has nothing else to say', async () => {
    assert.equal((await ask('/')).status, 404)
    assert.equal((await ask('/health', 'POST')).status, 405)
  })

  it('says which setting to change when its port is taken', async () => {
    const port = Number(new URL(health.url).port)
    await assert.rejects(
      serveWorkerHealth(services, { late: () => [] }, port),
      (error) => error instanceof InvalidConfig && error.message.includes('FLINT_WORKER_PORT'),
    )
  })
})
