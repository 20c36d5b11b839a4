import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { startTestServer } from '../../../../test/support/server.ts'
import { said, savedCardCalls, usd } from './saved-cards.fixture.ts'

const server = await startTestServer()
const {
  aBuyer,
  aCustomer,
  save,
  saved,
  remove,
  anOrder,
  readOrder,
  pay,
  paid,
  readIntent,
  intentOf,
  aToken,
  answerBank,
} = savedCardCalls(server)

const withCard = (payment_method_id: string) => ({ payment_source: { payment_method_id } })
const param = 'payment_source.payment_method_id'

/** A card whose bank asked the buyer when it was saved. */
const savedAfterChallenge = async (customer: string, token: string): Promise<string> => {
  const { data } = await save({ customer_id: customer, token })
  await answerBank(data.client_setup.redirect.url, 'completed')
  return data.payment_method.payment_method_id
}

describe('a merchant pays an order with a saved card', () => {
  it('charges it, as often as wanted, and the payment names it', async () => {
    const customer = await aCustomer()
    const { payment_method_id: id } = await saved(customer)
    for (const _ of [1, 2]) {
      const { order, payment_attempt } = await paid(await anOrder(customer), withCard(id))
      assert.equal(order.payment_status, 'paid')
      const intent = await intentOf(payment_attempt)
      assert.equal(intent.payment_source.card.payment_method_id, id)
      assert.equal(intent.customer_id, customer)
    }
  })

  it('does so without the buyer: a card that is declined later is declined', async () => {
    const customer = await aCustomer()
    const { payment_method_id: id } = await saved(customer, 'tok_chargeCustomerFail')
    const { payment_attempt } = await paid(await anOrder(customer), withCard(id))
    assert.deepEqual([payment_attempt.status, payment_attempt.failure_code], ['failed', 'card_declined'])
  })

  it('a bank that wants the buyer every time says so; one that asked before does not', async () => {
    const customer = await aCustomer()
    const always = await savedAfterChallenge(customer, 'tok_authenticationRequired')
    const refused = await paid(await anOrder(customer), withCard(always))
    assert.equal(refused.payment_attempt.failure_code, 'authentication_required')
    assert.deepEqual(refused.payment_attempt.pending_actions, [])
    const once = await savedAfterChallenge(customer, 'tok_authenticationRequiredOnSetup')
    assert.equal((await paid(await anOrder(customer), withCard(once))).order.payment_status, 'paid')
  })

  it('can pay again with another card after a decline', async () => {
    const customer = await aCustomer()
    const { payment_method_id: bad } = await saved(customer, 'tok_chargeCustomerFail')
    const orderId = await anOrder(customer)
    await paid(orderId, withCard(bad))
    const { payment_attempt } = await paid(orderId, { payment_source: { token: 'tok_visa' } })
    const intent = await intentOf(payment_attempt)
    assert.equal(intent.status, 'succeeded')
    assert.equal(intent.payment_source.card.payment_method_id, undefined)
  })

  it('pays legs, saved cards and tokens side by side', async () => {
    const customer = await aCustomer()
    const { payment_method_id } = await saved(customer)
    const orderId = await anOrder(customer, 3000)
    const leg = async () =>
      (
        await server.call('POST', `/v1/orders/${orderId}/payment-intents`, {
          body: { amount_money: usd(1500) },
        })
      ).data.payment_intent.payment_intent_id as string
    const legs = [
      { payment_intent_id: await leg(), payment_method_id },
      { payment_intent_id: await leg(), token: 'tok_amex' },
    ]
    const body = { action: 'confirm_payment_intents', payment_intents: legs }
    assert.equal((await paid(orderId, body)).order.payment_status, 'paid')
    const first = await readIntent(legs[0]!.payment_intent_id)
    assert.equal(first.payment_source.card.payment_method_id, payment_method_id)
  })

  it('is refused what is unknown, not active, expired, or of somebody else', async () => {
    const [customer, stranger] = [await aCustomer(), await aCustomer()]
    const orderId = await anOrder(customer)
    const refused = async (id: string, code: string, status = 409) =>
      assert.deepEqual(said(await pay(orderId, withCard(id))), [status, code, param])
    await refused('pm_none', 'PAYMENT_METHOD_NOT_FOUND', 404)
    await refused((await saved(stranger)).payment_method_id, 'PAYMENT_METHOD_CUSTOMER_MISMATCH')
    const { payment_method_id: removed } = await saved(customer)
    await remove(removed)
    await refused(removed, 'PAYMENT_METHOD_NOT_ACTIVE')
    const { data } = await save({ customer_id: customer })
    await refused(data.payment_method.payment_method_id, 'PAYMENT_METHOD_NOT_ACTIVE')
    const own = await saved(customer)
    assert.deepEqual(said(await pay(await anOrder(null), withCard(own.payment_method_id))), [
      409,
      'PAYMENT_METHOD_CUSTOMER_MISMATCH',
      param,
    ])
    assert.equal((await readOrder(orderId)).payment_status, 'unpaid')
  })
})

describe('a buyer pays with a card of their own', () => {
  it('is there to be asked by the bank', async () => {
    const customer = await aCustomer()
    const id = await savedAfterChallenge(customer, 'tok_authenticationRequired')
    const buyer = await aBuyer(customer)
    const { status, data } = await buyer.pay(withCard(id))
    assert.equal(status, 200)
    assert.equal(data.payment_attempt.status, 'requires_action')
    await answerBank(data.payment_attempt.pending_actions[0].client_action.redirect.url, 'completed')
    const { order_payment_attempt_id } = data.payment_attempt
    const resumed = await buyer.pay({ action: 'resume', order_payment_attempt_id })
    assert.equal(resumed.data.order.payment_status, 'paid')
  })

  it('has no other’s card, not even by its id', async () => {
    const [customer, stranger] = [await aCustomer(), await aCustomer()]
    const { payment_method_id: others } = await saved(stranger)
    for (const buyer of [await aBuyer(customer), await aBuyer(null)])
      assert.deepEqual(said(await buyer.pay(withCard(others))), [404, 'PAYMENT_METHOD_NOT_FOUND', param])
  })
})

describe('a payment of its own with a saved card', () => {
  const create = (body: Record<string, unknown>) =>
    server.call('POST', '/v1/payment-intents', { body: { amount_money: usd(1000), ...body } })
  const confirm = (id: string, body?: Record<string, unknown>) =>
    server.call('POST', `/v1/payment-intents/${id}/confirm`, { body: body ?? {} })

  it('is confirmed with a card of its customer', async () => {
    const customer = await aCustomer()
    const { payment_method_id } = await saved(customer)
    const { data: intent } = await create({ customer_id: customer })
    assert.equal(intent.customer_id, customer)
    const { status, data } = await confirm(intent.payment_intent_id, { payment_method_id })
    assert.deepEqual([status, data.status], [200, 'succeeded'])
    assert.equal(data.payment_source.card.payment_method_id, payment_method_id)
  })

  it('is confirmed with a late card without the buyer, and knows that when it asks again', async () => {
    const customer = await aCustomer()
    const { payment_method_id } = await saved(customer, 'tok_lateSuccess')
    const { data } = await create({ customer_id: customer, payment_method_id, auto_confirm: true })
    assert.equal(data.status, 'processing')
    server.clock.advance(6_000)
    assert.equal((await confirm(data.payment_intent_id)).data.status, 'succeeded')
  })

  it('created with a source, waits for its confirmation', async () => {
    const customer = await aCustomer()
    const { payment_method_id } = await saved(customer)
    for (const source of [
      { payment_method_id, customer_id: customer },
      { payment_source_token: await aToken() },
      { payment_source_token: 'tok_visa' },
    ]) {
      const { status, data } = await create(source)
      assert.deepEqual([status, data.status], [201, 'requires_confirmation'])
      assert.equal(data.payment_source.card.last4, '4242')
      assert.equal((await confirm(data.payment_intent_id)).data.status, 'succeeded')
    }
  })

  it('created with a source, can be confirmed with another', async () => {
    const { data } = await create({ payment_source_token: 'tok_declined_card_declined' })
    const confirmed = await confirm(data.payment_intent_id, { payment_source_token: 'tok_visa' })
    assert.equal(confirmed.data.status, 'succeeded')
  })

  it('created with a card that is removed before it is confirmed, is refused', async () => {
    const customer = await aCustomer()
    const { payment_method_id } = await saved(customer)
    const { data } = await create({ payment_method_id, customer_id: customer })
    await remove(payment_method_id)
    assert.deepEqual(said(await confirm(data.payment_intent_id)), [
      409,
      'PAYMENT_METHOD_NOT_ACTIVE',
      'payment_method_id',
    ])
  })

  it('auto_confirm charges at once; a decline is an outcome', async () => {
    const auto_confirm = true
    const charged = await create({ payment_source_token: 'tok_visa', auto_confirm })
    assert.deepEqual([charged.status, charged.data.status], [201, 'succeeded'])
    const { data } = await create({ payment_source_token: 'tok_declined_insufficient_funds', auto_confirm })
    assert.deepEqual(
      [data.status, data.last_payment_error.code],
      ['requires_payment_method', 'insufficient_funds'],
    )
    const held = await create({ payment_source_token: 'tok_visa', auto_confirm, capture_method: 'manual' })
    assert.equal(held.data.status, 'requires_capture')
  })

  it('refuses what does not go together', async () => {
    const customer = await aCustomer()
    const { payment_method_id } = await saved(customer)
    const cases: [Record<string, unknown>, unknown[]][] = [
      [{ auto_confirm: true }, [400, 'PAYMENT_SOURCE_REQUIRED', 'payment_source_token']],
      [{ payment_source_token: 'tok_none' }, [409, 'PAYMENT_SOURCE_UNAVAILABLE', 'payment_source_token']],
      [
        { payment_source_token: 'tok_visa', payment_method_id },
        [409, 'PAYMENT_SOURCE_CONFLICT', 'payment_source_token'],
      ],
      [{ payment_method_id }, [409, 'PAYMENT_METHOD_CUSTOMER_MISMATCH', 'payment_method_id']],
      [{ payment_method_id: 'pm_none' }, [404, 'PAYMENT_METHOD_NOT_FOUND', 'payment_method_id']],
      [
        { order_id: await anOrder(customer), payment_method_id },
        [409, 'PAYMENT_START_SHAPE_CONFLICT', 'payment_method_id'],
      ],
    ]
    for (const [body, expected] of cases) assert.deepEqual(said(await create(body)), expected)
  })
})

describe('PATCH /v1/payment-intents/{payment_intent_id} with customer_id', () => {
  it('says whose saved card may be used, until it is confirmed', async () => {
    const customer = await aCustomer()
    const { payment_method_id } = await saved(customer)
    const body = { amount_money: usd(1000) }
    const { payment_intent_id: id } = (await server.call('POST', '/v1/payment-intents', { body })).data
    const update = (customer_id: string | null) =>
      server.call('PATCH', `/v1/payment-intents/${id}`, { body: { customer_id } })
    assert.equal((await update(customer)).data.customer_id, customer)
    assert.equal((await update(null)).data.customer_id, null)
    assert.deepEqual(said(await update('cus_none')), [404, 'CUSTOMER_NOT_FOUND', 'customer_id'])
    await update(customer)
    const confirm = { body: { payment_method_id } }
    assert.equal(
      (await server.call('POST', `/v1/payment-intents/${id}/confirm`, confirm)).data.status,
      'succeeded',
    )
    assert.deepEqual(said(await update(null)), [409, 'PAYMENT_INTENT_CANNOT_BE_UPDATED', 'customer_id'])
  })
})
