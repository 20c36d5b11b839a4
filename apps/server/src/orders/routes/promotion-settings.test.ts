import assert from 'node:assert/strict'
import { afterEach, describe, it } from 'node:test'
import { startTestServer } from '../../../../../test/support/server.ts'
import { settingsCalls } from '../../settings/a-setting.fixture.ts'

/** What the settings' group `promotions` does to orders. Source: contract, flint-platform 16.1. */

const server = await startTestServer()
const { set, clear } = settingsCalls(server)
const usd = (amount: number) => ({ amount, currency: 'USD' })
let made = 0

const done = async (method: string, path: string, body?: unknown) => {
  const { status, data, json } = await server.call(method, path, body === undefined ? {} : { body })
  assert.ok(status < 300, JSON.stringify(json))
  return data
}
const aPromotion = (special: object) =>
  done('POST', '/v1/promotions', {
    name: 'Sale',
    application_method: { type: 'percent_off', percent_off: 10 },
    combines_with: { order: true, line_item: true, service_charge: true },
    ...special,
  })
const aCode = async () => {
  const code = `SETTINGS-${++made}`
  const { promotion_id } = await aPromotion({ redemption_type: 'code', codes: [{ code }] })
  return { code, promotion_id: promotion_id as string }
}
const anOrder = (special: object = {}) =>
  done('POST', '/v1/orders', { line_items: [{ name: 'Lamp', unit_price_money: usd(4000) }], ...special })
const apply = (orderId: string, promotion: object) =>
  server.call('POST', `/v1/orders/${orderId}/discounts`, { body: { discount: { promotion } } })
const said = ({ status, error }: any) => [status, error?.code, error?.reason]
const offOf = (order: any) => order.pricing_amounts.discount_money.amount

const archived: string[] = []
afterEach(async () => {
  await clear()
  for (const id of archived.splice(0)) await done('DELETE', `/v1/promotions/${id}`)
})

describe('promotions.automatic_enabled', () => {
  it('false: no automatic promotion counts; true: they count again with the next change', async () => {
    const { promotion_id } = await aPromotion({ redemption_type: 'automatic' })
    archived.push(promotion_id)
    const with_ = await anOrder()
    assert.equal(offOf(with_), 400)
    await set({ promotions: { automatic_enabled: false } })
    const without = await anOrder()
    assert.equal(offOf(without), 0)
    // What is there keeps its price until its prices change.
    assert.equal(offOf(await done('GET', `/v1/orders/${with_.order_id}`)), 400)
    assert.equal(offOf(await done('POST', `/v1/orders/${with_.order_id}/discounts/reprice`)), 0)
    await set({ promotions: { automatic_enabled: null } })
    assert.equal(offOf(await done('POST', `/v1/orders/${without.order_id}/discounts/reprice`)), 400)
  })

  it('false: one that is named is declined with automatic_disabled', async () => {
    const { promotion_id } = await aPromotion({ redemption_type: 'automatic' })
    archived.push(promotion_id)
    await set({ promotions: { automatic_enabled: false } })
    const { order_id } = await anOrder()
    assert.deepEqual(said(await apply(order_id, { promotion_id })), [
      409,
      'PROMOTION_DECLINED',
      'automatic_disabled',
    ])
  })
})

describe('promotions.codes_enabled', () => {
  it('false: a code is refused with codes_disabled, the merchant may still name its promotion', async () => {
    const { code, promotion_id } = await aCode()
    await set({ promotions: { codes_enabled: false } })
    const { order_id } = await anOrder()
    assert.deepEqual(said(await apply(order_id, { promotion_code: code })), [
      409,
      'PROMOTION_CODES_DISABLED',
      'codes_disabled',
    ])
    const { status, data } = await apply(order_id, { promotion_id })
    assert.deepEqual([status, offOf(data)], [200, 400])
  })

  it('false: what came by a code before stays', async () => {
    const { code } = await aCode()
    const { order_id } = await anOrder({ discounts: [{ promotion: { promotion_code: code } }] })
    await set({ promotions: { codes_enabled: false } })
    const changed = await done('POST', `/v1/orders/${order_id}/line-items`, {
      line_items: [{ name: 'Bulb', unit_price_money: usd(1000) }],
    })
    assert.equal(offOf(changed), 500)
  })
})

describe('promotions.max_promotions_per_order', () => {
  it('one more is declined with max_promotions_reached', async () => {
    const [first, second] = [await aCode(), await aCode()]
    await set({ promotions: { max_promotions_per_order: 1 } })
    const { order_id } = await anOrder()
    assert.equal((await apply(order_id, { promotion_code: first.code })).status, 200)
    assert.deepEqual(said(await apply(order_id, { promotion_code: second.code })), [
      409,
      'PROMOTION_DECLINED',
      'max_promotions_reached',
    ])
    await set({ promotions: { max_promotions_per_order: 2 } })
    assert.equal((await apply(order_id, { promotion_code: second.code })).status, 200)
  })
})
