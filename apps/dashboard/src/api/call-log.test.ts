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

  it('keeps nothing of what people say of themselves, nor what opens accounts', () => {
    const log = createCallLog()
    for (const path of [
      '/v1/merchants/mer_1/verification',
      '/v1/merchants/mer_1/verification/documents',
      '/v1/onboarding/advance',
      '/v1/operator/verifications/mer_1/decision',
      '/v1/dashboard/sign-in',
      '/v1/dashboard/sign-in-link',
      '/v1/dashboard/sign-up',
      '/v1/dashboard/verify-email',
      '/v1/dashboard/password-reset',
      '/v1/dashboard/password-reset/complete',
      '/v1/dashboard/team/invitations/accept',
    ])
      log.note({ method: 'POST', path, body: { ssn_last_4: '1234' }, idempotencyKey: 'key' })
    assert.equal(log.read().length, 11)
    assert.ok(log.read().every(({ body, isBodyHidden }) => body === undefined && isBodyHidden))
    assert.ok(!JSON.stringify(log.read()).includes('1234'))
    log.note({ method: 'PATCH', path: '/v1/merchants/mer_1', body: { email: null }, idempotencyKey: 'key' })
    assert.deepEqual(log.read().at(-1)?.body, { email: null })
  })
})
