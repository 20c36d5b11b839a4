import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { startTestServer } from '../../../../test/support/server.ts'
import { newKey, paymentCalls, usd } from './payment-calls.fixture.ts'

/** Whole stories of the contract, with its numbers. Those of one call stand beside its route: 6.5 and 6.6. */

const server = await startTestServer()
const { aLeg, anOrder, answerChallenge, booksOf, pay, read, readOrder } = paymentCalls(server)

const standing = async (orderId: string) => {
  const { settlement_amounts: amounts, payment_status: status } = await readOrder(orderId)
  return [status, amounts.paid_money.amount, amounts.outstanding_money.amount]
}
const confirmLeg = async (orderId: string, legId: string, token: string, more = {}) => {
  const { status, data, json } = await pay(orderId, {
    action: 'confirm_payment_intents',
    payment_intents: [{ payment_intent_id: legId, token }],
    ...more,
  })
  assert.equal(status, 200, JSON.stringify(json))
  return data
}
const resume = (orderId: string, attemptId: string) =>
  pay(orderId, { action: 'resume', order_payment_attempt_id: attemptId })

describe('flint-commerce 5.8', () => {
  it('split payment: 4000 paid, 6000 declined, 6000 with another card', async () => {
    const { order_id: id } = await anOrder(10_000)
    const a = await aLeg(id, { amount_money: usd(4000) })
    const first = await confirmLeg(id, a.payment_intent_id, 'tok_visa', {
      completion_behavior: 'partial_payment',
    })
    assert.equal(first.payment_attempt.status, 'succeeded')
    assert.deepEqual(await standing(id), ['partially_paid', 4000, 6000])

    const b = await aLeg(id, { amount_money: usd(6000) })
    const declined = await confirmLeg(id, b.payment_intent_id, 'tok_chargeDeclinedInsufficientFunds')
    assert.deepEqual(
      [declined.payment_attempt.status, declined.payment_attempt.failure_code],
      ['failed', 'insufficient_funds'],
    )
    assert.equal((await read(b.payment_intent_id)).status, 'requires_payment_method')
    assert.deepEqual(await standing(id), ['partially_paid', 4000, 6000])

    await confirmLeg(id, b.payment_intent_id, 'tok_mastercard')
    assert.deepEqual(await standing(id), ['paid', 10_000, 0])
  })

  it('manual capture: 5000 held, 3000 captured, 2000 released and still to be paid', async () => {
    const { order_id: id } = await anOrder(5000)
    const { payment_intent_id: leg } = await aLeg(id, { capture_method: 'manual' })
    await confirmLeg(id, leg, 'tok_visa')
    const held = await read(leg)
    assert.deepEqual(
      [held.status, held.authorized_money, held.capturable_money],
      ['requires_capture', usd(5000), usd(5000)],
    )
    assert.deepEqual(await standing(id), ['unpaid', 0, 5000])
    const { authorization_amounts: amounts } = await readOrder(id)
    assert.deepEqual([amounts.authorized_money, amounts.capturable_money], [usd(5000), usd(5000)])

    const captured = await server.call('POST', `/v1/orders/${id}/payment-intents/${leg}/capture`, {
      body: { amount_money: usd(3000) },
    })
    const intent = captured.data.payment_intent
    assert.deepEqual(
      [captured.status, intent.status, intent.captured_money, intent.released_money],
      [200, 'succeeded', usd(3000), usd(2000)],
    )
    assert.deepEqual(await standing(id), ['partially_paid', 3000, 2000])
  })

  it('3-D Secure failed: attempt failed, authentication_required, order unpaid', async () => {
    const { order_id: id } = await anOrder(5000)
    const { data } = await pay(id, { action: 'pay', payment_source: { token: 'tok_threeDSecureRequired' } })
    const { payment_attempt: attempt } = data
    await answerChallenge(await read(attempt.payment_intents[0].payment_intent_id), 'failed')
    const ended = await resume(id, attempt.order_payment_attempt_id)
    assert.deepEqual(
      [ended.status, ended.data.payment_attempt.status, ended.data.payment_attempt.failure_code],
      [200, 'failed', 'authentication_required'],
    )
    assert.deepEqual(await standing(id), ['unpaid', 0, 5000])
  })
})

describe('flint-commerce 18.3, server-side pay with 3-D Secure', () => {
  it('requires_action, the same on a retry, locked meanwhile, paid by resume', async () => {
    const { order_id: id } = await anOrder(4200)
    const k1 = newKey()
    const start = () =>
      server.call('POST', `/v1/orders/${id}/pay`, {
        body: { action: 'pay', payment_source: { token: 'tok_threeDSecureRequired' } },
        idempotencyKey: k1,
      })
    const first = await start()
    const attempt = first.data.payment_attempt
    assert.deepEqual(
      [first.status, attempt.status, attempt.pending_actions.length],
      [200, 'requires_action', 1],
    )
    assert.deepEqual(first.json.pending_actions, attempt.pending_actions)
    assert.equal(
      (await start()).data.payment_attempt.order_payment_attempt_id,
      attempt.order_payment_attempt_id,
    )

    const tip = { requested_tip: { amount_money: usd(100) } }
    const { status, error } = await server.call('PATCH', `/v1/orders/${id}`, { body: tip })
    assert.deepEqual([status, error.code], [409, 'ORDER_PAYMENT_ATTEMPT_ACTIVE'])

    await answerChallenge({ current_payment_action: attempt.pending_actions[0] }, 'completed')
    const ended = await resume(id, attempt.order_payment_attempt_id)
    assert.deepEqual([ended.status, ended.data.payment_attempt.status], [200, 'succeeded'])
    assert.deepEqual(await standing(id), ['paid', 4200, 0])
  })
})

describe('flint-commerce 18.4, hold, part capture, refund', () => {
  it('20000 held, 15000 captured, 15000 refunded: still partially paid', async () => {
    const { order_id: id } = await anOrder(20_000)
    const { payment_intent_id: leg } = await aLeg(id, { capture_method: 'manual' })
    await confirmLeg(id, leg, 'tok_visa')
    assert.deepEqual((await read(leg)).authorized_money, usd(20_000))
    await server.call('POST', `/v1/orders/${id}/payment-intents/${leg}/capture`, {
      body: { amount_money: usd(15_000) },
    })
    const captured = await read(leg)
    assert.deepEqual([captured.captured_money, captured.released_money], [usd(15_000), usd(5000)])
    assert.deepEqual(await standing(id), ['partially_paid', 15_000, 5000])

    const refund = await server.call('POST', '/v1/refunds', {
      body: { order_id: id, amount_money: usd(15_000) },
      idempotencyKey: newKey(),
    })
    assert.equal(refund.status, 201)
    const order = await readOrder(id)
    assert.deepEqual(
      [
        order.settlement_amounts.refunded_money.amount,
        order.settlement_amounts.net_collected_money.amount,
        order.refund_status,
        order.payment_status,
      ],
      [15_000, 0, 'refunded', 'partially_paid'],
    )
    const intent = await read(leg)
    assert.deepEqual([intent.refunded_money, intent.refund_status], [usd(15_000), 'refunded'])
    // What the processor owed is given back; the fee of the capture stays.
    assert.deepEqual(await booksOf(leg), {
      processor_clearing: 0,
      merchant_balance: 465,
      processing_fees: -465,
    })
  })
})
