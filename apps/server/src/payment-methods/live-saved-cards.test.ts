import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { freshKey, usd } from '../../../../test/support/money-calls.ts'
import { askAgainMs } from '../payments/ask-remote.ts'
import { startLiveServer } from '../payments/live-calls.fixture.ts'
import { leaseMs } from '../platform/idempotency/reserved-call.ts'
import { answerSetUpChallenge } from './answer-set-up-challenge.ts'
import { findPaymentMethod } from './queries.ts'
import { findEnvironment } from '../platform/auth/queries.ts'
import { systemContext } from '../platform/context.ts'

/** Saved cards in live mode: the processor keeps the card, and we its name for it. */

const live = await startLiveServer()
const { tiny, post, call, expectData, anOrder, pay, afterMs } = live

let tokens = 0
/** A card that no customer has yet. */
const aToken = () => `ctoken_card${++tokens}`
const aCustomer = async (): Promise<string> =>
  (await expectData(201, post('/v1/customers', { email: `buyer${++tokens}@example.com` }))).customer_id
const read = async (id: string) => (await call('GET', `/v1/payment-methods/${id}`)).data
const cardsOf = async (customerId: string) =>
  (await call('GET', `/v1/payment-methods?customer_id=${customerId}`)).data
const save = (customerId: string, token: string, special: object = {}, key?: string) =>
  post('/v1/payment-methods', { customer_id: customerId, token, ...special }, key)
const contextOf = async () => {
  const { rows } = await live.server.services.db.query(
    `SELECT environment_id FROM environments WHERE mode = 'live'`,
  )
  const environment = await live.server.services.db.run(findEnvironment(rows[0].environment_id))
  return systemContext(live.server.services, environment!)
}

describe('savePaymentMethod in live mode', () => {
  it('active at once, with the card that the processor told of; then it pays without the buyer', async () => {
    const customerId = await aCustomer()
    const saved = await save(customerId, aToken())
    assert.equal(saved.status, 201, saved.text)
    const { payment_method: method, client_setup: setUp } = saved.data
    assert.deepEqual([method.status, method.card.last4, setUp], ['active', '1881', null])
    assert.ok(!saved.text.includes('kept_'), 'the processor’s name for it is nobody’s business')
    const orderId = await anOrder(1000, { customer_id: customerId })
    const paid = await post(`/v1/orders/${orderId}/pay`, {
      action: 'pay',
      payment_source: { payment_method_id: method.payment_method_id },
    })
    assert.equal(paid.data?.order.payment_status, 'paid', paid.text)
    const [charge] = tiny.chargesOf(paid.data.payment_attempt.payment_intents[0].payment_intent_id)
    assert.match(charge!.request.source.processorToken!, /^kept_/)
    assert.equal(charge!.request.isOffSession, true)
    await live.expectSameBooks()
  })

  it('declined: failed, with the reason', async () => {
    const { data } = await save(await aCustomer(), 'ctoken_card_declined')
    assert.deepEqual(
      [data.payment_method.status, data.payment_method.failure_code],
      ['failed', 'card_declined'],
    )
  })

  it('a test card is declined without a call', async () => {
    tiny.asked.length = 0
    const { data } = await save(await aCustomer(), 'tok_visa')
    assert.deepEqual([data.payment_method.status, tiny.asked], ['failed', []])
  })

  it('the same card again takes the place of the first', async () => {
    const [customerId, token] = [await aCustomer(), aToken()]
    const first = (await save(customerId, token)).data.payment_method
    const second = (await save(customerId, token)).data.payment_method
    assert.deepEqual(
      (await cardsOf(customerId)).map((one: any) => one.payment_method_id),
      [second.payment_method_id],
    )
    assert.equal((await read(first.payment_method_id)).status, 'removed')
  })

  it('without an answer it is pending, and the worker asks again', async () => {
    const customerId = await aCustomer()
    tiny.goesWrong('setUp', 'lost after', 'rejects')
    const saved = await save(customerId, aToken())
    const { payment_method: method, client_setup: setUp } = saved.data
    assert.deepEqual([saved.status, method.status, setUp], [201, 'pending', null])
    await afterMs(2 * askAgainMs + 1)
    assert.equal((await read(method.payment_method_id)).status, 'pending')
    await afterMs(4 * askAgainMs + 1)
    assert.equal((await read(method.payment_method_id)).status, 'active')
    assert.equal((await cardsOf(customerId)).length, 1)
  })

  it('a process that died: the same call goes on with the same card', async () => {
    for (const fault of [
      {
        before: () => {
          live.die()
          throw new Error('Dead.')
        },
      },
      { after: live.die },
    ]) {
      const [customerId, token, key] = [await aCustomer(), aToken(), freshKey('save')]
      tiny.goesWrong('setUp', fault)
      assert.equal((await save(customerId, token, {}, key)).status, 500)
      live.startAgain()
      live.server.clock.advance(leaseMs)
      const saved = await save(customerId, token, {}, key)
      assert.deepEqual([saved.status, saved.data.payment_method.status], [201, 'active'], saved.text)
      assert.equal((await cardsOf(customerId)).length, 1)
    }
  })
})

describe('a challenge of a set-up in live mode', () => {
  const challenged = async () => {
    const saved = await save(await aCustomer(), 'ctoken_challenge')
    assert.equal(saved.data.payment_method.status, 'pending', saved.text)
    assert.match(saved.data.client_setup.redirect.url, /\/challenge\//)
    return saved.data.payment_method.payment_method_id as string
  }
  const answered = async (id: string, outcome: 'completed' | 'failed') => {
    const ctx = await contextOf()
    await answerSetUpChallenge(ctx, (await ctx.db.run(findPaymentMethod(ctx, id)))!, outcome)
    return read(id)
  }

  it('passed: active', async () =>
    assert.equal((await answered(await challenged(), 'completed')).status, 'active'))
  it('failed: failed', async () =>
    assert.equal((await answered(await challenged(), 'failed')).status, 'failed'))
  it('looked up once without an answer, then left alone: failed after half an hour', async () => {
    const id = await challenged()
    tiny.goesWrong('setUp', 'lost before')
    assert.equal((await answered(id, 'completed')).status, 'pending')
    await afterMs(2 * askAgainMs + 1)
    await afterMs(31 * 60_000)
    assert.equal((await read(id)).status, 'failed')
  })
  it('left alone: failed after half an hour', async () => {
    const id = await challenged()
    await afterMs(31 * 60_000)
    assert.deepEqual(
      [(await read(id)).status, (await read(id)).failure_code],
      ['failed', 'payment_action_expired'],
    )
  })
})

describe('a card that is kept from a live payment', () => {
  const payAndSave = (orderId: string, token: string) => pay(orderId, token, { save_payment_method: true })

  it('is the processor’s, and pays again', async () => {
    const customerId = await aCustomer()
    const paid = await payAndSave(await anOrder(1000, { customer_id: customerId }), aToken())
    assert.equal(paid.data?.order.payment_status, 'paid', paid.text)
    const [card] = await cardsOf(customerId)
    assert.deepEqual([card.status, card.usage, card.card.last4], ['active', 'on_session', '1881'])
    const { payment_intent_id: id } = await expectData(
      201,
      post('/v1/payment-intents', { amount_money: usd(500), customer_id: customerId }),
    )
    const again = await post(`/v1/payment-intents/${id}/confirm`, {
      payment_method_id: card.payment_method_id,
    })
    assert.equal(again.data?.status, 'succeeded', again.text)
    await live.expectSameBooks()
  })

  it('is not kept from a payment that was declined', async () => {
    const customerId = await aCustomer()
    await payAndSave(await anOrder(1000, { customer_id: customerId }), 'ctoken_card_declined')
    assert.deepEqual(await cardsOf(customerId), [])
  })

  it('is kept when the worker brings the answer', async () => {
    const customerId = await aCustomer()
    tiny.goesWrong('authorize', 'lost after')
    await payAndSave(await anOrder(1000, { customer_id: customerId }), aToken())
    assert.deepEqual(await cardsOf(customerId), [])
    await afterMs(askAgainMs + 1)
    assert.equal((await cardsOf(customerId)).length, 1)
  })

  it('that is declined without its buyer says so', async () => {
    const customerId = await aCustomer()
    await payAndSave(await anOrder(1000, { customer_id: customerId }), 'ctoken_shy')
    const [card] = await cardsOf(customerId)
    const declined = await post(`/v1/orders/${await anOrder(1000, { customer_id: customerId })}/pay`, {
      action: 'pay',
      payment_source: { payment_method_id: card.payment_method_id },
    })
    assert.equal(declined.data.payment_attempt.failure_code, 'authentication_required')
  })
})
