import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { createCallLog } from './call-log.ts'

const call = (method: string, path: string) => ({ method, path, body: undefined, idempotencyKey: null })

describe('the log of calls', () => {
  it('keeps a read that is repeated once, each write, and what was answered', () => {
    const log = createCallLog()
    log.note(call('GET', '/v1/orders'))
    log.note(call('POST', '/v1/refunds'))
    log.note(call('POST', '/v1/refunds'))
    const answered = log.note(call('GET', '/v1/orders'))
    answered({ status: 200, requestId: 'req', durationMs: 12 })
    assert.deepEqual(
      log.read().map(({ method, status }) => [method, status]),
      [
        ['POST', null],
        ['POST', null],
        ['GET', 200],
      ],
    )
    log.clear()
    assert.deepEqual(log.read(), [])
  })
})
