import assert from 'node:assert/strict'
import { afterEach, describe, it } from 'node:test'
import { startTestServer } from '../../../../test/support/server.ts'
import { settingsCalls } from '../settings/a-setting.fixture.ts'

/** What `payment_limits` do. Source: contract, flint-platform 15 and 16.1. */

const server = await startTestServer()
const { set, clear } = settingsCalls(server)
afterEach(clear)
let keys = 0

const usd = (amount: number) => ({ amount, currency: 'USD' })
const post = (path: string, body: unknown) =>
  server.call('POST', path, { body, idempotencyKey: `limits-${++keys}` })
const anOrder = async (amount: number): Promise<string> =>
  (await post('/v1/orders', { line_items: [{ name: 'Lamp', unit_price_money: usd(amount) }] })).data.order_id
const pay = (orderId: string) =>
  post(`/v1/orders/${orderId}/pay`, { action: 'pay', payment_source: { token: 'tok_visa' } })
const said = ({ status, error }: any) => [status, error?.code, error?.param]
const blockersOf = async (amount: number, currency = 'USD') => {
  const { data } = await post('/v1/payment-options/resolve', {
    context: { amount_money: { amount, currency } },
    payment_options: ['card'],
  })
  return data[0].blockers.map(({ code, message }: any) => `${code}: ${message}`)
}

describe('payment_limits', () => {
  it('say of a payment outside of them: amount_out_of_range', async () => {
    await set({ payment_limits: { min_amounts: { USD: 500 }, max_amounts: { USD: 10_000 } } })
    assert.deepEqual(await blockersOf(499), ['amount_out_of_range: Only for $5.00 to $100.00.'])
    assert.deepEqual(await blockersOf(10_001), ['amount_out_of_range: Only for $5.00 to $100.00.'])
    for (const amount of [500, 10_000]) assert.deepEqual(await blockersOf(amount), [])
    assert.deepEqual(await blockersOf(10_001, 'EUR'), [])
  })

  it('refuse to pay an order outside of them, and take it within', async () => {
    await set({ payment_limits: { min_amounts: { USD: 500 }, max_amounts: { USD: 10_000 } } })
    const small = await pay(await anOrder(499))
    assert.deepEqual(said(small), [400, 'VALIDATION_ERROR', 'payment_source.token'])
    assert.deepEqual(small.error.required_money, usd(500))
    const large = await anOrder(10_001)
    const refused = await pay(large)
    assert.deepEqual(said(refused), [400, 'VALIDATION_ERROR', 'payment_source.token'])
    assert.deepEqual(refused.error.maximum_money, usd(10_000))
    for (const amount of [500, 10_000]) assert.equal((await pay(await anOrder(amount))).status, 200)
    await set({ payment_limits: null })
    assert.equal((await pay(large)).status, 200)
  })

  it('bind payments of their own: when they are made, changed and confirmed', async () => {
    const intent = (amount: number) => post('/v1/payment-intents', { amount_money: usd(amount) })
    const { payment_intent_id: id } = (await intent(20_000)).data
    await set({ payment_limits: { max_amounts: { USD: 10_000 } } })
    assert.deepEqual(said(await intent(10_001)), [400, 'VALIDATION_ERROR', 'amount_money'])
    const changed = await server.call('PATCH', `/v1/payment-intents/${id}`, {
      body: { amount_money: usd(15_000) },
    })
    assert.deepEqual(said(changed), [400, 'VALIDATION_ERROR', 'amount_money'])
    const confirmed = await post(`/v1/payment-intents/${id}/confirm`, { payment_source_token: 'tok_visa' })
    assert.deepEqual(said(confirmed), [400, 'VALIDATION_ERROR', 'payment_intent_id'])
  })
})
