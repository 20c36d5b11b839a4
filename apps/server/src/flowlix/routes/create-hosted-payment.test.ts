import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import {
  backTo,
  expectBadField,
  expectError,
  flowlixCalls,
  hostedBody,
  makeFlowlixKey,
  profiles,
  clientOf,
  statusIn,
  withField,
  withoutField,
} from '../../../../../test/support/flowlix-calls.ts'
import { startTestServer } from '../../../../../test/support/server.ts'

const server = await startTestServer()
const flowlix = await flowlixCalls(server)

const countOf = async (table: string): Promise<number> =>
  Number((await server.services.db.query(`SELECT count(*) AS n FROM ${table}`)).rows[0]!['n'])

describe('POST /v1/payments/hpp', () => {
  for (const profile of profiles) {
    const { open, opened, read, call } = flowlix[profile]
    const returnField = profile === 'c' ? 'return_url' : 'redirect_url'

    describe(`form ${profile}`, () => {
      it('201: a payment that waits for its payer, and the address of its page', async () => {
        const payment = await opened()
        assert.match(payment.id, /^pay_[A-Za-z0-9]{24}$/)
        assert.equal(payment.amount, 1250)
        assert.equal(payment.status, profile === 'c' ? 'REQUIRES_ACTION' : 'pending')
        const page = profile === 'c' ? payment.hosted_payment_url : payment.redirect_url
        assert.match(page, new RegExp(`^${server.url}/hpp/${payment.id}#cs_[0-9A-Z]{26}\\.ckat_[\\w-]+$`))
        if (profile === 'a') assert.equal(payment.hpp_url, page)
        else assert.ok(!('hpp_url' in payment))
        if (profile === 'c') {
          assert.deepEqual(payment.next_action, { redirect_url: page })
          assert.equal(payment.integration_type, 'HOSTED_PAYMENT_PAGE')
        }
        assert.ok(Object.values(payment.card).every((value) => value === null))
        const { json } = await read(payment.id)
        assert.equal(profile === 'c' ? json.hosted_payment_url : json.redirect_url, page)
        assert.ok(!('hpp_url' in json))
      })

      it('201: order, checkout session and payment are written together', async () => {
        const { id, ...shown } = await opened({ metadata: { cart: '9' } })
        const { rows } = await server.services.db.query(
          `SELECT s.checkout_session_id, f.document ->> 'orderId' AS order_id, o.document ->> 'origin' AS origin, s.status, s.expires_at, f.created_at
           FROM flowlix_payments f JOIN orders o USING (environment_id, order_id)
           JOIN checkout_sessions s USING (environment_id, order_id) WHERE f.payment_id = $1`,
          [id],
        )
        assert.equal(rows.length, 1)
        const [{ order_id: orderId, origin, status, expires_at, created_at }] = rows as any
        assert.deepEqual([origin, status], ['flowlix', 'open'])
        assert.equal(Date.parse(expires_at) - Date.parse(created_at), 86_400_000)
        const { data: order } = await server.call('GET', `/v1/orders/${orderId}`)
        assert.equal(order.origin, 'flowlix')
        assert.deepEqual(order.pricing_amounts.total_money, { amount: 1250, currency: 'EUR' })
        assert.equal(order.metadata.cart, '9')
        const sessionId = (rows[0] as any).checkout_session_id
        const { data: session } = await server.call('GET', `/v1/checkout-sessions/${sessionId}`)
        assert.equal(session.url, shown.hosted_payment_url ?? shown.redirect_url)
      })

      it('201 again, byte for byte, for the same Idempotency-Key; nothing is opened twice', async () => {
        const options = { idempotencyKey: `hpp-again-${profile}` }
        const first = await open(hostedBody(profile), options)
        const sessions = await countOf('checkout_sessions')
        const again = await open(hostedBody(profile), options)
        assert.equal(again.status, 201)
        assert.equal(again.text, first.text)
        assert.equal(await countOf('checkout_sessions'), sessions)
        const other = await open({ ...hostedBody(profile), amount: 1 }, options)
        expectError(
          other,
          { status: 409, type: 'idempotency_error', code: 'idempotency_key_in_use' },
          profile,
        )
      })

      it('keeps the credential of its page nowhere in the clear', async () => {
        const key = `hpp-sealed-${profile}`
        const first = await open(hostedBody(profile), { idempotencyKey: key })
        const { rows } = await server.services.db.query(
          'SELECT is_sealed, body FROM idempotency_keys WHERE key = $1',
          [key],
        )
        assert.match(first.text, /ckat_/)
        assert.equal(rows[0]!['is_sealed'], true)
        assert.ok(!rows[0]!['body'].includes('ckat_'))
      })

      it(`400 parameter_missing: without ${returnField}`, async () => {
        const answer = await open(withoutField(hostedBody(profile), returnField))
        expectBadField(answer, profile, returnField, 'parameter_missing')
      })

      it(`400 parameter_invalid: ${returnField} that no payer should be sent to`, async () => {
        for (const address of ['javascript:alert(1)', 'shop.example/done', 'ftp://shop.example', 'https://'])
          expectBadField(
            await open(withField(hostedBody(profile), returnField, address)),
            profile,
            returnField,
          )
      })

      it('400 parameter_invalid: amount and currency', async () => {
        expectBadField(await open({ ...hostedBody(profile), amount: 0 }), profile, 'amount')
        expectBadField(await open({ ...hostedBody(profile), amount: 12.5 }), profile, 'amount')
        expectBadField(await open({ ...hostedBody(profile), currency: 'xyz' }), profile, 'currency')
      })

      it('a refused call opens nothing', async () => {
        const before = await countOf('checkout_sessions')
        await open({ ...hostedBody(profile), amount: -1 })
        assert.equal(await countOf('checkout_sessions'), before)
      })

      it('is in the list, and in no list of payments that have ended', async () => {
        const { id } = await opened()
        const { json } = await call('GET', '/v1/payments?limit=1')
        assert.equal(json.data[0].id, id)
        const failed = await call('GET', `/v1/payments?status=${statusIn(profile, 'failed')}`)
        assert.ok(failed.json.data.every((one: { id: string }) => one.id !== id))
      })
    })
  }

  it('form a: 400 without a customer, or with part of one; b and c need none', async () => {
    expectBadField(
      await flowlix.a.open(withoutField(hostedBody('a'), 'customer')),
      'a',
      'customer',
      'parameter_missing',
    )
    expectBadField(
      await flowlix.a.open(withoutField(hostedBody('a'), 'customer.zip')),
      'a',
      'customer.zip',
      'parameter_missing',
    )
    expectBadField(
      await flowlix.b.open(withoutField(hostedBody('b'), 'customer.phone')),
      'b',
      'customer.phone',
      'parameter_missing',
    )
    assert.equal((await flowlix.b.open(withoutField(hostedBody('b'), 'customer'))).status, 201)
    assert.equal((await flowlix.c.open(withoutField(hostedBody('c'), 'billing_details'))).status, 201)
  })

  it('form a: callback_url is taken when notices may go there', async () => {
    assert.equal(
      (await flowlix.a.open({ ...hostedBody('a'), callback_url: 'https://shop.example/told' })).status,
      201,
    )
    assert.equal((await flowlix.a.open({ ...hostedBody('a'), callback_url: null })).status, 201)
    for (const callback_url of ['http://shop.example/told', 'https://user:word@shop.example', 'told'])
      expectBadField(await flowlix.a.open({ ...hostedBody('a'), callback_url }), 'a', 'callback_url')
  })

  it('form c: 400 without an Idempotency-Key', async () => {
    const { status, json } = await flowlix.c.call('POST', '/v1/payments/hpp', { body: hostedBody('c') })
    assert.deepEqual(
      [status, json.error.code, json.error.param],
      [400, 'parameter_missing', 'Idempotency-Key'],
    )
  })

  it('keeps what stands in the address to come back to', async () => {
    const redirect_url = `${backTo}?cart=7&x=%7E#basket`
    const { id } = await flowlix.a.opened({ redirect_url })
    const { rows } = await server.services.db.query(
      `SELECT document ->> 'returnUrl' AS url FROM flowlix_payments WHERE payment_id = $1`,
      [id],
    )
    assert.equal(rows[0]!['url'], redirect_url)
  })

  it('live: 500 in form a and 503 in form c while nobody can take the money, and nothing is stored', async () => {
    const before = await countOf('flowlix_payments')
    const keyA = await makeFlowlixKey(server, 'flowlix_a', { by: server.liveKey })
    const keyC = await makeFlowlixKey(server, 'flowlix_c', { by: server.liveKey })
    const a = await clientOf(server, 'a', keyA).open()
    assert.deepEqual([a.status, a.json.error.type], [500, 'api_error'])
    const c = await clientOf(server, 'c', keyC).open()
    assert.deepEqual([c.status, c.json.error.type], [503, 'api_error'])
    assert.equal(await countOf('flowlix_payments'), before)
  })
})
