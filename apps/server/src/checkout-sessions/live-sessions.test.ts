import assert from 'node:assert/strict'
import { after, describe, it } from 'node:test'
import { liveEnvironmentOf } from '../../../../test/support/a-full-live.ts'
import { addKey } from '../../../../test/support/add-key.ts'
import type { ApiCall } from '../../../../test/support/api.ts'
import { makeReady } from '../../../../test/support/make-ready.ts'
import { startTestServer } from '../../../../test/support/server.ts'
import { startStripeStandIn } from '../../../../test/stripe-stand-in/stand-in.ts'
import { type Buyer, checkoutCalls, said } from './a-checkout.fixture.ts'

const standIn = await startStripeStandIn()
after(() => standIn.close())
const server = await startTestServer(standIn.env)
const withoutProcessor = await startTestServer()
const sandbox = checkoutCalls(server)
const ofLive = (from: typeof server) =>
  checkoutCalls({
    ...from,
    call: (method: string, path: string, options: ApiCall = {}) =>
      from.call(method, path, { key: from.liveKey, ...options }),
  })
const live = ofLive(server)

const actionOf = (buyer: Buyer) =>
  buyer.call('GET', `/v1/checkout-sessions/${buyer.sessionId}/browser-action`)
const payBy = (buyer: Buyer, card: string) =>
  buyer.call(
    'POST',
    `/v1/orders/${buyer.orderId}/pay`,
    { action: 'pay', payment_source: { confirmation_token: standIn.controls.mintToken({ card }).id } },
    { idempotencyKey: `pay-${buyer.orderId}` },
  )

describe('payment_form', () => {
  it('in a sandbox is ours, and shown to the buyer only', async () => {
    const buyer = await sandbox.aBuyer()
    assert.deepEqual((await buyer.session()).payment_form, { type: 'flint', stripe: null })
    assert.equal('payment_form' in (await sandbox.read(buyer.sessionId)), false)
  })

  it('in live mode is none while nothing can be paid', async () => {
    const none = { type: 'none', stripe: null }
    assert.deepEqual((await (await live.aBuyer()).session()).payment_form, none)
    await makeReady(withoutProcessor)
    assert.deepEqual((await (await ofLive(withoutProcessor).aBuyer()).session()).payment_form, none)
  })

  it("is the processor's once live payments are ready", async () => {
    await makeReady(server)
    const buyer = await live.aBuyer()
    assert.deepEqual((await buyer.session()).payment_form, {
      type: 'stripe',
      stripe: {
        publishable_key: standIn.publishableKey,
        account_id: null,
        script_url: standIn.scriptUrl,
      },
    })
  })
})

describe('GET /v1/checkout-sessions/{checkout_session_id}/browser-action', () => {
  it('200: what the script is called with, while the bank asks', async () => {
    await makeReady(server)
    const buyer = await live.aBuyer()
    const { data: paid } = await payBy(buyer, 'authenticationRequired')
    const [pending] = paid.payment_attempt.pending_actions
    const { status, data } = await actionOf(buyer)
    assert.equal(status, 200)
    const { client_secret, ...rest } = data.stripe
    assert.match(client_secret, /^pi_\w+_secret_\w+$/)
    assert.deepEqual(
      [data.pending_action_id, rest],
      [
        pending.pending_action_id,
        { publishable_key: standIn.publishableKey, account_id: null, script_url: standIn.scriptUrl },
      ],
    )
  })

  it('200: nothing to call in a sandbox, whose bank has a page of its own', async () => {
    const buyer = await sandbox.aBuyer()
    await buyer.pay('tok_threeDSecureRequired')
    const { status, data } = await actionOf(buyer)
    assert.deepEqual([status, data.stripe], [200, null])
    assert.match(data.pending_action_id, /^\w+_/)
  })

  it('409 PAYMENT_ATTEMPT_NOT_RESUMABLE: nothing waits for the buyer', async () => {
    await makeReady(server)
    const buyer = await live.aBuyer()
    assert.deepEqual(said(await actionOf(buyer)).slice(0, 2), [409, 'PAYMENT_ATTEMPT_NOT_RESUMABLE'])
    await payBy(buyer, 'visa')
    assert.deepEqual(said(await actionOf(buyer)).slice(0, 2), [409, 'PAYMENT_ATTEMPT_NOT_RESUMABLE'])
  })

  it('409 PAYMENT_ATTEMPT_NOT_RESUMABLE: the buyer has just answered', async () => {
    await makeReady(server)
    const buyer = await live.aBuyer()
    await payBy(buyer, 'authenticationRequired')
    const { data } = await actionOf(buyer)
    const id = data.stripe.client_secret.split('_secret_')[0]
    standIn.controls.answerChallenge({ id, outcome: 'succeed' })
    assert.deepEqual(said(await actionOf(buyer)).slice(0, 2), [409, 'PAYMENT_ATTEMPT_NOT_RESUMABLE'])
  })

  it("503 SERVICE_UNAVAILABLE: the processor does not say; nor is the bank's page taken for answered", async () => {
    await makeReady(server)
    const buyer = await live.aBuyer()
    const { data: paid } = await payBy(buyer, 'authenticationRequired')
    const { url } = paid.payment_attempt.pending_actions[0].client_action.redirect
    const silence = { on: 'GET /v1/payment_intents', what: 'error_before' } as const
    standIn.controls.fault(silence)
    assert.deepEqual(said(await actionOf(buyer)).slice(0, 2), [503, 'SERVICE_UNAVAILABLE'])
    standIn.controls.fault(silence)
    assert.equal((await fetch(url)).status, 503)
    assert.match(await (await fetch(url)).text(), /data-client-secret/)
    assert.equal((await actionOf(buyer)).status, 200)
  })

  it('403 INSUFFICIENT_SCOPE: a key that may only read sessions', async () => {
    const buyer = await live.aBuyer()
    const { key } = await addKey(server.services, await liveEnvironmentOf(server, server.seeded.merchantId), {
      prefix: 'live',
      scopes: ['checkouts.checkout_sessions.read'],
    })
    const { status, error } = await server.call(
      'GET',
      `/v1/checkout-sessions/${buyer.sessionId}/browser-action`,
      { key },
    )
    assert.deepEqual([status, error.code], [403, 'INSUFFICIENT_SCOPE'])
  })
})

describe('over plain HTTP, where others reach the server', () => {
  it("a live session's page and its bank's page are refused; a sandbox's are served", async () => {
    const open = await startTestServer(
      { ...standIn.env, FLINT_PUBLIC_URL: 'https://pay.example', FLINT_TRUST_PROXY: '127.0.0.1' },
      { hasPages: true },
    )
    const base = `http://127.0.0.1:${open.services.config.port}`
    const statusOf = async (path: string, headers: Record<string, string> = {}) =>
      (await fetch(`${base}${path}`, { headers })).status
    assert.equal(await statusOf('/checkout/live/cs_any'), 403)
    assert.equal(await statusOf('/checkout/live/cs_any', { 'X-Forwarded-Proto': 'https' }), 200)
    assert.equal(await statusOf('/checkout/cs_any'), 200)

    await makeReady(open)
    const headers = {
      Authorization: `Bearer ${open.liveKey}`,
      'Content-Type': 'application/json',
      'X-Forwarded-Proto': 'https',
    }
    const post = async (path: string, body: unknown): Promise<any> => {
      const key = { 'Idempotency-Key': path }
      const sent = { method: 'POST', headers: { ...headers, ...key }, body: JSON.stringify(body) }
      return ((await (await fetch(`${base}${path}`, sent)).json()) as any).data
    }
    const { order_id } = await post('/v1/orders', {
      line_items: [{ name: 'Lamp', unit_price_money: { amount: 4200, currency: 'USD' } }],
    })
    const { id } = standIn.controls.mintToken({ card: 'authenticationRequired' })
    const paid = await post(`/v1/orders/${order_id}/pay`, {
      action: 'pay',
      payment_source: { confirmation_token: id },
    })
    const link = new URL(paid.payment_attempt.pending_actions[0].client_action.redirect.url)
    assert.equal(link.origin, 'https://pay.example')
    assert.equal(await statusOf(link.pathname), 403)
    assert.equal(await statusOf(link.pathname, { 'X-Forwarded-Proto': 'https' }), 200)
  })
})
