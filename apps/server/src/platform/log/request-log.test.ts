import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { waitFor } from '../../../../../test/support/wait-for.ts'
import type { Config } from '../config/config.ts'
import type { Services } from '../context.ts'
import type { Route } from '../http/route.ts'
import type { LoggedCall } from './logged-call.ts'
import { requestLog } from './request-log.ts'

setFlagsFromString('--expose-gc')
const gc = runInNewContext('gc') as () => void

const route = { method: 'GET', path: '/v1/orders' } as Route

const aCall = (id: string, responseBody = '{}'): LoggedCall => ({
  apiRequestLogId: id,
  environmentId: 'menv_1',
  apiKeyId: 'key_1',
  userId: null,
  requestId: id,
  route,
  params: {},
  url: '/v1/orders',
  headers: {},
  requestBody: null,
  responseBody,
  responseContentType: null,
  idempotencyKey: null,
  statusCode: 200,
  latencyMs: 1,
  errorCode: null,
  requestedVersion: '2026-02-01',
  requestedVersionSource: 'current',
  servedVersion: '2026-02-01',
  createdAt: '2026-11-21T12:00:00.000Z',
})

/** A log over a database that only remembers which ids it was given. */
const aLog = (level: Config['requestLog'], run: () => Promise<void> = async () => undefined) => {
  const written: string[][] = []
  const said: [string, unknown][] = []
  const services = {
    config: { requestLog: level } as Config,
    db: {
      run: async ({ values }: { values: unknown[] }) => {
        await run()
        written.push(values[1] as string[])
      },
    } as unknown as Services['db'],
    log: {
      info: () => undefined,
      warn: (message: string, fields?: Record<string, unknown>) => said.push([message, fields?.['entries']]),
      error: () => undefined,
    } as Services['log'],
  }
  return { log: requestLog(services, [route]), written, said }
}

describe('the request log', () => {
  it('writes what it still holds when it is closed, in batches', async () => {
    const { log, written } = aLog('details')
    for (let index = 0; index < 1100; index++) log.add(aCall(`rlog_${index}`))
    await log.close()
    assert.deepEqual(
      written.map((batch) => batch.length),
      [1024, 76],
    )
    assert.equal(written.flat()[1099], 'rlog_1099')
  })

  it('drops the oldest when memory would fill, and says how many', async () => {
    const { log, written, said } = aLog('calls')
    const megabyte = 'x'.repeat(1024 * 1024)
    for (let index = 0; index < 20; index++) log.add(aCall(`rlog_${index}`, megabyte))
    await log.close()
    const kept = written.flat()
    assert.ok(kept.length < 17 && kept.length > 10)
    assert.equal(kept.at(-1), 'rlog_19')
    assert.deepEqual(said, [['Request logs were dropped', 20 - kept.length]])
  })

  it('holds no more than that while the database hangs, what is being written included', async () => {
    let isHanging = true
    const answered: (() => void)[] = []
    const hang = () =>
      isHanging ? new Promise<void>((resolve) => answered.push(resolve)) : Promise.resolve()
    const { log, written, said } = aLog('calls', hang)
    const bodies: WeakRef<Buffer>[] = []
    const add = (count: number, special: () => Partial<LoggedCall>) => {
      for (let n = 0; n < count; n++) log.add({ ...aCall(`rlog_${bodies.length}`), ...special() })
    }
    const withBody = () => {
      const requestBody = Buffer.alloc(512 * 1024)
      bodies.push(new WeakRef(requestBody))
      return { requestBody }
    }
    add(1, withBody)
    await waitFor('a batch is being written', async () => answered.length === 1)
    add(200, withBody)
    await new Promise((resolve) => setTimeout(resolve, 300))
    gc()
    await new Promise((resolve) => setTimeout(resolve, 10))
    assert.ok(bodies.filter((body) => body.deref() !== undefined).length <= 32)
    isHanging = false
    for (const answer of answered) answer()
    await log.close()
    const kept = written.flat().length
    assert.deepEqual(said, [['Request logs were dropped', 201 - kept]])
  })

  it('counts headers as what they take', async () => {
    const { log, written } = aLog('calls')
    const headers = { 'x-long': 'x'.repeat(15 * 1024) }
    for (let index = 0; index < 2000; index++) log.add({ ...aCall(`rlog_${index}`), headers })
    await log.close()
    assert.ok(written.flat().length < 1100)
  })

  it('writes a batch of no more than 4 MiB at once', async () => {
    const { log, written } = aLog('calls')
    for (let index = 0; index < 14; index++) log.add(aCall(`rlog_${index}`, 'x'.repeat(1024 * 1024)))
    await log.close()
    assert.ok(written.every((batch) => batch.length <= 4))
    assert.equal(written.flat().length, 14)
  })

  it('goes on after a batch that could not be written', async () => {
    let isDown = true
    const { log, written, said } = aLog('details', async () => {
      if (isDown) throw new Error('down')
    })
    log.add(aCall('rlog_1'))
    await new Promise((resolve) => setTimeout(resolve, 600))
    isDown = false
    log.add(aCall('rlog_2'))
    await log.close()
    assert.deepEqual(written, [['rlog_2']])
    assert.deepEqual(said, [['Request logs could not be written', 1]])
  })

  it('keeps nothing where it is switched off', async () => {
    const { log, written } = aLog('off')
    log.add(aCall('rlog_1'))
    await log.close()
    assert.deepEqual(written, [])
  })
})
