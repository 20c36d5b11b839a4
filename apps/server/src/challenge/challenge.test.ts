import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { startTestServer } from '../../../../test/support/server.ts'
import { type Buyer, checkoutCalls } from '../checkout-sessions/a-checkout.fixture.ts'
import { resolveAfterMs } from './answer-challenge.ts'

const server = await startTestServer()
const { aBuyer, anOrder, order, merchantPays, afterMs } = checkoutCalls(server)

const challengeOf = (paid: any) => {
  const [action] = paid.json.pending_actions
  return {
    url: action.client_action.redirect.url as string,
    actionId: action.pending_action_id as string,
    attemptId: paid.data.payment_attempt.order_payment_attempt_id as string,
  }
}
const challenged = async (buyer: Buyer, token = 'tok_threeDSecureRequired') =>
  challengeOf(await buyer.pay(token))

const show = async (url: string) => {
  const response = await fetch(url)
  return { status: response.status, headers: response.headers, text: await response.text() }
}
const answer = (url: string, outcome: string) =>
  fetch(url, { method: 'POST', redirect: 'manual', body: new URLSearchParams({ outcome }) })

describe('GET /challenge/{environment_id}/{payment_intent_id}/{signature}', () => {
  it('asks, without a script, on a page that only we may frame', async () => {
    const { url } = await challenged(await aBuyer())
    const { status, headers, text } = await show(url)
    assert.equal(status, 200)
    for (const shown of [
      'Your shop',
      '$42.00',
      'Visa ending in',
      'Complete authentication',
      'Fail authentication',
    ])
      assert.ok(text.includes(shown), shown)
    assert.match(headers.get('content-security-policy')!, /default-src 'none'.*frame-ancestors 'self'/)
    assert.equal(headers.get('cache-control'), 'no-store')
    assert.equal(headers.get('referrer-policy'), 'no-referrer')
    assert.doesNotMatch(text, /<script(?![^>]*\ssrc=)|<style|\son\w+=|\sstyle=/)
    for (const [path] of text.matchAll(/\/challenge-assets\/[\w.-]+/g)) {
      const file = await fetch(`${server.url}${path}`)
      assert.equal(file.status, 200)
      assert.match(file.headers.get('cache-control')!, /immutable/)
    }
  })

  it('writes what the merchant calls itself as text', async () => {
    const { url } = await challenged(await aBuyer())
    const [, environmentId] = /challenge\/(\w+)\//.exec(url)!
    const rename = (name: string) =>
      server.services.db.query(
        `UPDATE merchants m SET business_name = $2 FROM environments e WHERE e.merchant_id = m.merchant_id AND e.environment_id = $1`,
        [environmentId, name],
      )
    await rename('<b>"Bold" & Co</b>')
    server.clock.advance(2_000)
    const { text } = await show(url)
    await rename('Your shop')
    server.clock.advance(2_000)
    assert.ok(text.includes('&lt;b&gt;&quot;Bold&quot; &amp; Co&lt;/b&gt;'))
  })

  it('404: a wrong signature, another payment’s, an id that is none', async () => {
    const [one, other] = [await challenged(await aBuyer()), await challenged(await aBuyer())]
    const parts = one.url.split('/')
    const withPart = (index: number, part: string) => parts.with(index, part).join('/')
    for (const url of [
      withPart(-1, other.url.split('/').at(-1)!),
      withPart(-1, 'A'),
      withPart(-2, 'pi_00000000000000000000000000'),
      withPart(-2, "'%00"),
      withPart(-3, 'menv_00000000000000000000000000'),
    ]) {
      const { status, headers, text } = await show(url)
      assert.equal(status, 404, url)
      assert.match(headers.get('content-type')!, /text\/html/)
      assert.ok(text.includes('This link does not work'))
    }
  })

  it('404: a link of an earlier try to pay', async () => {
    const buyer = await aBuyer()
    const first = await challenged(buyer)
    await buyer.cancel(first.attemptId)
    const second = await challenged(buyer)
    assert.equal((await show(first.url)).status, 404)
    assert.equal((await answer(first.url, 'completed')).status, 404)
    assert.equal((await show(second.url)).status, 200)
  })

  it('says that it is over when the time is up', async () => {
    const buyer = await aBuyer()
    const { url } = await challenged(buyer)
    server.clock.advance(31 * 60_000)
    assert.match((await show(url)).text, /Nothing to confirm any more/)
    await answer(url, 'completed')
    assert.match((await show(url)).text, /Nothing to confirm any more/)
    await afterMs(0)
    const paid = await order(buyer.orderId)
    assert.equal(paid.payment_status, 'unpaid')
  })
})

describe('POST /challenge/{environment_id}/{payment_intent_id}/{signature}', () => {
  it('records the answer, then shows it to whoever waits', async () => {
    const buyer = await aBuyer()
    const { url, actionId, attemptId } = await challenged(buyer)
    const posted = await answer(url, 'completed')
    assert.deepEqual([posted.status, posted.headers.get('location')], [303, new URL(url).pathname])
    const { text } = await show(url)
    assert.ok(text.includes(`data-done data-action-id="${actionId}"`))
    assert.ok(text.includes(`data-return-url="${server.url}/checkout/${buyer.sessionId}"`))
    assert.equal((await buyer.session()).order.payment_status, 'unpaid')
    const { data } = await buyer.resume(attemptId)
    assert.deepEqual([data.payment_attempt.status, data.order.payment_status], ['succeeded', 'paid'])
    assert.match((await show(url)).text, /Authentication completed/)
  })

  it('a failed one is a decline that can be mended', async () => {
    const buyer = await aBuyer()
    const { url, attemptId } = await challenged(buyer)
    await answer(url, 'failed')
    const { data } = await buyer.resume(attemptId)
    assert.deepEqual(
      [data.payment_attempt.status, data.payment_attempt.failure_code],
      ['failed', 'authentication_required'],
    )
    assert.equal((await buyer.pay('tok_visa')).data.payment_attempt.status, 'succeeded')
  })

  it('the first answer stands', async () => {
    const buyer = await aBuyer()
    const { url, attemptId } = await challenged(buyer)
    await Promise.all([answer(url, 'failed'), answer(url, 'failed')])
    await answer(url, 'completed')
    assert.equal((await buyer.resume(attemptId)).data.payment_attempt.status, 'failed')
  })

  it('the worker goes on when the page is gone', async () => {
    const buyer = await aBuyer()
    const { url } = await challenged(buyer)
    await answer(url, 'completed')
    await afterMs(resolveAfterMs - 1_000)
    assert.equal((await order(buyer.orderId)).payment_status, 'unpaid')
    await afterMs(2_000)
    assert.equal((await order(buyer.orderId)).payment_status, 'paid')
    assert.equal((await buyer.session()).status, 'paid')
  })

  it('anything else records nothing', async () => {
    const buyer = await aBuyer()
    const { url } = await challenged(buyer)
    assert.equal((await answer(url, 'maybe')).status, 303)
    assert.match((await show(url)).text, /Complete authentication/)
    const json = await fetch(url, {
      method: 'POST',
      redirect: 'manual',
      headers: { 'Content-Type': 'application/json' },
      body: '{"outcome":"completed"}',
    })
    assert.ok([303, 415].includes(json.status))
    assert.match((await show(url)).text, /Complete authentication/)
  })

  it('serves a payment of the merchant’s own making, and leads back where it says', async () => {
    const { order_id } = await anOrder()
    const own = challengeOf(await merchantPays(order_id, 'tok_threeDSecureRequired'))
    await answer(own.url, 'completed')
    assert.ok((await show(own.url)).text.includes('data-return-url=""'))

    const { data } = await server.call('POST', '/v1/payment-intents', {
      body: {
        amount_money: { amount: 900, currency: 'USD' },
        payment_return_url: 'https://shop.example/back?a=1&b=2',
      },
    })
    const path = `/v1/payment-intents/${data.payment_intent_id}`
    const confirmed = await server.call('POST', `${path}/confirm`, {
      body: { payment_source_token: 'tok_threeDSecureRequired' },
    })
    const { url } = confirmed.data.current_payment_action.client_action.redirect
    await answer(url, 'completed')
    assert.ok((await show(url)).text.includes('data-return-url="https://shop.example/back?a=1&amp;b=2"'))
    await afterMs(resolveAfterMs)
    assert.equal((await server.call('GET', path)).data.status, 'succeeded')
  })
})
