import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { startTestServer } from '../../../../../test/support/server.ts'
import { resolveAfterMs } from '../../challenge/answer-challenge.ts'
import { newKey, paymentCalls, usd } from '../payment-calls.fixture.ts'
import { challengeMs } from '../record-answer.ts'

const server = await startTestServer()
const {
  aCardToken,
  aHold,
  afterMs,
  anIntent,
  anOrder,
  answerChallenge,
  booksOf,
  command,
  confirmed,
  eventTypesOf,
  goneOn,
  paidWith,
  pay,
  read,
  readOrder,
} = paymentCalls(server)

describe('POST /v1/payment-intents/{payment_intent_id}/confirm, 200', () => {
  it('automatic: captured, with its fee in the books', async () => {
    const { payment_intent_id: id } = await anIntent({ amount_money: usd(7557) })
    const intent = await confirmed(id, 'tok_visa')
    assert.deepEqual([intent.status, intent.captured_money], ['succeeded', usd(7557)])
    assert.deepEqual(await read(id), intent)
    assert.deepEqual(await eventTypesOf(id), ['payment_intent.succeeded'])
    assert.deepEqual(await booksOf(id), {
      processor_clearing: 7557,
      merchant_balance: -7308,
      processing_fees: -249,
    })
  })

  it('manual: held, nothing captured, nothing in the books', async () => {
    const intent = await aHold(5000)
    assert.deepEqual(
      [intent.authorized_money, intent.capturable_money, intent.captured_money],
      [usd(5000), usd(5000), usd(0)],
    )
    assert.deepEqual(await eventTypesOf(intent.payment_intent_id), ['payment_intent.requires_capture'])
    assert.deepEqual(await booksOf(intent.payment_intent_id), {})
  })

  it('a decline is an outcome; a second card pays, and one charge is in the books', async () => {
    const { payment_intent_id: id } = await anIntent()
    const declined = await confirmed(id, 'tok_chargeDeclinedInsufficientFunds')
    assert.equal(declined.status, 'requires_payment_method')
    assert.partialDeepStrictEqual(declined.last_payment_error, {
      code: 'insufficient_funds',
      failed_at: declined.updated_at,
      remediation: { retryable: true, next_actions: [], missing_or_invalid_fields: [] },
    })
    const paid = await confirmed(id, 'tok_visa')
    assert.deepEqual([paid.status, paid.last_payment_error], ['succeeded', null])
    assert.deepEqual(await eventTypesOf(id), ['payment_intent.payment_failed', 'payment_intent.succeeded'])
    assert.equal((await booksOf(id))['processor_clearing'], 1000)
  })

  it('a card token, in either of its two fields, once', async () => {
    for (const field of ['payment_source_token', 'confirmation_token']) {
      const token = await aCardToken('5555555555554444')
      const { payment_intent_id: id } = await anIntent()
      const { data } = await command(id, 'confirm', { [field]: token })
      assert.deepEqual([data.status, data.payment_source.card.last4], ['succeeded', '4444'])
    }
  })

  it('the same key: charged once, though sent many times at once', async () => {
    const { payment_intent_id: id } = await anIntent()
    const key = newKey()
    const answers = await Promise.all(
      Array.from({ length: 6 }, () =>
        server.call('POST', `/v1/payment-intents/${id}/confirm`, {
          body: { payment_source_token: 'tok_visa' },
          idempotencyKey: key,
        }),
      ),
    )
    const done = answers.filter(({ status }) => status === 200)
    assert.ok(done.length > 0)
    for (const { data } of done) assert.equal(data.status, 'succeeded')
    for (const { status, error } of answers)
      if (status !== 200) assert.equal(error.code, 'IDEMPOTENCY_KEY_IN_PROGRESS')
    assert.equal((await booksOf(id))['processor_clearing'], 1000)
  })

  it('many keys at once: one charge', async () => {
    const { payment_intent_id: id } = await anIntent()
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => command(id, 'confirm', { payment_source_token: 'tok_visa' })),
    )
    assert.equal(answers.filter(({ status }) => status === 200).length, 1)
    for (const { status, error } of answers)
      if (status !== 200) assert.equal(error.code, 'PAYMENT_CONFIRMATION_STATE_CHANGED')
    assert.equal((await booksOf(id))['processor_clearing'], 1000)
  })

  it('an intent made with order_id: the order is paid in the same moment', async () => {
    const { order_id } = await anOrder(5000, { requested_tip: { amount_money: usd(500) } })
    const { payment_intent_id: id } = await anIntent({ amount_money: undefined, order_id })
    const intent = await confirmed(id, 'tok_visa')
    assert.deepEqual([intent.payment_intent_id, intent.status], [id, 'succeeded'])
    const order = await readOrder(order_id)
    assert.deepEqual(
      [order.payment_status, order.settlement_amounts.paid_money, order.tips[0].status],
      ['paid', usd(5500), 'settled'],
    )
    assert.ok((await eventTypesOf(order_id)).includes('order.payment_succeeded'))
  })

  it('an intent made with order_id: a decline leaves the order as it was, and another card pays it', async () => {
    const { order_id } = await anOrder(5000)
    const { payment_intent_id: id } = await anIntent({ amount_money: undefined, order_id })
    const declined = await confirmed(id, 'tok_chargeDeclined')
    assert.deepEqual(
      [declined.status, declined.last_payment_error.code],
      ['requires_payment_method', 'card_declined'],
    )
    const order = await readOrder(order_id)
    assert.deepEqual([order.payment_status, order.settlement_amounts.paid_money.amount], ['unpaid', 0])
    await confirmed(id, 'tok_visa')
    assert.equal((await readOrder(order_id)).payment_status, 'paid')
  })
})

describe('3-D Secure', () => {
  it('passed: an address for the buyer, then the money', async () => {
    const waiting = await paidWith('tok_threeDSecureRequired', {
      payment_return_url: 'https://shop.test/back',
    })
    const id = waiting.payment_intent_id
    assert.equal(waiting.status, 'requires_action')
    const { action_type: type, subject, client_action } = waiting.current_payment_action
    assert.deepEqual([type, subject.payment_intent.payment_intent_id], ['payment_authentication', id])
    assert.ok(client_action.redirect.url.startsWith(`${server.url}/challenge/`))
    assert.equal(client_action.redirect.return_url, 'https://shop.test/back')
    assert.equal(Date.parse(client_action.redirect.expires_at) - Date.parse(waiting.updated_at), challengeMs)

    assert.deepEqual(await goneOn(id), waiting, 'a buyer who has not answered changes nothing')
    await answerChallenge(waiting, 'completed')
    const passed = await goneOn(id)
    assert.deepEqual(
      [passed.status, passed.captured_money, passed.current_payment_action],
      ['succeeded', usd(1000), null],
    )
    assert.deepEqual(await goneOn(id), passed, 'shown as it ended')
    assert.deepEqual(await eventTypesOf(id), ['payment_intent.requires_action', 'payment_intent.succeeded'])
    assert.equal(await afterMs(challengeMs), 0, 'no timer is left')
    assert.equal((await read(id)).status, 'succeeded')
  })

  it('passed, manual: the hold begins when the buyer is through', async () => {
    const waiting = await paidWith('tok_threeDSecureRequired', { capture_method: 'manual' })
    const id = waiting.payment_intent_id
    await answerChallenge(waiting, 'completed')
    const held = await goneOn(id)
    assert.deepEqual([held.status, held.capturable_money], ['requires_capture', usd(1000)])
    assert.equal(held.authorized_at, held.updated_at)
  })

  it('failed: authentication_required, and another card pays', async () => {
    const waiting = await paidWith('tok_threeDSecureRequired')
    const id = waiting.payment_intent_id
    await answerChallenge(waiting, 'failed')
    const failed = await goneOn(id)
    assert.deepEqual(
      [failed.status, failed.last_payment_error.code, failed.current_payment_action],
      ['requires_payment_method', 'authentication_required', null],
    )
    assert.equal((await confirmed(id, 'tok_visa')).status, 'succeeded')
  })

  it('passed by a buyer who then closes the page: the worker goes on', async () => {
    const waiting = await paidWith('tok_threeDSecureRequired')
    await answerChallenge(waiting, 'completed')
    assert.equal((await read(waiting.payment_intent_id)).status, 'requires_action')
    await afterMs(resolveAfterMs + 1)
    assert.equal((await read(waiting.payment_intent_id)).status, 'succeeded')
  })

  it('timed out: payment_action_expired after 30 minutes, not before, by the worker', async () => {
    const { payment_intent_id: id } = await paidWith('tok_threeDSecureRequired')
    await afterMs(challengeMs - 60_000)
    assert.equal((await read(id)).status, 'requires_action')
    await afterMs(60_001)
    const expired = await read(id)
    assert.deepEqual(
      [expired.status, expired.last_payment_error.code, expired.current_payment_action],
      ['requires_payment_method', 'payment_action_expired', null],
    )
    assert.deepEqual(await eventTypesOf(id), [
      'payment_intent.requires_action',
      'payment_intent.payment_failed',
    ])
    assert.equal((await confirmed(id, 'tok_visa')).status, 'succeeded')
  })

  it('an intent made with order_id: the order waits, then is paid', async () => {
    const { order_id } = await anOrder(2000)
    const { payment_intent_id: id } = await anIntent({ amount_money: undefined, order_id })
    const waiting = await confirmed(id, 'tok_threeDSecureRequired')
    assert.equal(waiting.status, 'requires_action')
    assert.equal((await readOrder(order_id)).payment_status, 'unpaid')
    await answerChallenge(waiting, 'completed')
    assert.equal((await goneOn(id)).status, 'succeeded')
    assert.equal((await readOrder(order_id)).payment_status, 'paid')
  })
})

describe('a late result', () => {
  it('tok_lateSuccess: processing, then the worker asks', async () => {
    const { payment_intent_id: id } = await anIntent({ amount_money: usd(1000) })
    const processing = await confirmed(id, 'tok_lateSuccess')
    assert.deepEqual(
      [processing.status, processing.captured_money, processing.last_payment_error],
      ['processing', usd(0), null],
    )
    assert.deepEqual(await goneOn(id), {
      ...processing,
      version: processing.version + 1,
      updated_at: (await read(id)).updated_at,
    })
    await afterMs(5001)
    assert.equal((await read(id)).status, 'succeeded')
    assert.deepEqual(await eventTypesOf(id), ['payment_intent.processing', 'payment_intent.succeeded'])
    assert.equal((await booksOf(id))['processor_clearing'], 1000)
  })

  it('tok_lateDecline: processing, then declined, and another card pays', async () => {
    const { payment_intent_id: id } = await paidWith('tok_lateDecline')
    await afterMs(5001)
    const declined = await read(id)
    assert.deepEqual(
      [declined.status, declined.last_payment_error.code],
      ['requires_payment_method', 'card_declined'],
    )
    assert.deepEqual(await booksOf(id), {})
    assert.equal((await confirmed(id, 'tok_visa')).status, 'succeeded')
  })

  it('an intent made with order_id: nobody else can pay meanwhile, then the order is paid', async () => {
    const { order_id } = await anOrder(2000)
    const { payment_intent_id: id } = await anIntent({ amount_money: undefined, order_id })
    assert.equal((await confirmed(id, 'tok_lateSuccess')).status, 'processing')
    const second = await pay(order_id, { action: 'pay', payment_source: { token: 'tok_visa' } })
    assert.deepEqual([second.status, second.error.code], [409, 'ORDER_PAYMENT_ATTEMPT_ACTIVE'])
    await afterMs(5001)
    const order = await readOrder(order_id)
    assert.deepEqual([order.payment_status, order.settlement_amounts.paid_money], ['paid', usd(2000)])
  })
})
