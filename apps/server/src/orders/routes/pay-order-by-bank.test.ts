import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { startTestServer } from '../../../../../test/support/server.ts'
import { aLine, money, orderCalls, paidOf, usd } from '../order-calls.fixture.ts'

const server = await startTestServer()
const orders = orderCalls(server)
const { anOrder, aBuyer, aLeg, afterMs, confirm, confirmed, done, expectRefusal, leg, paid, pay, read } =
  orders
const { resumed, send } = orders

const debit = 'tok_us_bank_account_success'
const lateMs = 5000
const withDebits = { payment_options: ['card', 'ach_debit'] }
const aDebitBuyer = (options = ['card', 'ach_debit']) =>
  aBuyer({ payments: { enabled_payment_options: options } })

/** An order whose bank debit is on its way. */
const aRunningDebit = async (token = debit, amount = 1000) => {
  const { order_id: id } = await anOrder(amount)
  const { order, payment_attempt: attempt } = await paid(id, token)
  assert.equal(attempt.status, 'processing')
  return { id, order, attempt, attemptId: attempt.order_payment_attempt_id as string }
}

describe('payOrder by a bank account', () => {
  it('200: processing, nothing collected; then succeeded and paid', async () => {
    const { id, order, attempt, attemptId } = await aRunningDebit()
    assert.deepEqual(paidOf(order), ['unpaid', 0, 1000])
    assert.deepEqual(
      [attempt.pending_actions, attempt.payment_intents[0].status, attempt.is_resumable],
      [[], 'processing', true],
    )
    await afterMs(lateMs)
    const after = await read(id)
    assert.deepEqual([...paidOf(after), after.active_payment_attempt], ['paid', 1000, 0, null])
    assert.equal((await done('GET', `/${id}/payment-attempts/${attemptId}`)).status, 'succeeded')
    const intent = await leg(after.payment_intent_ids[0])
    assert.deepEqual(
      [intent.payment_options, intent.selected_payment_option, intent.payment_source.type],
      [['ach_debit'], 'ach_debit', 'ach_debit'],
    )
  })

  it('200: processing; then failed, and the order can be changed and paid by card', async () => {
    const { id, attemptId } = await aRunningDebit('tok_us_bank_account_no_account')
    await afterMs(lateMs)
    const attempt = await done('GET', `/${id}/payment-attempts/${attemptId}`)
    assert.deepEqual(
      [attempt.status, attempt.failure_code, attempt.failure_message, attempt.is_resumable],
      ['failed', 'bank_account_not_found', 'The bank account was not found.', false],
    )
    assert.equal((await send('POST', `/${id}/line-items`, { line_items: [aLine(500)] })).status, 200)
    const { order } = await paid(id)
    assert.deepEqual(paidOf(order), ['paid', 1500, 0])
    const [intentId] = order.payment_intent_ids
    const intent = await leg(intentId)
    assert.deepEqual(
      [order.payment_intent_ids.length, intent.payment_options, intent.payment_source.type],
      [1, ['card'], 'card'],
    )
  })

  it('while it is processing: prices locked, no second payment, nothing to cancel', async () => {
    const { id, order, attemptId } = await aRunningDebit()
    const [intentId] = order.payment_intent_ids
    for (const [call, code] of [
      [() => send('POST', `/${id}/line-items`, { line_items: [aLine(500)] }), 'ORDER_PAYMENT_ATTEMPT_ACTIVE'],
      [() => pay(id), 'ORDER_PAYMENT_ATTEMPT_ACTIVE'],
      [() => send('POST', `/${id}/close`, {}), 'ORDER_COLLECTION_IN_PROGRESS'],
      [
        () => send('POST', `/${id}/payment-attempts/${attemptId}/cancel`, {}),
        'PAYMENT_ATTEMPT_STILL_PROCESSING',
      ],
      [
        () =>
          send('POST', `/${id}/payment-intents/${intentId}/cancel`, { order_payment_attempt_id: attemptId }),
        'PAYMENT_INTENT_NOT_CANCELABLE',
      ],
    ] as const)
      await expectRefusal(id, call, [409, code])
    await afterMs(lateMs)
    assert.deepEqual(paidOf(await read(id)), ['paid', 1000, 0])
  })

  it('resume asks again: still processing, and succeeded once the bank knows', async () => {
    const { id, attemptId } = await aRunningDebit()
    assert.equal((await resumed(id, attemptId)).payment_attempt.status, 'processing')
    server.clock.advance(lateMs)
    const { order, payment_attempt: attempt } = await resumed(id, attemptId)
    assert.deepEqual([attempt.status, ...paidOf(order)], ['succeeded', 'paid', 1000, 0])
    await afterMs(0)
    assert.deepEqual(paidOf(await read(id)), ['paid', 1000, 0])
  })

  it('an account that answers after three days', async () => {
    const { id } = await aRunningDebit('tok_us_bank_account_processing')
    await afterMs(2 * 86_400_000)
    assert.equal((await read(id)).active_payment_attempt.status, 'processing')
    await afterMs(86_400_000)
    assert.deepEqual(paidOf(await read(id)), ['paid', 1000, 0])
  })

  it('an order in euros: 400 PAYMENT_OPTION_UNAVAILABLE', async () => {
    const euros = { ...aLine(1000), unit_price_money: money('EUR')(1000) }
    const { order_id: id } = await anOrder(1000, { line_items: [euros] })
    const error = await expectRefusal(id, () => pay(id, debit), [
      400,
      'PAYMENT_OPTION_UNAVAILABLE',
      'payment_source.token',
    ])
    assert.deepEqual(
      [error.payment_option, error.message],
      ['ach_debit', 'This payment cannot be made by ach_debit. Only in USD.'],
    )
  })
})

describe('legs by a bank account', () => {
  it('a card and a debit together: the card is taken at once, the debit later', async () => {
    const { order_id: id } = await anOrder(1000)
    const legs = [await aLeg(id, 400), await aLeg(id, 600, withDebits)] as const
    const { order, payment_attempt: attempt } = await confirmed(id, [
      [legs[0], 'tok_visa'],
      [legs[1], debit],
    ])
    assert.deepEqual([attempt.status, ...paidOf(order)], ['processing', 'partially_paid', 400, 600])
    await afterMs(lateMs)
    assert.deepEqual(paidOf(await read(id)), ['paid', 1000, 0])
  })

  it('a card that pays and a debit that fails: partially_succeeded, and the rest can be paid', async () => {
    const { order_id: id } = await anOrder(1000)
    const legs = [await aLeg(id, 400), await aLeg(id, 600, withDebits)] as const
    const { payment_attempt: attempt } = await confirmed(id, [
      [legs[0], 'tok_visa'],
      [legs[1], 'tok_us_bank_account_insufficient_funds'],
    ])
    await afterMs(lateMs)
    const ended = await done('GET', `/${id}/payment-attempts/${attempt.order_payment_attempt_id}`)
    assert.deepEqual([ended.status, ended.failure_code], ['partially_succeeded', 'insufficient_funds'])
    assert.deepEqual(paidOf((await confirmed(id, [[legs[1], 'tok_visa']])).order), ['paid', 1000, 0])
  })

  it('a leg for cards only: 400 PAYMENT_OPTION_NOT_ALLOWED, and nothing of the attempt is charged', async () => {
    const { order_id: id } = await anOrder(1000)
    const legs = [await aLeg(id, 400), await aLeg(id, 600)] as const
    const call = () =>
      confirm(id, [
        [legs[0], 'tok_visa'],
        [legs[1], debit],
      ])
    const error = await expectRefusal(id, call, [400, 'PAYMENT_OPTION_NOT_ALLOWED', 'payment_intents[1]'])
    assert.equal(error.payment_option, 'ach_debit')
    assert.equal((await leg(legs[0])).status, 'requires_payment_method')
  })

  it('a leg for debits only does not take a card', async () => {
    const { order_id: id } = await anOrder(1000)
    const intentId = await aLeg(id, undefined, { payment_options: ['ach_debit'] })
    await expectRefusal(id, () => confirm(id, [[intentId, 'tok_visa']]), [
      400,
      'PAYMENT_OPTION_NOT_ALLOWED',
      'payment_intents[0]',
    ])
  })

  it('a hold: 400 PAYMENT_CAPTURE_METHOD_NOT_ALLOWED; euros: 400 PAYMENT_OPTION_UNAVAILABLE', async () => {
    const { order_id: id } = await anOrder(1000)
    const hold = { ...withDebits, capture_method: 'manual' }
    await expectRefusal(id, () => send('POST', `/${id}/payment-intents`, hold), [
      400,
      'PAYMENT_CAPTURE_METHOD_NOT_ALLOWED',
      'capture_method',
    ])
    const euros = { ...aLine(1000), unit_price_money: money('EUR')(1000) }
    const { order_id: other } = await anOrder(1000, { line_items: [euros] })
    await expectRefusal(other, () => send('POST', `/${other}/payment-intents`, withDebits), [
      400,
      'PAYMENT_OPTION_UNAVAILABLE',
      'payment_options[1]',
    ])
  })
})

describe('a buyer at a checkout', () => {
  it('pays by bank where the session offers it; the session waits for the bank', async () => {
    const { orderId, as } = await aDebitBuyer()
    const answer = await pay(orderId, debit, {}, as)
    assert.equal(answer.data.payment_attempt.status, 'processing')
    const sessionId = as.headers!['X-Checkout-Session-ID']!
    const session = async () => (await server.call('GET', `/v1/checkout-sessions/${sessionId}`)).data
    assert.deepEqual(
      [(await session()).status, (await session()).active_payment_attempt?.status],
      ['open', 'processing'],
    )
    await afterMs(lateMs)
    assert.equal((await session()).status, 'paid')
  })

  it('a session for cards: 400 PAYMENT_OPTION_NOT_ALLOWED', async () => {
    const { orderId, as } = await aBuyer()
    await expectRefusal(orderId, () => pay(orderId, debit, {}, as), [
      400,
      'PAYMENT_OPTION_NOT_ALLOWED',
      'payment_source.token',
    ])
  })

  it('plans legs with what the session offers, and no other', async () => {
    const { orderId, as } = await aDebitBuyer(['ach_debit'])
    const { data } = await send('POST', `/${orderId}/payment-intents`, {}, as)
    assert.deepEqual(data.payment_intent.payment_options, ['ach_debit'])
    await expectRefusal(
      orderId,
      () => send('POST', `/${orderId}/payment-intents`, { payment_options: ['ach_debit', 'card'] }, as),
      [400, 'PAYMENT_OPTION_NOT_ALLOWED', 'payment_options[1]'],
    )
  })

  it('a session in euros cannot offer it: 400 PAYMENT_OPTION_UNAVAILABLE', async () => {
    const { status, error } = await server.call('POST', '/v1/checkout-sessions', {
      body: {
        quick_pay_item: { name: 'Desk', amount_money: money('EUR')(1000) },
        payments: { enabled_payment_options: ['card', 'ach_debit'] },
      },
    })
    assert.deepEqual(
      [status, error.code, error.param],
      [400, 'PAYMENT_OPTION_UNAVAILABLE', 'payments.enabled_payment_options[1]'],
    )
  })

  it('the tip is settled with the debit', async () => {
    const { order_id: id } = await anOrder(1000, { requested_tip: { amount_money: usd(200) } })
    await paid(id, debit)
    assert.equal((await read(id)).tips[0].status, 'requested')
    await afterMs(lateMs)
    assert.deepEqual((await read(id)).settlement_amounts.settled_tip_money, usd(200))
  })
})
