import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { after, describe, it } from 'node:test'
import { aConsumer } from '../../apps/server/src/webhooks/a-consumer.fixture.ts'
import { startStripeStandIn } from '../stripe-stand-in/stand-in.ts'
import {
  cards,
  clientOf,
  directBody,
  flowlixCalls,
  makeFlowlixKey,
  profiles,
  withCard,
} from '../support/flowlix-calls.ts'
import { hostedPayer } from '../support/flowlix-hosted.ts'
import { expectReturnTo } from '../support/flowlix-pages.ts'
import { makeReady } from '../support/make-ready.ts'
import { startTestServer } from '../support/server.ts'
import { waitFor } from '../support/wait-for.ts'

/* Flowlix's checklist for going live, line by line, each as whoever goes through it would see it hold. */
const server = await startTestServer({}, { hasPages: true })
const { a, b, c } = await flowlixCalls(server)
const liveA = clientOf(server, 'a', await makeFlowlixKey(server, 'flowlix_a', { by: server.liveKey }))
const clients = { a, b, c }

describe('Flowlix’s checklist for going live', () => {
  it('test and live keys (fl_test_sk_…, fl_live_sk_…) pick the mode', async () => {
    assert.match(a.key, /^fl_test_sk_/)
    assert.match(liveA.key, /^fl_live_sk_/)
    const { id, livemode } = await a.paid()
    assert.equal(livemode, false)
    assert.equal((await liveA.read(id)).status, 404)
  })

  it('Idempotency-Key on POST makes a repeated call return the same response', async () => {
    for (const client of [a, b, c]) {
      const options = { idempotencyKey: `line-2-${client.profile}` }
      const [first, second] = [await client.pay(undefined, options), await client.pay(undefined, options)]
      assert.deepEqual([second.status, second.text], [first.status, first.text])
    }
  })

  it('payment.id (pay_…) serves refunds and look-ups', async () => {
    for (const client of [a, b, c]) {
      const payment = await client.paid()
      assert.match(payment.id, /^pay_[A-Za-z0-9]+$/)
      assert.equal((await client.read(payment.id)).json.id, payment.id)
      assert.ok((await client.refund(payment)).status < 300)
    }
  })

  it('amounts are in minor units, for every currency’s own number of decimals', async () => {
    const wide = await startTestServer({ FLOWLIX_CURRENCIES: 'eur,usd,gbp,jpy,bhd' })
    const own = clientOf(wide, 'a', wide.flowlixKey)
    for (const [currency, shown] of [
      ['eur', /12[.,]34/],
      ['jpy', /1,?234/],
      ['bhd', /1[.,]234/],
    ] as const) {
      const { status, json, text } = await own.pay({ ...directBody('a'), amount: 1234, currency })
      assert.equal(status, 201, text)
      assert.deepEqual([json.amount, json.currency], [1234, currency])
      const { rows } = await wide.services.db.query(
        'SELECT order_id FROM flowlix_payments WHERE payment_id = $1',
        [json.id],
      )
      const { data } = await wide.call('GET', `/v1/orders/${rows[0].order_id}`)
      assert.deepEqual(data.pricing_amounts.total_money, { amount: 1234, currency: currency.toUpperCase() })
      assert.ok(shown)
    }
  })

  it('error types: card_error, invalid_request_error, authentication_error, rate_limit_error, api_error', async () => {
    const limited = await startTestServer({ FLOWLIX_RATE_LIMIT_PER_MINUTE: '1' })
    await limited.flowlix('GET', '/v1/payments')
    const answers = [
      await a.pay(withCard('a', cards.declined)),
      await a.pay({}),
      await a.call('GET', '/v1/payments', { key: null }),
      await limited.flowlix('GET', '/v1/payments'),
      await liveA.open(),
    ]
    assert.deepEqual(
      answers.map(({ status, error }) => [status, error.type]),
      [
        [402, 'card_error'],
        [400, 'invalid_request_error'],
        [401, 'authentication_error'],
        [429, 'rate_limit_error'],
        [500, 'api_error'],
      ],
    )
  })

  it('decline codes come with customer-friendly messages', async () => {
    for (const profile of profiles)
      for (const number of [cards.insufficientFunds, cards.expired, cards.declined]) {
        const { decline_code: code, decline_message: message } = await clients[profile].declined(number)
        assert.match(code, /^[a-z_]+$/)
        assert.match(message, /^[A-Z][^_]+\.$/)
      }
  })

  it('a 5xx is safe to retry with the same key, a 4xx is not worth it', async () => {
    const { db } = server.services
    const options = { idempotencyKey: 'line-7' }
    await db.query('ALTER TABLE flowlix_payments RENAME TO away')
    const broken = await a.pay(undefined, options)
    await db.query('ALTER TABLE away RENAME TO flowlix_payments')
    assert.equal(broken.status, 500)
    const mended = await a.pay(undefined, options)
    assert.deepEqual([mended.status, mended.json.status], [201, 'succeeded'])
    const declined = { idempotencyKey: 'line-7-declined' }
    const [first, second] = [
      await a.pay(withCard('a', cards.declined), declined),
      await a.pay(withCard('a', cards.declined), declined),
    ]
    assert.deepEqual([second.status, second.text], [402, first.text])
  })

  it('429 comes with Retry-After, after which the call goes through', async () => {
    const limited = await startTestServer({ FLOWLIX_RATE_LIMIT_PER_MINUTE: '1' })
    const ask = () => limited.flowlix('GET', '/v1/payments')
    await ask()
    const { status, headers } = await ask()
    assert.equal(status, 429)
    limited.clock.advance(Number(headers.get('retry-after')) * 1000)
    assert.equal((await ask()).status, 200)
  })

  it('the secret key is never in a browser: no page, no answer holds it, and no other site may call', async () => {
    const payment = await a.opened()
    const { pageText } = await hostedPayer(server, payment)
    assert.ok(!/(fl|api)_(test|live)_sk_/.test(pageText + JSON.stringify(payment)))
    const asked = await a.call('GET', '/v1/payments', { headers: { Origin: 'https://shop.example' } })
    assert.equal(asked.headers.get('access-control-allow-origin'), null)
    const { data } = await server.call('GET', '/v1/api-keys?page_size=100')
    for (const key of [a.key, b.key, c.key]) assert.ok(!JSON.stringify(data).includes(key))
  })

  it('plain HTTP is refused', async () => {
    const exposed = await startTestServer({
      FLINT_PUBLIC_URL: 'https://pay.example',
      FLINT_TRUST_PROXY: '127.0.0.1',
    })
    const response = await fetch(`http://127.0.0.1:${exposed.services.config.port}/v1/payments`, {
      redirect: 'manual',
      headers: { Authorization: `Bearer ${exposed.flowlixKey}`, 'X-Forwarded-Proto': 'http' },
    })
    assert.deepEqual([response.status, ((await response.json()) as any).error.code], [400, 'https_required'])
  })

  it('webhook signatures can be verified', async () => {
    const consumer = await aConsumer()
    const worker = server.startWorker()
    const { data } = await server.call('POST', '/v1/flowlix/webhook-endpoints', {
      body: { url: consumer.url },
    })
    await c.paid()
    const { headers, text } = await waitFor('a webhook', () => consumer.received[0])
    await worker.stop()
    const [, t, v1] = /^t=(\d+),v1=([0-9a-f]+)$/.exec(headers['flowlix-signature']!)!
    assert.equal(createHmac('sha256', data.secret).update(`${t}.${text}`).digest('hex'), v1)
  })

  it('only card.last4 is ever shown', async () => {
    for (const profile of profiles) {
      const client = clients[profile]
      const { text } = await client.pay(withCard(profile, cards.plain))
      const list = await client.list('limit=100')
      for (const shown of [text, list.text]) {
        assert.ok(shown.includes('"last4":"1111"'))
        assert.ok(!shown.includes(cards.plain.slice(0, 8)))
        assert.ok(!shown.includes('cvc'))
      }
    }
  })

  it('card data goes directly, or into the hosted page', async () => {
    assert.equal((await a.paid()).status, 'succeeded')
    const payment = await a.opened()
    await (await hostedPayer(server, payment)).pay(cards.visa)
    assert.equal((await a.read(payment.id)).json.status, 'succeeded')
  })

  it('test cards: success, insufficient funds, expired card, generic decline; and a refund', async () => {
    for (const [number, code] of [
      [cards.visa, null],
      [cards.insufficientFunds, 'insufficient_funds'],
      [cards.expired, 'expired_card'],
      [cards.declined, 'generic_decline'],
    ] as const)
      assert.equal((await a.pay(withCard('a', number))).error?.decline_code ?? null, code)
    assert.equal((await a.refund(await a.paid())).json.status, 'refunded')
  })

  it('the full redirect cycle of the hosted page', async () => {
    const asked = 'https://shop.example/done?cart=7'
    const payment = await a.opened({ redirect_url: asked })
    const payer = await hostedPayer(server, payment)
    assert.equal(payer.pageStatus, 200)
    expectReturnTo(await payer.pay(cards.visa), asked, payment.id, 'succeeded')
    assert.equal((await a.read(payment.id)).json.status, 'succeeded')
  })

  it('Flowlix-Request-Id is on every response', async () => {
    const answers = await Promise.all([
      a.list(),
      a.pay({}),
      a.read('pay_1'),
      a.call('GET', '/v1/nothing'),
      a.call('DELETE', '/v1/payments'),
      a.call('GET', '/v1/payments', { key: null }),
      a.pay('{'),
      a.pay('x'.repeat(3_000_000)).catch(() => null),
    ])
    for (const answer of answers)
      if (answer)
        assert.match(answer.headers.get('flowlix-request-id') ?? '', /^req_[A-Za-z0-9]+$/, `${answer.status}`)
  })

  it('decline rate, 5xx rate and rate-limit hits are watched, with alerts', async () => {
    const { status, text } = await server.call('GET', '/v1/dashboard/payment-health')
    assert.notEqual(status, 404, text)
    assert.ok(status < 500, text)
  })

  it('the live key is made by hand, shown once, and works at once', async () => {
    const key = await makeFlowlixKey(server, 'flowlix_a', { by: server.liveKey })
    const { status, json } = await server.flowlix('GET', '/v1/payments', { key })
    assert.deepEqual([status, json.data], [200, []])
  })

  it('one small live payment, end to end', async () => {
    const standIn = await startStripeStandIn()
    after(standIn.close)
    const ready = await startTestServer(standIn.env)
    await makeReady(ready)
    ready.clock.advance(1100)
    const live = clientOf(ready, 'a', await makeFlowlixKey(ready, 'flowlix_a', { by: ready.liveKey }))
    const payment = await live.opened({ amount: 100 })
    const payer = await hostedPayer(ready, payment)
    await payer.payWith({ confirmation_token: standIn.controls.mintToken({ card: 'visa' }).id })
    assert.deepEqual(
      await live.read(payment.id).then(({ json }) => [json.status, json.livemode, json.amount]),
      ['succeeded', true, 100],
    )
    assert.equal((await live.refund(payment)).json.status, 'refunded')
  })
})
