import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { startTestServer } from '../../../../../test/support/server.ts'
import { money, orderCalls, said, usd } from '../order-calls.fixture.ts'

const server = await startTestServer()
const { anOrder, aPaidOrder, confirmed, aLeg, done, read, send, create } = orderCalls(server)

/** Orders by the name of what is special about each; created in this order, a minute apart. */
const orders: Record<string, any> = {}
const nameOf = (id: string) => Object.keys(orders).find((name) => orders[name].order_id === id) ?? id
const list = (query = '') => send('GET', query)
/** The names of the orders that a query finds. */
const found = async (query: string): Promise<string[]> => {
  const { status, data, json } = await list(query)
  assert.equal(status, 200, JSON.stringify(json))
  return data.map((order: any) => nameOf(order.order_id))
}
const all = ['closed', 'refunded', 'partly refunded', 'paid', 'partly paid', 'dear', 'euro', 'plain']

before(async () => {
  const keep = async (name: string, make: () => Promise<any>) => {
    orders[name] = await read((await make()).order_id)
    server.clock.advance(60_000)
  }
  await keep('plain', () => anOrder(1000, { external_reference_id: 'Cart_100%' }))
  await keep('euro', async () => {
    const line = { name: 'Tea', unit_price_money: money('EUR')(1000) }
    return (await create({ line_items: [line] })).data
  })
  await keep('dear', () => anOrder(9000, { external_reference_id: 'cart-9000' }))
  await keep('partly paid', async () => {
    const order = await anOrder(4000)
    const leg = await aLeg(order.order_id, 1500)
    await confirmed(order.order_id, [[leg, 'tok_visa']], { completion_behavior: 'partial_payment' })
    return order
  })
  await keep('paid', () => aPaidOrder(2000))
  const refunded = async (amount: number) => {
    const order = await aPaidOrder(3000)
    const body = { order_id: order.order_id, amount_money: usd(amount) }
    assert.equal(
      (await server.call('POST', '/v1/refunds', { body, idempotencyKey: order.order_id })).status,
      201,
    )
    return order
  }
  await keep('partly refunded', () => refunded(100))
  await keep('refunded', () => refunded(3000))
  await keep('closed', async () => {
    const order = await anOrder(500)
    return done('POST', `/${order.order_id}/close`, {})
  })
})

describe('listOrders 200', () => {
  it('all of them, newest first, each as its own read shows it', async () => {
    assert.deepEqual(await found(''), all)
    for (const order of (await list()).data) assert.deepEqual(order, await read(order.order_id))
  })

  it('nothing of another sandbox, and nothing of live mode', async () => {
    const { key } = await server.anotherSandbox()
    for (const other of [key, server.liveKey]) {
      const { status, data, json } = await server.call('GET', '/v1/orders', { key: other })
      assert.deepEqual([status, data, json.next_page_token], [200, [], undefined])
    }
  })

  it('payment intents beside the orders, when asked for', async () => {
    const { data } = await list('?expand=payment_intents&payment_status=partially_paid')
    assert.deepEqual(
      data[0].payment_intents.map((intent: any) => [intent.status, intent.captured_money.amount]),
      [['succeeded', 1500]],
    )
    assert.equal((await list('?payment_status=partially_paid')).data[0].payment_intents, undefined)
  })
})

describe('listOrders filters', () => {
  for (const [query, names] of [
    ['status=closed', ['closed']],
    ['status=open', all.filter((name) => name !== 'closed')],
    ['payment_status=paid', ['refunded', 'partly refunded', 'paid']],
    ['payment_status=unpaid,partially_paid', ['closed', 'partly paid', 'dear', 'euro', 'plain']],
    [
      'payment_status=partially_paid&payment_status=paid',
      ['refunded', 'partly refunded', 'paid', 'partly paid'],
    ],
    ['refund_status=refunded', ['refunded']],
    ['refund_status=partially_refunded,refunded', ['refunded', 'partly refunded']],
    ['refund_status=none&payment_status=paid', ['paid']],
    ['fulfillment_status=not_applicable', all],
    ['fulfillment_status=not_applicable,fulfilled', all],
    ['fulfillment_status=fulfilled', []],
    ['external_reference_id=cart-9000', ['dear']],
    ['external_reference_id=cart-900', []],
    ['origin=api', all],
    ['origin=checkout', []],
    ['customer_id=cus_01J8EXAMPLE00000000000000', []],
    ['subscription_id=sub_01J8EXAMPLE00000000000000', []],
    ['subscription_delivery_changed=true', []],
    ['subscription_delivery_changed=false', all],
    ['return_id=ret_01J8EXAMPLE00000000000000', []],
    ['return_resolution_id=rres_01J8EXAMPLE00000000000000', []],
    ['currency=EUR', ['euro']],
    ['min_amount=4000&currency=USD', ['partly paid', 'dear']],
    ['max_amount=1000&currency=USD', ['closed', 'plain']],
    ['min_amount=1000&max_amount=2000&currency=USD', ['paid', 'plain']],
    ['query=CART', ['dear', 'plain']],
    // Not wildcards: they stand for themselves.
    [`query=${encodeURIComponent('_100%')}`, ['plain']],
    ['query=%25', ['plain']],
    ['query=_', ['plain']],
    ['query=nothing', []],
  ] as const) {
    it(query, async () => assert.deepEqual(await found(`?${query}`), names))
  }

  it('order_number', async () => {
    assert.deepEqual(await found(`?order_number=${orders['paid'].order_number}`), ['paid'])
    assert.deepEqual(await found('?order_number=1'), [])
  })

  it('query: an order number, the start of an id, not its middle', async () => {
    const { order_id: id, order_number: number } = orders['dear']
    assert.deepEqual(await found(`?query=${number}`), ['dear'])
    assert.deepEqual(await found(`?query=${id}`), ['dear'])
    assert.equal((await found(`?query=${id.slice(0, 6)}`)).length, all.length)
    assert.deepEqual(await found(`?query=${id.slice(4)}`), [])
  })

  it('created_after and created_before, bounds included', async () => {
    const { created_at: from } = orders['dear']
    const { created_at: to } = orders['paid']
    const between = ['paid', 'partly paid', 'dear']
    assert.deepEqual(await found(`?created_after=${from}&created_before=${to}`), between)
    assert.deepEqual(await found(`?created_before=${orders['plain'].created_at}`), ['plain'])
  })

  it('updated_after and updated_before, bounds included', async () => {
    const { updated_at: at } = orders['refunded']
    assert.deepEqual(await found(`?updated_after=${at}`), ['closed', 'refunded'])
    assert.deepEqual(await found(`?updated_after=${at}&updated_before=${at}`), ['refunded'])
  })
})

describe('listOrders sorting', () => {
  for (const [query, names] of [
    ['sort_direction=asc', all.toReversed()],
    ['sort_by=created_at', all],
    ['sort_by=updated_at&sort_direction=asc', all.toReversed()],
    [
      'sort_by=total',
      ['dear', 'partly paid', 'refunded', 'partly refunded', 'paid', 'euro', 'plain', 'closed'],
    ],
    [
      'sort_by=outstanding_money',
      ['dear', 'partly paid', 'euro', 'plain', 'closed', 'refunded', 'partly refunded', 'paid'],
    ],
  ] as const) {
    it(query, async () => {
      assert.deepEqual(await found(`?${query}`), names)
      const paged: string[] = []
      let token: string | undefined
      do {
        const page = await list(`?${query}&page_size=3${token ? `&page_token=${token}` : ''}`)
        paged.push(...page.data.map((order: any) => nameOf(order.order_id)))
        token = page.json.next_page_token
      } while (token)
      assert.deepEqual(paged, names)
    })
  }
})

describe('listOrders paging', () => {
  it('the last page has no token, even when it is full', async () => {
    const { data, json } = await list('?page_size=8')
    assert.deepEqual([data.length, json.next_page_token], [8, undefined])
  })

  it('orders that come in meanwhile move nothing', async () => {
    const query = '?external_reference_id=flow&page_size=2'
    const flow = () => anOrder(100, { external_reference_id: 'flow' })
    const first = [await flow(), await flow(), await flow(), await flow()].map((order) => order.order_id)
    const page = await list(query)
    await flow()
    await flow()
    const next = await list(`${query}&page_token=${page.json.next_page_token}`)
    const ids = [...page.data, ...next.data].map((order: any) => order.order_id)
    assert.deepEqual(ids, first.toReversed())
    assert.equal(next.json.next_page_token, undefined)
  })
})

describe('listOrders 400', () => {
  for (const [query, code, param] of [
    ['page_size=0', 'INVALID_PAGE_SIZE', 'page_size'],
    ['page_size=101', 'INVALID_PAGE_SIZE', 'page_size'],
    ['page_size=ten', 'INVALID_PAGE_SIZE', 'page_size'],
    ['page_token=mine', 'INVALID_PAGE_TOKEN', 'page_token'],
    ['sort_by=name', 'INVALID_SORT_BY', 'sort_by'],
    ['sort_direction=up', 'INVALID_SORT_DIRECTION', 'sort_direction'],
    ['created_after=yesterday', 'INVALID_CREATED_AFTER', 'created_after'],
    ['created_before=yesterday', 'INVALID_CREATED_BEFORE', 'created_before'],
    [
      'created_after=2026-02-01T00:00:00Z&created_before=2026-01-01T00:00:00Z',
      'INVALID_CREATED_RANGE',
      'created_after',
    ],
    ['updated_after=yesterday', 'INVALID_TIMESTAMP', 'updated_after'],
    ['updated_before=2026-01-01', 'INVALID_TIMESTAMP', 'updated_before'],
    ['min_amount=0&currency=USD', 'INVALID_MIN_AMOUNT', 'min_amount'],
    ['max_amount=1.5&currency=USD', 'INVALID_MAX_AMOUNT', 'max_amount'],
    ['min_amount=1', 'FIELD_REQUIRED', 'currency'],
    ['currency=usd', 'INVALID_CURRENCY', 'currency'],
    ['query=', 'INVALID_QUERY', 'query'],
    ['status=paid', 'INVALID_QUERY_PARAMETER', 'status'],
    ['payment_status=unpaid,owed', 'INVALID_QUERY_PARAMETER', 'payment_status[1]'],
    ['order_number=ten', 'INVALID_QUERY_PARAMETER', 'order_number'],
    ['colour=red', 'UNSUPPORTED_QUERY_PARAM', 'colour'],
    ['expand=invoice', 'INVALID_EXPAND', 'expand'],
  ] as const) {
    it(`${query}: ${code}`, async () => assert.deepEqual(said(await list(`?${query}`)), [400, code, param]))
  }

  it('a token with other parameters: CURSOR_MISMATCH', async () => {
    const { next_page_token: token } = (await list('?page_size=2')).json
    assert.deepEqual(said(await list(`?page_size=2&status=open&page_token=${token}`)), [
      400,
      'CURSOR_MISMATCH',
      'page_token',
    ])
    assert.deepEqual(said(await list(`?page_token=${token}x`)), [400, 'INVALID_PAGE_TOKEN', 'page_token'])
  })

  it('a token of another sandbox: refused', async () => {
    const { next_page_token: token } = (await list('?page_size=2')).json
    const { key } = await server.anotherSandbox()
    const { status } = await server.call('GET', `/v1/orders?page_size=2&page_token=${token}`, { key })
    assert.equal(status, 400)
  })
})
