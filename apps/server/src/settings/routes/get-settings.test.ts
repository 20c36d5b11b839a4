import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { startTestServer } from '../../../../../test/support/server.ts'
import { settingsCalls } from '../a-setting.fixture.ts'
import { groupNames } from '../fields.ts'

const server = await startTestServer()
const { read, set } = settingsCalls(server)

describe('GET /v1/settings', () => {
  it('200: every field by its name, null where nothing is set', async () => {
    const settings = await read()
    assert.match(settings.settings_id, /^set_[0-9A-HJKMNP-TV-Z]{26}$/)
    assert.equal(settings.settings_scope, 'merchant')
    assert.equal(settings.merchant_id, server.seeded.merchantId)
    assert.deepEqual(
      [settings.organization_id, settings.location_id, settings.device_id, settings.version],
      [null, null, null, 1],
    )
    for (const group of groupNames)
      for (const [field, value] of Object.entries(settings[group]))
        if (group !== 'catalog' || !['version', 'updated_at'].includes(field))
          assert.equal(value, null, `${group}.${field}`)
    assert.deepEqual([settings.checkout_domain_status, settings.customer_account_domain_status], [null, null])
  })

  it('200: what is set here, and not in another sandbox or live', async () => {
    await set({ receipts: { footer_text: 'Thank you' }, metadata: { shop: 'north' } })
    const { receipts, metadata, version } = await read()
    assert.deepEqual([receipts.footer_text, metadata, version], ['Thank you', { shop: 'north' }, 2])
    const other = await server.anotherSandbox()
    for (const key of [other.key, server.liveKey]) {
      const { receipts: theirs, settings_id, version: first } = await read('/v1/settings', { key })
      assert.deepEqual([theirs.footer_text, first], [null, 1])
      assert.notEqual(settings_id, (await read()).settings_id)
    }
  })
})
