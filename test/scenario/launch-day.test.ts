import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type TestContext, after, describe, it } from 'node:test'
import { Webhook } from 'standardwebhooks'
import { checkoutCalls } from '../../apps/server/src/checkout-sessions/a-checkout.fixture.ts'
import { advanceBody, detailsBody } from '../../apps/server/src/verification/an-account.fixture.ts'
import { type Received, aConsumer } from '../../apps/server/src/webhooks/a-consumer.fixture.ts'
import { retryDelaysSeconds } from '../../apps/server/src/webhooks/retry-schedule.ts'
import { root } from '../../scripts/test-files.ts'
import { type StripeStandIn, startStripeStandIn } from '../stripe-stand-in/stand-in.ts'
import type { ApiCall } from '../support/api.ts'
import { makeReady } from '../support/make-ready.ts'
import { freshKey, usd } from '../support/money-calls.ts'
import { type TestServer, startTestServer } from '../support/server.ts'
import { waitFor } from '../support/wait-for.ts'
import { sectionOf } from './guide-steps.ts'

/**
 * Each row of "If something fails on launch day" of the guide to going live, as a merchant meets it over the API: what it sees,
 * and that what the guide tells it to do ends it. Source: docs/guides/going-live.md.
 */

const guide = readFileSync(join(root, 'docs/guides/going-live.md'), 'utf8')
const rows = sectionOf(guide, 'If something fails on launch day')
  .split('\n')
  .filter((line) => line.startsWith('|'))
  .map((line) => line.split('|')[1]!.trim())
  .slice(2)

const standIn = await startStripeStandIn()
after(standIn.close)
const shop = await startTestServer(standIn.env)
await makeReady(shop)
shop.clock.advance(1100)
shop.startWorker()
standIn.controls.listen({ url: `${shop.url}/webhooks/stripe`, secret: standIn.webhookSecret })

/** What a program with this key does. */
const as = (server: TestServer, key = server.liveKey) => {
  const call = (method: string, path: string, options: ApiCall = {}) =>
    server.call(method, path, { key, ...options })
  const get = (path: string) => call('GET', path)
  const post = (path: string, body: unknown = {}, idempotencyKey = freshKey()) =>
    call('POST', path, { body, idempotencyKey })
  const made = async (path: string, body: unknown = {}) => {
    const { status, data, text } = await post(path, body)
    assert.ok(status < 300, `${path}: ${text}`)
    return data
  }
  return {
    call,
    get,
    post,
    made,
    read: async (path: string) => (await get(path)).data,
    anOrder: async (): Promise<string> =>
      (await made('/v1/orders', { line_items: [{ name: 'Lamp', unit_price_money: usd(4200) }] })).order_id,
    pay: (orderId: string, source: object, key?: string) =>
      post(`/v1/orders/${orderId}/pay`, { action: 'pay', payment_source: source }, key),
    aKey: async (body: object = {}) =>
      made('/v1/api-keys', { name: 'Shop', scopes: ['commerce.orders.write'], ...body }),
  }
}
const live = as(shop)
const sandbox = as(shop, shop.sandboxKey)
const aCard = (card = 'visa') => ({ confirmation_token: standIn.controls.mintToken({ card }).id })

const codeOf = async (called: ReturnType<typeof live.call>) => {
  const { status, error } = await called
  return [status, error?.code]
}
/** The calls about payments that the processor got meanwhile; a refund of an earlier row may still be on its way. */
const askedDuring = async (from: Pick<StripeStandIn, 'seen'>, work: () => Promise<unknown>) => {
  const before = from.seen.length
  await work()
  const calls = from.seen.slice(before).map(({ call }) => call)
  return calls.filter((call) => !call.includes('/v1/refunds'))
}
const takenFor = (orderId: string) =>
  standIn.controls
    .state()
    .charges.filter(({ metadata, captured }) => metadata.flint_order_id === orderId && captured)
const isPaid = (orderId: string) =>
  waitFor(`order ${orderId} is paid`, async () => {
    const order = await live.read(`/v1/orders/${orderId}`)
    return order.payment_status === 'paid' ? order : null
  })

/** A merchant that has not given its details yet; with a processor of its own, so that its calls can be counted. */
const anUnreadyShop = async () => {
  const server = await startTestServer(standIn.env)
  const merchant = as(server)
  const { merchantId } = server.seeded
  return {
    server,
    merchant,
    readiness: () => merchant.read(`/v1/merchants/${merchantId}/readiness`),
    becomeReady: async () => {
      await merchant.made('/v1/onboarding/advance', advanceBody('https://lamps.example'))
      await merchant.made(`/v1/merchants/${merchantId}/verification`, detailsBody)
    },
  }
}

/** An endpoint that goes with its test: later ones look at what failed. */
const listen = async (
  t: TestContext,
  { made, call }: ReturnType<typeof as>,
  url: string,
  body: object = {},
) => {
  const endpoint = await made('/v1/webhook-endpoints', { url, ...body })
  t.after(() => call('DELETE', `/v1/webhook-endpoints/${endpoint.webhook_endpoint_id}`))
  return endpoint as { webhook_endpoint_id: string; secret: string }
}

const launchDay: Record<string, (t: TestContext) => Promise<void>> = {
  '401 `INVALID_API_KEY`': async () => {
    for (const key of [shop.liveKey.slice(0, -4), `flint_live_${'c'.repeat(64)}`])
      assert.deepEqual(await codeOf(as(shop, key).get('/v1/orders')), [401, 'INVALID_API_KEY'])
    const lost = await live.aKey()
    assert.equal('secret_key' in (await live.read(`/v1/api-keys/${lost.api_key_id}`)), false)
    const { secret_key: another } = await live.aKey()
    await live.made(`/v1/api-keys/${lost.api_key_id}/revoke`)
    assert.equal((await as(shop, another).get('/v1/orders')).status, 200)
  },

  '401 `API_KEY_REVOKED`, `API_KEY_EXPIRED`': async () => {
    const revoked = await live.aKey()
    const use = (key: any) => codeOf(as(shop, key.secret_key).get('/v1/orders'))
    assert.deepEqual(await use(revoked), [200, undefined])
    await live.made(`/v1/api-keys/${revoked.api_key_id}/revoke`)
    assert.deepEqual(await use(revoked), [401, 'API_KEY_REVOKED'])
    const expiring = await live.aKey({ expires_at: new Date(shop.clock.nowMs() + 60_000).toISOString() })
    assert.deepEqual(await use(expiring), [200, undefined])
    shop.clock.advance(61_000)
    assert.deepEqual(await use(expiring), [401, 'API_KEY_EXPIRED'])
    assert.deepEqual(await use(await live.aKey()), [200, undefined])
  },

  '403 `INSUFFICIENT_SCOPE`': async () => {
    const orderId = await live.anOrder()
    await live.pay(orderId, aCard())
    const key = await live.aKey()
    const program = as(shop, key.secret_key)
    const body = { order_id: orderId, amount_money: usd(100) }
    const { status, error } = await program.post('/v1/refunds', body, 'refund-on-launch-day')
    assert.deepEqual([status, error.code], [403, 'INSUFFICIENT_SCOPE'])
    const { status: changed } = await live.call('PATCH', `/v1/api-keys/${key.api_key_id}`, {
      body: { scopes: [...key.scopes, ...error.missing_scopes] },
    })
    assert.equal(changed, 200)
    assert.equal((await program.post('/v1/refunds', body, 'refund-on-launch-day')).status, 201)
  },

  '`Flint-Mode: test` on answers': async () => {
    const asked = await askedDuring(standIn, async () => {
      const orderId = await sandbox.anOrder()
      const paid = await sandbox.pay(orderId, { token: 'tok_visa' })
      assert.equal(paid.headers.get('flint-mode'), 'test')
      assert.equal(paid.data.order.payment_status, 'paid')
      // A real card's token means nothing to a sandbox.
      const real = await sandbox.pay(await sandbox.anOrder(), aCard())
      assert.notEqual(real.data?.order.payment_status, 'paid')
    })
    assert.deepEqual(asked, [])
    assert.equal((await live.get('/v1/orders')).headers.get('flint-mode'), 'live')
  },

  '404 for something that you know': async (t) => {
    const order = await sandbox.anOrder()
    await sandbox.pay(order, { token: 'tok_visa' })
    const customer = await sandbox.made('/v1/customers', { email: 'ada@lamps.example' })
    const product = await sandbox.made('/v1/products', {
      name: 'Lamp',
      product_type: 'physical',
      default_variant: { sku: 'LAMP-1', unit_price_money: usd(4200) },
    })
    const refund = await sandbox.made('/v1/refunds', { order_id: order })
    const endpoint = await listen(t, sandbox, (await aConsumer()).url)
    for (const path of [
      `/v1/orders/${order}`,
      `/v1/customers/${customer.customer_id}`,
      `/v1/products/${product.product_id}`,
      `/v1/refunds/${refund.refund_id}`,
      `/v1/webhook-endpoints/${endpoint.webhook_endpoint_id}`,
    ]) {
      assert.equal((await sandbox.get(path)).status, 200, path)
      assert.equal((await live.get(path)).status, 404, path)
    }
    assert.equal((await live.pay(order, aCard())).status, 404)
    assert.equal((await live.post('/v1/refunds', { order_id: order })).status, 404)
    assert.equal((await live.post('/v1/checkout-sessions', { order_id: order })).status, 404)
  },

  '409 `MERCHANT_ONBOARDING_REQUIRED`': async () => {
    const { merchant, readiness, becomeReady, server } = await anUnreadyShop()
    const orderId = await merchant.anOrder()
    const source = aCard()
    const asked = await askedDuring(standIn, async () => {
      const { status, error } = await merchant.pay(orderId, source, 'first-live-payment')
      assert.deepEqual(
        [status, error.code, error.param],
        [409, 'MERCHANT_ONBOARDING_REQUIRED', 'merchant_id'],
      )
    })
    assert.deepEqual(asked, [])
    const { payments } = await readiness()
    assert.deepEqual([payments.status, payments.status_reason], ['blocked', 'onboarding_not_started'])
    await becomeReady()
    assert.equal((await readiness()).payments.status, 'ready')
    server.clock.advance(1100)
    // The refusal stays with its key, as every refusal does that says something about the order.
    assert.deepEqual(await codeOf(merchant.pay(orderId, source, 'first-live-payment')), [
      409,
      'MERCHANT_ONBOARDING_REQUIRED',
    ])
    const { data } = await merchant.pay(orderId, source, 'second-live-payment')
    assert.equal(data.order.payment_status, 'paid')
  },

  'No way to pay on the page': async () => {
    const { merchant, becomeReady, server } = await anUnreadyShop()
    const buyer = await checkoutCalls({ ...server, call: merchant.call }).aBuyer()
    const shown = async () => (await buyer.session()).payment_form.type
    const blockers = async () => {
      const [card] = await merchant.made('/v1/payment-options/resolve', { payment_options: ['card'] })
      return card.blockers.map(({ code }: any) => code)
    }
    assert.equal(await shown(), 'none')
    assert.deepEqual(await blockers(), ['requirements_due'])
    await becomeReady()
    server.clock.advance(1100)
    assert.equal(await shown(), 'stripe')
    assert.deepEqual(await blockers(), [])
    // The other reason: settings that leave no option for what this buyer is to pay.
    const payment_limits = { max_amounts: { USD: 4000 } }
    await merchant.call('PATCH', '/v1/settings', { body: { payment_limits } })
    const [card] = await merchant.made('/v1/payment-options/resolve', {
      payment_options: ['card'],
      source: { type: 'checkout_session', id: buyer.sessionId },
    })
    assert.deepEqual([card.status, card.reason_code], ['unavailable', 'amount_out_of_range'])
  },

  'Test cards are declined': async () => {
    const orderId = await live.anOrder()
    const asked = await askedDuring(standIn, async () => {
      const { data: card } = await live.post('/v1/tokens', {
        card: { number: '4242424242424242', exp_month: 12, exp_year: 2040, cvc: '123' },
      })
      for (const token of ['tok_visa', ...(card ? [card.token] : [])]) {
        const { status, data } = await live.pay(orderId, { token })
        assert.deepEqual(
          [status, data.payment_attempt.status, data.payment_attempt.failure_code],
          [200, 'failed', 'card_declined'],
          token,
        )
        assert.match(JSON.stringify(data), /test card/i)
      }
    })
    assert.deepEqual(asked, [])
    assert.equal((await live.pay(orderId, aCard())).data.order.payment_status, 'paid')
  },

  '403 `HTTPS_REQUIRED`': async () => {
    const open = await startTestServer({
      ...standIn.env,
      FLINT_PUBLIC_URL: 'https://pay.example',
      FLINT_TRUST_PROXY: '127.0.0.1',
    })
    const ask = (headers: Record<string, string>) =>
      fetch(`http://127.0.0.1:${open.services.config.port}/v1/orders`, {
        headers: { Authorization: `Bearer ${open.liveKey}`, ...headers },
      })
    const refused = await ask({})
    const { error }: any = await refused.json()
    assert.deepEqual([refused.status, error.code], [403, 'HTTPS_REQUIRED'])
    assert.match(error.remediation.action ?? JSON.stringify(error.remediation), /replace the key/)
    assert.equal((await ask({ 'X-Forwarded-Proto': 'https' })).status, 200)
  },

  'Signatures do not verify': async (t) => {
    const consumer = await aConsumer()
    const { secret: sandboxSecret } = await listen(t, sandbox, consumer.url)
    const { secret } = await listen(t, live, consumer.url)
    const orderId = await live.anOrder()
    const received = await waitFor('an event of live mode', () =>
      consumer.received.find(({ text }) => text.includes(orderId)),
    )
    const verify = (by: string, { headers, text }: Pick<Received, 'headers' | 'text'>) => {
      // The package compares with its own clock; the shop's is ahead of it.
      const sentAt = new Date(Number(headers['webhook-timestamp']) * 1000)
      const signed = new Webhook(by).sign(headers['webhook-id']!, sentAt, text)
      return headers['webhook-signature']!.split(' ').includes(signed)
    }
    assert.equal(verify(sandboxSecret, received), false)
    assert.equal(verify(secret, { ...received, text: JSON.stringify(received.json, null, 2) }), false)
    assert.equal(verify(secret, received), true)
  },

  'Events do not arrive': async (t) => {
    const consumer = await aConsumer(500)
    const endpoint = await listen(t, live, consumer.url)
    const orderId = await live.anOrder()
    const failed = async () => {
      const { data } = await live.get('/v1/webhook-events?status=failed')
      return data.find((event: any) => event.resource_id === orderId)
    }
    for (const delaySeconds of [0, ...retryDelaysSeconds]) {
      const { length: before } = consumer.received
      shop.clock.advance(delaySeconds * 1200)
      await waitFor('it is tried once more', () => consumer.received.length > before)
    }
    const { webhook_event_id: eventId } = await waitFor('it has failed', failed)
    const [delivery] = await live.read(`/v1/webhook-events/${eventId}/deliveries`)
    consumer.answer = 204
    const resent = await live.made(`/v1/webhook-deliveries/${delivery.webhook_delivery_id}/resend`)
    assert.equal(resent.attempt_status, 'delivered')
    assert.equal(await failed(), undefined)
    assert.equal(consumer.received.at(-1)!.json.data.order_id, orderId)
    assert.equal(delivery.webhook_endpoint_id, endpoint.webhook_endpoint_id)
  },

  429: async () => {
    const server = await startTestServer({ ...standIn.env, FLINT_RATE_LIMIT_PER_KEY: '1' })
    await makeReady(server)
    const merchant = as(server)
    const orderId = await merchant.anOrder()
    const source = aCard()
    const pay = () => merchant.pay(orderId, source, 'one-payment')
    const rush = await Promise.all(Array.from({ length: 40 }, pay))
    const refused = rush.find(({ status }) => status === 429)
    assert.equal(refused?.error.code, 'RATE_LIMIT_EXCEEDED')
    server.clock.advance(Number(refused.headers.get('retry-after')) * 1000)
    assert.equal((await pay()).data.order.payment_status, 'paid')
    assert.equal(takenFor(orderId).length, 1)
  },

  'A payment stays `processing`': async (t) => {
    const consumer = await aConsumer()
    await listen(t, live, consumer.url, { enabled_events: ['order.payment_succeeded'] })
    const news = { url: `${shop.url}/webhooks/stripe`, secret: standIn.webhookSecret }
    for (const what of ['no_answer_before', 'no_answer_after'] as const) {
      // Nobody tells us of it either: it is found by asking.
      standIn.controls.listen({ ...news, mode: 'drop' })
      const orderId = await live.anOrder()
      standIn.controls.fault({ on: 'POST /v1/payment_intents', what, times: 2 })
      const source = aCard()
      const { data } = await live.pay(orderId, source, orderId)
      assert.equal(data.payment_attempt.status, 'processing', what)
      assert.equal((await live.pay(orderId, source, orderId)).data.payment_attempt.status, 'processing')
      assert.equal((await live.pay(orderId, aCard())).status, 409, 'a second charge is not begun')
      shop.clock.advance(31_000)
      await isPaid(orderId)
      assert.equal(takenFor(orderId).length, 1)
      await waitFor('an event says so', () => consumer.received.find(({ text }) => text.includes(orderId)))
      standIn.controls.listen(news)
    }
  },
}

describe('If something fails on launch day', () => {
  for (const row of rows)
    it(row, async (t) => {
      assert.ok(launchDay[row], 'This row has no test')
      await launchDay[row](t)
    })

  it('has no test of a row that is gone', () =>
    assert.deepEqual(
      Object.keys(launchDay).filter((row) => !rows.includes(row)),
      [],
    ))
})
