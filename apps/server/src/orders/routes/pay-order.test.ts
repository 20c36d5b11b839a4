import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { startTestServer } from '../../../../../test/support/server.ts'
import { aLine, money, newKey, orderCalls, paidOf, said, usd } from '../order-calls.fixture.ts'

const server = await startTestServer()
const orders = orderCalls(server)
const {
  send,
  done,
  create,
  anOrder,
  read,
  pay,
  paid,
  aPaidOrder,
  aLeg,
  leg,
  aHold,
  aChallenge,
  aBuyer,
  afterMs,
  expectRefusal,
} = orders
const missing = 'ord_01J8EXAMPLE00000000000001'

const payWith = (id: string, body: object, options: object = {}) =>
  send('POST', `/${id}/pay`, { action: 'pay', ...body }, { idempotencyKey: newKey(), ...options })

describe('payOrder pay: 200 and the money is taken', () => {
  it('the whole outstanding amount, in one leg', async () => {
    const { order_id: id } = await anOrder(1000, { requested_tip: { amount_money: usd(150) } })
    const { order, payment_attempt: attempt } = await paid(id)
    assert.deepEqual([order.status, ...paidOf(order)], ['paid', 'paid', 1150, 0])
    assert.deepEqual(
      [attempt.status, attempt.mode, attempt.is_resumable, attempt.expected_outstanding_money],
      ['succeeded', 'payment', false, usd(1150)],
    )
    assert.deepEqual([attempt.failure_code, attempt.pending_actions], [null, []])
    assert.ok(attempt.completed_at)
    const [part, ...others] = attempt.payment_intents
    assert.equal(others.length, 0)
    assert.deepEqual([part.amount_money, part.tip_money, part.status], [usd(1150), usd(150), 'succeeded'])
    assert.deepEqual(order.payment_intent_ids, [part.payment_intent_id])
    assert.equal(order.active_payment_attempt, null)
    assert.deepEqual(await read(id), order)
    const intent = await leg(part.payment_intent_id)
    assert.deepEqual(
      [intent.captured_money, intent.payment_source.card.last4, intent.order_id],
      [usd(1150), '4242', id],
    )
  })

  it('what is left of a partly paid order', async () => {
    const { order_id: id } = await aPaidOrder(1000)
    await done('POST', `/${id}/line-items`, { line_items: [aLine(300)] })
    const { order, payment_attempt: attempt } = await paid(id, 'tok_mastercard')
    assert.deepEqual(paidOf(order), ['paid', 1300, 0])
    assert.deepEqual(attempt.payment_intents[0].amount_money, usd(300))
  })

  it('an order that costs nothing: no source, no attempt, no payment', async () => {
    const { order_id: id } = await anOrder(0)
    const { status, data } = await payWith(id, {})
    assert.deepEqual([status, data.payment_attempt, ...paidOf(data.order)], [200, null, 'paid', 0, 0])
    assert.deepEqual(data.order.payment_intent_ids, [])
  })

  it('when what the caller showed is what is due', async () => {
    const { order_id: id } = await anOrder(1000)
    const { data } = await pay(id, 'tok_visa', { expected_outstanding_money: usd(1000) })
    assert.deepEqual(paidOf(data.order), ['paid', 1000, 0])
  })

  it('the contact is kept with the order and the payment, under newer and older names', async () => {
    for (const contact of [
      { buyer_contact: { email: 'ada@example.com', phone: '+15550100' } },
      { buyer_email: 'ada@example.com', buyer_phone: '+15550100' },
    ]) {
      const { order_id: id } = await anOrder()
      const { data } = await pay(id, 'tok_visa', contact)
      assert.deepEqual(data.order.buyer_contact, { email: 'ada@example.com', phone: '+15550100' })
      assert.equal((await leg(data.order.payment_intent_ids[0])).receipt_email, 'ada@example.com')
    }
  })

  for (const [currency, amount] of [
    ['JPY', 501],
    ['BHD', 1235],
    ['EUR', 1],
  ] as const) {
    it(`${currency} in its own minor units`, async () => {
      const of = money(currency)
      const { data } = await create({ line_items: [{ name: 'Tea', unit_price_money: of(amount) }] })
      const { order } = await paid(data.order_id)
      assert.deepEqual(order.settlement_amounts.paid_money, of(amount))
    })
  }

  it('by a buyer at the checkout', async () => {
    const { orderId, as } = await aBuyer()
    const { status, data } = await pay(orderId, 'tok_visa', {}, as)
    assert.deepEqual([status, ...paidOf(data.order)], [200, 'paid', 1000, 0])
    assert.equal(data.order.metadata, undefined)
  })
})

describe('payOrder pay: 200 and a decline is the outcome', () => {
  for (const [token, code] of [
    ['tok_chargeDeclined', 'card_declined'],
    ['tok_chargeDeclinedInsufficientFunds', 'insufficient_funds'],
    ['tok_declined_insufficient_funds', 'insufficient_funds'],
    ['tok_chargeDeclinedLostCard', 'card_declined'],
    ['tok_chargeDeclinedStolenCard', 'card_declined'],
    ['tok_chargeDeclinedExpiredCard', 'expired_card'],
    ['tok_chargeDeclinedIncorrectCvc', 'incorrect_cvc'],
    ['tok_chargeDeclinedProcessingError', 'processing_error'],
    ['tok_radarBlock', 'payment_blocked'],
  ] as const) {
    it(`${token}: ${code}; nothing is taken, another card pays`, async () => {
      const before = await anOrder(1000)
      const { order, payment_attempt: attempt } = await paid(before.order_id, token)
      assert.deepEqual([attempt.status, attempt.failure_code], ['failed', code])
      assert.notEqual(attempt.failure_message, null)
      const [part] = attempt.payment_intents
      assert.deepEqual([part.status, part.last_payment_error.code], ['requires_payment_method', code])
      assert.deepEqual(paidOf(order), ['unpaid', 0, 1000])
      assert.equal(order.active_payment_attempt, null)
      const again = await paid(before.order_id)
      assert.deepEqual(paidOf(again.order), ['paid', 1000, 0])
      // One payment, tried twice: two attempts and one charge.
      assert.deepEqual(again.order.payment_intent_ids, [part.payment_intent_id])
      const attempts = await done('GET', `/${before.order_id}/payment-attempts`)
      assert.deepEqual(
        attempts.map((one: any) => one.status),
        ['succeeded', 'failed'],
      )
    })
  }
})

describe('payOrder pay: 200 and the result is still open', () => {
  it('a challenge: the attempt waits for the buyer, and prices are locked', async () => {
    const { order, attempt } = await aChallenge(1000)
    assert.deepEqual(
      [attempt.status, attempt.is_resumable, attempt.completed_at],
      ['requires_action', true, null],
    )
    const [action] = attempt.pending_actions
    assert.deepEqual(
      [action.action_type, action.subject.payment_intent.payment_intent_id],
      ['payment_authentication', order.payment_intent_ids[0]],
    )
    assert.deepEqual([order.active_payment_attempt, ...paidOf(order)], [attempt, 'unpaid', 0, 1000])
  })

  it('pending actions stand beside the data too, where older clients look', async () => {
    const { order_id: id } = await anOrder()
    const { json } = await pay(id, 'tok_threeDSecureRequired')
    assert.deepEqual(json.pending_actions, json.data.payment_attempt.pending_actions)
    assert.equal(json.pending_actions.length, 1)
  })

  for (const [token, status, expected] of [
    ['tok_lateSuccess', 'succeeded', ['paid', 1000, 0]],
    ['tok_lateDecline', 'failed', ['unpaid', 0, 1000]],
  ] as const) {
    it(`${token}: processing, then ${status}, told by the worker`, async () => {
      const { order_id: id } = await anOrder(1000)
      const { order, payment_attempt: attempt } = await paid(id, token)
      assert.deepEqual([attempt.status, ...paidOf(order)], ['processing', 'unpaid', 0, 1000])
      await afterMs(5000)
      assert.deepEqual(paidOf(await read(id)), expected)
      const { order_payment_attempt_id: attemptId } = attempt
      assert.equal((await done('GET', `/${id}/payment-attempts/${attemptId}`)).status, status)
    })
  }
})

describe('payOrder Idempotency-Key', () => {
  it('the same key: the same answer, one payment', async () => {
    const { order_id: id } = await anOrder(1000)
    const options = { idempotencyKey: newKey() }
    const first = await pay(id, 'tok_visa', {}, options)
    const again = await pay(id, 'tok_visa', {}, options)
    assert.deepEqual([again.status, again.data], [200, first.data])
    assert.equal(again.headers.get('Idempotency-Replayed'), 'true')
    assert.deepEqual(paidOf(await read(id)), ['paid', 1000, 0])
  })

  it('the same key after a decline: the same decline, not another try', async () => {
    const { order_id: id } = await anOrder(1000)
    const options = { idempotencyKey: newKey() }
    const first = await pay(id, 'tok_chargeDeclined', {}, options)
    assert.deepEqual((await pay(id, 'tok_chargeDeclined', {}, options)).data, first.data)
    assert.equal((await done('GET', `/${id}/payment-attempts`)).length, 1)
  })

  it('the same key with another card: 409 IDEMPOTENCY_KEY_REUSED', async () => {
    const { order_id: id } = await anOrder(1000)
    const options = { idempotencyKey: newKey() }
    await pay(id, 'tok_chargeDeclined', {}, options)
    await expectRefusal(id, () => pay(id, 'tok_visa', {}, options), [409, 'IDEMPOTENCY_KEY_REUSED'])
  })

  it('the same key many times at once: one payment', async () => {
    const { order_id: id } = await anOrder(1000)
    const options = { idempotencyKey: newKey() }
    const answers = await Promise.all(Array.from({ length: 8 }, () => pay(id, 'tok_visa', {}, options)))
    for (const { status, error } of answers)
      assert.ok(status === 200 || error.code === 'IDEMPOTENCY_KEY_IN_PROGRESS', JSON.stringify(error))
    const order = await read(id)
    assert.deepEqual([...paidOf(order), order.payment_intent_ids.length], ['paid', 1000, 0, 1])
  })

  it('many keys at once: one pays, the others are told', async () => {
    const { order_id: id } = await anOrder(1000)
    const answers = await Promise.all(Array.from({ length: 8 }, () => pay(id)))
    assert.deepEqual(answers.map(({ error }) => error?.code ?? 'paid').toSorted(), [
      ...Array.from({ length: 7 }, () => 'ORDER_ALREADY_PAID'),
      'paid',
    ])
    assert.deepEqual(paidOf(await read(id)), ['paid', 1000, 0])
  })

  it('none: 400 IDEMPOTENCY_KEY_REQUIRED', async () => {
    const { order_id: id } = await anOrder(1000)
    const call = () => send('POST', `/${id}/pay`, { action: 'pay', payment_source: { token: 'tok_visa' } })
    await expectRefusal(id, call, [400, 'IDEMPOTENCY_KEY_REQUIRED', 'Idempotency-Key'])
  })
})

describe('payOrder pay refuses', () => {
  const token = 'tok_visa'
  for (const [what, body, status, code, param] of [
    ['no source', {}, 400, 'PAYMENT_SOURCE_REQUIRED', 'payment_source'],
    ['an empty source', { payment_source: {} }, 400, 'PAYMENT_SOURCE_REQUIRED', 'payment_source'],
    [
      'two sources',
      { payment_source: { token, confirmation_token: token } },
      409,
      'PAYMENT_SOURCE_CONFLICT',
      'payment_source',
    ],
    [
      'a token that nobody made',
      { payment_source: { token: 'tok_unheard_of' } },
      409,
      'PAYMENT_SOURCE_UNAVAILABLE',
      'payment_source.token',
    ],
    [
      'a saved method that is not there',
      { payment_source: { payment_method_id: 'pm_1' } },
      404,
      'PAYMENT_METHOD_NOT_FOUND',
      'payment_source.payment_method_id',
    ],
    [
      'another amount than is due',
      { payment_source: { token }, expected_outstanding_money: usd(999) },
      409,
      'PAYMENT_AMOUNT_CHANGED',
      'expected_outstanding_money',
    ],
    [
      'an amount in euros',
      { payment_source: { token }, expected_outstanding_money: money('EUR')(1000) },
      400,
      'CURRENCY_MISMATCH',
      'expected_outstanding_money.currency',
    ],
    [
      'an amount in a currency that is none',
      { payment_source: { token }, expected_outstanding_money: money('XYZ')(1000) },
      400,
      'UNSUPPORTED_CURRENCY',
      'expected_outstanding_money.currency',
    ],
    ['an action that is none', { action: 'steal' }, 400, 'INVALID_REQUEST', 'action'],
    ['no action', { action: undefined }, 400, 'FIELD_REQUIRED', 'action'],
    [
      'a set-up of an order that is no subscription',
      { action: 'setup', setup_payment_source: { token } },
      400,
      'SETUP_SOURCE_SUBSCRIPTION_REQUIRED',
      'action',
    ],
    [
      'a card number',
      { payment_source: { number: '4242424242424242' } },
      400,
      'INVALID_REQUEST',
      'payment_source.number',
    ],
  ] as const) {
    it(`${what}: ${status} ${code}`, async () => {
      const { order_id: id } = await anOrder(1000)
      await expectRefusal(id, () => payWith(id, body), [status, code, param])
    })
  }

  it('another amount than is due says which is', async () => {
    const { order_id: id } = await anOrder(1000)
    const { error } = await pay(id, token, { expected_outstanding_money: usd(999) })
    assert.deepEqual([error.current_money, error.submitted_money], [usd(1000), usd(999)])
  })

  it('a one-time token that was used: 409 PAYMENT_SOURCE_UNAVAILABLE', async () => {
    const card = { number: '4242424242424242', exp_month: 12, exp_year: 2050, cvc: '123' }
    const made = await server.call('POST', '/v1/tokens', { body: { card } })
    const [first, second] = [await anOrder(1000), await anOrder(1000)]
    assert.equal((await pay(first.order_id, made.data.token)).data.payment_attempt.status, 'succeeded')
    await expectRefusal(second.order_id, () => pay(second.order_id, made.data.token), [
      409,
      'PAYMENT_SOURCE_UNAVAILABLE',
      'payment_source.token',
    ])
  })

  it('an order without line items: 409 ORDER_HAS_NO_LINE_ITEMS', async () => {
    const order = await anOrder(1000)
    await done('DELETE', `/${order.order_id}/line-items/${order.line_items[0].order_line_item_id}`)
    await expectRefusal(order.order_id, () => pay(order.order_id), [409, 'ORDER_HAS_NO_LINE_ITEMS'])
  })

  it('an order that is paid: 409 ORDER_ALREADY_PAID; one that costs nothing: 409 PAYMENT_NOT_REQUIRED', async () => {
    const { order_id: id } = await aPaidOrder(1000)
    await expectRefusal(id, () => pay(id), [409, 'ORDER_ALREADY_PAID'])
    const { order_id: free } = await anOrder(0)
    await expectRefusal(free, () => pay(free), [409, 'PAYMENT_NOT_REQUIRED', 'payment_source'])
  })

  it('less than a card is charged for: 400 VALIDATION_ERROR', async () => {
    const { order_id: id } = await anOrder(49)
    const error = await expectRefusal(id, () => pay(id), [400, 'VALIDATION_ERROR'])
    assert.deepEqual([error.required_money, error.submitted_money], [usd(50), usd(49)])
    const { order_id: enough } = await anOrder(50)
    assert.deepEqual(paidOf((await paid(enough)).order), ['paid', 50, 0])
  })

  it('while another payment waits for the buyer or holds money: 409 ORDER_PAYMENT_ATTEMPT_ACTIVE', async () => {
    for (const { orderId, attemptId } of [await aChallenge(), await aHold(1000)]) {
      const error = await expectRefusal(orderId, () => pay(orderId), [409, 'ORDER_PAYMENT_ATTEMPT_ACTIVE'])
      assert.equal(error.payment_attempt_id, attemptId)
    }
  })

  it('unknown, or of another sandbox: 404 ORDER_NOT_FOUND', async () => {
    const { order_id: id } = await anOrder(1000)
    const { key } = await server.anotherSandbox()
    assert.deepEqual(said(await pay(missing)), [404, 'ORDER_NOT_FOUND', 'order_id'])
    await expectRefusal(id, () => pay(id, token, {}, { key }), [404, 'ORDER_NOT_FOUND', 'order_id'])
  })

  it('in live mode, which has no processor here: 409 MERCHANT_ONBOARDING_REQUIRED', async () => {
    const { data } = await create({ line_items: [aLine(1000)] }, { key: server.liveKey })
    const answer = await pay(data.order_id, token, {}, { key: server.liveKey })
    assert.deepEqual(said(answer), [409, 'MERCHANT_ONBOARDING_REQUIRED', 'merchant_id'])
    assert.equal((await read(data.order_id, { key: server.liveKey })).payment_status, 'unpaid')
    const intent = await send('POST', `/${data.order_id}/payment-intents`, {}, { key: server.liveKey })
    assert.equal(intent.error.code, 'MERCHANT_ONBOARDING_REQUIRED')
  })

  it('a planned payment is left alone by a refused one', async () => {
    const { order_id: id } = await anOrder(1000)
    const intentId = await aLeg(id, 400)
    await expectRefusal(id, () => payWith(id, {}), [400, 'PAYMENT_SOURCE_REQUIRED'])
    assert.deepEqual((await leg(intentId)).amount_money, usd(400))
  })
})
