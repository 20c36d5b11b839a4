import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { freshKey, usd } from '../../../../../test/support/money-calls.ts'
import { startTestServer } from '../../../../../test/support/server.ts'
import { testScopes } from '../../sandboxes/sandboxes.fixture.ts'
import {
  aCheckout,
  aDonation,
  aLink,
  anEvent,
  contextOf,
  patch,
  payCheckout,
  readLink,
  readPublic,
  resolve,
} from '../a-link.fixture.ts'

/* A buyer's way from a link to a paid order. Source: contract, flint-commerce 9.4. */
const server = await startTestServer()
const hourMs = 60 * 60_000
const openMug = {
  key: 'mug',
  name: 'Mug',
  unit_price_money: usd(1500),
  allow_quantity_adjustment: true,
  min_quantity: 1,
  max_quantity: 5,
  allow_unit_price_adjustment: true,
  min_unit_price_money: usd(1000),
  max_unit_price_money: usd(9000),
}

const orderOf = async (orderId: string): Promise<any> =>
  (await server.call('GET', `/v1/orders/${orderId}`)).data

/** Resolves with each of these and holds what is refused against what is expected. */
const expectRefused = async (
  linkId: string,
  cases: readonly (readonly [body: Record<string, unknown>, status: number, code: string, param: string])[],
) => {
  for (const [body, status, code, param] of cases) {
    const { error, ...refused } = await resolve(server, linkId, body)
    assert.deepEqual(
      [refused.status, error?.code, error?.param],
      [status, code, param],
      JSON.stringify([body, refused.json]),
    )
  }
}

describe('GET /v1/payment-links/{payment_link_id}/public', () => {
  it('200: without a key, what buyers may see and nothing else', async () => {
    const link = await aLink(server, {
      metadata: { secret: 'margin 40 %' },
      external_reference_id: 'internal',
    })
    const { status, data, text, headers } = await readPublic(server, link.payment_link_id)
    assert.equal(status, 200)
    assert.equal(headers.get('flint-mode'), 'test')
    assert.equal(data.payment_link.name, 'Mugs')
    assert.deepEqual(
      [data.is_sold_out, data.remaining_quantity, data.subscription_preview],
      [false, null, null],
    )
    assert.equal(data.resolved_line_items[0].name, 'Mug')
    assert.doesNotMatch(text, /margin|internal|metadata/)
  })

  it('200: the same for whoever asks, whatever credential they bring', async () => {
    const { payment_link_id: id } = await aLink(server)
    const { key } = await server.anotherSandbox()
    for (const each of [server.sandboxKey, server.liveKey, key]) {
      const { status, data, headers } = await server.call('GET', `/v1/payment-links/${id}/public`, {
        key: each,
      })
      assert.deepEqual([status, data.payment_link.payment_link_id], [200, id])
      assert.equal(headers.get('flint-mode'), 'test')
    }
    assert.equal(
      (await server.call('GET', `/v1/payment-links/${id}/public`, { key: 'flint_test_x' })).status,
      401,
    )
  })

  it('200: an inactive link says so', async () => {
    const { payment_link_id: id } = await aLink(server, { inactive_message: 'Back in May' })
    await patch(server, id, { status: 'inactive' })
    const { data } = await readPublic(server, id)
    assert.deepEqual(
      [data.payment_link.status, data.payment_link.inactive_message],
      ['inactive', 'Back in May'],
    )
  })

  it('404: an id of nothing', async () => {
    const { status, error } = await readPublic(server, 'pl_01J00000000000000000000000')
    assert.deepEqual([status, error.code], [404, 'PAYMENT_LINK_NOT_FOUND'])
  })

  it('a copy of a sandbox has links of the same ids, and addresses that say so', async () => {
    const link = await aLink(server)
    const id = link.payment_link_id
    const { data: sandboxes } = await server.call('GET', '/v1/developer/sandboxes', { key: server.liveKey })
    const { sandbox_id: original } = sandboxes.find((one: any) => one.is_default)
    const fork = await server.call('POST', `/v1/developer/sandboxes/${original}/fork`, {
      key: server.liveKey,
      body: { name: 'Copy', issue_test_key: true, scopes: testScopes },
    })
    const key = fork.data.secret_key
    const copy = await server.call('GET', `/v1/payment-links/${id}`, { key })
    const environment = new URL(copy.data.url).searchParams.get('environment')
    assert.ok(environment, copy.data.url)
    await patch(server, id, { name: 'Only the original' })
    const inCopy = await server.call('GET', `/v1/payment-links/${id}/public?environment=${environment}`, {
      key: null,
    })
    assert.equal(inCopy.data.payment_link.name, 'Mugs')
    assert.equal((await readPublic(server, id)).data.payment_link.name, 'Only the original')
  })
})

describe('POST /v1/payment-links/{payment_link_id}/resolve', () => {
  it('201: an order and its checkout, as its buyer sees it', async () => {
    const link = await aLink(server, {
      metadata: { campaign: 'may' },
      custom_fields: [{ key: 'note', label: 'Note' }],
      redirects: { success_redirect_url: 'https://shop.example/thanks' },
      expiration: { expires_in_seconds: 600 },
    })
    const id = link.payment_link_id
    const { status, data } = await resolve(server, id, { custom_field_values: { note: 'Hello' } })
    assert.equal(status, 201)
    assert.match(data.url, new RegExp(`^${server.url}/checkout/${data.checkout_session_id}#ckat_`))
    assert.deepEqual([data.status, data.origin, data.payment_link_id], ['open', 'payment_link', id])
    assert.equal('metadata' in data, false)
    assert.deepEqual(data.redirects, { success_redirect_url: 'https://shop.example/thanks' })
    const order = await orderOf(data.order_id)
    assert.deepEqual([order.origin, order.payment_status], ['payment_link', 'unpaid'])
    assert.deepEqual(order.metadata, { campaign: 'may', custom_field_note: 'Hello' })
    assert.deepEqual(order.pricing_amounts.total_money, usd(1500))
    assert.deepEqual(order.checkout_session_ids, [data.checkout_session_id])
  })

  it('201: the buyer pays, and the link counts it', async () => {
    const { payment_link_id: id } = await aLink(server, { line_items: [openMug] })
    const checkout = await aCheckout(server, id, { quantity_overrides: { mug: 3 } })
    assert.equal((await readLink(server, id)).completed_count, 0)
    const paid = await payCheckout(server, checkout)
    assert.equal(paid.data.payment_attempt.status, 'succeeded', JSON.stringify(paid.json))
    const link = await readLink(server, id)
    assert.deepEqual([link.completed_count, link.total_quantity_sold], [1, 3])
    const intent = await server.call('GET', `/v1/payment-intents/${paid.data.order.payment_intent_ids[0]}`)
    assert.deepEqual([intent.data.origin, intent.data.payment_flow], ['payment_link', 'payment_link'])
    const listed = await server.call('GET', `/v1/checkout-sessions?payment_link_id=${id}&expand=payment_link`)
    assert.deepEqual(
      listed.data.map((one: any) => [one.checkout_session_id, one.status, one.payment_link.name]),
      [[checkout.sessionId, 'paid', 'Mugs']],
    )
  })

  it('201: a line whose key is a word that every object knows', async () => {
    const { payment_link_id: id } = await aLink(server, { line_items: [{ ...openMug, key: 'constructor' }] })
    const { data } = await resolve(server, id, {
      quantity_overrides: {},
      unit_price_overrides: {},
      modifiers: {},
    })
    const order = await orderOf(data.order_id)
    assert.deepEqual(order.pricing_amounts.total_money, usd(1500))
  })

  it('a decline takes no place, a second card does', async () => {
    const { payment_link_id: id } = await aLink(server, { max_completions: 1 })
    const checkout = await aCheckout(server, id)
    const declined = await payCheckout(server, checkout, 'tok_chargeDeclined')
    assert.deepEqual(
      [declined.data.payment_attempt.status, declined.data.payment_attempt.failure_code],
      ['failed', 'card_declined'],
    )
    assert.equal((await readPublic(server, id)).data.is_sold_out, false)
    assert.equal((await payCheckout(server, checkout)).data.payment_attempt.status, 'succeeded')
    assert.equal((await readLink(server, id)).completed_count, 1)
  })

  it('a merchant who pays the order takes the place, too', async () => {
    const { payment_link_id: id } = await aLink(server, { max_completions: 1 })
    const { orderId } = await aCheckout(server, id)
    await server.call('POST', `/v1/orders/${orderId}/pay`, {
      idempotencyKey: freshKey(),
      body: { action: 'pay', payment_source: { token: 'tok_visa' } },
    })
    assert.equal((await readLink(server, id)).completed_count, 1)
  })

  it('an order that costs nothing counts when the buyer says that they want it', async () => {
    const { payment_link_id: id } = await aLink(server, {
      max_completions: 1,
      line_items: [{ name: 'Free', unit_price_money: usd(0) }],
    })
    const [first, second] = [await aCheckout(server, id), await aCheckout(server, id)]
    const take = (checkout: typeof first) =>
      server.call('POST', `/v1/orders/${checkout.orderId}/pay`, {
        key: null,
        headers: checkout.headers,
        idempotencyKey: freshKey(),
        body: { action: 'pay' },
      })
    assert.equal((await take(first)).status, 200)
    const late = await take(second)
    assert.equal(
      late.data.payment_attempt?.failure_code,
      'payment_link_capacity_claim_failed',
      JSON.stringify(late.json),
    )
    assert.equal((await readLink(server, id)).completed_count, 1)
  })

  it('a refund gives no place back', async () => {
    const { payment_link_id: id } = await aLink(server, { max_completions: 1 })
    const checkout = await aCheckout(server, id)
    await payCheckout(server, checkout)
    const refunded = await server.call('POST', '/v1/refunds', {
      idempotencyKey: freshKey(),
      body: { order_id: checkout.orderId },
    })
    assert.equal(refunded.status, 201, JSON.stringify(refunded.json))
    const late = await resolve(server, id)
    assert.equal(late.error.code, 'PAYMENT_LINK_MAX_COMPLETIONS_REACHED')
  })

  it('409: PAYMENT_LINK_INACTIVE, switched off or at its end', async () => {
    const { payment_link_id: id } = await aLink(server, { inactive_message: 'Back in May' })
    await patch(server, id, { status: 'inactive' })
    const { status, error } = await resolve(server, id)
    assert.deepEqual([status, error.code, error.message], [409, 'PAYMENT_LINK_INACTIVE', 'Back in May'])
    const ended = await aLink(server, { expiration: { expires_at: '2020-01-01T00:00:00Z' } })
    assert.equal((await resolve(server, ended.payment_link_id)).error.code, 'PAYMENT_LINK_INACTIVE')
  })

  it('409: PAYMENT_LINK_CHANGED since the snapshot', async () => {
    const { payment_link_id: id } = await aLink(server)
    const resolution_context = await contextOf(server, id)
    await patch(server, id, { description: 'New' })
    const { status, error } = await resolve(server, id, { resolution_context })
    assert.deepEqual([status, error.code, error.current_version], [409, 'PAYMENT_LINK_CHANGED', 2])
    assert.equal((await resolve(server, id)).status, 201)
  })

  it('400, 409: contexts that are missing, forged, of another link, used, expired', async () => {
    const { payment_link_id: id } = await aLink(server)
    const other = await aLink(server)
    const good = await contextOf(server, id)
    const foreign = await contextOf(server, other.payment_link_id)
    const missing = await server.call('POST', `/v1/payment-links/${id}/resolve`, {
      key: null,
      idempotencyKey: freshKey(),
      body: {},
    })
    assert.deepEqual([missing.status, missing.error.code], [400, 'PAYMENT_LINK_RESOLUTION_CONTEXT_REQUIRED'])
    await expectRefused(id, [
      [{ resolution_context: 'x' }, 400, 'PAYMENT_LINK_RESOLUTION_CONTEXT_INVALID', 'resolution_context'],
      [{ resolution_context: foreign }, 400, 'PAYMENT_LINK_RESOLUTION_CONTEXT_INVALID', 'resolution_context'],
      [
        { resolution_context: `${good}A` },
        400,
        'PAYMENT_LINK_RESOLUTION_CONTEXT_INVALID',
        'resolution_context',
      ],
    ])
    assert.equal((await resolve(server, id, { resolution_context: good })).status, 201)
    const refresh = 'PAYMENT_LINK_RESOLUTION_CONTEXT_REFRESH_REQUIRED'
    await expectRefused(id, [[{ resolution_context: good }, 409, refresh, 'resolution_context']])
    const old = await contextOf(server, id)
    server.clock.advance(hourMs)
    await expectRefused(id, [[{ resolution_context: old }, 409, refresh, 'resolution_context']])
  })

  it('400: IDEMPOTENCY_KEY_REQUIRED; the same call again gets the same checkout', async () => {
    const { payment_link_id: id } = await aLink(server)
    const body = { resolution_context: await contextOf(server, id) }
    const path = `/v1/payment-links/${id}/resolve`
    const keyless = await server.call('POST', path, { key: null, body })
    assert.deepEqual([keyless.status, keyless.error.code], [400, 'IDEMPOTENCY_KEY_REQUIRED'])
    const idempotencyKey = freshKey('same')
    const send = () => server.call('POST', path, { key: null, body, idempotencyKey })
    const answers = await Promise.all([send(), send(), send()])
    answers.push(await send())
    for (const { status, data } of answers) assert.deepEqual([status, data.url], [201, answers[0]!.data.url])
    assert.equal(answers.at(-1)!.headers.get('idempotency-replayed'), 'true')
  })

  it('of many calls with one context, one makes a checkout', async () => {
    const { payment_link_id: id } = await aLink(server)
    const resolution_context = await contextOf(server, id)
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => resolve(server, id, { resolution_context })),
    )
    const statuses = answers.map(({ status }) => status).toSorted()
    assert.deepEqual(statuses, [201, 409, 409, 409, 409, 409])
    const listed = await server.call('GET', `/v1/checkout-sessions?payment_link_id=${id}`)
    assert.equal(listed.data.length, 1)
  })

  it('400: quantities', async () => {
    const { payment_link_id: id } = await aLink(server, {
      line_items: [openMug, { key: 'cup', name: 'Cup', unit_price_money: usd(500), quantity: 2 }],
    })
    await expectRefused(id, [
      [{ quantity_overrides: { mug: 0 } }, 400, 'QUANTITY_BELOW_MIN', 'quantity_overrides.mug'],
      [{ quantity_overrides: { mug: 6 } }, 400, 'QUANTITY_ABOVE_MAX', 'quantity_overrides.mug'],
      [{ quantity_overrides: { cup: 3 } }, 400, 'QUANTITY_NOT_ADJUSTABLE', 'quantity_overrides.cup'],
      [{ quantity_overrides: { hat: 1 } }, 400, 'INVALID_REQUEST', 'quantity_overrides.hat'],
    ])
    const { orderId } = await aCheckout(server, id, { quantity_overrides: { mug: 5, cup: 2 } })
    const { line_items } = await orderOf(orderId)
    assert.deepEqual(
      line_items.map((line: any) => line.quantity),
      [5, 2],
    )
  })

  it('201: what the buyer wants none of is left out, 400: nothing at all', async () => {
    const optional = (key: string) => ({
      key,
      name: key,
      unit_price_money: usd(500),
      allow_quantity_adjustment: true,
      min_quantity: 0,
    })
    const { payment_link_id: id } = await aLink(server, { line_items: [optional('a'), optional('b')] })
    const { orderId } = await aCheckout(server, id, { quantity_overrides: { a: 0 } })
    const { line_items } = await orderOf(orderId)
    assert.deepEqual(
      line_items.map((line: any) => line.name),
      ['b'],
    )
    await expectRefused(id, [
      [{ quantity_overrides: { a: 0, b: 0 } }, 400, 'MISSING_LINE_ITEMS', 'quantity_overrides'],
    ])
  })

  it('400: amounts', async () => {
    const { payment_link_id: id } = await aLink(server, {
      line_items: [openMug, { key: 'cup', name: 'Cup', unit_price_money: usd(500) }],
    })
    const price = (key: string, amount: number, currency = 'USD') => ({
      unit_price_overrides: { [key]: { amount, currency } },
    })
    await expectRefused(id, [
      [price('mug', 999), 400, 'AMOUNT_BELOW_MIN', 'unit_price_overrides.mug'],
      [price('mug', 9001), 400, 'AMOUNT_ABOVE_MAX', 'unit_price_overrides.mug'],
      [price('cup', 1), 400, 'AMOUNT_NOT_ADJUSTABLE', 'unit_price_overrides.cup'],
      [price('mug', 2000, 'EUR'), 400, 'CURRENCY_MISMATCH', 'unit_price_overrides.mug.currency'],
    ])
    const { orderId } = await aCheckout(server, id, price('mug', 9000))
    assert.deepEqual((await orderOf(orderId)).pricing_amounts.total_money, usd(9500))
  })

  it('400: custom fields; answers of every kind stand in the order', async () => {
    const { payment_link_id: id } = await aLink(server, {
      custom_fields: [
        { key: 'name', label: 'Name', required: true, max_length: 5 },
        { key: 'size', label: 'Size', custom_field_type: 'dropdown', options: ['S', 'L'] },
        { key: 'terms', label: 'Agree', custom_field_type: 'checkbox', required: true },
        { key: 'text', label: 'Text', custom_field_type: 'textarea', max_length: 4096 },
      ],
    })
    const good = { name: 'Ada', terms: true }
    const answers = (values: Record<string, unknown>) => ({ custom_field_values: { ...good, ...values } })
    await expectRefused(id, [
      [answers({ name: ' ' }), 400, 'REQUIRED_CUSTOM_FIELD_MISSING', 'custom_field_values.name'],
      [answers({ terms: false }), 400, 'REQUIRED_CUSTOM_FIELD_MISSING', 'custom_field_values.terms'],
      [answers({ hat: 'x' }), 400, 'UNKNOWN_CUSTOM_FIELD_KEY', 'custom_field_values.hat'],
      [answers({ size: 'XL' }), 400, 'INVALID_DROPDOWN_VALUE', 'custom_field_values.size'],
      [answers({ name: 'Margarete' }), 400, 'INVALID_REQUEST', 'custom_field_values.name'],
    ])
    const text = 'long '.repeat(800).trim()
    const { orderId } = await aCheckout(server, id, answers({ size: 'L', text }))
    const { metadata } = await orderOf(orderId)
    assert.deepEqual(metadata, {
      custom_field_name: 'Ada',
      custom_field_size: 'L',
      custom_field_terms: 'true',
      custom_field_text: text,
    })
    // They are longer than a merchant's own notes may be, and stay when one of those is added.
    const noted = await server.call('PATCH', `/v1/orders/${orderId}`, {
      body: { metadata: { packed: 'yes' } },
    })
    assert.deepEqual([noted.status, noted.data.metadata.packed], [200, 'yes'], JSON.stringify(noted.json))
  })

  it('201: a donation is one line of what the buyer gives, without tax, tip and promotions', async () => {
    await server.call('POST', '/v1/promotions', {
      body: { name: 'Ten off', application_method: { type: 'percent_off', percent_off: 10 } },
    })
    const { payment_link_id: id } = await aDonation(server)
    const give = (amount: number, currency = 'USD') => ({
      unit_price_overrides: { donation: { amount, currency } },
    })
    const checkout = await aCheckout(server, id, give(3000))
    const order = await orderOf(checkout.orderId)
    assert.deepEqual(
      order.line_items.map((line: any) => [line.name, line.unit_price_money, line.quantity]),
      [['Trees', usd(3000), 1]],
    )
    assert.deepEqual([order.pricing_amounts.total_money, order.tax.enabled], [usd(3000), false])
    const tip = await server.call('PATCH', `/v1/orders/${checkout.orderId}`, {
      key: null,
      headers: checkout.headers,
      body: { requested_tip: { percent: 10 } },
    })
    assert.equal(tip.error.code, 'CHECKOUT_TIPPING_DISABLED')
    await expectRefused(id, [
      [{}, 400, 'DONATION_AMOUNT_REQUIRED', 'unit_price_overrides.donation'],
      [give(400), 400, 'AMOUNT_BELOW_MIN', 'unit_price_overrides.donation'],
      [give(500_001), 400, 'AMOUNT_ABOVE_MAX', 'unit_price_overrides.donation'],
      [give(600, 'EUR'), 400, 'CURRENCY_MISMATCH', 'unit_price_overrides.donation.currency'],
    ])
    assert.equal((await payCheckout(server, checkout)).data.payment_attempt.status, 'succeeded')
  })

  it('201: tickets name their event; 409: EVENT_SOLD_OUT', async () => {
    const { payment_link_id: id } = await anEvent(server, 4)
    const checkout = await aCheckout(server, id, { quantity_overrides: { seat: 3 } })
    assert.deepEqual((await orderOf(checkout.orderId)).purchased_event, {
      name: 'Concert',
      location: 'Hall',
      starts_at: '2031-05-01T18:00:00.000Z',
      timezone: 'UTC',
    })
    await payCheckout(server, checkout)
    const { data } = await readPublic(server, id)
    assert.deepEqual([data.remaining_quantity, data.is_sold_out], [1, false])
    await expectRefused(id, [
      [{ quantity_overrides: { seat: 2 } }, 409, 'EVENT_SOLD_OUT', 'quantity_overrides'],
    ])
    await payCheckout(server, await aCheckout(server, id))
    assert.equal((await readPublic(server, id)).data.is_sold_out, true)
    await expectRefused(id, [[{}, 409, 'EVENT_SOLD_OUT', 'quantity_overrides']])
  })

  it('404: an id of nothing', async () => {
    const { status, error } = await server.call(
      'POST',
      '/v1/payment-links/pl_01J00000000000000000000000/resolve',
      {
        key: null,
        idempotencyKey: freshKey(),
        body: { resolution_context: 'x' },
      },
    )
    assert.deepEqual([status, error.code], [404, 'PAYMENT_LINK_NOT_FOUND'])
  })

  it('its events name the link', async () => {
    const { payment_link_id: id } = await aLink(server)
    const checkout = await aCheckout(server, id)
    await payCheckout(server, checkout)
    const { rows } = await server.services.db.query(
      `SELECT data FROM events WHERE resource_id = $1 AND event_type = 'checkout_session.completed'`,
      [checkout.sessionId],
    )
    assert.equal(rows[0].data.payment_link_id, id)
  })
})
