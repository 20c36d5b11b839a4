import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { startTestServer } from '../../../../../test/support/server.ts'
import { checkoutCalls, said, usd } from '../a-checkout.fixture.ts'

const server = await startTestServer()
const { create, read, order, anOrder, aSession, aBuyer, close, merchantPays, eventsOf } =
  checkoutCalls(server)
const unknownId = 'cs_00000000000000000000000000'

describe('GET /v1/checkout-sessions', () => {
  it('lists newest first, page by page', async () => {
    const sessions = [await aSession(), await aSession(), await aSession()]
    const first = await server.call('GET', '/v1/checkout-sessions?page_size=2')
    assert.equal(first.status, 200)
    const token = encodeURIComponent(first.json.next_page_token)
    const second = await server.call('GET', `/v1/checkout-sessions?page_size=2&page_token=${token}`)
    const ids = [...first.data, ...second.data].map((one: any) => one.checkout_session_id)
    assert.deepEqual(ids.slice(0, 3), sessions.map((one) => one.checkout_session_id).toReversed())
  })

  it('filters by what contract 8.3 lists', async () => {
    const { order_id } = await anOrder()
    const { data: session } = await create({ order_id, external_reference_id: 'cart-77' })
    const id = session.checkout_session_id
    const found = async (query: string) =>
      (await server.call('GET', `/v1/checkout-sessions?${query}`)).data.map(
        (one: any) => one.checkout_session_id,
      )
    const soon = encodeURIComponent(session.expires_at)
    for (const query of [
      `order_id=${order_id}`,
      'external_reference_id=cart-77',
      'query=art-7',
      `query=${id}`,
      `query=${order_id}`,
      `order_id=${order_id}&status=open&origin=api`,
      `order_id=${order_id}&expires_after=${soon}&expires_before=${soon}`,
      `order_id=${order_id}&sort_by=updated_at&sort_direction=asc`,
    ])
      assert.deepEqual(await found(query), [id], query)
    for (const query of [`order_id=${order_id}&status=paid`, 'payment_link_id=pl_1', 'customer_id=cus_1'])
      assert.deepEqual(await found(query), [], query)
  })

  it('expands the order, and refuses other paths', async () => {
    const { order_id } = await aSession()
    const { data } = await server.call('GET', `/v1/checkout-sessions?order_id=${order_id}&expand=order`)
    assert.equal(data[0].order.order_id, order_id)
    const refused = await server.call('GET', '/v1/checkout-sessions?expand=secrets')
    assert.equal(refused.error.code, 'INVALID_EXPAND')
  })

  it('is not for buyers, and does not show another sandbox', async () => {
    const buyer = await aBuyer()
    const refused = await buyer.call('GET', '/v1/checkout-sessions')
    assert.deepEqual(said(refused).slice(0, 2), [403, 'CHECKOUT_SESSION_SCOPE_MISMATCH'])
    const { key } = await server.anotherSandbox()
    assert.deepEqual((await server.call('GET', '/v1/checkout-sessions', { key })).data, [])
  })
})

describe('GET /v1/checkout-sessions/{checkout_session_id}', () => {
  it('200: the merchant sees all, the buyer all but the merchant’s own notes', async () => {
    const buyer = await aBuyer({ metadata: { cart: '7' }, external_reference_id: 'cart-7' })
    const merchants = await read(buyer.sessionId)
    assert.deepEqual([merchants.metadata, merchants.external_reference_id], [{ cart: '7' }, 'cart-7'])
    assert.match(merchants.url, /#ckat_/)
    const { order: shown, ...buyers } = await buyer.session()
    for (const hidden of ['metadata', 'external_reference_id', 'closed_reason', 'url'])
      assert.equal(hidden in buyers, false, hidden)
    assert.equal(buyers.merchant_name, 'Your shop')
    assert.equal(shown.order_id, buyer.orderId)
    assert.equal('metadata' in shown, false)
  })

  it('200: the running attempt with what the buyer has to do', async () => {
    const buyer = await aBuyer()
    const { data } = await buyer.pay('tok_threeDSecureRequired')
    const { active_payment_attempt: attempt } = await buyer.session()
    assert.deepEqual(attempt, data.payment_attempt)
    assert.match(attempt.pending_actions[0].client_action.redirect.url, /\/challenge\//)
  })

  it('401 and 403: a wrong secret, half a credential, another session', async () => {
    const buyer = await aBuyer()
    const other = await aBuyer()
    const path = `/v1/checkout-sessions/${buyer.sessionId}`
    const as = async (headers: Record<string, string>) =>
      said(await server.call('GET', path, { key: null, headers })).slice(0, 2)
    const place = 40
    const changed = buyer.secret[place] === 'A' ? 'B' : 'A'
    const secret = buyer.secret.slice(0, place) + changed + buyer.secret.slice(place + 1)
    const wrong = { ...buyer.headers, 'X-Checkout-Session-Secret': secret }
    assert.deepEqual(await as(wrong), [401, 'INVALID_CHECKOUT_SESSION'])
    assert.deepEqual(await as({ ...buyer.headers, 'X-Checkout-Session-Secret': 'nonsense' }), [
      401,
      'INVALID_CHECKOUT_SESSION',
    ])
    assert.deepEqual(await as({ 'X-Checkout-Session-ID': buyer.sessionId }), [
      401,
      'CHECKOUT_SESSION_AUTH_REQUIRED',
    ])
    assert.deepEqual(await as(other.headers), [403, 'CHECKOUT_SESSION_SCOPE_MISMATCH'])
    const mixed = { ...other.headers, 'X-Checkout-Session-ID': buyer.sessionId }
    assert.deepEqual(await as(mixed), [401, 'INVALID_CHECKOUT_SESSION'])
  })

  it('403: a buyer reaches no other order', async () => {
    const buyer = await aBuyer()
    const other = await anOrder()
    for (const [method, path, body] of [
      ['GET', `/v1/orders/${other.order_id}`, undefined],
      ['PATCH', `/v1/orders/${other.order_id}`, { buyer_note: 'mine' }],
      ['POST', `/v1/orders/${other.order_id}/pay`, { action: 'pay', payment_source: { token: 'tok_visa' } }],
    ] as const)
      assert.deepEqual(said(await buyer.call(method, path, body)).slice(0, 2), [
        403,
        'CHECKOUT_SESSION_SCOPE_MISMATCH',
      ])
    assert.equal((await order(other.order_id)).payment_status, 'unpaid')
  })

  it('404: no such session, or another sandbox’s', async () => {
    const { checkout_session_id: id } = await aSession()
    const { key } = await server.anotherSandbox()
    const unknown = await server.call('GET', `/v1/checkout-sessions/${unknownId}`)
    const foreign = await server.call('GET', `/v1/checkout-sessions/${id}`, { key })
    for (const answer of [unknown, foreign])
      assert.deepEqual(said(answer), [404, 'CHECKOUT_SESSION_NOT_FOUND', 'checkout_session_id'])
  })
})

describe('PATCH /v1/checkout-sessions/{checkout_session_id}', () => {
  const patch = (id: string, body: object, options = {}) =>
    server.call('PATCH', `/v1/checkout-sessions/${id}`, { body, ...options })

  it('200: the merchant changes notes, also after the session has ended', async () => {
    const { checkout_session_id: id } = await aSession({ metadata: { a: '1', b: '2' } })
    const { data } = await patch(id, { metadata: { a: null, c: '3' }, external_reference_id: 'r-1' })
    assert.deepEqual([data.metadata, data.external_reference_id], [{ b: '2', c: '3' }, 'r-1'])
    await close(id)
    const { data: after } = await patch(id, { metadata: null, external_reference_id: null })
    assert.deepEqual([after.status, after.metadata, after.external_reference_id], ['closed', {}, null])
  })

  it('200: the buyer changes contact and time zone', async () => {
    const buyer = await aBuyer()
    const { status, data } = await buyer.call('PATCH', `/v1/checkout-sessions/${buyer.sessionId}`, {
      buyer_contact: { email: 'ada@example.com' },
      timezone: 'Europe/Madrid',
    })
    assert.equal(status, 200)
    const contact = { email: 'ada@example.com', phone: null }
    assert.deepEqual([data.buyer_contact, data.timezone], [contact, 'Europe/Madrid'])
    assert.deepEqual((await order(buyer.orderId)).buyer_contact, contact)
    assert.equal((await read(buyer.sessionId)).status, 'open')
  })

  it('400: nothing to change, a time zone that is none, an e-mail that is none', async () => {
    const buyer = await aBuyer()
    const path = `/v1/checkout-sessions/${buyer.sessionId}`
    assert.deepEqual(said(await patch(buyer.sessionId, {})).slice(0, 2), [400, 'NO_FIELDS_TO_UPDATE'])
    assert.deepEqual(said(await buyer.call('PATCH', path, { timezone: 'Mars/Olympus' })), [
      400,
      'INVALID_TIMEZONE',
      'timezone',
    ])
    const [status, , param] = said(await buyer.call('PATCH', path, { buyer_contact: { email: 'nobody' } }))
    assert.deepEqual([status, param], [400, 'buyer_contact.email'])
  })

  it('403 FIELD_NOT_ALLOWED_FOR_CALLER: each has fields of their own', async () => {
    const buyer = await aBuyer()
    const path = `/v1/checkout-sessions/${buyer.sessionId}`
    const buyers = said(await buyer.call('PATCH', path, { metadata: { a: '1' } }))
    assert.deepEqual(buyers, [403, 'FIELD_NOT_ALLOWED_FOR_CALLER', 'metadata'])
    const merchants = said(await patch(buyer.sessionId, { timezone: 'Europe/Madrid' }))
    assert.deepEqual(merchants, [403, 'FIELD_NOT_ALLOWED_FOR_CALLER', 'timezone'])
  })

  it('404 for another sandbox, 409 CHECKOUT_SESSION_NOT_OPEN for the buyer of an ended one', async () => {
    const buyer = await aBuyer()
    const { key } = await server.anotherSandbox()
    const foreign = await patch(buyer.sessionId, { metadata: {} }, { key })
    assert.deepEqual(said(foreign), [404, 'CHECKOUT_SESSION_NOT_FOUND', 'checkout_session_id'])
    await close(buyer.sessionId)
    const ended = await buyer.call('PATCH', `/v1/checkout-sessions/${buyer.sessionId}`, {
      timezone: 'Europe/Madrid',
    })
    assert.deepEqual(said(ended).slice(0, 2), [409, 'CHECKOUT_SESSION_NOT_OPEN'])
    assert.equal(ended.error.current_status, 'closed')
  })
})

describe('POST /v1/checkout-sessions/{checkout_session_id}/close', () => {
  it('200: ends the session, not the order', async () => {
    const { checkout_session_id: id, order_id } = await aSession()
    const { status, data } = await close(id, { reason_message: 'Sold out' })
    assert.deepEqual(
      [status, data.status, data.terminal_reason, data.closed_reason],
      [200, 'closed', 'api', 'Sold out'],
    )
    assert.equal((await order(order_id)).status, 'open')
    assert.deepEqual(await eventsOf(id), ['checkout_session.closed'])
  })

  it('200: takes the older name of the reason', async () => {
    const { checkout_session_id: id } = await aSession()
    assert.equal((await close(id, { reason: 'Moved' })).data.closed_reason, 'Moved')
  })

  it('200: says so when part of the money came in', async () => {
    const { checkout_session_id: id, order_id } = await aSession()
    const { data: leg } = await server.call('POST', `/v1/orders/${order_id}/payment-intents`, {
      body: { amount_money: usd(1000) },
    })
    await merchantPays(order_id, 'tok_visa', {
      action: 'confirm_payment_intents',
      completion_behavior: 'partial_payment',
      payment_intents: [{ payment_intent_id: leg.payment_intent.payment_intent_id, token: 'tok_visa' }],
    })
    const { data } = await close(id)
    assert.deepEqual([data.status, data.terminal_reason], ['partially_paid', 'payment_partially_succeeded'])
  })

  it('404 for another sandbox', async () => {
    const { checkout_session_id: id } = await aSession()
    const { key } = await server.anotherSandbox()
    const foreign = await server.call('POST', `/v1/checkout-sessions/${id}/close`, { key })
    assert.deepEqual(said(foreign), [404, 'CHECKOUT_SESSION_NOT_FOUND', 'checkout_session_id'])
    assert.equal((await read(id)).status, 'open')
  })

  it('409: it has ended, or a payment is running', async () => {
    const { checkout_session_id: id } = await aSession()
    await close(id)
    const twice = await close(id)
    assert.deepEqual(said(twice).slice(0, 2), [409, 'CHECKOUT_SESSION_NOT_OPEN'])
    assert.equal(twice.error.current_status, 'closed')
    const buyer = await aBuyer()
    await buyer.pay('tok_threeDSecureRequired')
    assert.deepEqual(said(await close(buyer.sessionId)).slice(0, 2), [409, 'CHECKOUT_PAYMENT_RESOLVING'])
  })

  it('is not for buyers', async () => {
    const buyer = await aBuyer()
    const refused = await buyer.call('POST', `/v1/checkout-sessions/${buyer.sessionId}/close`)
    assert.deepEqual(said(refused).slice(0, 2), [403, 'CHECKOUT_SESSION_SCOPE_MISMATCH'])
  })
})
