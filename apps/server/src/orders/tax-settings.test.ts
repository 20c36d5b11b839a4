import assert from 'node:assert/strict'
import { afterEach, describe, it } from 'node:test'
import { startTestServer } from '../../../../test/support/server.ts'
import { settingsCalls } from '../settings/a-setting.fixture.ts'

/** What the settings' group `tax` does to orders. Source: contract, flint-platform 16.1. */

const server = await startTestServer()
const { set, clear } = settingsCalls(server)
afterEach(clear)

const usd = (amount: number) => ({ amount, currency: 'USD' })
const line = (special: object = {}) => ({ name: 'Lamp', unit_price_money: usd(10_000), ...special })
const done = async (method: string, path: string, body: unknown) => {
  const { status, data, json } = await server.call(method, path, { body })
  assert.ok(status < 300, JSON.stringify(json))
  return data
}
const anOrder = (special: object = {}) => done('POST', '/v1/orders', { line_items: [line()], ...special })
const place = { postal_code: '10001', country: 'US' }

describe('tax.default_enabled', () => {
  it('a new order that does not say is taxed', async () => {
    const before = await anOrder()
    await set({ tax: { default_enabled: true } })
    const order = await anOrder()
    assert.deepEqual([order.tax.enabled, order.tax.status], [true, 'requires_location'])
    const located = await anOrder({ tax: { location: place } })
    assert.equal(located.tax.status, 'calculated')
    assert.ok(located.pricing_amounts.tax_money.amount > 0)
    assert.equal((await anOrder({ tax: { enabled: false } })).tax.enabled, false)
    // One that is there keeps its rule.
    const changed = await done('POST', `/v1/orders/${before.order_id}/line-items`, { line_items: [line()] })
    assert.equal(changed.tax.enabled, false)
  })

  it('so is one that a checkout session makes', async () => {
    await set({ tax: { default_enabled: true } })
    const { order_id } = await done('POST', '/v1/checkout-sessions', {
      quick_pay_item: { name: 'Lamp', amount_money: usd(5000) },
    })
    const { data } = await server.call('GET', `/v1/orders/${order_id}`)
    assert.equal(data.tax.enabled, true)
  })
})

describe('tax.default_line_item_tax_category', () => {
  it('is that of a new line that names none', async () => {
    await set({ tax: { default_line_item_tax_category: 'software' } })
    const { line_items } = await anOrder({
      line_items: [
        line(),
        line({ tax: { taxable: false } }),
        line({ tax: { line_item_tax_category: 'food' } }),
      ],
    })
    assert.deepEqual(
      line_items.map(({ tax }: any) => [tax.line_item_tax_category, tax.taxable]),
      [
        ['software', true],
        ['software', false],
        ['food', true],
      ],
    )
    const product = await done('POST', '/v1/products', {
      name: 'Course',
      product_type: 'service',
      default_variant: { unit_price_money: usd(900) },
    })
    const fromCatalog = await anOrder({ line_items: [{ variant_id: product.default_variant_id }] })
    assert.equal(fromCatalog.line_items[0].tax.line_item_tax_category, 'software')
  })
})

describe('tax.default_delivery_taxable and default_delivery_tax_category', () => {
  const delivery = { type: 'delivery_fee', name: 'Delivery', amount_money: usd(1000) }
  const service = { type: 'service_fee', name: 'Service', amount_money: usd(1000) }
  const taxOf = (order: any) => order.charges.map(({ tax_money }: any) => tax_money.amount > 0)
  const taxed = { tax: { enabled: true, location: place } }

  it('taxable false: delivery is not taxed, other charges are', async () => {
    assert.deepEqual(taxOf(await anOrder({ ...taxed, charges: [delivery, service] })), [true, true])
    await set({ tax: { default_delivery_taxable: false } })
    assert.deepEqual(taxOf(await anOrder({ ...taxed, charges: [delivery, service] })), [false, true])
    const own = { ...delivery, tax: { taxable: true } }
    assert.deepEqual(taxOf(await anOrder({ ...taxed, charges: [own] })), [true])
  })

  it('the category is that of delivery that names none', async () => {
    await set({ tax: { default_delivery_tax_category: 'shipping' } })
    const own = { ...delivery, tax: { charge_tax_category: 'handling' } }
    const { charges } = await anOrder({ charges: [delivery, own, service] })
    assert.deepEqual(
      charges.map(({ tax }: any) => tax?.charge_tax_category ?? null),
      ['shipping', 'handling', null],
    )
  })
})
