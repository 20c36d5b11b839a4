import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { addKey, environmentOf } from '../../../../../test/support/add-key.ts'
import { addMerchant } from '../../../../../test/support/add-merchant.ts'
import { startTestServer } from '../../../../../test/support/server.ts'

const server = await startTestServer()
const { merchantId, sandboxId } = server.seeded
const read = (id: string, key = server.sandboxKey) => server.call('GET', `/v1/merchants/${id}`, { key })

describe('GET /v1/merchants/{merchant_id}', () => {
  it('200: the merchant, in whose name nobody has chosen a version yet', async () => {
    const { status, data } = await read(merchantId)
    assert.equal(status, 200)
    const { created_at, updated_at, observed_at, requirements, ...fields } = data
    for (const at of [created_at, updated_at, observed_at]) assert.ok(Date.parse(at) <= server.clock.nowMs())
    assert.deepEqual([requirements.currently_due, requirements.disabled_reason], [[], null])
    const ready = { status: 'ready', status_reason: null, next_actions: [] }
    assert.deepEqual(fields, {
      merchant_id: merchantId,
      organization_id: null,
      business_name: 'Your shop',
      business_type: null,
      email: null,
      phone: null,
      address: null,
      support_email: null,
      support_phone: null,
      support_url: null,
      website_url: null,
      logo: null,
      icon: null,
      banners: [],
      status: 'active',
      status_reason: null,
      onboarding_status: 'not_started',
      payments: ready,
      payouts: ready,
      has_past_due: false,
      current_deadline_at: null,
      api_version: '2026-02-01',
      api_version_pinned_at: null,
      api_version_changed_at: null,
      api_version_previous: null,
      api_version_rollback_expires_at: null,
      reporting_timezone: 'UTC',
      metadata: {},
      version: 1,
    })
  })

  it('200: the same in live mode and in every sandbox, but for readiness', async () => {
    const whole = async (key?: string) => {
      const { payments, payouts, requirements, observed_at, ...rest } = (await read(merchantId, key)).data
      assert.ok(observed_at && requirements)
      return { rest, statuses: [payments.status, payouts.status] }
    }
    const first = await whole()
    const { key } = await server.anotherSandbox()
    assert.deepEqual((await whole(key)).statuses, ['ready', 'ready'])
    const live = await whole(server.liveKey)
    assert.deepEqual(live.statuses, ['not_available', 'not_available'])
    assert.deepEqual(live.rest, first.rest)
  })

  it('404 RESOURCE_NOT_FOUND: another merchant, in both directions and both modes', async () => {
    const other = await addMerchant(server.services)
    for (const [id, key] of [
      [other.merchantId, server.sandboxKey],
      [other.merchantId, server.liveKey],
      [merchantId, other.liveKey],
      ['mer_none', server.liveKey],
    ] as const) {
      const { status, error } = await read(id, key)
      assert.deepEqual([status, error.code, error.param], [404, 'RESOURCE_NOT_FOUND', 'merchant_id'])
    }
  })

  it('403 INSUFFICIENT_SCOPE without merchants.profile.read or .write', async () => {
    const environmentId = await environmentOf(server.services, sandboxId)
    const keyWith = async (scope: string) =>
      (await addKey(server.services, environmentId, { scopes: [scope] })).key
    const { status, error } = await read(merchantId, await keyWith('settings.write'))
    assert.deepEqual([status, error.code], [403, 'INSUFFICIENT_SCOPE'])
    for (const scope of ['merchants.profile.read', 'merchants.profile.write'])
      assert.equal((await read(merchantId, await keyWith(scope))).status, 200)
  })
})
