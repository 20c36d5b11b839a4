import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import {
  cards,
  directBody,
  expectBadField,
  expectError,
  flowlixCalls,
  profiles,
  statusIn,
  withCard,
  withoutField,
} from '../../../../../test/support/flowlix-calls.ts'
import { letTimePass } from '../../../../../test/support/let-time-pass.ts'
import { startTestServer } from '../../../../../test/support/server.ts'

const server = await startTestServer()
const clients = await flowlixCalls(server)
const { a, b, c } = clients

const orderOf = async (paymentId: string): Promise<any> => {
  const { rows } = await server.services.db.query(
    `SELECT order_id, document FROM flowlix_payments WHERE payment_id = $1`,
    [paymentId],
  )
  return (await server.call('GET', `/v1/orders/${rows[0].order_id}?expand=payment_intents`)).data
}

const declines: [number: string, code: string][] = [
  [cards.insufficientFunds, 'insufficient_funds'],
  [cards.expired, 'expired_card'],
  [cards.incorrectCvc, 'incorrect_cvc'],
  [cards.processingError, 'processing_error'],
  [cards.lost, 'lost_card'],
  [cards.stolen, 'stolen_card'],
  [cards.velocity, 'card_velocity_exceeded'],
  // A number of no documented card, one that fails its check digit.
  ['4000056655665556', 'generic_decline'],
  ['4242424242424241', 'invalid_number'],
]

describe('POST /v1/payments, form A', () => {
  it('answers 201 with the payment that succeeded, in the order of fields that is documented', async () => {
    const { status, json, headers } = await a.pay()
    assert.equal(status, 201, JSON.stringify(json))
    const { id, created, ...shown } = json
    assert.match(id, /^pay_[A-Za-z0-9]{24}$/)
    assert.ok(Math.abs(created * 1000 - server.clock.nowMs()) < 60_000)
    assert.deepEqual(shown, {
      object: 'payment',
      amount: 1250,
      currency: 'eur',
      status: 'succeeded',
      description: 'Order 77',
      card: { brand: 'visa', last4: '4242', exp_month: 8, exp_year: 2040, country: 'US' },
      customer: { email: 'buyer@example.com', name: 'Test Buyer' },
      metadata: { order_id: '77' },
      decline_code: null,
      decline_message: null,
      redirect_url: null,
      refunded_at: null,
      succeeded_at: created,
      failed_at: null,
      livemode: false,
    })
    assert.match(headers.get('flowlix-request-id')!, /^req_/)
    assert.deepEqual((await a.read(id)).json, json)
  })

  it('is a paid order in the other API, with its events and its ledger', async () => {
    const { json } = await a.pay()
    const order = await orderOf(json.id)
    assert.deepEqual(
      [order.status, order.payment_status, order.origin, order.line_items.length],
      ['paid', 'paid', 'flowlix', 1],
    )
    assert.deepEqual(order.settlement_amounts.paid_money, { amount: 1250, currency: 'EUR' })
    assert.deepEqual(
      [order.line_items[0].name, order.buyer_contact.email, order.metadata],
      ['Order 77', 'buyer@example.com', { order_id: '77' }],
    )
    const [intent] = order.payment_intents
    assert.deepEqual([intent.status, intent.origin], ['succeeded', 'flowlix'])
    const { rows } = await server.services.db.query(
      `SELECT event_type FROM events WHERE resource_id IN ($1, $2) ORDER BY event_id`,
      [order.order_id, intent.payment_intent_id],
    )
    assert.deepEqual(
      rows.map((row) => row['event_type']),
      ['order.created', 'payment_intent.succeeded', 'order.payment_succeeded', 'order.paid'],
    )
    const { rows: ledger } = await server.services.db.query(
      `SELECT sum(amount)::int AS sum, count(*)::int AS count FROM ledger_entries WHERE order_id = $1`,
      [order.order_id],
    )
    assert.equal(ledger[0]!['sum'], 0)
    assert.ok(ledger[0]!['count'] >= 2)
  })

  for (const [number, code] of [...declines, [cards.declined, 'generic_decline'] as const])
    it(`402 card_error ${code} for ${number.slice(-4)}; the failed payment is kept, its order closed`, async () => {
      const answer = await a.pay(withCard('a', number))
      expectError(answer, { status: 402, type: 'card_error', code: 'card_declined', decline_code: code })
      const payment = await a.newest()
      assert.equal(payment.id, answer.headers.get('flowlix-payment-id'))
      assert.deepEqual(
        [payment.status, payment.decline_code, payment.failed_at, payment.succeeded_at],
        ['failed', code, payment.created, null],
      )
      const order = await orderOf(payment.id)
      assert.deepEqual([order.status, order.payment_status], ['closed', 'unpaid'])
      assert.equal(order.payment_intents[0].status, 'canceled')
    })

  it('402 expired_card for a date that has passed', async () =>
    expectError(await a.pay(withCard('a', { exp_year: 2020 })), {
      status: 402,
      type: 'card_error',
      code: 'card_declined',
      decline_code: 'expired_card',
    }))

  it('402 authentication_failed where the bank must ask and the payer has no way back', async () =>
    expectError(await a.pay(withCard('a', cards.challenged)), {
      status: 402,
      type: 'card_error',
      code: 'card_declined',
      decline_code: 'authentication_failed',
    }))

  it('a closed order cannot be paid by the other API', async () => {
    await a.pay(withCard('a', cards.declined))
    const order = await orderOf((await a.newest()).id)
    const { status, json } = await server.call('POST', `/v1/orders/${order.order_id}/pay`, {
      body: { action: 'pay', payment_source: { token: 'tok_visa' } },
      idempotencyKey: 'pay-a-closed-flowlix-order',
    })
    assert.equal(status, 409, JSON.stringify(json))
  })

  it('400 for a wrong field, and 400 for a missing one', async () => {
    expectBadField(await a.pay(withCard('a', '4242 4242 4242 4242')), 'a', 'card.number')
    expectBadField(await a.pay(withoutField(directBody('a'), 'amount')), 'a', 'amount', 'parameter_missing')
  })

  it('stays pending while the processor has not answered, and ends by the worker', async () => {
    const { status, json } = await a.pay(withCard('a', '4000009900000012'))
    assert.deepEqual([status, json.status], [201, 'pending'])
    const settled = await a.settle(json.id)
    assert.deepEqual([settled.status, settled.created], ['succeeded', json.created])
    const late = await a.pay(withCard('a', '4000009900000020'))
    const failed = await a.settle(late.json.id)
    assert.deepEqual([failed.status, failed.decline_code], ['failed', 'generic_decline'])
    assert.equal((await orderOf(failed.id)).status, 'closed')
  })
})

describe('POST /v1/payments, forms B and C', () => {
  for (const profile of ['b', 'c'] as const) {
    const client = clients[profile]
    it(`${profile}: 201 pending, then succeeded`, async () => {
      const { status, json } = await client.pay()
      assert.deepEqual([status, json.status], [201, statusIn(profile, 'pending')], JSON.stringify(json))
      const settled = await client.settle(json.id)
      assert.equal(settled.status, statusIn(profile, 'succeeded'))
      assert.equal(settled.card.last4, '4242')
    })

    const expected = [...declines, [cards.declined, 'do_not_honor'] as const]
    for (const [number, code] of expected)
      it(`${profile}: 201 for ${number.slice(-4)}, then failed with ${code}`, async () => {
        const { status, json } = await client.pay(withCard(profile, number))
        assert.deepEqual([status, json.status], [201, statusIn(profile, 'pending')])
        const settled = await client.settle(json.id)
        assert.deepEqual([settled.status, settled.decline_code], [statusIn(profile, 'failed'), code])
        assert.equal((await orderOf(json.id)).status, 'closed')
      })
  }

  it('B: of the card only its last digits are known before the processor answers', async () => {
    const { json } = await b.pay()
    assert.deepEqual(json.card, {
      brand: null,
      last4: '4242',
      exp_month: null,
      exp_year: null,
      country: null,
    })
    assert.deepEqual([json.refunded_amount, json.refunds, json.next_action], [0, [], null])
  })

  it('C: all that is documented', async () => {
    const { json } = await c.pay()
    const settled = await c.settle(json.id)
    const { id, created_at, status_transitions, ...shown } = settled
    assert.match(id, /^pay_[A-Za-z0-9]{24}$/)
    assert.ok(created_at <= status_transitions.succeeded_at)
    assert.deepEqual(shown, {
      amount: 1250,
      currency: 'EUR',
      status: 'SUCCEEDED',
      integration_type: 'DIRECT',
      amount_refunded: 0,
      amount_refundable: 1250,
      livemode: false,
      merchant_reference: 'cart-77',
      description: 'Order 77',
      billing_details: directBody('c')['billing_details'],
      card: { brand: 'visa', last4: '4242', exp_month: 8, exp_year: 2040, country: 'US' },
      metadata: { order_id: '77' },
      decline_code: null,
      decline_message: null,
      failure_code: null,
      failure_message: null,
      hosted_payment_url: null,
      refunds: [],
      next_action: null,
    })
    const order = await orderOf(id)
    assert.equal(order.external_reference_id, 'cart-77')
  })
})

describe('a card whose bank asks its holder', () => {
  const back = 'https://shop.example/back?cart=7'
  const answer = (url: string, outcome: string) =>
    fetch(url, { method: 'POST', redirect: 'manual', body: new URLSearchParams({ outcome }) })

  for (const profile of profiles) {
    const client = clients[profile]
    const begin = async () => {
      const { status, json } = await client.pay({ ...withCard(profile, cards.challenged), return_url: back })
      assert.equal(status, 201, JSON.stringify(json))
      if (profile === 'a') return json
      await client.settle(json.id)
      return (await client.read(json.id)).json
    }
    const words = { a: 'pending', b: 'requires_action', c: 'REQUIRES_ACTION' } as const

    for (const [outcome, status] of [
      ['completed', 'succeeded'],
      ['failed', 'failed'],
    ] as const)
      it(`${profile}: waits for the payer, who returns with ${status}`, async () => {
        const payment = await begin()
        assert.equal(payment.status, words[profile])
        const { redirect_url: url } = payment.next_action
        assert.equal((await answer(url, outcome)).status, 303)
        const page = await (await fetch(url)).text()
        const shown = statusIn(profile, status)
        assert.ok(
          page.includes(`${back.replaceAll('&', '&amp;')}&amp;payment_id=${payment.id}&amp;status=${shown}`),
          page,
        )
        const ended = (await client.read(payment.id)).json
        assert.equal(ended.status, shown)
        assert.equal(ended.decline_code, outcome === 'failed' ? 'authentication_failed' : null)
      })

    it(`${profile}: expires after 15 minutes`, async () => {
      const payment = await begin()
      await letTimePass(server, 15 * 60_000)
      const { json } = await client.read(payment.id)
      const shown = { a: 'failed', b: 'expired', c: 'EXPIRED' } as const
      assert.deepEqual([json.status, json.decline_code], [shown[profile], null])
    })
  }
})
