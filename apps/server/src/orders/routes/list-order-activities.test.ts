import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { startTestServer } from '../../../../../test/support/server.ts'
import { aLine, manual, newKey, orderCalls, said, settlementOf, usd } from '../order-calls.fixture.ts'

const server = await startTestServer()
const { send, done, anOrder, read, paid, activitiesOf, aLeg, confirmed } = orderCalls(server)
const missing = 'ord_01J8EXAMPLE00000000000001'

/** An order to which everything happened that an activity tells of; oldest first. */
const aLongStory = async () => {
  const { order_id: id } = await anOrder(2000)
  const path = (...parts: string[]) => `/${[id, ...parts].join('/')}`
  const grown = await done('POST', path('line-items'), { line_items: [aLine(500), aLine(300)] })
  const [, second, third] = grown.line_items.map((line: any) => line.order_line_item_id)
  await done('PATCH', path('line-items', second), { quantity: 2 })
  await done('DELETE', path('line-items', third))
  const fee = { type: 'service_fee', name: 'Fee', amount_money: usd(250) }
  const charged = await done('POST', path('charges'), { charge: fee })
  const chargeId = charged.charges[0].order_charge_id
  await done('PATCH', path('charges', chargeId), { amount_money: usd(200) })
  await done('DELETE', path('charges', chargeId))
  const discounted = await done('POST', path('discounts'), { discount: manual(400) })
  const discountId = discounted.applied_discounts[0].order_discount_id
  await done('POST', path('discounts', 'remove'), { order_discount_ids: [discountId] })
  const tipped = await done('PATCH', path(), { requested_tip: { percent: 10 } })
  await done('PATCH', path(), { requested_tip: { percent: 20 } })
  await done('PATCH', path(), { requested_tip: null })
  await done('PATCH', path(), { tax: { enabled: false } })
  await done('PATCH', path(), { buyer_note: 'Hello' })
  const declined = (await paid(id, 'tok_chargeDeclined')).payment_attempt
  const order = (await paid(id)).order
  const refund = await server.call('POST', '/v1/refunds', {
    body: { order_id: id, amount_money: usd(100) },
    idempotencyKey: newKey(),
  })
  await done('POST', path('close'), {})
  const ids = {
    second,
    third,
    chargeId,
    discountId,
    tipId: tipped.requested_tip.order_tip_id,
    declined: declined.payment_intents[0].payment_intent_id,
    paid: order.payment_intent_ids.at(-1),
    refund: refund.data.refund_id,
  }
  return { id, ids }
}

const { id, ids } = await aLongStory()
const list = (query = '') => send('GET', `/${id}/activities?${query}`)
const typesIn = async (query: string) => (await list(query)).data.map((one: any) => one.activity_type)

describe('listOrderActivities 200', () => {
  it('one for each thing that happened, newest first, with what it was about', async () => {
    const told = (await activitiesOf(id)).map((one) => {
      const [reference] = Object.entries(one).filter(
        ([name]) => name.endsWith('_id') && name !== 'order_activity_id',
      )
      return [
        one.activity_type,
        one.balance_delta_money.amount,
        one.running_balance_money.amount,
        ...(reference ?? []),
      ]
    })
    assert.deepEqual(told.toReversed(), [
      ['created', 2000, 2000],
      ['line_item_added', 800, 2800, 'order_line_item_id', ids.second],
      ['line_item_added', 0, 2800, 'order_line_item_id', ids.third],
      ['line_item_updated', 500, 3300, 'order_line_item_id', ids.second],
      ['line_item_removed', -300, 3000, 'order_line_item_id', ids.third],
      ['charge_added', 250, 3250, 'order_charge_id', ids.chargeId],
      ['charge_updated', -50, 3200, 'order_charge_id', ids.chargeId],
      ['charge_removed', -200, 3000, 'order_charge_id', ids.chargeId],
      ['discount_applied', -400, 2600, 'order_discount_id', ids.discountId],
      ['discount_removed', 400, 3000, 'order_discount_id', ids.discountId],
      ['requested_tip_added', 300, 3300, 'order_tip_id', ids.tipId],
      ['requested_tip_updated', 300, 3600, 'order_tip_id', ids.tipId],
      ['requested_tip_removed', -600, 3000, 'order_tip_id', ids.tipId],
      ['tax_updated', 0, 3000],
      ['order_updated', 0, 3000],
      ['payment_failed', 0, 3000, 'payment_intent_id', ids.declined],
      ['payment', -3000, 0, 'payment_intent_id', ids.paid],
      // A refund does not reopen the balance.
      ['refund', 0, 0, 'refund_id', ids.refund],
      ['closed', 0, 0],
    ])
  })

  it('the running balance is the sum of the steps, and ends at the order’s balance', async () => {
    let balance = 0
    for (const one of (await activitiesOf(id)).toReversed()) {
      balance += one.balance_delta_money.amount
      assert.equal(one.running_balance_money.amount, balance)
      assert.notEqual(one.description, '')
    }
    assert.equal(balance, settlementOf(await read(id)).balance)
  })

  it('also when legs pay one part after the other', async () => {
    const { order_id: split } = await anOrder(1000)
    for (const amount of [400, 600])
      await confirmed(split, [[await aLeg(split, amount), 'tok_visa']], {
        completion_behavior: 'partial_payment',
      })
    assert.deepEqual(
      (await activitiesOf(split)).map((one) => [
        one.activity_type,
        one.balance_delta_money.amount,
        one.running_balance_money.amount,
      ]),
      [
        ['payment', -600, 0],
        ['payment', -400, 600],
        ['created', 1000, 1000],
      ],
    )
  })

  it('by type: one or many', async () => {
    assert.deepEqual(await typesIn('type=closed'), ['closed'])
    assert.deepEqual(await typesIn('type=payment,refund'), ['refund', 'payment'])
    assert.deepEqual(await typesIn('type=created&type=closed'), ['closed', 'created'])
    assert.deepEqual(await typesIn('type=adjustment'), [])
  })

  it('oldest first when asked, and in pages', async () => {
    const all = await activitiesOf(id)
    assert.deepEqual((await list('sort_direction=asc&page_size=100')).data, all.toReversed())
    const paged: any[] = []
    for (let token: string | undefined = ''; token !== undefined;) {
      const { data, json } = await list(`page_size=4${token ? `&page_token=${token}` : ''}`)
      paged.push(...data)
      token = json.next_page_token
    }
    assert.deepEqual(paged, all)
  })
})

describe('listOrderActivities refuses', () => {
  for (const [query, code, param] of [
    ['type=stolen', 'INVALID_QUERY_PARAMETER', 'type[0]'],
    ['sort_direction=up', 'INVALID_SORT_DIRECTION', 'sort_direction'],
    ['page_size=0', 'INVALID_PAGE_SIZE', 'page_size'],
    ['page_token=mine', 'INVALID_PAGE_TOKEN', 'page_token'],
    ['sort_by=created_at', 'UNSUPPORTED_QUERY_PARAM', 'sort_by'],
  ] as const) {
    it(`${query}: 400 ${code}`, async () => assert.deepEqual(said(await list(query)), [400, code, param]))
  }

  it('a token of another order: 400 CURSOR_MISMATCH', async () => {
    const { next_page_token: token } = (await list('page_size=2')).json
    const { order_id: other } = await anOrder()
    const answer = await send('GET', `/${other}/activities?page_size=2&page_token=${token}`)
    assert.deepEqual(said(answer), [400, 'CURSOR_MISMATCH', 'page_token'])
  })

  it('404 ORDER_NOT_FOUND: unknown, or of another sandbox', async () => {
    const { key } = await server.anotherSandbox()
    for (const answer of [
      await send('GET', `/${missing}/activities`),
      await send('GET', `/${id}/activities`, undefined, { key }),
    ])
      assert.deepEqual(said(answer), [404, 'ORDER_NOT_FOUND', 'order_id'])
  })
})
