import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { startTestServer } from '../../../../../test/support/server.ts'
import {
  aPaidIntent,
  aPaidOrder,
  aSplitOrder,
  afterMs,
  eventsOf,
  readRefund,
  refunded,
  usd,
} from '../a-paid-order.ts'

const server = await startTestServer()

const order = await aPaidOrder(server, { amount: 5000 })
const split = await aSplitOrder(server, [
  { amount: 4000, token: 'tok_visa' },
  { amount: 6000, token: 'tok_visa' },
])
const first = await refunded(server, {
  order_id: order.order_id,
  amount_money: usd(100),
  reason: 'duplicate',
  external_reference_id: 'RMA 50%_x',
})
const second = await refunded(server, {
  order_id: order.order_id,
  amount_money: usd(300),
  reason: 'fraudulent',
})
await afterMs(server)
const third = await refunded(server, { order_id: split.order.order_id, amount_money: usd(7000) })

const listed = async (query: string) => {
  const { status, data, json } = await server.call('GET', `/v1/refunds?${query}`)
  assert.equal(status, 200, JSON.stringify(json))
  return data.map((one: any) => one.refund_id)
}

describe('GET /v1/refunds', () => {
  const [a, b, c] = [first, second, third].map((one) => one.refund_id as string)
  const past = '2020-01-01T00:00:00Z'
  const cases: [string, string, (string | undefined)[]][] = [
    ['newest first', '', [c, b, a]],
    ['oldest first', 'sort_by=created_at&sort_direction=asc', [a, b, c]],
    ['by amount', 'sort_by=amount&sort_direction=desc', [c, b, a]],
    ['by update', 'sort_by=updated_at&sort_direction=desc', [c, b, a]],
    ['of an order', `order_id=${order.order_id}`, [b, a]],
    ['of a payment', `payment_intent_id=${order.payment_intent_ids[0]}`, [b, a]],
    ['of the second leg of several', `payment_intent_id=${split.intentIds[0]}`, [c]],
    ['of a customer', 'customer_id=cus_none', []],
    ['pending', 'status=pending', [c]],
    ['succeeded', 'status=succeeded', [b, a]],
    ['with one of several reasons', 'reason=duplicate,fraudulent', [b, a]],
    ['with a reason, twice', 'reason=duplicate&reason=other', [a]],
    ['to the original payment', 'refund_method=original_payment', [c, b, a]],
    ['from an amount', 'min_amount=300&currency=USD', [c, b]],
    ['up to an amount', 'max_amount=300&currency=USD', [b, a]],
    ['in another currency', 'currency=EUR', []],
    ['with a reference', `external_reference_id=${encodeURIComponent('RMA 50%_x')}`, [a]],
    ['with a text', `query=${encodeURIComponent('50%_')}`, [a]],
    ['with a text that is no pattern', 'query=RMA%25', []],
    ['with the start of an id', `query=${a?.slice(0, 30)}`, [a]],
    ['of a return', 'return_id=ret_1', []],
    ['of a resolution', 'return_resolution_id=retres_1', []],
    ['since', `created_after=${past}`, [c, b, a]],
    ['until', `created_before=${past}`, []],
    ['changed since', `updated_after=${past}`, [c, b, a]],
    ['changed until', `updated_before=${past}`, []],
  ]
  for (const [what, query, ids] of cases)
    it(`200: ${what}`, async () => assert.deepEqual(await listed(query), ids))

  it('200: page by page', async () => {
    for (const sort of ['', '&sort_by=amount', '&sort_by=updated_at&sort_direction=asc']) {
      const seen: string[] = []
      let token: string | undefined
      do {
        const { json } = await server.call(
          'GET',
          `/v1/refunds?page_size=1${sort}${token ? `&page_token=${token}` : ''}`,
        )
        seen.push(...json.data.map((one: any) => one.refund_id))
        token = json.next_page_token
      } while (token)
      assert.deepEqual(seen, await listed(sort.slice(1)))
      assert.equal(seen.length, 3)
    }
  })

  for (const [query, code] of [
    ['status=lost', 'INVALID_REFUND_STATUS'],
    ['reason=because', 'INVALID_REFUND_REASON'],
    ['refund_method=cash', 'INVALID_REFUND_METHOD'],
    ['sort_by=reason', 'INVALID_SORT_BY'],
    ['page_size=0', 'INVALID_PAGE_SIZE'],
    ['colour=red', 'UNSUPPORTED_QUERY_PARAM'],
  ] as const)
    it(`400 ${code}: ${query}`, async () => {
      const { status, error } = await server.call('GET', `/v1/refunds?${query}`)
      assert.deepEqual([status, error.code], [400, code])
    })

  it('shows nothing of another sandbox', async () => {
    const { key } = await server.anotherSandbox()
    assert.deepEqual((await server.call('GET', '/v1/refunds', { key })).data, [])
  })
})

describe('GET /v1/refunds/{refund_id}', () => {
  it('200', async () => {
    const data = await readRefund(server, first.refund_id)
    assert.deepEqual([data.status, data.amount_money, data.order_id], ['succeeded', usd(100), order.order_id])
    assert.equal(data.order, undefined)
  })

  it('200 expanded: order, payment and the payments of its legs', async () => {
    const data = await readRefund(
      server,
      first.refund_id,
      '?expand=order,payment_intent&expand=payment_refunds.payment_intent',
    )
    assert.equal(data.order.order_id, order.order_id)
    assert.equal(data.payment_intent.payment_intent_id, order.payment_intent_ids[0])
    assert.deepEqual(data.payment_refunds[0].payment_intent, data.payment_intent)

    const legs = await readRefund(
      server,
      third.refund_id,
      '?expand=payment_intent,payment_refunds.payment_intent',
    )
    assert.equal(legs.payment_intent, undefined)
    assert.deepEqual(
      legs.payment_refunds.map((leg: any) => leg.payment_intent.payment_intent_id),
      split.intentIds.toReversed(),
    )
  })

  it('200 expanded, without an order', async () => {
    const { payment_intent_id } = await aPaidIntent(server, 1000)
    const { refund_id } = await refunded(server, { payment_intent_id })
    const data = await readRefund(server, refund_id, '?expand=order,payment_intent')
    assert.deepEqual([data.order, data.payment_intent.payment_intent_id], [undefined, payment_intent_id])
  })

  it('400 INVALID_EXPAND', async () => {
    const { status, error } = await server.call('GET', `/v1/refunds/${first.refund_id}?expand=merchant`)
    assert.deepEqual([status, error.code], [400, 'INVALID_EXPAND'])
  })

  it('404 RESOURCE_NOT_FOUND: unknown, and of another sandbox alike', async () => {
    const { key } = await server.anotherSandbox()
    const unknown = await server.call('GET', `/v1/refunds/${first.refund_id.slice(0, -1)}!`)
    const foreign = await server.call('GET', `/v1/refunds/${first.refund_id}`, { key })
    for (const { status, error } of [unknown, foreign])
      assert.deepEqual([status, error.code, error.param], [404, 'RESOURCE_NOT_FOUND', 'refund_id'])
    assert.equal(foreign.error.message, unknown.error.message)
  })
})

describe('PATCH /v1/refunds/{refund_id}', () => {
  const patch = (refundId: string, body: unknown, key?: string) =>
    server.call('PATCH', `/v1/refunds/${refundId}`, { body, ...(key ? { key } : {}) })

  it('200: metadata by key, and refund.updated', async () => {
    const made = await refunded(server, {
      order_id: order.order_id,
      amount_money: usd(10),
      metadata: { a: '1', b: '2' },
    })
    const { status, data } = await patch(made.refund_id, {
      metadata: { a: null, c: '3' },
    })
    assert.equal(status, 200)
    assert.deepEqual(data, {
      ...made,
      metadata: { b: '2', c: '3' },
      version: made.version + 1,
      updated_at: data.updated_at,
    })
    const cleared = (await patch(made.refund_id, { metadata: null })).data
    assert.deepEqual(cleared.metadata, {})
    const last = (await eventsOf(server, made.refund_id)).at(-1)
    assert.deepEqual([last?.event_type, last?.data], ['refund.updated', cleared])
    await afterMs(server)
    assert.equal((await readRefund(server, made.refund_id)).status, 'succeeded')
  })

  for (const [what, body, code] of [
    ['nothing', {}, 'NO_FIELDS_TO_UPDATE'],
    ['the amount', { amount_money: usd(1) }, 'UNKNOWN_FIELD'],
    ['the reason', { reason: 'other' }, 'UNKNOWN_FIELD'],
    ['the reference', { external_reference_id: 'rma-2' }, 'UNKNOWN_FIELD'],
    ['a reserved key', { metadata: { flint_a: '1' } }, 'RESERVED_METADATA_KEY'],
  ] as const)
    it(`400 ${code}: ${what}`, async () => {
      const before = await readRefund(server, first.refund_id)
      const { status, error } = await patch(first.refund_id, body)
      assert.deepEqual([status, error.code], [400, code])
      assert.deepEqual(await readRefund(server, first.refund_id), before)
    })

  it('404 RESOURCE_NOT_FOUND: unknown, and of another sandbox', async () => {
    const { key } = await server.anotherSandbox()
    assert.equal((await patch('ref_none', { metadata: {} })).error.code, 'RESOURCE_NOT_FOUND')
    assert.equal((await patch(first.refund_id, { metadata: {} }, key)).error.code, 'RESOURCE_NOT_FOUND')
  })
})
