import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type Faults, noFaults } from '../platform/faults/faults.ts'
import { attemptWithFaults } from './delivery-faults.ts'
import { statusFailure } from './delivery-failure.ts'
import type { DeliveryOutcome } from './send-delivery.ts'

const now = '2026-07-02T18:00:00.000Z'

const answered = (statusCode: number): DeliveryOutcome => ({
  startedAt: now,
  completedAt: now,
  durationMilliseconds: 12,
  statusCode,
  responseContentType: 'text/plain',
  responseHeaders: {},
  responseBodyExcerpt: 'noted',
  failure: statusFailure(statusCode),
})

const attempt = async (
  faults: Faults,
  { statusCode = 200, made = 0, mode = 'test' as 'test' | 'live' } = {},
) => {
  const sent: (string | undefined)[] = []
  const outcome = await attemptWithFaults(
    { mode, faults, ids: { random: () => 0 } },
    { automaticAttemptCount: made },
    { now: () => now },
    async (fault) => {
      sent.push(fault)
      return answered(statusCode)
    },
  )
  return { sent, outcome }
}

const drops = (lost: 'request' | 'answer'): Faults => ({ webhook_drops: { rate: 1, lost } })
const duplicates: Faults = { webhook_duplicates: { rate: 1 } }

describe('an automatic attempt', () => {
  it('is as it is without faults, and in live mode', async () => {
    for (const plain of [
      await attempt(noFaults),
      await attempt({ ...drops('request'), ...duplicates }, { mode: 'live' }),
    ])
      assert.deepEqual(plain, { sent: [undefined], outcome: answered(200) })
  })
  it('with a lost request: nothing is sent, a connection error that says why', async () => {
    const { sent, outcome } = await attempt(drops('request'))
    assert.deepEqual([sent, outcome.statusCode, outcome.startedAt], [[], null, now])
    assert.equal(outcome.failure?.diagnosticCategory, 'connection_error')
    assert.match(outcome.failure!.errorMessage, /request was lost.*fault webhook_drops/)
  })
  it('with a lost answer: it is sent, and the answer is not known', async () => {
    const { sent, outcome } = await attempt(drops('answer'))
    assert.deepEqual([sent, outcome.statusCode, outcome.responseBodyExcerpt], [[undefined], null, null])
    assert.match(outcome.failure!.errorMessage, /answer was lost.*fault webhook_drops/)
  })
  it('that is the last one is not lost', async () => {
    assert.equal((await attempt(drops('request'), { made: 7 })).sent.length, 0)
    assert.deepEqual(await attempt(drops('request'), { made: 8 }), {
      sent: [undefined],
      outcome: answered(200),
    })
  })
  it('that arrived is sent twice, one that failed is not', async () => {
    assert.deepEqual((await attempt(duplicates)).sent, [undefined, 'webhook_duplicates'])
    const failed = await attempt(duplicates, { statusCode: 500 })
    assert.deepEqual([failed.sent.length, failed.outcome.statusCode], [1, 500])
  })
  it('can be sent twice and its answer lost', async () => {
    const { sent, outcome } = await attempt({ ...duplicates, ...drops('answer') })
    assert.deepEqual([sent.length, outcome.failure?.diagnosticCategory], [2, 'connection_error'])
  })
})
