import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import type { ApiAnswer } from '../support/api.ts'
import { type Caller, anOrderOf, freshKey, pay, usd } from '../support/money-calls.ts'
import { startTestServer } from '../support/server.ts'

/*
 * Many buyers want the last uses of a promotion at once, on two nodes that share nothing but the database: no limit is
 * ever passed, whichever way they ask. Source: contract, flint-commerce 15.1.
 */
const server = await startTestServer()
const second = await server.anotherNode()
const nodes: Caller[] = [server, second]

const crowd = 64
const together = <T>(count: number, call: (node: Caller, at: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: count }, (_, at) => call(nodes[at % nodes.length]!, at)))

before(() => together(crowd, (node) => node.call('GET', '/v1/orders')))

const post = async (path: string, body: unknown): Promise<any> => {
  const { status, data, json } = await server.call('POST', path, { body, idempotencyKey: freshKey() })
  assert.ok(status < 300, JSON.stringify(json))
  return data
}
const aPromotion = async (limits: object, code = freshKey('CODE')) => {
  const { promotion_id: id } = await post('/v1/promotions', {
    name: 'First come',
    application_method: { type: 'percent_off', percent_off: 50 },
    codes: [{ code }],
    ...limits,
  })
  return { id, discount: { promotion: { promotion_code: code } } }
}
const usesOf = async (promotionId: string) =>
  (await server.call('GET', `/v1/promotions/${promotionId}`)).data.uses_count

const create = (node: Caller, body: object = {}) =>
  node.call('POST', '/v1/orders', {
    body: { line_items: [{ name: 'Thing', unit_price_money: usd(1000) }], ...body },
    idempotencyKey: freshKey(),
  })
const apply = (node: Caller, orderId: string, discount: object) =>
  node.call('POST', `/v1/orders/${orderId}/discounts`, { body: { discount }, idempotencyKey: freshKey() })

/** Those who got the discount; the others were told that all uses are taken. */
const expectTaken = (answers: readonly ApiAnswer[], count: number): ApiAnswer[] => {
  const taken = answers.filter(({ status }) => status < 300)
  for (const { status, error } of answers)
    if (status >= 300) assert.deepEqual([error.code, error.reason], ['PROMOTION_DECLINED', 'exhausted'])
  assert.equal(taken.length, count)
  for (const { data } of taken) assert.equal(data.pricing_amounts.total_money.amount, 500)
  return taken
}

describe(`${crowd} orders at once for a promotion of ten uses`, () => {
  it('ten of them are created with it; paid, ten are counted', async () => {
    const { id, discount } = await aPromotion({ max_uses: 10 })
    const answers = await together(crowd, (node) => create(node, { discounts: [discount] }))
    const taken = expectTaken(answers, 10)
    assert.equal(await usesOf(id), 0)
    await together(taken.length, (node, at) => pay(node, taken[at]!.data.order_id))
    assert.equal(await usesOf(id), 10)
  })

  it('ten of those that are there already can apply it', async () => {
    const { discount } = await aPromotion({ max_uses: 10 })
    const orders = await together(crowd, (node) => anOrderOf(node, 1000))
    expectTaken(await together(crowd, (node, at) => apply(node, orders[at]!, discount)), 10)
  })

  it('applied, removed and applied again by everybody, it is never on more than ten', async () => {
    const { id, discount } = await aPromotion({ max_uses: 10 })
    const orders = await together(crowd, (node) => anOrderOf(node, 1000))
    await together(crowd, async (node, at) => {
      const orderId = orders[at]!
      const { status, data } = await apply(node, orderId, discount)
      if (status >= 300 || at % 2 === 0) return
      const ids = data.applied_discounts.map((one: any) => one.order_discount_id)
      await node.call('POST', `/v1/orders/${orderId}/discounts/remove`, { body: { order_discount_ids: ids } })
      await apply(node, orderId, discount)
    })
    const read = await together(crowd, (node, at) => node.call('GET', `/v1/orders/${orders[at]}`))
    const holders = read.filter(({ data }) => data.applied_discounts.length > 0)
    assert.ok(holders.length <= 10, `${holders.length} orders have it`)
    // What was given back is there for others: in the end exactly ten have it.
    const rest = read.filter(({ data }) => data.applied_discounts.length === 0)
    const late = await together(rest.length, (node, at) => apply(node, rest[at]!.data.order_id, discount))
    expectTaken(late, 10 - holders.length)
    await together(crowd, (node, at) => pay(node, orders[at]!))
    assert.equal(await usesOf(id), 10)
  })

  it('a limit of the code and a limit of the promotion both hold', async () => {
    const code = freshKey('CODE')
    const { promotion_id: id } = await post('/v1/promotions', {
      name: 'Two codes',
      application_method: { type: 'percent_off', percent_off: 50 },
      max_uses: 12,
      codes: [{ code, max_uses: 5 }, { code: `${code}-B` }],
    })
    const discounts = [code, `${code}-B`].map((promotion_code) => ({ promotion: { promotion_code } }))
    const answers = await together(crowd, (node, at) => create(node, { discounts: [discounts[at % 2]] }))
    const taken = expectTaken(answers, 12)
    const byFirst = taken.filter(({ data }) => data.applied_discounts[0].promotion_code === code)
    assert.ok(byFirst.length <= 5, `${byFirst.length} uses of the first code`)
    assert.equal((await server.call('GET', `/v1/promotions/${id}`)).data.status, 'exhausted')
  })

  it('once for each customer', async () => {
    const { discount } = await aPromotion({ max_uses_per_customer: 1 })
    const customers = await together(8, (_, at) =>
      post('/v1/customers', { email: `${freshKey('buyer')}-${at}@shop.example` }),
    )
    const answers = await together(crowd, (node, at) =>
      create(node, { customer_id: customers[at % customers.length].customer_id, discounts: [discount] }),
    )
    const taken = expectTaken(answers, customers.length)
    assert.equal(new Set(taken.map(({ data }) => data.customer_id)).size, customers.length)
  })

  it('an automatic one counts on ten orders, the others pay the whole price', async () => {
    const { promotion_id: id } = await post('/v1/promotions', {
      name: 'The first ten',
      application_method: { type: 'percent_off', percent_off: 50 },
      redemption_type: 'automatic',
      max_uses: 10,
    })
    // The other node hears of it within a second.
    server.clock.advance(1100)
    const answers = await together(crowd, (node) => create(node))
    const totals = answers.map(({ status, data }) => {
      assert.equal(status, 201)
      return data.pricing_amounts.total_money.amount
    })
    assert.deepEqual(
      [totals.filter((total) => total === 500).length, totals.filter((total) => total === 1000).length],
      [10, crowd - 10],
    )
    await server.call('DELETE', `/v1/promotions/${id}`)
  })
})
