import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Config } from '../config/config.ts'
import type { Services } from '../context.ts'
import type { Route } from '../http/route.ts'
import type { LoggedCall } from './logged-call.ts'
import { requestLog } from './request-log.ts'

const route = { method: 'GET', path: '/v1/orders' } as Route

const aCall = (id: string, responseBody = '{}'): LoggedCall => ({
  apiRequestLogId: id,
  environmentId: 'menv_1',
  apiKeyId: 'key_1',
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
