import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { startTestServer } from '../../../../../test/support/server.ts'
import { newKey, paymentCalls, usd } from '../payment-calls.fixture.ts'

const server = await startTestServer()
const { anIntent, anOrder, confirmed, paidWith, pay } = paymentCalls(server)

const path = '/v1/payment-intents'
const listed = async (query: string): Promise<string[]> => {
  const { status, data, json } = await server.call('GET', `${path}?${query}`)
  assert.equal(status, 200, JSON.stringify(json))
  return data.map((one: any) => one.payment_intent_id)
}

// Six payments, a second apart: a plain one, one that was declined, one that is refunded, two of an order, one in yen.
const aSecond = () => server.clock.advance(1000)
const plain = await anIntent({ amount_money: usd(300), external_reference_id: 'Table 50%_x' })
aSecond()
const declined = await paidWith('tok_chargeDeclined', {
  amount_money: usd(700),
  receipt_email: 'Ada.L@example.com',
})
aSecond()
const refunded = await paidWith('tok_visa', { amount_money: usd(500) })
await server.call('POST', '/v1/refunds', {
  body: { payment_intent_id: refunded.payment_intent_id, amount_money: usd(200) },
  idempotencyKey: newKey(),
})
aSecond()
const order = await anOrder(2000)
const leg = await anIntent({ order_id: order.order_id, amount_money: usd(500) })
aSecond()
await confirmed(leg.payment_intent_id, 'tok_visa')
const paid = await pay(order.order_id, { action: 'pay', payment_source: { token: 'tok_visa' } })
aSecond()
const yen = await anIntent({ amount_money: { amount: 500, currency: 'JPY' } })
aSecond()
const between = server.clock.now()
// The first to be made is the last to be changed.
await server.call('PATCH', `${path}/${plain.payment_intent_id}`, { body: { metadata: { seen: 'yes' } } })

const p: string = plain.payment_intent_id
const d: string = declined.payment_intent_id
const r: string = refunded.payment_intent_id
const l: string = leg.payment_intent_id
const o: string = paid.data.order.payment_intent_ids.at(-1)
const y: string = yen.payment_intent_id
const all = [y, o, l, r, d, p]

describe('GET /v1/payment-intents', () => {
  const past = '2020-01-01T00:00:00Z'
  const text = encodeURIComponent
  const cases: [what: string, query: string, ids: string[]][] = [
    ['newest first', '', all],
    ['oldest first', 'sort_by=created_at&sort_direction=asc', all.toReversed()],
    ['by update', 'sort_by=updated_at', [p, ...all.slice(0, -1)]],
    ['by amount, from the largest', 'sort_by=amount', [o, d, y, l, r, p]],
    ['by amount, from the smallest', 'sort_by=amount&sort_direction=asc', [p, r, l, y, d, o]],
    ['of an order', `order_id=${order.order_id}`, [o, l]],
    ['of another order', 'order_id=ord_none', []],
    ['of a customer', 'customer_id=cus_none', []],
    ['of an invoice', 'invoice_id=inv_1', []],
    ['of a return', 'return_id=ret_1', []],
    ['of a resolution', 'return_resolution_id=retres_1', []],
    ['in a status', 'status=requires_payment_method', [y, d, p]],
    ['that succeeded', 'status=succeeded', [o, l, r]],
    ['from the API', 'origin=api', all],
    ['from a checkout', 'origin=checkout', []],
    ['with one of several flows', 'payment_flow=checkout,api', all],
    ['with a flow, twice', 'payment_flow=checkout&payment_flow=invoice', []],
    ['partly refunded', 'refund_status=partially_refunded', [r]],
    ['refunded or partly', 'refund_status=refunded,partially_refunded', [r]],
    ['not refunded', 'refund_status=none', [y, o, l, d, p]],
    ['without a dispute', 'dispute_status=none,won', all],
    ['with a dispute', 'dispute_status=needs_response', []],
    ['whose risk nobody assessed', 'risk_level=not_assessed', [y, p]],
    ['with a normal risk, or more', 'risk_level=normal,highest', [o, l, r, d]],
    ['with a risk', 'risk_level=elevated,highest', []],
    ['from an amount', 'min_amount=500&currency=USD', [o, l, r, d]],
    ['up to an amount', 'max_amount=500&currency=USD', [l, r, p]],
    ['between amounts', 'min_amount=500&max_amount=500&currency=JPY', [y]],
    ['in a currency', 'currency=JPY', [y]],
    ['with a reference', `external_reference_id=${text('Table 50%_x')}`, [p]],
    ['with a part of a reference', 'external_reference_id=Table', []],
    ['with a text of the reference', `query=${text('50%_')}`, [p]],
    ['with a text that is no pattern', `query=${text('Table%')}`, []],
    ['with a text of the e-mail address', `query=${text('ada.l@')}`, [d]],
    ['with the start of an id', `query=${r.slice(0, 29)}`, [r]],
    ['with an id without its prefix', `query=${r.slice(3)}`, []],
    ['since', `created_after=${past}`, all],
    ['until', `created_before=${past}`, []],
    ['since one was made', `created_after=${text(refunded.created_at)}`, [y, o, l, r]],
    ['until one was made', `created_before=${text(refunded.created_at)}`, [r, d, p]],
    ['changed since', `updated_after=${text(between)}`, [p]],
    ['changed until', `updated_before=${text(between)}`, [y, o, l, r, d]],
    ['all at once', `status=succeeded&order_id=${order.order_id}&max_amount=500&currency=USD`, [l]],
  ]
  for (const [what, query, ids] of cases)
    it(`200: ${what}`, async () => assert.deepEqual(await listed(query), ids))

  it('200: page by page, each once, though more come in meanwhile', async () => {
    for (const sort of ['', '&sort_by=amount', '&sort_by=updated_at&sort_direction=asc']) {
      const whole = await listed(sort.slice(1))
      const seen: string[] = []
      let token: string | undefined
      do {
        const { json } = await server.call(
          'GET',
          `${path}?page_size=2${sort}&created_before=${text(between)}${token ? `&page_token=${token}` : ''}`,
        )
        assert.ok(json.data.length <= 2)
        seen.push(...json.data.map((one: any) => one.payment_intent_id))
        token = json.next_page_token
        aSecond()
        await anIntent({ amount_money: usd(500) })
      } while (token)
      assert.deepEqual(
        seen,
        whole.filter((id) => all.includes(id)),
      )
    }
  })

  it('200: the whole resource', async () => {
    const [found] = (await server.call('GET', `${path}?external_reference_id=${text('Table 50%_x')}`)).data
    assert.deepEqual(found, (await server.call('GET', `${path}/${p}`)).data)
  })

  it('400 CURSOR_MISMATCH: the token of another query', async () => {
    const { json } = await server.call('GET', `${path}?page_size=1`)
    const { status, error } = await server.call(
      'GET',
      `${path}?page_size=1&status=succeeded&page_token=${json.next_page_token}`,
    )
    assert.deepEqual([status, error.code, error.param], [400, 'CURSOR_MISMATCH', 'page_token'])
  })

  for (const [query, code, param] of [
    ['status=lost', 'INVALID_QUERY_PARAMETER', 'status'],
    ['origin=moon', 'INVALID_QUERY_PARAMETER', 'origin'],
    ['payment_flow=api,moon', 'INVALID_QUERY_PARAMETER', 'payment_flow[1]'],
    ['refund_status=some', 'INVALID_QUERY_PARAMETER', 'refund_status[0]'],
    ['dispute_status=some', 'INVALID_QUERY_PARAMETER', 'dispute_status[0]'],
    ['risk_level=low', 'INVALID_QUERY_PARAMETER', 'risk_level[0]'],
    ['external_reference_id=', 'INVALID_EXTERNAL_REFERENCE_ID', 'external_reference_id'],
    ['query=', 'INVALID_QUERY', 'query'],
    ['min_amount=0&currency=USD', 'INVALID_MIN_AMOUNT', 'min_amount'],
    ['max_amount=x&currency=USD', 'INVALID_MAX_AMOUNT', 'max_amount'],
    ['min_amount=5', 'FIELD_REQUIRED', 'currency'],
    ['currency=usd', 'INVALID_CURRENCY', 'currency'],
    ['created_after=today', 'INVALID_CREATED_AFTER', 'created_after'],
    ['created_before=today', 'INVALID_CREATED_BEFORE', 'created_before'],
    [
      'created_after=2026-02-01T00:00:00Z&created_before=2026-01-01T00:00:00Z',
      'INVALID_CREATED_RANGE',
      'created_after',
    ],
    ['updated_after=today', 'INVALID_TIMESTAMP', 'updated_after'],
    ['sort_by=status', 'INVALID_SORT_BY', 'sort_by'],
    ['sort_direction=up', 'INVALID_SORT_DIRECTION', 'sort_direction'],
    ['page_size=101', 'INVALID_PAGE_SIZE', 'page_size'],
    ['page_token=x', 'INVALID_PAGE_TOKEN', 'page_token'],
    ['colour=red', 'UNSUPPORTED_QUERY_PARAM', 'colour'],
  ] as const)
    it(`400 ${code}: ${query}`, async () => {
      const { status, error } = await server.call('GET', `${path}?${query}`)
      assert.deepEqual([status, error.code, error.param], [400, code, param])
    })

  it('shows nothing of another sandbox', async () => {
    const { key } = await server.anotherSandbox()
    assert.deepEqual((await server.call('GET', path, { key })).data, [])
    assert.deepEqual((await server.call('GET', `${path}?order_id=${order.order_id}`, { key })).data, [])
  })
})
