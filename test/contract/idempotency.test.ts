import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { addKey, environmentOf } from '../support/add-key.ts'
import { rawRequest } from '../support/raw-request.ts'
import { startTestServer } from '../support/server.ts'

const server = await startTestServer()
const hourMs = 3_600_000
const order = (name = 'Desk lamp', amount = 4200) => ({
  line_items: [{ name, quantity: 1, unit_price_money: { amount, currency: 'USD' } }],
})
const create = (idempotencyKey: string | undefined, body: unknown = order(), options = {}) =>
  server.call('POST', '/v1/orders', { body, idempotencyKey, ...options })
const countOrders = async () =>
  (await server.services.db.query('SELECT count(*)::int AS n FROM orders')).rows[0].n
const countKeys = async () =>
  (await server.services.db.query('SELECT count(*)::int AS n FROM idempotency_keys')).rows[0].n

const expectReplay = (first: any, second: any) => {
  assert.equal(second.status, first.status)
  assert.equal(second.headers.get('idempotency-replayed'), 'true')
  assert.equal(second.headers.get('idempotency-key'), first.headers.get('idempotency-key'))
  assert.equal(second.json.meta.idempotency_replayed, true)
  assert.deepEqual(second.data, first.data)
}

describe('the same key and body', () => {
  it('gives the stored answer, and has one effect', async () => {
    const before = await countOrders()
    const first = await create('same-1')
    const second = await create('same-1')
    assert.equal(first.status, 201)
    assert.equal(first.headers.get('idempotency-key'), 'same-1')
    assert.equal(first.headers.get('idempotency-replayed'), null)
    assert.equal(first.json.meta.idempotency_replayed, undefined)
    expectReplay(first, second)
    assert.notEqual(second.json.request_id, first.json.request_id)
    assert.equal(second.json.request_id, second.headers.get('x-request-id'))
    assert.equal(await countOrders(), before + 1)
  })

  it('whatever the order of the fields and the white space', async () => {
    const first = await create(
      'same-2',
      '{"buyer_note":"x","line_items":[{"name":"a","unit_price_money":{"amount":1,"currency":"USD"}}]}',
    )
    const second = await create(
      'same-2',
      '{ "line_items": [ {"unit_price_money": {"currency": "USD", "amount": 1.0}, "name": "\\u0061"} ], "buyer_note": "x" }',
    )
    expectReplay(first, second)
  })

  it('of a long order, too', async () => {
    const [line] = order('Lámpara').line_items
    const body = { line_items: Array.from({ length: 100 }, () => line) }
    const first = await create('same-long', body)
    assert.equal(first.data.line_items.length, 100)
    expectReplay(first, await create('same-long', body))
  })

  it('even when the object has changed since: the first answer, not the present state', async () => {
    const first = await create('same-3')
    const place = `/v1/orders/${first.data.order_id}`
    await server.call('PATCH', place, { body: { buyer_note: 'later' } })
    expectReplay(first, await create('same-3'))
  })

  it('gives the answer in its own version, whatever version is asked for now', async () => {
    const first = await create('same-4', order(), { headers: { 'Flint-Version': '2026-09-07' } })
    const second = await create('same-4', order(), { headers: { 'Flint-Version': '2026-02-01' } })
    expectReplay(first, second)
    assert.equal(second.headers.get('flint-version'), '2026-09-07')
    assert.equal(second.json.meta.api_version, '2026-09-07')
  })
})

describe('the same key and another body', () => {
  it('409 IDEMPOTENCY_KEY_REUSED', async () => {
    const before = await countOrders()
    await create('other-1')
    const { status, error, headers } = await create('other-1', order('Chair'))
    assert.deepEqual([status, error.code, error.param], [409, 'IDEMPOTENCY_KEY_REUSED', 'Idempotency-Key'])
    assert.equal(error.remediation.retryable, false)
    assert.equal(headers.get('idempotency-key'), 'other-1')
    assert.equal(await countOrders(), before + 1)
  })

  it('409 even when the other body is not valid, or the first was not', async () => {
    await create('other-2')
    assert.equal((await create('other-2', { nmae: 1 })).error.code, 'IDEMPOTENCY_KEY_REUSED')
    assert.equal((await create('other-3', { nmae: 1 })).error.code, 'UNKNOWN_FIELD')
    assert.equal((await create('other-3')).error.code, 'IDEMPOTENCY_KEY_REUSED')
  })
})

describe('what a key belongs to', () => {
  it('one path: no clash with another operation or another object', async () => {
    const [one, two] = [await create('path-1'), await create(undefined)]
    for (const { data } of [one, two]) {
      const { status, headers } = await server.call('PATCH', `/v1/orders/${data.order_id}`, {
        body: { buyer_note: 'x' },
        idempotencyKey: 'path-1',
      })
      assert.deepEqual([status, headers.get('idempotency-replayed')], [200, null])
    }
  })

  it('one environment: no clash with another sandbox or live mode', async () => {
    const first = await create('world-1')
    const { key } = await server.anotherSandbox()
    const second = await create('world-1', order('Chair'), { key })
    assert.deepEqual([second.status, second.headers.get('idempotency-replayed')], [201, null])
    assert.notEqual(second.data.order_id, first.data.order_id)
  })

  it('not one API key: another key of the same environment gets the stored answer', async () => {
    const first = await create('keys-1')
    const { key } = await addKey(
      server.services,
      await environmentOf(server.services, server.seeded.sandboxId),
    )
    expectReplay(first, await create('keys-1', order(), { key }))
  })
})

describe('refusals', () => {
  it('are kept when they would come out the same: 400, 404, 409', async () => {
    const cases: [method: string, path: string, body: unknown, status: number][] = [
      ['POST', '/v1/orders', { nmae: 1 }, 400],
      ['POST', '/v1/orders', order('a', -1), 400],
      ['PATCH', '/v1/orders/ord_none', { buyer_note: 'x' }, 404],
    ]
    for (const [method, path, body, status] of cases) {
      const options = { body, idempotencyKey: `kept-${status}-${JSON.stringify(body).length}` }
      const first = await server.call(method, path, options)
      const second = await server.call(method, path, options)
      assert.equal(first.status, status)
      assert.equal(first.headers.get('idempotency-replayed'), null)
      expectReplay(first, second)
      const { request_id: firstId, request_log_url: firstUrl, ...firstError } = first.error
      const { request_id: secondId, request_log_url: secondUrl, ...secondError } = second.error
      assert.deepEqual(secondError, firstError)
      assert.deepEqual([firstId, secondId], [first.json.request_id, second.json.request_id])
      assert.ok(firstUrl.endsWith(firstId) && secondUrl.endsWith(secondId))
    }
  })

  it('stay as they were, although the cause is gone', async () => {
    const { data } = await create(undefined)
    const place = `/v1/orders/${data.order_id}`
    await server.call('POST', `${place}/close`, { body: {} })
    const options = { body: { line_items: order().line_items }, idempotencyKey: 'closed-1' }
    const first = await server.call('POST', `${place}/line-items`, options)
    assert.equal(first.status, 409)
    expectReplay(first, await server.call('POST', `${place}/line-items`, options))
  })

  it('are not kept when waiting or rights can mend them: 401, 403', async () => {
    const before = await countKeys()
    const environmentId = await environmentOf(server.services, server.seeded.sandboxId)
    const reader = await addKey(server.services, environmentId, { scopes: ['commerce.orders.read'] })
    assert.equal((await create('rights-1', order(), { key: reader.key })).status, 403)
    assert.equal((await create('rights-1', order(), { key: null })).status, 401)
    assert.equal(await countKeys(), before)
    const { status, headers } = await create('rights-1')
    assert.deepEqual([status, headers.get('idempotency-replayed')], [201, null])
  })

  it('are not kept when the body could not be read', async () => {
    assert.equal((await create('unread-1', '{')).error.code, 'INVALID_JSON')
    assert.equal((await create('unread-1')).status, 201)
  })
})

describe('the window', () => {
  it('is 24 hours from the first answer; then the key is new', async () => {
    const first = await create('window-1')
    server.clock.advance(24 * hourMs - 60_000)
    expectReplay(first, await create('window-1'))
    server.clock.advance(120_000)
    const later = await create('window-1', order('Chair'))
    assert.deepEqual([later.status, later.headers.get('idempotency-replayed')], [201, null])
    assert.notEqual(later.data.order_id, first.data.order_id)
    expectReplay(later, await create('window-1', order('Chair')))
  })

  it('holds for kept refusals, too', async () => {
    assert.equal((await create('window-2', { nmae: 1 })).status, 400)
    server.clock.advance(24 * hourMs + 1000)
    assert.equal((await create('window-2')).status, 201)
    server.clock.advance(24 * hourMs + 1000)
    const again = await create('window-2', { nmae: 1 })
    assert.deepEqual([again.status, again.headers.get('idempotency-replayed')], [400, null])
  })
})

describe('parallel identical requests', () => {
  it('have one effect: one answer, the others replay it or are told to wait', async () => {
    const before = await countOrders()
    const answers = await Promise.all(Array.from({ length: 8 }, () => create('parallel-1')))
    assert.equal(await countOrders(), before + 1)
    const fresh = answers.filter(
      ({ status, headers }) => status === 201 && !headers.get('idempotency-replayed'),
    )
    assert.equal(fresh.length, 1)
    for (const answer of answers) {
      if (answer.status === 201) assert.equal(answer.data.order_id, fresh[0]!.data.order_id)
      else assert.deepEqual([answer.status, answer.error.code], [409, 'IDEMPOTENCY_KEY_IN_PROGRESS'])
    }
  })

  it('of which each has another body: one effect, the others 409', async () => {
    const before = await countOrders()
    const answers = await Promise.all(
      Array.from({ length: 6 }, (_, index) => create('parallel-2', order(`Lamp ${index}`))),
    )
    assert.equal(await countOrders(), before + 1)
    assert.equal(answers.filter(({ status }) => status === 201).length, 1)
    for (const { status, error } of answers)
      if (status !== 201) assert.deepEqual([status, error.code], [409, 'IDEMPOTENCY_KEY_REUSED'])
  })

  it('charge once: eight pays of one order under one key', async () => {
    const { data } = await create(undefined)
    const path = `/v1/orders/${data.order_id}/pay`
    const body = { action: 'pay', payment_source: { token: 'tok_visa' } }
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => server.call('POST', path, { body, idempotencyKey: 'pay-1' })),
    )
    for (const answer of answers) assert.equal(answer.status, 200, JSON.stringify(answer.error))
    assert.equal(answers.filter(({ headers }) => headers.get('idempotency-replayed') === null).length, 1)
    const { data: paid } = await server.call('GET', `/v1/orders/${data.order_id}?expand=payment_intents`)
    assert.equal(paid.settlement_amounts.paid_money.amount, 4200)
    assert.equal(paid.payment_intent_ids.length, 1)
  })
})

describe('the key itself', () => {
  it('is made by the server when none was sent, and can be used again', async () => {
    const first = await create(undefined)
    const made = first.headers.get('idempotency-key')!
    assert.match(made, /^[\x21-\x7e]{10,255}$/)
    assert.notEqual((await create(undefined)).headers.get('idempotency-key'), made)
    expectReplay(first, await create(made))
  })

  it('may have 255 characters of printable ASCII', async () => {
    assert.equal((await create(`~ !"#${'k'.repeat(250)}`)).status, 201)
  })

  it('400 IDEMPOTENCY_KEY_TOO_LONG: 256 characters', async () => {
    const { status, error } = await create('k'.repeat(256))
    assert.deepEqual([status, error.code, error.limit], [400, 'IDEMPOTENCY_KEY_TOO_LONG', 255])
    assert.equal(error.param, 'Idempotency-Key')
  })

  it('400 INVALID_IDEMPOTENCY_KEY: empty, not ASCII', async () => {
    for (const key of ['', 'schlüssel', 'a\tb']) {
      const { status, error } = await rawRequest(
        server.url,
        'POST',
        '/v1/orders',
        {
          Authorization: `Bearer ${server.sandboxKey}`,
          'Content-Type': 'application/json',
          'Idempotency-Key': key,
        },
        JSON.stringify(order()),
      )
      assert.deepEqual([status, error.code], [400, 'INVALID_IDEMPOTENCY_KEY'], key)
    }
  })

  it('400 INVALID_IDEMPOTENCY_KEY: a key or secret, which would be stored and shown', async () => {
    for (const secret of [server.sandboxKey, 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', 'pay ckat_abc']) {
      const { status, error, text, headers } = await create(secret)
      assert.deepEqual([status, error.code], [400, 'INVALID_IDEMPOTENCY_KEY'])
      assert.equal(headers.get('idempotency-key'), null)
      assert.ok(!text.includes(secret))
    }
  })

  it('400 IDEMPOTENCY_KEY_REQUIRED: paying without one', async () => {
    const { data } = await create(undefined)
    const body = { action: 'pay', payment_source: { token: 'tok_visa' } }
    const { status, error } = await server.call('POST', `/v1/orders/${data.order_id}/pay`, { body })
    assert.deepEqual([status, error.code, error.param], [400, 'IDEMPOTENCY_KEY_REQUIRED', 'Idempotency-Key'])
  })

  it('is not echoed by a read', async () => {
    const { headers } = await server.call('GET', '/v1/orders', { idempotencyKey: 'read-1' })
    assert.equal(headers.get('idempotency-key'), null)
  })
})
