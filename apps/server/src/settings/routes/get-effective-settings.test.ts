import assert from 'node:assert/strict'
import { afterEach, describe, it } from 'node:test'
import { startTestServer } from '../../../../../test/support/server.ts'
import { settingsCalls } from '../a-setting.fixture.ts'
import { defaults } from '../defaults.ts'

const server = await startTestServer()
const { effective, set, clear } = settingsCalls(server)
afterEach(clear)

describe('GET /v1/settings/effective', () => {
  it('200: the defaults while nothing is set', async () => {
    const settings = await effective()
    for (const [group, fields] of Object.entries(defaults))
      for (const [field, value] of Object.entries(fields))
        if (value === null || typeof value !== 'object' || Array.isArray(value))
          assert.deepEqual(settings[group][field], value, `${group}.${field}`)
    assert.deepEqual(settings.checkout.recovery_email, { enabled: false, delay_seconds: 3600 })
  })

  it('200: what is set over the defaults, field by field', async () => {
    await set({
      checkout: { require_phone: true, recovery_email: { enabled: true } },
      tax: { default_delivery_tax_category: 'shipping' },
    })
    const { checkout, tax } = await effective()
    assert.deepEqual([checkout.require_phone, checkout.require_email], [true, false])
    assert.deepEqual(checkout.recovery_email, { enabled: true, delay_seconds: 3600 })
    assert.deepEqual(
      [tax.default_delivery_taxable, tax.default_delivery_tax_category, tax.default_line_item_tax_category],
      [true, 'shipping', 'general'],
    )
  })

  it('404 LOCATION_NOT_FOUND: there are no locations yet', async () => {
    const { status, error } = await server.call('GET', '/v1/settings/effective?location_id=loc_1')
    assert.deepEqual([status, error.code, error.param], [404, 'LOCATION_NOT_FOUND', 'location_id'])
  })

  it('404 RESOURCE_NOT_FOUND: there are no devices yet', async () => {
    const { status, error } = await server.call('GET', '/v1/settings/effective?device_id=dev_1')
    assert.deepEqual([status, error.code, error.param], [404, 'RESOURCE_NOT_FOUND', 'device_id'])
  })
})
