import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { addKey } from '../../../../../test/support/add-key.ts'
import { addMerchant } from '../../../../../test/support/add-merchant.ts'
import { startTestServer } from '../../../../../test/support/server.ts'
import { aLiveServer } from '../../verification/a-live-server.fixture.ts'

const nothing = {
  currently_due: [],
  past_due: [],
  eventually_due: [],
  pending_verification: [],
  current_deadline_at: null,
  disabled_reason: null,
}
const ready = { status: 'ready', status_reason: null, next_actions: [] }

describe('GET /v1/merchants/{merchant_id}/readiness', () => {
  it('200: sandboxes are ready at once, with explicit nulls', async () => {
    const { call, seeded } = await startTestServer()
    const { status, data } = await call('GET', `/v1/merchants/${seeded.merchantId}/readiness`)
    assert.equal(status, 200)
    const { observed_at, ...rest } = data
    assert.ok(Date.parse(observed_at))
    assert.deepEqual(rest, {
      merchant_id: seeded.merchantId,
      business_name: 'Your shop',
      payments: ready,
      payouts: ready,
      requirements: nothing,
    })
  })

  it('200: live mode without a processor has nothing to offer', async () => {
    const { call, seeded, liveKey } = await startTestServer()
    const { data } = await call('GET', `/v1/merchants/${seeded.merchantId}/readiness`, { key: liveKey })
    const unavailable = { status: 'not_available', status_reason: 'service_unavailable', next_actions: [] }
    assert.deepEqual([data.payments, data.payouts], [unavailable, unavailable])
  })

  it('200: live mode before and after verification', async () => {
    const { send, path, giveAll } = await aLiveServer()
    const before = await send('GET', `${path}/readiness`)
    assert.deepEqual(before.payments, {
      status: 'blocked',
      status_reason: 'onboarding_not_started',
      next_actions: [
        {
          action_type: 'review_onboarding_state',
          reason_code: 'onboarding_not_started',
          required_scope: 'merchants.onboarding.read',
          url: '/v1/onboarding/state',
        },
      ],
    })
    assert.ok(before.requirements.eventually_due.includes('business_website'))
    await giveAll()
    const after = await send('GET', `${path}/readiness`)
    assert.deepEqual([after.payments, after.payouts, after.requirements], [ready, ready, nothing])
  })

  it('200 with either scope, 403 INSUFFICIENT_SCOPE without', async () => {
    const { services, call, path, merchantId } = await aLiveServer()
    const { rows } = await services.db.query(
      `SELECT environment_id FROM environments WHERE merchant_id = $1 AND mode = 'live'`,
      [merchantId],
    )
    const askWith = async (scope: string) => {
      const { key } = await addKey(services, rows[0].environment_id, { scopes: [scope], prefix: 'live' })
      return call('GET', `${path}/readiness`, { key })
    }
    for (const scope of ['merchants.profile.read', 'merchants.onboarding.write'])
      assert.equal((await askWith(scope)).status, 200)
    assert.equal((await askWith('settings.read')).error.code, 'INSUFFICIENT_SCOPE')
  })

  it('404 RESOURCE_NOT_FOUND: another merchant', async () => {
    const { services, call, path } = await aLiveServer()
    const { liveKey } = await addMerchant(services)
    const { status, error } = await call('GET', `${path}/readiness`, { key: liveKey })
    assert.deepEqual([status, error.code, error.param], [404, 'RESOURCE_NOT_FOUND', 'merchant_id'])
  })
})
