import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { checkoutCalls } from '../../apps/server/src/checkout-sessions/a-checkout.fixture.ts'
import { errorCatalogue } from '../../apps/server/src/platform/http/errors.ts'
import { aHold, aLeg, freshKey, usd } from '../support/money-calls.ts'
import { startTestServer } from '../support/server.ts'

const server = await startTestServer()
const codes = [...errorCatalogue.values()]

/** Why the same request, sent again unchanged, may succeed. All other refusals stay what they are. */
const retryable: Record<string, string> = {
  RATE_LIMIT_EXCEEDED: 'the budget fills up again',
  ORDER_RECEIPT_RESEND_RATE_LIMITED: 'five minutes pass',
  WEBHOOK_STREAM_CONNECTION_LIMIT: 'another stream ends',
  IDEMPOTENCY_KEY_IN_PROGRESS: 'the first request ends',
  WEBHOOK_DELIVERY_IN_FLIGHT: 'the attempt under way ends',
  SANDBOX_CLOCK_MOVING: 'the clock arrives',
  PAYMENT_OPERATION_IN_PROGRESS: 'the processor answers the first operation',
  ONBOARDING_UNAVAILABLE: 'the processor comes back; what was given is kept',
  MERCHANT_ACCOUNT_SESSION_UNAVAILABLE: 'the processor comes back',
  INTERNAL_ERROR: 'our fault may be over; the same key makes it safe',
  SERVICE_UNAVAILABLE: 'the service comes back; the same key makes it safe',
}

/** The account, its settings or its people have to change; everything else is the caller's code, and from 500 up ours. */
const merchantSourced = new Set([
  'MERCHANT_ONBOARDING_REQUIRED',
  'PROMOTION_CODES_DISABLED',
  'ONBOARDING_PROFILE_PROVIDER_MANAGED',
  'MERCHANT_ACCOUNT_NOT_READY',
  'MERCHANT_ACCOUNT_SESSION_ACCOUNT_SETUP_REQUIRED',
  'PAYMENT_LINK_INACTIVE',
  'PAYMENT_LINK_MAX_COMPLETIONS_REACHED',
  'EVENT_SOLD_OUT',
  // Of people: what they enter, and what their role is.
  'AUTHENTICATION_FAILED',
  'EMAIL_ALREADY_LINKED',
  'ONBOARDING_DIRECT_OWNER_REQUIRED',
])

describe('every error code', () => {
  it('says what is wrong and what to do, each in sentences', () => {
    for (const { code, message, nextSteps } of codes) {
      assert.match(code, /^[A-Z][A-Z0-9_]+$/)
      assert.match(message, /\.$/, code)
      assert.match(nextSteps, /^[A-Z].*\.$/, code)
    }
  })

  it('is retryable exactly when there is a reason', () => {
    assert.deepEqual(
      codes
        .filter(({ isRetryable }) => isRetryable)
        .map(({ code }) => code)
        .toSorted(),
      Object.keys(retryable).toSorted(),
    )
    for (const { code, status } of codes)
      if (status >= 500 || status === 429) assert.ok(retryable[code], code)
  })

  it('names who has to act', () => {
    for (const { code, status, source } of codes)
      assert.equal(
        source,
        status >= 500 ? 'flint' : merchantSourced.has(code) ? 'merchant' : 'integration',
        code,
      )
  })

  it('has a status that goes with its type', () => {
    const types: Record<number, string[]> = {
      400: ['validation_error'],
      401: ['authentication_error'],
      402: ['payment_error'],
      403: ['authorization_error'],
      404: ['not_found_error'],
      409: ['conflict_error'],
      410: ['not_found_error', 'conflict_error'],
      429: ['rate_limit_error'],
      500: ['internal_error'],
      503: ['unavailable_error'],
    }
    for (const { code, status, type } of codes)
      assert.ok((types[status] ?? ['invalid_request_error']).includes(type), code)
  })

  it('has its entry on the page that doc_url leads to, with its next actions', async () => {
    const { error } = await server.call('GET', '/v1/orders/ord_nowhere')
    const { origin, pathname, hash } = new URL(error.doc_url)
    assert.deepEqual([origin, pathname, hash], [server.url, '/docs/errors', '#ORDER_NOT_FOUND'])
    const page = await fetch(error.doc_url)
    assert.equal(page.status, 200)
    const entries = (await page.text()).split('<article ')
    for (const { code, nextActions } of codes) {
      const own = entries.filter((entry) => entry.includes(` id="${code}"`))
      assert.equal(own.length, 1, code)
      for (const { action } of nextActions)
        assert.ok(own[0]!.includes(`<code>${action}</code>`), `${code} ${action}`)
    }
  })
})

describe('next actions', () => {
  const actionsOf = ({ error }: any) =>
    error.remediation.next_actions.map(({ action_type, url }: any) => [action_type, url])
  const pay = (orderId: string, body: object) =>
    server.call('POST', `/v1/orders/${orderId}/pay`, { body, idempotencyKey: freshKey() })
  const anOrder = async () => {
    const { data } = await server.call('POST', '/v1/orders', {
      body: { line_items: [{ name: 'Desk lamp', unit_price_money: usd(4200) }] },
    })
    return data.order_id as string
  }

  it('a receipt before the payment: pay_order, with the order of the path', async () => {
    const id = await anOrder()
    const refused = await server.call('POST', `/v1/orders/${id}/receipt`, {
      body: { email: 'ada@shop.example' },
    })
    assert.equal(refused.error.code, 'ORDER_RECEIPT_NOT_AVAILABLE')
    assert.deepEqual(refused.error.remediation.next_actions, [
      {
        action_type: 'pay_order',
        reason_code: 'order_not_paid',
        required_scope: 'commerce.orders.write',
        url: `/v1/orders/${id}/pay`,
      },
    ])
  })

  it('a refund before the payment: pay_order, with the order of the body', async () => {
    const id = await anOrder()
    const body = { order_id: id }
    const refund = () => server.call('POST', '/v1/refunds', { body, idempotencyKey: 'too-early' })
    const first = await refund()
    assert.deepEqual(actionsOf(first), [['pay_order', `/v1/orders/${id}/pay`]])
    assert.deepEqual(actionsOf(await refund()), actionsOf(first), 'and again from what is stored')
  })

  it('a second checkout: the session that stands in the way can be read and closed', async () => {
    const { sessionId, orderId } = await checkoutCalls(server).aBuyer()
    const refused = await server.call('POST', '/v1/checkout-sessions', { body: { order_id: orderId } })
    assert.equal(refused.error.code, 'CHECKOUT_SESSION_ALREADY_EXISTS')
    const [[read, readUrl], [close, closeUrl]] = actionsOf(refused)
    assert.deepEqual([read, close], ['get_checkout_session', 'close_checkout_session'])
    assert.equal((await server.call('GET', readUrl)).data.checkout_session_id, sessionId)
    assert.equal((await server.call('POST', closeUrl, { body: {} })).status, 200)
  })

  it("an order's payment by itself: the order's own routes", async () => {
    const id = await anOrder()
    const leg = await aLeg(server, id, 1000)
    const refused = await server.call('POST', `/v1/payment-intents/${leg}/confirm`, {
      body: { payment_source_token: 'tok_visa' },
    })
    assert.equal(refused.error.code, 'ORDER_PAYMENT_FLOW_REQUIRED')
    const place = `/v1/orders/${id}/payment-intents/${leg}`
    assert.deepEqual(actionsOf(refused), [
      ['pay_order', `/v1/orders/${id}/pay`],
      ['capture_order_payment', `${place}/capture`],
      ['cancel_order_payment', `${place}/cancel`],
    ])
  })

  it('canceling what holds money: the leg that holds it', async () => {
    const { orderId, intentId, attemptId } = await aHold(server, 900)
    const path = `/v1/orders/${orderId}/payment-attempts/${attemptId}/cancel`
    const refused = await server.call('POST', path, { body: {} })
    assert.equal(refused.error.code, 'PAYMENT_ATTEMPT_REQUIRES_CAPTURE')
    assert.deepEqual(actionsOf(refused)[0], [
      'capture_order_payment',
      `/v1/orders/${orderId}/payment-intents/${intentId}/capture`,
    ])
  })

  it('a decline: the payment can be tried again', async () => {
    const id = await anOrder()
    const { data } = await pay(id, { action: 'pay', payment_source: { token: 'tok_chargeDeclined' } })
    const { last_payment_error: error } = data.payment_attempt.payment_intents[0]
    assert.deepEqual(error.remediation.next_actions, [
      {
        action_type: 'pay_order',
        reason_code: 'card_declined',
        required_fields: ['action', 'payment_source'],
        required_scope: 'commerce.orders.write',
        url: `/v1/orders/${id}/pay`,
      },
    ])
  })

  it('live mode without a processor: review_merchant_readiness', async () => {
    const { data } = await server.call('POST', '/v1/orders', {
      key: server.liveKey,
      body: { line_items: [{ name: 'Desk lamp', unit_price_money: usd(4200) }] },
    })
    const refused = await server.call('POST', `/v1/orders/${data.order_id}/pay`, {
      key: server.liveKey,
      body: { action: 'pay', payment_source: { token: 'tok_visa' } },
      idempotencyKey: freshKey(),
    })
    assert.deepEqual(
      [refused.error.code, refused.error.param, refused.error.error_source],
      ['MERCHANT_ONBOARDING_REQUIRED', 'merchant_id', 'merchant'],
    )
    assert.deepEqual(actionsOf(refused), [
      ['review_merchant_readiness', `/v1/merchants/${server.seeded.merchantId}/readiness`],
    ])
  })

  it('nothing that only looks like an id is repeated', async () => {
    const refused = await server.call('POST', '/v1/refunds', { body: { order_id: '../../v1/api-keys' } })
    assert.deepEqual(actionsOf(refused), [])
  })
})

describe('503 SERVICE_UNAVAILABLE', () => {
  it('says when to come back: 1 to 5 seconds', async () => {
    const other = await startTestServer()
    const { db } = other.services
    assert.equal((await other.call('GET', '/v1/orders')).status, 200)
    const { run } = db
    db.run = () => Promise.reject(Object.assign(new Error('connect'), { code: 'ECONNREFUSED' }))
    const waits = new Set<number>()
    for (let sent = 0; sent < 30; sent++) {
      const { status, error, headers } = await other.call('GET', '/v1/orders')
      assert.deepEqual([status, error.code, error.remediation.retryable], [503, 'SERVICE_UNAVAILABLE', true])
      assert.match(headers.get('retry-after')!, /^[1-5]$/)
      waits.add(Number(headers.get('retry-after')))
    }
    assert.ok(waits.size > 1, 'not the same for everyone')
    db.run = run
  })
})
