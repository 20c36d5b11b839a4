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
    const { created_at, ...fields } = data
    assert.ok(Date.parse(created_at) <= server.clock.nowMs())
    assert.deepEqual(fields, {
      merchant_id: merchantId,
      business_name: 'Your shop',
      status: 'active',
      api_version: '2026-02-01',
      api_version_pinned_at: null,
      api_version_changed_at: null,
      api_version_previous: null,
      api_version_rollback_expires_at: null,
    })
  })

  it('200: the same in live mode and in every sandbox', async () => {
    const { data } = await read(merchantId)
    const { key } = await server.anotherSandbox()
    for (const each of [server.liveKey, key]) assert.deepEqual((await read(merchantId, each)).data, data)
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
