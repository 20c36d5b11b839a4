import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { startLiveServer } from '../payments/live-calls.fixture.ts'
import { type Context, systemContext } from '../platform/context.ts'
import { environments } from '../platform/auth/environments.ts'
import { newOrder } from './new-order.ts'
import { type OrderToPay, createAndPayOrder } from './create-and-pay-order.ts'

const live = await startLiveServer()
const { server, tiny, order, intent, eventsOf, afterMs, expectSameBooks } = live
const { services, seeded } = server

const contextOf = async (mode: 'test' | 'live'): Promise<Context> => {
  const { rows } = await services.db.query(
    'SELECT environment_id FROM environments WHERE merchant_id = $1 AND mode = $2',
    [seeded.merchantId, mode],
  )
  const environment = await environments(services).find(rows[0]!['environment_id'])
  return systemContext(services, environment!)
}

const anOrderToPay = (ctx: Context, source: Partial<OrderToPay['source']>): OrderToPay => {
  const line = { name: 'Payment', unit_price_money: { amount: 1250, currency: 'EUR' } }
  return {
    order: newOrder(ctx, 0, { line_items: [line], tax: { enabled: false } }, 'flowlix'),
    source: { card: null, testCard: null, processorToken: 'ctoken_ok', ...source } as OrderToPay['source'],
    plan: { returnUrl: null },
    isAskedLater: false,
    alongside: () => [],
  }
}

const card = { brand: 'visa', last4: '4242', expMonth: 8, expYear: 2050, fingerprint: 'f' } as const
const tables = [
  'orders',
  'order_activities',
  'payment_intents',
  'order_payment_attempts',
  'ledger_entries',
  'events',
  'timers',
]
const counts = async () =>
  Promise.all(
    tables.map(
      async (table) => (await services.db.query(`SELECT count(*)::int AS n FROM ${table}`)).rows[0]!['n'],
    ),
  )

describe('an order and its payment in one call, with a processor in process', () => {
  it('leaves both, in their final form', async () => {
    const ctx = await contextOf('test')
    const made = await createAndPayOrder(ctx, anOrderToPay(ctx, { card, testCard: 'visa' }))
    const shown = await server.call('GET', `/v1/orders/${made.order.orderId}`)
    assert.equal(shown.data.payment_status, 'paid')
    assert.equal(shown.data.order_revision, made.order.revision)
    assert.deepEqual(await eventsOf(made.order.orderId), [
      'order.created',
      'order.payment_succeeded',
      'order.paid',
    ])
  })

  it('leaves all or nothing: one write that fails undoes every other', async () => {
    const ctx = await contextOf('test')
    const before = await counts()
    const broken = { name: 'break', text: 'SELECT 1/0 AS no RETURNING 1', values: [], read: () => undefined }
    await assert.rejects(
      createAndPayOrder(ctx, { ...anOrderToPay(ctx, { card, testCard: 'visa' }), alongside: () => [broken] }),
    )
    assert.deepEqual(await counts(), before)
  })
})

describe('an order and its payment in one call, with a remote processor', () => {
  it('is recorded before the processor is asked, and paid when it has answered', async () => {
    const ctx = await contextOf('live')
    const made = await createAndPayOrder(ctx, anOrderToPay(ctx, {}))
    const { orderId } = made.order
    assert.equal((await order(orderId)).payment_status, 'paid')
    assert.deepEqual(await eventsOf(orderId), ['order.created', 'order.payment_succeeded', 'order.paid'])
    await expectSameBooks()
  })

  it('a decline is an outcome', async () => {
    const ctx = await contextOf('live')
    const made = await createAndPayOrder(
      ctx,
      anOrderToPay(ctx, { processorToken: 'ctoken_insufficient_funds' }),
    )
    assert.equal(made.intents[0]!.lastError!.code, 'insufficient_funds')
    await expectSameBooks()
  })

  it('stays processing without an answer, and the worker asks again', async () => {
    const ctx = await contextOf('live')
    tiny.goesWrong('authorize', 'lost after')
    const made = await createAndPayOrder(ctx, anOrderToPay(ctx, {}))
    const { paymentIntentId } = made.intents[0]!
    assert.equal((await intent(paymentIntentId)).status, 'processing')
    for (let tries = 0; tries < 3; tries++) await afterMs(120_000)
    assert.equal((await intent(paymentIntentId)).status, 'succeeded')
    await expectSameBooks()
  })
})
