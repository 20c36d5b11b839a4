import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { addKey, environmentOf } from '../../../../../test/support/add-key.ts'
import { startTestServer } from '../../../../../test/support/server.ts'
import { checkoutCalls, said, usd } from '../a-checkout.fixture.ts'

const server = await startTestServer()
const { create, read, order, anOrder, aSession, close, merchantPays, eventsOf } = checkoutCalls(server)

describe('POST /v1/checkout-sessions: 201', () => {
  it('opens the session of flint-commerce 8.5, with its page and the buyer’s secret', async () => {
    const { order_id } = await anOrder()
    const { status, data } = await create({
      order_id,
      redirects: { success_redirect_url: 'https://shop.example/thanks' },
      expiration: { expires_in_seconds: 1800 },
      tip: { enabled: true, tip_percent_options: [10, 15, 20] },
    })
    assert.equal(status, 201)
    assert.deepEqual(
      [data.status, data.surface, data.order_id, data.origin, data.reused_existing, data.recovery_mode],
      ['open', 'hosted', order_id, 'api', false, false],
    )
    assert.equal(Date.parse(data.expires_at) - Date.parse(data.created_at), 1800_000)
    const secret = data.checkout_access.checkout_auth_token
    assert.match(secret, /^ckat_[\w-]{69}$/)
    assert.equal(data.url, `${server.url}/checkout/${data.checkout_session_id}#${secret}`)
    const { checkout_session: nested, checkout_access: _access, reused_existing: _reused, ...own } = data
    assert.deepEqual(nested, own)
    assert.deepEqual((await order(order_id)).checkout_session_ids, [data.checkout_session_id])
  })

  it('lives for a day, and fills in the tips on offer, unless told otherwise', async () => {
    const session = await aSession({ tip: { enabled: true } })
    assert.equal(Date.parse(session.expires_at) - Date.parse(session.created_at), 86_400_000)
    assert.deepEqual(session.tip, {
      enabled: true,
      tip_percent_options: [10, 15, 20],
      is_custom_tip_enabled: true,
    })
  })

  it('quick pay makes an order of one line with it', async () => {
    const { status, data } = await create({
      quick_pay_item: { name: 'Consultation', amount_money: usd(9000) },
    })
    assert.equal(status, 201)
    const made = await order(data.order_id)
    assert.deepEqual(
      [made.origin, made.line_items.length, made.line_items[0].name, made.pricing_amounts.total_money],
      ['checkout', 1, 'Consultation', usd(9000)],
    )
    assert.equal(data.origin, 'checkout')
    assert.deepEqual(made.checkout_session_ids, [data.checkout_session_id])
  })

  it('replaces the session that is named, and says by which', async () => {
    const first = await aSession()
    const { status, data: second } = await create({
      order_id: first.order_id,
      replace_checkout_session_id: first.checkout_session_id,
    })
    assert.equal(status, 201)
    const replaced = await read(first.checkout_session_id)
    assert.deepEqual(
      [replaced.status, replaced.terminal_reason, replaced.superseding_checkout_session_id],
      ['invalidated', 'superseded', second.checkout_session_id],
    )
    assert.deepEqual(await eventsOf(first.checkout_session_id), ['checkout_session.invalidated'])
  })

  it('opens another after the first was closed', async () => {
    const first = await aSession()
    await close(first.checkout_session_id)
    const { status } = await create({ order_id: first.order_id })
    assert.equal(status, 201)
  })

  it('ends a session whose time is up, although the worker has not come by', async () => {
    const first = await aSession({ expiration: { expires_in_seconds: 60 } })
    server.clock.advance(61_000)
    const { status } = await create({ order_id: first.order_id })
    assert.equal(status, 201)
    const { status: ended, terminal_reason } = await read(first.checkout_session_id)
    assert.deepEqual([ended, terminal_reason], ['expired', 'expired'])
  })

  it('answers a repeated call with the same session and secret, kept encrypted', async () => {
    const { order_id } = await anOrder()
    const once = await create({ order_id }, { idempotencyKey: 'same-session' })
    const again = await create({ order_id }, { idempotencyKey: 'same-session' })
    assert.equal(again.headers.get('Idempotency-Replayed'), 'true')
    assert.deepEqual(again.data, once.data)
    const { rows } = await server.services.db.query(
      "SELECT body, is_sealed FROM idempotency_keys WHERE key = 'same-session'",
    )
    assert.equal(rows[0].is_sealed, true)
    assert.ok(!rows[0].body.toString('latin1').includes('ckat_'))
  })

  it('shows no page to a key that may only read', async () => {
    const session = await aSession()
    const environmentId = await environmentOf(server.services, server.seeded.sandboxId)
    const { key } = await addKey(server.services, environmentId, {
      scopes: ['checkouts.checkout_sessions.read'],
    })
    const { data } = await server.call('GET', `/v1/checkout-sessions/${session.checkout_session_id}`, { key })
    assert.equal('url' in data, false)
  })
})

describe('POST /v1/checkout-sessions: 400', () => {
  const item = { name: 'X', amount_money: usd(100) }
  const cases: [name: string, body: object, code: string, param?: string][] = [
    ['no source', {}, 'CHECKOUT_SESSION_SOURCE_REQUIRED', 'order_id'],
    [
      'two sources',
      { order_id: 'ord_1', quick_pay_item: item },
      'CHECKOUT_SESSION_SOURCE_CONFLICT',
      'quick_pay_item',
    ],
    [
      'a replacement without an order',
      { quick_pay_item: item, replace_checkout_session_id: 'cs_1' },
      'CHECKOUT_REPLACEMENT_REQUIRES_ORDER',
      'replace_checkout_session_id',
    ],
    [
      'an embedded surface without a return address',
      { quick_pay_item: item, surface: 'embedded' },
      'EMBEDDED_PAYMENT_RETURN_URL_REQUIRED',
      'payments.payment_return_url',
    ],
    ['another surface', { quick_pay_item: item, surface: 'kiosk' }, 'INVALID_CHECKOUT_SURFACE', 'surface'],
    [
      'an origin with a path',
      { quick_pay_item: item, page_origin: 'https://a.example/b' },
      'INVALID_ORIGIN',
      'page_origin',
    ],
    [
      'a redirect that is code',
      { quick_pay_item: item, redirects: { success_redirect_url: 'javascript:alert(1)' } },
      'INVALID_REQUEST',
      'redirects.success_redirect_url',
    ],
    [
      'a life of 59 seconds',
      { quick_pay_item: item, expiration: { expires_in_seconds: 59 } },
      'INVALID_REQUEST',
      'expiration.expires_in_seconds',
    ],
    [
      'a life beyond a day',
      { quick_pay_item: item, expiration: { expires_in_seconds: 86_401 } },
      'INVALID_REQUEST',
      'expiration.expires_in_seconds',
    ],
    [
      'a tip above 100 %',
      { quick_pay_item: item, tip: { enabled: true, tip_percent_options: [10, 15, 101] } },
      'INVALID_TIP_PERCENT',
      'tip.tip_percent_options[2]',
    ],
    [
      'a first tip that is not on offer',
      { quick_pay_item: item, tip: { enabled: true, is_custom_tip_enabled: false, default_tip_percent: 12 } },
      'INVALID_TIP_PERCENT',
      'tip.default_tip_percent',
    ],
    [
      'a payment option that is not served',
      { quick_pay_item: item, payments: { enabled_payment_options: ['card', 'affirm'] } },
      'PAYMENT_OPTION_NOT_ALLOWED',
      'payments.enabled_payment_options[1]',
    ],
    [
      'an unknown currency',
      { quick_pay_item: { name: 'X', amount_money: { amount: 1, currency: 'ABC' } } },
      'UNSUPPORTED_CURRENCY',
    ],
    [
      'an item without a name',
      { quick_pay_item: { amount_money: usd(1) } },
      'LINE_ITEM_NAME_REQUIRED',
      'quick_pay_item.name',
    ],
    ['an unknown field', { order: 'ord_1' }, 'UNKNOWN_FIELD', 'order'],
  ]
  for (const [name, body, code, param] of cases)
    it(`${code}: ${name}`, async () => {
      const [status, saidCode, saidParam] = said(await create(body))
      assert.deepEqual([status, saidCode], [400, code])
      if (param) assert.equal(saidParam, param)
    })
})

describe('POST /v1/checkout-sessions: 404', () => {
  it('ORDER_NOT_FOUND: no such order, or another sandbox’s', async () => {
    const { order_id } = await anOrder()
    const { key } = await server.anotherSandbox()
    const unknown = { order_id: 'ord_00000000000000000000000000' }
    assert.deepEqual(said(await create(unknown)), [404, 'ORDER_NOT_FOUND', 'order_id'])
    assert.deepEqual(said(await create({ order_id }, { key })), [404, 'ORDER_NOT_FOUND', 'order_id'])
  })
  it('SUBSCRIPTION_PLAN_NOT_FOUND and CUSTOMER_NOT_FOUND: neither is served yet', async () => {
    const plan = said(await create({ plan_id: 'plan_1' }))
    assert.deepEqual(plan, [404, 'SUBSCRIPTION_PLAN_NOT_FOUND', 'plan_id'])
    const { order_id } = await anOrder()
    const customer = said(await create({ order_id, customer_collection: { customer_id: 'cus_1' } }))
    assert.deepEqual(customer, [404, 'CUSTOMER_NOT_FOUND', 'customer_collection.customer_id'])
  })
})

describe('POST /v1/checkout-sessions: 409', () => {
  it('CHECKOUT_SESSION_ALREADY_EXISTS, with the id of the open one', async () => {
    const { order_id, checkout_session_id } = await aSession()
    const refused = await create({ order_id })
    assert.deepEqual(said(refused), [409, 'CHECKOUT_SESSION_ALREADY_EXISTS', 'order_id'])
    assert.equal(refused.error.existing_checkout_session_id, checkout_session_id)
    assert.equal((await read(checkout_session_id)).status, 'open')
  })
  it('CHECKOUT_SESSION_CURRENT_CHANGED, with the id of the open one', async () => {
    const first = await aSession()
    const replace = { order_id: first.order_id, replace_checkout_session_id: first.checkout_session_id }
    const { data: second } = await create(replace)
    const refused = await create(replace)
    assert.deepEqual(said(refused), [409, 'CHECKOUT_SESSION_CURRENT_CHANGED', 'replace_checkout_session_id'])
    assert.equal(refused.error.current_checkout_session_id, second.checkout_session_id)
  })
  it('CHECKOUT_PAYMENT_RESOLVING: a payment is running', async () => {
    const { order_id, checkout_session_id } = await aSession()
    await merchantPays(order_id, 'tok_threeDSecureRequired')
    const refused = await create({ order_id, replace_checkout_session_id: checkout_session_id })
    assert.deepEqual(said(refused).slice(0, 2), [409, 'CHECKOUT_PAYMENT_RESOLVING'])
    assert.equal((await read(checkout_session_id)).status, 'open')
  })
  it('ORDER_ALREADY_PAID and ORDER_CLOSED', async () => {
    const paid = await anOrder()
    await merchantPays(paid.order_id)
    assert.deepEqual(said(await create({ order_id: paid.order_id })), [409, 'ORDER_ALREADY_PAID', 'order_id'])
    const closed = await anOrder()
    await server.call('POST', `/v1/orders/${closed.order_id}/close`)
    assert.deepEqual(said(await create({ order_id: closed.order_id })), [409, 'ORDER_CLOSED', 'order_id'])
  })
})

describe('many at once', () => {
  it('32 creates for one order open one session', async () => {
    const { order_id } = await anOrder()
    const answers = await Promise.all(Array.from({ length: 32 }, () => create({ order_id })))
    assert.deepEqual(answers.map(({ status }) => status).sort(), [201, ...Array<number>(31).fill(409)])
    for (const { error } of answers.filter(({ status }) => status === 409))
      assert.equal(error.code, 'CHECKOUT_SESSION_ALREADY_EXISTS')
    assert.equal((await order(order_id)).checkout_session_ids.length, 1)
  })
  it('16 replacements of one session leave one open', async () => {
    const { order_id, checkout_session_id } = await aSession()
    const replace = { order_id, replace_checkout_session_id: checkout_session_id }
    const answers = await Promise.all(Array.from({ length: 16 }, () => create(replace)))
    assert.equal(answers.filter(({ status }) => status === 201).length, 1)
    const { data } = await server.call('GET', `/v1/checkout-sessions?order_id=${order_id}&status=open`)
    assert.equal(data.length, 1)
  })
})
