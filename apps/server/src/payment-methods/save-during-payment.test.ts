import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { startTestServer } from '../../../../test/support/server.ts'
import { orderTimers } from '../orders/jobs.ts'
import { runDueTimers } from '../platform/jobs/timers.ts'
import { said, savedCardCalls, usd } from './saved-cards.fixture.ts'

const server = await startTestServer()
const {
  aBuyer,
  aCustomer,
  saved,
  cardsOf,
  anOrder,
  readOrder,
  pay,
  paid,
  resume,
  intentOf,
  aToken,
  answerBank,
  eventsOf,
} = savedCardCalls(server)

const saving = (token = 'tok_visa', more = {}) => ({
  payment_source: { token },
  save_payment_method: true,
  ...more,
})
const orderTimersRun = () => runDueTimers(server.services, orderTimers)

describe('POST /v1/orders/{order_id}/pay with save_payment_method', () => {
  it('keeps the card of a payment that went through, and the payment names it', async () => {
    const customer = await aCustomer()
    const { payment_attempt, order } = await paid(await anOrder(customer), saving())
    assert.equal(order.payment_status, 'paid')
    const [card, ...others] = await cardsOf(customer)
    assert.deepEqual(others, [])
    assert.deepEqual([card.usage, card.saved_with, card.card.last4], ['on_session', 'payment', '4242'])
    const intent = await intentOf(payment_attempt)
    assert.equal(intent.payment_source.card.payment_method_id, card.payment_method_id)
    const [event] = (await eventsOf(intent.payment_intent_id)).filter(
      ({ type }) => type === 'payment_intent.succeeded',
    )
    assert.deepEqual(event!.data.payment_source, intent.payment_source)
    assert.deepEqual(
      (await eventsOf(card.payment_method_id)).map(({ type }) => type),
      ['payment_method.saved'],
    )
  })

  it('keeps it for use without the buyer when that is asked', async () => {
    const customer = await aCustomer()
    await paid(await anOrder(customer), saving('tok_visa', { save_payment_method_usage: 'off_session' }))
    assert.equal((await cardsOf(customer))[0].usage, 'off_session')
  })

  it('keeps no card of a declined payment, nor one that nobody asked to keep', async () => {
    const customer = await aCustomer()
    const orderId = await anOrder(customer)
    const { payment_attempt } = await paid(orderId, saving('tok_declined_insufficient_funds'))
    assert.equal(payment_attempt.status, 'failed')
    await paid(orderId, { payment_source: { token: 'tok_visa' } })
    assert.deepEqual(await cardsOf(customer), [])
  })

  it('keeps the same number once, however often it is paid with', async () => {
    const customer = await aCustomer()
    await paid(await anOrder(customer), saving(await aToken('4242424242424242', 2040)))
    const [first] = await cardsOf(customer)
    const more = { save_payment_method_usage: 'off_session' }
    const { payment_attempt } = await paid(
      await anOrder(customer),
      saving(await aToken('4242424242424242', 2041), more),
    )
    const [kept, ...others] = await cardsOf(customer)
    assert.deepEqual(others, [])
    assert.deepEqual(
      [kept.payment_method_id, kept.usage, kept.card.exp_year],
      [first.payment_method_id, 'off_session', 2041],
    )
    const intent = await intentOf(payment_attempt)
    assert.equal(intent.payment_source.card.payment_method_id, first.payment_method_id)
  })

  it('keeps it after 3-D Secure was passed, by the page or by the worker', async () => {
    for (const goOn of ['resume', 'worker']) {
      const customer = await aCustomer()
      const orderId = await anOrder(customer)
      const { payment_attempt } = await paid(orderId, saving('tok_threeDSecureRequired'))
      assert.deepEqual(await cardsOf(customer), [], goOn)
      await answerBank(payment_attempt.pending_actions[0].client_action.redirect.url, 'completed')
      if (goOn === 'resume') await resume(orderId, payment_attempt)
      else {
        server.clock.advance(11_000)
        await orderTimersRun()
      }
      assert.equal((await readOrder(orderId)).payment_status, 'paid', goOn)
      assert.equal((await cardsOf(customer)).length, 1, goOn)
    }
  })

  it('keeps none when 3-D Secure was failed', async () => {
    const customer = await aCustomer()
    const orderId = await anOrder(customer)
    const { payment_attempt } = await paid(orderId, saving('tok_threeDSecureRequired'))
    await answerBank(payment_attempt.pending_actions[0].client_action.redirect.url, 'failed')
    await resume(orderId, payment_attempt)
    assert.deepEqual(await cardsOf(customer), [])
  })

  it('keeps it after a late success, and none after a late decline', async () => {
    const customer = await aCustomer()
    const orders = [await anOrder(customer), await anOrder(customer)]
    await paid(orders[0]!, saving('tok_lateSuccess'))
    await paid(orders[1]!, saving('tok_lateDecline'))
    assert.deepEqual(await cardsOf(customer), [])
    server.clock.advance(6_000)
    await orderTimersRun()
    assert.deepEqual(
      (await cardsOf(customer)).map((one) => one.card.last4),
      ['0012'],
    )
  })

  it('keeps one card of two late successes with it', async () => {
    const customer = await aCustomer()
    const orders = [await anOrder(customer), await anOrder(customer)]
    const attempts = []
    for (const orderId of orders)
      attempts.push((await paid(orderId, saving('tok_lateSuccess'))).payment_attempt)
    server.clock.advance(6_000)
    await orderTimersRun()
    const [card, ...others] = await cardsOf(customer)
    assert.deepEqual(others, [])
    for (const attempt of attempts)
      assert.equal((await intentOf(attempt)).payment_source.card.payment_method_id, card.payment_method_id)
  })

  it('keeps the cards of legs, of the same number once, and of a hold', async () => {
    const customer = await aCustomer()
    const orderId = await anOrder(customer, 3000)
    const leg = async (amount: number) =>
      (
        await server.call('POST', `/v1/orders/${orderId}/payment-intents`, {
          body: { amount_money: usd(amount) },
        })
      ).data.payment_intent.payment_intent_id
    const tokens = ['tok_visa', 'tok_amex', 'tok_visa']
    const payment_intents = []
    for (const token of tokens) payment_intents.push({ payment_intent_id: await leg(1000), token })
    await paid(orderId, { action: 'confirm_payment_intents', payment_intents, save_payment_method: true })
    assert.deepEqual((await cardsOf(customer)).map((one) => one.card.brand).sort(), ['amex', 'visa'])
  })

  it('keeps the card of a buyer on a payment page', async () => {
    const customer = await aCustomer()
    const buyer = await aBuyer(customer)
    const { data: card } = await server.call('POST', '/v1/tokens', {
      body: { card: { number: '4242424242424242', exp_month: 12, exp_year: 2050, cvc: '123' } },
    })
    assert.deepEqual(said(await buyer.pay(saving(card.token))), [
      409,
      'PAYMENT_SOURCE_UNAVAILABLE',
      'payment_source.token',
    ])
    assert.equal((await buyer.pay(saving())).status, 200)
    const [kept] = await cardsOf(customer)
    assert.equal(kept.saved_with, 'checkout')
  })

  it('refuses where there is no customer, no card, or nothing to save', async () => {
    const mismatch = [409, 'PAYMENT_METHOD_CUSTOMER_MISMATCH', 'save_payment_method']
    assert.deepEqual(said(await pay(await anOrder(null), saving())), mismatch)
    const orderId = await anOrder(await aCustomer())
    assert.deepEqual(
      said(
        await pay(orderId, {
          payment_source: { token: 'tok_visa' },
          save_payment_method_usage: 'off_session',
        }),
      ),
      [409, 'PAYMENT_START_SHAPE_CONFLICT', 'save_payment_method_usage'],
    )
    assert.equal((await readOrder(orderId)).payment_status, 'unpaid')
  })

  it('has nothing to save of a card that is saved', async () => {
    const customer = await aCustomer()
    const { payment_method_id } = await saved(customer)
    await paid(await anOrder(customer), { payment_source: { payment_method_id }, save_payment_method: true })
    assert.equal((await cardsOf(customer)).length, 1)
  })
})
