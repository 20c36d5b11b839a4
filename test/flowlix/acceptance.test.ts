import assert from 'node:assert/strict'
import { after, describe, it } from 'node:test'
import { startStripeStandIn } from '../stripe-stand-in/stand-in.ts'
import {
  cards,
  clientOf,
  directBody,
  expectError,
  flowlixCalls,
  makeFlowlixKey,
  withCard,
} from '../support/flowlix-calls.ts'
import { hostedPayer } from '../support/flowlix-hosted.ts'
import { expectReturnTo } from '../support/flowlix-pages.ts'
import { letTimePass } from '../support/let-time-pass.ts'
import { makeReady } from '../support/make-ready.ts'
import { startTestServer } from '../support/server.ts'

/* The checks that go-live asks for, by their numbers, each told in one place. Source: contract, flowlix 12.1. */
const server = await startTestServer({}, { hasPages: true })
const clients = await flowlixCalls(server)
const { a, b, c } = clients

describe('the acceptance list', () => {
  it('1. success, insufficient funds, expired card, generic decline and refund can be reached in test mode', async () => {
    const paid = await a.pay(withCard('a', cards.visa))
    assert.deepEqual([paid.status, paid.json.status], [201, 'succeeded'])
    for (const [number, code] of [
      [cards.insufficientFunds, 'insufficient_funds'],
      [cards.expired, 'expired_card'],
      [cards.declined, 'generic_decline'],
    ] as const)
      assert.deepEqual((await a.pay(withCard('a', number))).error.decline_code, code)
    assert.equal((await a.refund(paid.json)).json.status, 'refunded')
  })

  it('2. the same POST twice with one Idempotency-Key gives the same response', async () => {
    for (const client of [a, b, c]) {
      const options = { idempotencyKey: `twice-${client.profile}` }
      const [first, second] = [await client.pay(undefined, options), await client.pay(undefined, options)]
      assert.deepEqual([second.status, second.text], [first.status, first.text])
    }
  })

  it('3. the hosted page: create, page, return with query, verify by GET', async () => {
    for (const client of [a, b, c]) {
      const { profile } = client
      const asked = 'https://shop.example/done?cart=7#top'
      const payment = await client.opened({ [profile === 'c' ? 'return_url' : 'redirect_url']: asked })
      const payer = await hostedPayer(server, payment)
      assert.equal(payer.pageStatus, 200)
      expectReturnTo(
        await payer.pay(cards.visa),
        asked,
        payment.id,
        profile === 'c' ? 'SUCCEEDED' : 'succeeded',
      )
      const verified = (await client.read(payment.id)).json
      assert.equal(verified.status, profile === 'c' ? 'SUCCEEDED' : 'succeeded')
      assert.equal(verified.card.last4, '4242')
    }
  })

  it('4. every response has Flowlix-Request-Id; 429 carries Retry-After; plain HTTP is refused', async () => {
    const answers = [
      await a.pay(),
      await a.pay(withCard('a', cards.declined)),
      await a.pay({}),
      await a.list(),
      await a.read('pay_000000000000000000000000'),
      await a.call('GET', '/v1/nothing'),
      await a.call('GET', '/v1/payments', { key: null }),
      await a.call('POST', '/v1/payments', { body: '{' }),
    ]
    for (const { headers } of answers) assert.match(headers.get('flowlix-request-id')!, /^req_[A-Za-z0-9]+$/)

    const strict = await startTestServer({
      FLOWLIX_RATE_LIMIT_PER_MINUTE: '1',
      FLINT_PUBLIC_URL: 'https://pay.example',
      FLINT_TRUST_PROXY: '127.0.0.1',
    })
    const ask = (proto: string) =>
      fetch(`http://127.0.0.1:${strict.services.config.port}/v1/payments`, {
        headers: {
          Authorization: `Bearer ${strict.flowlixKey}`,
          'X-Forwarded-Proto': proto,
          'X-Forwarded-For': '203.0.113.7',
        },
      })
    assert.equal((await ask('https')).status, 200)
    const tooMany = await ask('https')
    assert.equal(tooMany.status, 429)
    assert.match(tooMany.headers.get('retry-after')!, /^[1-9]\d*$/)
    const plain = await ask('http')
    assert.deepEqual([plain.status, ((await plain.json()) as any).error.code], [400, 'https_required'])
    for (const { headers } of [tooMany, plain]) assert.match(headers.get('flowlix-request-id')!, /^req_/)
  })

  it('5. all five named error types can be produced, and idempotency_error', async () => {
    const limited = await startTestServer({ FLOWLIX_RATE_LIMIT_PER_MINUTE: '1' })
    await limited.flowlix('GET', '/v1/payments')
    const live = clientOf(server, 'a', await makeFlowlixKey(server, 'flowlix_a', { by: server.liveKey }))
    await a.pay(directBody('a'), { idempotencyKey: 'types' })
    const answers = [
      await a.pay(withCard('a', cards.declined)),
      await a.pay({}),
      await a.call('GET', '/v1/payments', { key: null }),
      await limited.flowlix('GET', '/v1/payments'),
      await live.open(),
      await a.pay({ ...directBody('a'), amount: 1 }, { idempotencyKey: 'types' }),
    ]
    assert.deepEqual(
      answers.map(({ error }) => error.type),
      [
        'card_error',
        'invalid_request_error',
        'authentication_error',
        'rate_limit_error',
        'api_error',
        'idempotency_error',
      ],
    )
  })

  it('6. no log line holds a full PAN', async () => {
    for (const client of [a, b, c]) {
      const { profile } = client
      await client.pay(withCard(profile, cards.plain))
      await client.pay(withCard(profile, { number: `${cards.plain}x` }))
      await client.pay(JSON.stringify(withCard(profile, cards.plain)).slice(0, -3))
    }
    await letTimePass(server, 5000)
    assert.ok(server.logLines.every((line) => !line.includes(cards.plain)))
    const { data } = await server.call('GET', '/v1/request-logs?page_size=100')
    assert.ok(!JSON.stringify(data ?? '').includes(cards.plain))
  })

  it('7. a live payment with a small amount works end to end once a live processor is configured', async () => {
    const standIn = await startStripeStandIn()
    after(standIn.close)
    const ready = await startTestServer(standIn.env)
    await makeReady(ready)
    ready.clock.advance(1100)
    const live = clientOf(ready, 'a', await makeFlowlixKey(ready, 'flowlix_a', { by: ready.liveKey }))
    const payment = await live.opened({ amount: 100 })
    assert.equal(payment.livemode, true)
    const payer = await hostedPayer(ready, payment)
    const { id: token } = standIn.controls.mintToken({ card: 'visa' })
    expectReturnTo(
      await payer.payWith({ confirmation_token: token }),
      'https://shop.example/done',
      payment.id,
      'succeeded',
    )
    const paid = (await live.read(payment.id)).json
    assert.deepEqual([paid.status, paid.amount, paid.card.last4], ['succeeded', 100, '4242'])
    const [charge] = standIn.controls.state().charges
    assert.equal(charge!['amount'], 100)
    assert.equal((await live.refund(payment)).json.status, 'refunded')

    // Source: contract, flowlix 12 row 5: a test card with a live key is declined before anybody is asked.
    expectError(await live.pay(withCard('a', cards.visa)), {
      status: 402,
      type: 'card_error',
      code: 'card_declined',
      decline_code: 'generic_decline',
    })
    assert.equal(standIn.controls.state().charges.length, 1)
  })
})
