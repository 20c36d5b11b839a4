import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { aConsumer } from '../../apps/server/src/webhooks/a-consumer.fixture.ts'
import { expectBooksInBalance } from '../support/books.ts'
import { cards, flowlixCalls, withCard } from '../support/flowlix-calls.ts'
import { letTimePass } from '../support/let-time-pass.ts'
import { startTestServer } from '../support/server.ts'
import { waitFor } from '../support/wait-for.ts'

/* Source: contract, flowlix 17: a payment made in one API is the same payment in the other. */
const server = await startTestServer()
const clients = await flowlixCalls(server)
const { a, b, c } = clients
const { call } = server
const eur = (amount: number) => ({ amount, currency: 'EUR' })

const orderOf = async (paymentId: string): Promise<any> => {
  const { rows } = await server.services.db.query(
    'SELECT order_id FROM flowlix_payments WHERE payment_id = $1',
    [paymentId],
  )
  const { status, data } = await call('GET', `/v1/orders/${rows[0].order_id}?expand=payment_intents`)
  assert.equal(status, 200)
  return data
}

for (const client of [a, b, c])
  describe(`a payment of ${client.profile.toUpperCase()}, read in Flint`, () => {
    it('is a paid order with its line, its payer and its metadata', async () => {
      const payment = await client.paid()
      const order = await orderOf(payment.id)
      assert.equal(order.payment_status, 'paid')
      assert.deepEqual(order.pricing_amounts.total_money, eur(1250))
      assert.deepEqual(order.settlement_amounts.paid_money, eur(1250))
      assert.equal(order.line_items[0].name, 'Order 77')
      assert.equal(order.metadata.order_id, '77')
      if (client.profile === 'c') assert.equal(order.external_reference_id, 'cart-77')
      // Source: contract, flowlix 17.3 rule 10.
      assert.equal(order.origin, 'flowlix')
      assert.match(JSON.stringify(order), /buyer@example\.com/)
    })

    it('is in Flint’s lists, with its payment, activities and ledger', async () => {
      const payment = await client.paid()
      const order = await orderOf(payment.id)
      const { data: orders } = await call('GET', '/v1/orders?page_size=5')
      assert.ok(orders.some(({ order_id }: any) => order_id === order.order_id))
      const [intent] = order.payment_intents
      const { data } = await call('GET', `/v1/payment-intents/${intent.payment_intent_id}`)
      assert.deepEqual([data.status, data.captured_money], ['succeeded', eur(1250)])
      const { rows } = await server.services.db.query(
        `SELECT sum(amount)::int AS sum, count(*)::int AS entries FROM ledger_entries WHERE order_id = $1`,
        [order.order_id],
      )
      assert.equal(rows[0].sum, 0)
      assert.ok(rows[0].entries >= 2)
    })

    it('that was declined is a closed, unpaid order', async () => {
      const order = await orderOf((await client.declined()).id)
      assert.deepEqual([order.status, order.payment_status], ['closed', 'unpaid'])
    })

    it('given back in Flint reads back in every form', async () => {
      const payment = await client.paid()
      const order = await orderOf(payment.id)
      const part = await call('POST', '/v1/refunds', {
        body: { order_id: order.order_id, amount_money: eur(300) },
      })
      assert.equal(part.status, 201, part.text)
      await letTimePass(server, 60_000)
      assert.equal((await a.read(payment.id)).json.status, 'succeeded')
      const inB = (await b.read(payment.id)).json
      assert.deepEqual([inB.status, inB.refunded_amount, inB.refunds.length], ['succeeded', 300, 1])
      const inC = (await c.read(payment.id)).json
      assert.deepEqual([inC.amount_refunded, inC.amount_refundable, inC.refunds.length], [300, 950, 1])

      await call('POST', '/v1/refunds', { body: { order_id: order.order_id } })
      await letTimePass(server, 60_000)
      const shown = (await a.read(payment.id)).json
      assert.equal(shown.status, 'refunded')
      assert.ok(shown.refunded_at !== null)
      assert.equal((await b.read(payment.id)).json.status, 'refunded')
      assert.equal((await c.read(payment.id)).json.amount_refundable, 0)
    })

    it('given back here is a refund in Flint', async () => {
      const payment = await client.paid()
      const answer = await client.refund(payment)
      assert.ok(answer.status < 300, answer.text)
      await letTimePass(server, 60_000)
      const order = await orderOf(payment.id)
      assert.deepEqual(order.settlement_amounts.refunded_money, eur(1250))
      const { data } = await call('GET', `/v1/refunds?order_id=${order.order_id}`)
      assert.deepEqual(
        data.map((each: any) => [each.status, each.amount_money]),
        [['succeeded', eur(1250)]],
      )
    })

    it('cannot be paid a second time from Flint', async () => {
      const order = await orderOf((await client.paid()).id)
      const again = await call('POST', `/v1/orders/${order.order_id}/pay`, {
        body: { action: 'pay', payment_source: { token: 'tok_visa' } },
        idempotencyKey: `again-${client.profile}`,
      })
      assert.deepEqual([again.status, again.error.code], [409, 'ORDER_ALREADY_PAID'])
    })
  })

describe('a refund that fails', () => {
  it('after A has shown it as made, is shown as never made', async () => {
    const payment = await a.paid()
    const order = await orderOf(payment.id)
    await call('POST', '/v1/refunds', {
      body: { order_id: order.order_id, metadata: { simulate_refund: 'failed' } },
    })
    await letTimePass(server, 60_000)
    const { json } = await a.read(payment.id)
    assert.deepEqual([json.status, json.refunded_at], ['succeeded', null])
    assert.equal((await a.refund(payment)).json.status, 'refunded')
  })
})

describe('a dispute about a Flowlix payment', () => {
  for (const client of [a, b, c])
    it(`of ${client.profile.toUpperCase()} is in Flint, and takes its money from the balance`, async () => {
      const { status, json } = await client.pay(withCard(client.profile, cards.disputed))
      assert.equal(status, 201)
      const payment = await client.settle(json.id)
      await letTimePass(server, 2000)
      const order = await orderOf(payment.id)
      const { data } = await call('GET', `/v1/disputes?order_id=${order.order_id}`)
      assert.deepEqual(
        data.map((each: any) => [each.status, each.amount_money]),
        [['needs_response', eur(1250)]],
      )
      // Flowlix knows no disputes: what was paid stays paid.
      assert.equal((await client.read(payment.id)).json.status, payment.status)
      await expectBooksInBalance(server.services.db)
      assert.equal(
        (await client.refund(payment)).status,
        422,
        'money that the bank took back is not given back',
      )
    })
})

describe('events of Flowlix payments at a Flint endpoint', () => {
  it('tell of payment, decline and refund as of any other', async () => {
    const consumer = await aConsumer()
    const { status, text } = await call('POST', '/v1/webhook-endpoints', { body: { url: consumer.url } })
    assert.equal(status, 201, text)
    const worker = server.startWorker()
    try {
      for (const client of [a, b, c]) {
        const payment = await client.paid()
        const order = await orderOf(payment.id)
        const heard = (type: string) =>
          waitFor(`${type} of ${client.profile}`, () =>
            consumer.of(type).find(({ json }) => json.data.order_id === order.order_id),
          )
        const { json } = await heard('order.payment_succeeded')
        assert.equal(json.data.order_id, order.order_id)
        await heard('order.created')
        await heard('order.paid')
        await heard('payment_intent.succeeded')
        assert.ok((await client.refund(payment)).status < 300)
        await heard('refund.created')
      }
      const failed = await orderOf((await a.declined()).id)
      await waitFor('payment_intent.payment_failed', () =>
        consumer
          .of('payment_intent.payment_failed')
          .find(({ json }) => json.data.order_id === failed.order_id),
      )
    } finally {
      await worker.stop()
    }
  })
})

describe('an order of Flint’s own', () => {
  it('is no payment of Flowlix’s, before and after it is paid', async () => {
    const before = (await a.list('limit=100')).json.data.length
    const { data } = await call('POST', '/v1/orders', {
      body: { line_items: [{ name: 'Thing', unit_price_money: eur(500) }] },
    })
    const paid = await call('POST', `/v1/orders/${data.order_id}/pay`, {
      body: { action: 'pay', payment_source: { token: 'tok_visa' } },
      idempotencyKey: 'its-own',
    })
    assert.equal(paid.status, 200, paid.text)
    assert.equal((await a.list('limit=100')).json.data.length, Math.min(100, before))
    assert.equal(data.origin === 'flowlix', false)
  })
})

describe('a payment with a hosted page', () => {
  it('is an unpaid order with an open session in Flint', async () => {
    for (const client of [a, b, c]) {
      const payment = await client.opened()
      const order = await orderOf(payment.id)
      assert.deepEqual([order.status, order.payment_status], ['open', 'unpaid'])
      const { data } = await call('GET', `/v1/checkout-sessions?order_id=${order.order_id}`)
      assert.equal(data.length, 1)
    }
  })

  it('whose order is paid in Flint has succeeded', async () => {
    const payment = await b.opened()
    const order = await orderOf(payment.id)
    const paid = await call('POST', `/v1/orders/${order.order_id}/pay`, {
      body: { action: 'pay', payment_source: { token: 'tok_mastercard' } },
      idempotencyKey: 'in-flint',
    })
    assert.equal(paid.data?.order.payment_status, 'paid', paid.text)
    const shown = await b.settle(payment.id)
    assert.deepEqual([shown.status, shown.card.brand], ['succeeded', 'mastercard'])
  })

  it('whose order is closed in Flint was canceled', async () => {
    const payment = await c.opened()
    const order = await orderOf(payment.id)
    const closed = await call('POST', `/v1/orders/${order.order_id}/close`, { body: {} })
    assert.ok(closed.status < 300, closed.text)
    assert.equal((await c.read(payment.id)).json.status, 'CANCELED')
    assert.equal((await b.read(payment.id)).json.status, 'canceled')
    const shown = (await a.read(payment.id)).json
    assert.deepEqual([shown.status, shown.decline_code], ['failed', null])
  })
})

describe('a number of attempts at once', () => {
  it('make a payment each, and no order is shared', async () => {
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, at) =>
        at % 3 === 0 ? a.pay(withCard('a', cards.declined)) : at % 3 === 1 ? a.pay() : c.pay(),
      ),
    )
    assert.ok(answers.every(({ status }) => status === 201 || status === 402))
    const { rows } = await server.services.db.query(
      'SELECT count(*)::int AS n, count(DISTINCT order_id)::int AS orders FROM flowlix_payments',
    )
    assert.equal(rows[0].n, rows[0].orders)
  })
})

describe('after all of these', () => {
  it('the books are in balance', async () => void (await expectBooksInBalance(server.services.db)))
  it('nothing failed on the way', () => assert.deepEqual(server.logLines, []))
})
