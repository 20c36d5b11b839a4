import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { startTestServer } from '../../../../test/support/server.ts'
import { type Buyer, checkoutCalls, newKey, said, usd } from './a-checkout.fixture.ts'

/** What a buyer may do about the price of their order, and what a session says of saved cards. */

const server = await startTestServer()
const { aBuyer, anOrder, buyerFor, create, expectData, read, merchantPays, close } = checkoutCalls(server)
const post = (path: string, body: unknown) =>
  expectData(201, server.call('POST', path, { body, idempotencyKey: newKey() }))

const aCode = async (special: object = {}): Promise<string> => {
  const code = newKey().toUpperCase()
  await post('/v1/promotions', {
    name: 'Spring sale',
    redemption_type: 'code',
    application_method: { type: 'percent_off', percent_off: 10 },
    codes: [{ code }],
    ...special,
  })
  return code
}
const apply = ({ call, orderId }: Buyer, promotion_code: string) =>
  call('POST', `/v1/orders/${orderId}/discounts`, { discount: { promotion: { promotion_code } } })
const remove = ({ call, orderId }: Buyer, ...order_discount_ids: string[]) =>
  call('POST', `/v1/orders/${orderId}/discounts/remove`, { order_discount_ids })

describe('removeOrderDiscounts by a buyer', () => {
  it('200 takes off what a code has brought, and the session stays open', async () => {
    const buyer = await aBuyer()
    const { data: discounted } = await apply(buyer, await aCode())
    assert.deepEqual(discounted.pricing_amounts.total_money, usd(3780))
    const { status, data } = await remove(buyer, discounted.applied_discounts[0].order_discount_id)
    assert.equal(status, 200)
    assert.deepEqual([data.applied_discounts, data.pricing_amounts.total_money], [[], usd(4200)])
    assert.equal((await read(buyer.sessionId)).status, 'open')
  })

  it('409 CHECKOUT_DISCOUNT_NOT_REMOVABLE for what the merchant took off', async () => {
    const { order_id, applied_discounts } = await anOrder(4200, {
      discounts: [{ manual: { name: 'Regular', amount_money: usd(200) } }],
    })
    const buyer = buyerFor(await expectData(201, create({ order_id })))
    assert.deepEqual(said(await remove(buyer, applied_discounts[0].order_discount_id)), [
      409,
      'CHECKOUT_DISCOUNT_NOT_REMOVABLE',
      'order_discount_ids[0]',
    ])
  })

  it('409 CHECKOUT_DISCOUNT_NOT_REMOVABLE where the checkout takes no codes', async () => {
    const code = await aCode()
    const { order_id, applied_discounts } = await anOrder(4200, {
      discounts: [{ promotion: { promotion_code: code } }],
    })
    const session = await expectData(201, create({ order_id, promotion_config: { codes_enabled: false } }))
    const answer = await remove(buyerFor(session), applied_discounts[0].order_discount_id)
    assert.deepEqual(said(answer).slice(0, 2), [409, 'CHECKOUT_DISCOUNT_NOT_REMOVABLE'])
  })

  it('404 DISCOUNT_NOT_FOUND for one that is not on the order', async () => {
    const answer = await remove(await aBuyer(), 'disc_0000000000000000000000000')
    assert.deepEqual(said(answer), [404, 'DISCOUNT_NOT_FOUND', 'order_discount_ids[0]'])
  })
})

describe('save_payment_method_offered', () => {
  const anOrderOfSomebody = async () => {
    const { customer_id } = await post('/v1/customers', { email: `${newKey()}@example.com`, name: 'Ada' })
    return anOrder(4200, { customer_id })
  }
  const offered = async (id: string) => (await read(id)).save_payment_method_offered

  it('is true while the order has a customer and a card can be paid with', async () => {
    const { order_id } = await anOrderOfSomebody()
    const { checkout_session_id: id } = await expectData(201, create({ order_id }))
    assert.equal(await offered(id), true)
    await close(id)
    assert.equal(await offered(id), false)
  })

  it('is false without a customer, without cards, with nothing to pay, and once paid', async () => {
    const stranger = await aBuyer()
    assert.equal(await offered(stranger.sessionId), false)

    const byBank = await expectData(
      201,
      create({
        order_id: (await anOrderOfSomebody()).order_id,
        payments: { enabled_payment_options: ['ach_debit'] },
      }),
    )
    assert.equal(await offered(byBank.checkout_session_id), false)

    const { order_id } = await anOrderOfSomebody()
    const session = await expectData(201, create({ order_id }))
    const code = await aCode({ application_method: { type: 'percent_off', percent_off: 100 } })
    const { data } = await apply(buyerFor(session), code)
    assert.equal(await offered(session.checkout_session_id), false)
    await remove(buyerFor(session), data.applied_discounts[0].order_discount_id)
    assert.equal(await offered(session.checkout_session_id), true)
    await merchantPays(order_id)
    assert.equal(await offered(session.checkout_session_id), false)
  })
})
