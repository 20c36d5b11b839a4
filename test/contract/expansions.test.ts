import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { addKey, environmentOf } from '../support/add-key.ts'
import { freshKey, usd } from '../support/money-calls.ts'
import { startTestServer } from '../support/server.ts'
import { waitFor } from '../support/wait-for.ts'

/* Objects beside their ids, on reads and lists alike. Source: contract, flint-platform 5.1, flint-commerce 2 and 3. */
const server = await startTestServer()
const { call } = server

const created = async (path: string, body: unknown): Promise<any> => {
  const { status, data, json } = await call('POST', path, { body, idempotencyKey: freshKey() })
  assert.ok(status < 300, `${path}: ${JSON.stringify(json)}`)
  return data
}
const read = async (path: string): Promise<any> => {
  const { status, data, json } = await call('GET', path)
  assert.equal(status, 200, `${path}: ${JSON.stringify(json)}`)
  return data
}

type Sale = { customer_id: string; order_id: string; payment_intent_id: string; refund_id: string }

const aSale = async (name: string): Promise<Sale> => {
  const { customer_id } = await created('/v1/customers', {
    email: `${name}@shop.example`,
    name,
    phone: '5550100',
  })
  const { order_id } = await created('/v1/orders', {
    customer_id,
    line_items: [{ name: 'Thing', unit_price_money: usd(1000) }],
  })
  const { order } = await created(`/v1/orders/${order_id}/pay`, {
    action: 'pay',
    payment_source: { token: 'tok_visa' },
  })
  const { refund_id } = await created('/v1/refunds', { order_id, amount_money: usd(100) })
  return { customer_id, order_id, payment_intent_id: order.payment_intent_ids[0], refund_id }
}

let ada: Sale
let bea: Sale
/** An order and a payment of nobody. */
let nobody: { order_id: string; payment_intent_id: string }
let session: any

before(async () => {
  ada = await aSale('ada')
  bea = await aSale('bea')
  const { order_id } = await created('/v1/orders', {
    line_items: [{ name: 'A', unit_price_money: usd(500) }],
  })
  const { payment_intent } = await created(`/v1/orders/${order_id}/payment-intents`, {
    amount_money: usd(500),
  })
  nobody = { order_id, payment_intent_id: payment_intent.payment_intent_id }
  const open = await created('/v1/orders', {
    customer_id: ada.customer_id,
    line_items: [{ name: 'A', unit_price_money: usd(500) }],
  })
  session = await created('/v1/checkout-sessions', { order_id: open.order_id })
})

const summaryOf = (sale: Sale, name: string) => ({
  customer_id: sale.customer_id,
  email: `${name}@shop.example`,
  name,
  phone: '5550100',
})

/** Every place that offers expansion: a read, its list, what is offered there, and the scope of the resource itself. */
const places = () => [
  {
    one: `/v1/orders/${ada.order_id}`,
    list: '/v1/orders',
    idField: 'order_id',
    paths: ['customer', 'payment_intents', 'subscription', 'subscription_plan'],
    scope: 'commerce.orders.read',
  },
  {
    one: `/v1/payment-intents/${ada.payment_intent_id}`,
    list: '/v1/payment-intents',
    idField: 'payment_intent_id',
    paths: ['customer', 'invoice', 'order'],
    scope: 'payments.payment_intents.read',
  },
  {
    one: `/v1/checkout-sessions/${session.checkout_session_id}`,
    list: '/v1/checkout-sessions',
    idField: 'checkout_session_id',
    paths: ['customer', 'invoice', 'order', 'payment_intents', 'payment_link'],
    scope: 'checkouts.checkout_sessions.read',
  },
  {
    one: `/v1/refunds/${ada.refund_id}`,
    list: '/v1/refunds',
    idField: 'refund_id',
    paths: ['customer', 'order', 'payment_intent', 'payment_refunds.payment_intent'],
    scope: 'commerce.refunds.read',
  },
]

describe('expand', () => {
  it('shows nothing more without being asked', async () => {
    for (const { one, list } of places())
      for (const item of [await read(one), ...(await read(list))])
        for (const name of ['customer', 'order', 'payment_intent', 'payment_intents', 'invoice'])
          assert.ok(!(name in item), `${one} ${name}`)
  })

  it('shows the customer beside its id, a short form that a merchant’s notes are no part of', async () => {
    for (const { one } of places()) {
      const data = await read(`${one}?expand=customer`)
      assert.equal(data.customer_id, ada.customer_id, one)
      assert.deepEqual(data.customer, summaryOf(ada, 'ada'), one)
    }
  })

  it('takes all paths at once, repeated or separated by commas, on reads and lists', async () => {
    for (const { one, list, idField, paths } of places()) {
      const repeated = paths.map((path) => `expand=${path}`).join('&')
      const data = await read(`${one}?${repeated}`)
      const listed = await read(`${list}?expand=${paths.join(',')}&page_size=100`)
      assert.deepEqual(
        listed.find((item: any) => item[idField] === data[idField]),
        data,
      )
    }
  })

  it('shows orders and payments as their own reads do', async () => {
    const order = await read(`/v1/orders/${ada.order_id}`)
    const intent = await read(`/v1/payment-intents/${ada.payment_intent_id}`)
    const refund = await read(
      `/v1/refunds/${ada.refund_id}?expand=order,payment_intent,payment_refunds.payment_intent`,
    )
    assert.deepEqual([refund.order, refund.payment_intent], [order, intent])
    assert.deepEqual(refund.payment_refunds[0].payment_intent, intent)
    assert.deepEqual((await read(`/v1/payment-intents/${ada.payment_intent_id}?expand=order`)).order, order)
  })

  it('gives each item of a page its own, and those of nobody nothing', async () => {
    const listed = await read('/v1/payment-intents?expand=customer,order')
    const byId = new Map<string, any>(listed.map((item: any) => [item.payment_intent_id, item]))
    assert.deepEqual(byId.get(ada.payment_intent_id).customer, summaryOf(ada, 'ada'))
    assert.deepEqual(byId.get(bea.payment_intent_id).customer, summaryOf(bea, 'bea'))
    const { customer_id, customer, order } = byId.get(nobody.payment_intent_id)
    assert.deepEqual([customer_id, customer, order.order_id], [null, undefined, nobody.order_id])
  })

  it('costs a page one statement for each kind, not one for each item', async () => {
    const { db } = server.services
    const run = db.run
    const names: string[] = []
    db.run = (statement) => (names.push(statement.name), run(statement))
    try {
      await read('/v1/refunds?expand=customer,order,payment_intent,payment_refunds.payment_intent')
    } finally {
      db.run = run
    }
    const loads = names.filter((name) => /^find_(customer|order|intent)/.test(name))
    assert.deepEqual(loads.toSorted(), ['find_customers', 'find_intents', 'find_orders'])
  })

  it('serves a buyer with the credential of the session', async () => {
    const headers = {
      'X-Checkout-Session-Id': session.checkout_session_id,
      'X-Checkout-Session-Secret': session.checkout_access.checkout_auth_token,
    }
    const to = `/v1/checkout-sessions/${session.checkout_session_id}?expand=customer`
    const { status, data } = await call('GET', to, { key: null, headers })
    assert.deepEqual([status, data.customer], [200, summaryOf(ada, 'ada')])
  })

  it('400 INVALID_EXPAND: a path that is not offered there, or of an object', async () => {
    for (const { one, list } of places())
      for (const path of ['merchant', 'customer.orders', 'constructor', 'payment_refunds', ''])
        for (const to of [one, list]) {
          const { status, error } = await call('GET', `${to}?expand=${path}`)
          assert.deepEqual(
            [status, error?.code, error?.param],
            [400, 'INVALID_EXPAND', 'expand'],
            `${to} ${path}`,
          )
        }
  })

  it('403 INSUFFICIENT_SCOPE: names the scope that the expanded resource needs', async () => {
    const sandbox = await environmentOf(server.services, server.seeded.sandboxId)
    for (const { one, list, scope } of places()) {
      const { key } = await addKey(server.services, sandbox, { scopes: [scope] })
      for (const to of [one, list]) {
        assert.equal((await call('GET', to, { key })).status, 200)
        const { status, error } = await call('GET', `${to}?expand=customer`, { key })
        assert.deepEqual(
          [status, error.code, error.missing_scopes],
          [403, 'INSUFFICIENT_SCOPE', ['customers.read']],
        )
      }
    }
  })

  it('shows nothing beside the id of an erased customer', async () => {
    server.startWorker()
    const to = `/v1/customers/${bea.customer_id}/deletion-requests`
    const { customer_deletion_request_id } = await created(to, {})
    server.clock.advance(2_000)
    await waitFor(
      'the erasing',
      async () => (await read(`${to}/${customer_deletion_request_id}`)).status === 'completed',
    )
    const { customer_id, customer } = await read(`/v1/orders/${bea.order_id}?expand=customer`)
    assert.deepEqual([customer_id, customer], [bea.customer_id, undefined])
  })
})
