import assert from 'node:assert/strict'
import { afterEach, describe, it } from 'node:test'
import { startTestServer } from '../../../../../test/support/server.ts'
import { newKey, paymentCalls, usd } from '../../payments/payment-calls.fixture.ts'
import { lostAnswerMs } from '../../payments/processor-faults.ts'
import { afterMs as refundsAfterMs, readRefund } from '../../refunds/a-paid-order.ts'
import { askAgainAfterMs, finishAfterMs } from '../../refunds/finish-timer.ts'
import { allOff, faultSwitch } from './faulty-sandbox.fixture.ts'

const server = await startTestServer()
const switchTo = faultSwitch(server)
const {
  afterMs,
  anIntent,
  anOrder,
  answerChallenge,
  booksOf,
  command,
  eventTypesOf,
  goneOn,
  paidWith,
  pay,
  read,
  readOrder,
} = paymentCalls(server)

afterEach(() => switchTo(allOff))

describe('processor_timeouts', () => {
  const timeouts = { processor_timeouts: {} }

  it('a payment is processing, not declined; the result comes later and is a success, charged once', async () => {
    await switchTo(timeouts)
    const { payment_intent_id: id } = await anIntent()
    const { status, data, headers } = await command(id, 'confirm', { payment_source_token: 'tok_visa' })
    assert.deepEqual([status, headers.get('flint-fault')], [200, 'processor_timeouts'])
    assert.deepEqual([data.status, data.last_payment_error], ['processing', null])
    assert.deepEqual(await booksOf(id), {})
    await afterMs(lostAnswerMs - 1000)
    assert.equal((await read(id)).status, 'processing')
    await afterMs(1001)
    assert.deepEqual([(await read(id)).status, (await read(id)).captured_money], ['succeeded', usd(1000)])
    assert.equal((await booksOf(id))['processor_clearing'], 1000)
    assert.deepEqual(await eventTypesOf(id), ['payment_intent.processing', 'payment_intent.succeeded'])
  })

  it('a caller who repeats the call with its idempotency key does not charge twice', async () => {
    await switchTo(timeouts)
    const { order_id } = await anOrder(2000)
    const idempotencyKey = newKey()
    const body = { action: 'pay', payment_source: { token: 'tok_visa' } }
    const call = () => server.call('POST', `/v1/orders/${order_id}/pay`, { body, idempotencyKey })
    const first = await call()
    assert.equal(first.data.payment_attempt.status, 'processing')
    assert.equal((await call()).data.payment_attempt.status, 'processing')
    assert.equal((await pay(order_id, body)).error.code, 'ORDER_PAYMENT_ATTEMPT_ACTIVE')
    await afterMs(lostAnswerMs + 1)
    const order = await readOrder(order_id)
    assert.deepEqual([order.payment_status, order.settlement_amounts.paid_money], ['paid', usd(2000)])
  })

  it('whoever asks sooner hears it sooner: resume brings the result', async () => {
    await switchTo(timeouts)
    const { payment_intent_id: id } = await paidWith('tok_visa')
    assert.equal((await goneOn(id)).status, 'succeeded')
    await afterMs(lostAnswerMs + 1)
    assert.equal((await booksOf(id))['processor_clearing'], 1000)
  })

  it('a hold: it begins when the answer comes', async () => {
    await switchTo(timeouts)
    const { payment_intent_id: id, status } = await paidWith('tok_visa', { capture_method: 'manual' })
    assert.equal(status, 'processing')
    await afterMs(lostAnswerMs + 1)
    assert.deepEqual(
      [(await read(id)).status, (await read(id)).capturable_money],
      ['requires_capture', usd(1000)],
    )
  })

  it('after a passed challenge: processing, then a success; before it, the challenge stays', async () => {
    await switchTo(timeouts)
    const waiting = await paidWith('tok_threeDSecureRequired')
    assert.equal(waiting.status, 'requires_action')
    assert.equal((await goneOn(waiting.payment_intent_id)).status, 'requires_action')
    await answerChallenge(waiting, 'completed')
    assert.equal((await goneOn(waiting.payment_intent_id)).status, 'processing')
    await afterMs(lostAnswerMs + 1)
    assert.equal((await read(waiting.payment_intent_id)).status, 'succeeded')
  })

  it('a decline is heard', async () => {
    await switchTo(timeouts)
    const { status, last_payment_error } = await paidWith('tok_chargeDeclinedInsufficientFunds')
    assert.deepEqual([status, last_payment_error.code], ['requires_payment_method', 'insufficient_funds'])
  })

  it('a refund stays pending a while longer, then succeeds, once', async () => {
    const { payment_intent_id } = await paidWith('tok_visa')
    await switchTo(timeouts)
    const { data } = await server.call('POST', '/v1/refunds', {
      body: { payment_intent_id, amount_money: usd(400) },
    })
    const statusAfter = async (milliseconds: number) => {
      await refundsAfterMs(server, milliseconds)
      return (await readRefund(server, data.refund_id)).status
    }
    assert.equal(await statusAfter(finishAfterMs + 1), 'pending')
    assert.equal(await statusAfter(askAgainAfterMs + 1), 'succeeded')
    assert.equal((await booksOf(payment_intent_id))['processor_clearing'], 600)
  })
})

describe('decline_storm', () => {
  it('cards decline with the chosen code, and say that it was asked for; the attempt too', async () => {
    await switchTo({ decline_storm: { decline_code: 'insufficient_funds' } })
    const { order_id } = await anOrder(2000)
    const { status, data, headers } = await pay(order_id, {
      action: 'pay',
      payment_source: { token: 'tok_visa' },
    })
    assert.deepEqual([status, headers.get('flint-fault')], [200, 'decline_storm'])
    const { payment_attempt: attempt, order } = data
    assert.deepEqual(
      [order.payment_status, attempt.status, attempt.failure_code],
      ['unpaid', 'failed', 'insufficient_funds'],
    )
    assert.match(attempt.failure_message, /insufficient funds.*fault decline_storm asked for it/)
    const intent = await read(order.payment_intent_ids[0])
    assert.equal(intent.last_payment_error.code, 'insufficient_funds')
    assert.match(intent.last_payment_error.message, /fault decline_storm/)
    assert.deepEqual(await booksOf(intent.payment_intent_id), {})
  })

  it('when it is over, the same order is paid with the same card', async () => {
    await switchTo({ decline_storm: {} })
    const { order_id } = await anOrder(2000)
    const body = { action: 'pay', payment_source: { token: 'tok_visa' } }
    assert.equal((await pay(order_id, body)).data.order.payment_status, 'unpaid')
    await switchTo({ decline_storm: null })
    const { data, headers } = await pay(order_id, body)
    assert.deepEqual([data.order.payment_status, headers.get('flint-fault')], ['paid', null])
  })

  it('does not turn a payment that is already under way into a decline', async () => {
    await switchTo({ processor_timeouts: {} })
    const { payment_intent_id: id } = await paidWith('tok_visa')
    await switchTo({ processor_timeouts: null, decline_storm: {} })
    await afterMs(lostAnswerMs + 1)
    assert.equal((await read(id)).status, 'succeeded')
  })

  it('leaves bank debits alone', async () => {
    await switchTo({ decline_storm: {} })
    const { payment_intent_id: id } = await anIntent({ payment_options: ['ach_debit'] })
    const { data, headers } = await command(id, 'confirm', {
      payment_source_token: 'tok_us_bank_account_success',
    })
    assert.deepEqual([data.status, headers.get('flint-fault')], ['processing', null])
  })
})
