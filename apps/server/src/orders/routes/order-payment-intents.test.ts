import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { startTestServer } from '../../../../../test/support/server.ts'
import { money, newKey, orderCalls, paidOf, said, settlementOf, usd } from '../order-calls.fixture.ts'

const server = await startTestServer()
const orders = orderCalls(server)
const {
  send,
  done,
  anOrder,
  read,
  pay,
  aPaidOrder,
  aLeg,
  leg,
  confirmed,
  aHold,
  aChallenge,
  afterMs,
  expectRefusal,
} = orders
const missing = 'ord_01J8EXAMPLE00000000000001'
const missingLeg = 'pi_01J8EXAMPLE00000000000001'
const dayMs = 86_400_000

const plan = (id: string, body?: unknown) => send('POST', `/${id}/payment-intents`, body)
const path = (id: string, legId: string, command: 'capture' | 'cancel') =>
  `/${id}/payment-intents/${legId}/${command}`
type Held = { orderId: string; intentId: string }
const capture = ({ orderId, intentId }: Held, body?: unknown, options = {}) =>
  send('POST', path(orderId, intentId, 'capture'), body, options)
const captured = ({ orderId, intentId }: Held, body?: unknown) =>
  done('POST', path(orderId, intentId, 'capture'), body)
const cancel = ({ orderId, intentId }: Held, body?: unknown) =>
  send('POST', path(orderId, intentId, 'cancel'), body)
const canceled = ({ orderId, intentId }: Held, body?: unknown) =>
  done('POST', path(orderId, intentId, 'cancel'), body)

describe('createOrderPaymentIntent 201', () => {
  it('without a body: all that is due, tip included', async () => {
    const { order_id: id } = await anOrder(1000, { requested_tip: { amount_money: usd(100) } })
    const { status, data } = await plan(id)
    assert.equal(status, 201)
    const { payment_intent: intent, payment_collection: collection } = data
    assert.deepEqual(
      [intent.status, intent.amount_money, intent.tip_money, intent.order_id, intent.capture_method],
      ['requires_payment_method', usd(1100), usd(100), id, 'automatic'],
    )
    assert.notEqual(collection, undefined)
    const order = await read(id)
    assert.deepEqual([order.payment_intent_ids, order.order_revision], [[intent.payment_intent_id], 2])
    assert.deepEqual(paidOf(order), ['unpaid', 0, 1100])
  })

  it('a part, and everything that was sent is kept', async () => {
    const { order_id: id } = await anOrder(1000)
    const intent = await leg(
      await aLeg(id, 400, {
        capture_method: 'manual',
        payment_options: ['card'],
        payment_return_url: 'https://shop.example/back',
        external_reference_id: 'leg-1',
        metadata: { a: '1' },
        payment_source_selection: { card: { digital_wallets: ['apple_pay'] } },
      }),
    )
    assert.deepEqual(
      [intent.amount_money, intent.capture_method, intent.payment_return_url, intent.external_reference_id],
      [usd(400), 'manual', 'https://shop.example/back', 'leg-1'],
    )
    assert.deepEqual(intent.metadata, { a: '1' })
  })

  it('the same key: the same leg', async () => {
    const { order_id: id } = await anOrder(1000)
    const options = { idempotencyKey: newKey() }
    const first = await send('POST', `/${id}/payment-intents`, {}, options)
    assert.deepEqual((await send('POST', `/${id}/payment-intents`, {}, options)).data, first.data)
    assert.equal((await read(id)).payment_intent_ids.length, 1)
  })
})

describe('createOrderPaymentIntent refuses', () => {
  for (const [what, body, status, code, param] of [
    ['more than is due', { amount_money: usd(1001) }, 409, 'PAYMENT_AMOUNT_CHANGED', 'amount_money'],
    ['nothing', { amount_money: usd(0) }, 400, 'INVALID_AMOUNT', 'amount_money.amount'],
    ['less than a card is charged for', { amount_money: usd(49) }, 400, 'VALIDATION_ERROR', 'amount_money'],
    ['euros', { amount_money: money('EUR')(100) }, 400, 'CURRENCY_MISMATCH', 'amount_money.currency'],
    [
      'a currency that is none',
      { amount_money: money('XYZ')(100) },
      400,
      'UNSUPPORTED_CURRENCY',
      'amount_money.currency',
    ],
    [
      'a wallet',
      { payment_options: ['card', 'affirm'] },
      400,
      'PAYMENT_OPTION_NOT_ALLOWED',
      'payment_options[1]',
    ],
    [
      'an address that is none',
      { payment_return_url: 'javascript:alert(1)' },
      400,
      'PAYMENT_RETURN_URL_INVALID',
      'payment_return_url',
    ],
    ['a source', { token: 'tok_visa' }, 400, 'UNKNOWN_FIELD', 'token'],
    [
      'a wallet nobody knows',
      { payment_source_selection: { card: { digital_wallets: ['purse'] } } },
      400,
      'INVALID_REQUEST',
      'payment_source_selection.card.digital_wallets[0]',
    ],
  ] as const) {
    it(`${what}: ${status} ${code}`, async () => {
      const { order_id: id } = await anOrder(1000)
      await expectRefusal(id, () => plan(id, body), [status, code, param])
    })
  }

  it('404 ORDER_NOT_FOUND', async () => {
    assert.deepEqual(said(await plan(missing)), [404, 'ORDER_NOT_FOUND', 'order_id'])
  })

  it('409 ORDER_ALREADY_PAID, 409 ORDER_PAYMENT_ATTEMPT_ACTIVE', async () => {
    const { order_id: id } = await aPaidOrder()
    await expectRefusal(id, () => plan(id), [409, 'ORDER_ALREADY_PAID'])
    const { orderId } = await aChallenge()
    await expectRefusal(orderId, () => plan(orderId), [409, 'ORDER_PAYMENT_ATTEMPT_ACTIVE'])
  })

  it('the 21st that waits: 409 PAYMENT_INTENT_LIMIT_REACHED', async () => {
    const { order_id: id } = await anOrder(2000)
    for (let count = 0; count < 20; count++) await aLeg(id, 50)
    const error = await expectRefusal(id, () => plan(id, { amount_money: usd(50) }), [
      409,
      'PAYMENT_INTENT_LIMIT_REACHED',
    ])
    assert.equal(error.limit, 20)
  })
})

describe('captureOrderPayment 200', () => {
  it('all of it', async () => {
    const held = await aHold(1000)
    const { order, payment_attempt: attempt, payment_intent: intent } = await captured(held)
    assert.deepEqual(paidOf(order), ['paid', 1000, 0])
    assert.deepEqual([order.authorization_amounts, order.active_payment_attempt], [undefined, null])
    assert.equal(attempt.status, 'succeeded')
    assert.deepEqual(
      [intent.status, intent.captured_money, intent.released_money, intent.capturable_money],
      ['succeeded', usd(1000), usd(0), usd(0)],
    )
    assert.deepEqual(await read(held.orderId), order)
  })

  it('part of it, tip last: the rest is given back and still due', async () => {
    const held = await aHold(1000, { requested_tip: { amount_money: usd(200) } })
    const { order, payment_intent: intent } = await captured(held, { amount_money: usd(1100) })
    assert.deepEqual([intent.captured_money, intent.released_money], [usd(1100), usd(100)])
    assert.deepEqual([...paidOf(order), settlementOf(order).settled_tip], ['partially_paid', 1100, 100, 100])
    const rest = await pay(held.orderId)
    assert.deepEqual(paidOf(rest.data.order), ['paid', 1200, 0])
    assert.deepEqual(
      [rest.data.order.tips[0].status, settlementOf(rest.data.order).settled_tip],
      ['settled', 200],
    )
  })

  it('naming the attempt it belongs to, under its newer or older name', async () => {
    for (const name of ['order_payment_attempt_id', 'payment_attempt_id']) {
      const held = await aHold(1000)
      const { order } = await captured(held, { [name]: held.attemptId })
      assert.deepEqual(paidOf(order), ['paid', 1000, 0])
    }
  })

  it('the same key: once', async () => {
    const held = await aHold(1000)
    const options = { idempotencyKey: newKey() }
    const first = await capture(held, { amount_money: usd(400) }, options)
    const again = await capture(held, { amount_money: usd(400) }, options)
    assert.deepEqual([again.status, again.data], [200, first.data])
    assert.deepEqual(paidOf(await read(held.orderId)), ['partially_paid', 400, 600])
  })
})

describe('captureOrderPayment refuses', () => {
  for (const [what, amount, code, param] of [
    ['more than is held', usd(1001), 'CAPTURE_AMOUNT_EXCEEDS_CAPTURABLE', 'amount_money'],
    ['nothing', usd(0), 'INVALID_CAPTURE_AMOUNT', 'amount_money.amount'],
    ['euros', money('EUR')(100), 'CAPTURE_CURRENCY_MISMATCH', 'amount_money.currency'],
  ] as const) {
    it(`${what}: 400 ${code}`, async () => {
      const held = await aHold(1000)
      await expectRefusal(held.orderId, () => capture(held, { amount_money: amount }), [400, code, param])
    })
  }

  it('a second time, and before it is held: 409 INVALID_STATUS_FOR_CAPTURE', async () => {
    const held = await aHold(1000)
    await captured(held, { amount_money: usd(400) })
    const error = await expectRefusal(held.orderId, () => capture(held), [409, 'INVALID_STATUS_FOR_CAPTURE'])
    assert.equal(error.current_status, 'succeeded')
    const { order_id: orderId } = await anOrder(1000)
    const intentId = await aLeg(orderId, undefined, { capture_method: 'manual' })
    await expectRefusal(orderId, () => capture({ orderId, intentId }), [409, 'INVALID_STATUS_FOR_CAPTURE'])
  })

  it('after seven days: 409 PAYMENT_AUTHORIZATION_EXPIRED, before and after the worker saw it', async () => {
    const held = await aHold(1000)
    server.clock.advance(7 * dayMs)
    await expectRefusal(held.orderId, () => capture(held), [409, 'PAYMENT_AUTHORIZATION_EXPIRED'])
    await afterMs(0)
    const order = await read(held.orderId)
    assert.deepEqual([order.authorization_amounts, order.active_payment_attempt], [undefined, null])
    assert.equal((await leg(held.intentId)).status, 'expired')
    await expectRefusal(held.orderId, () => capture(held), [409, 'PAYMENT_AUTHORIZATION_EXPIRED'])
    assert.deepEqual(paidOf((await pay(held.orderId)).data.order), ['paid', 1000, 0])
  })

  it('another attempt than the leg’s: 409 PAYMENT_ATTEMPT_MISMATCH, for captures and cancellations', async () => {
    const [held, other] = [await aHold(1000), await aHold(1000)]
    const body = { order_payment_attempt_id: other.attemptId }
    for (const call of [capture, cancel])
      await expectRefusal(held.orderId, () => call(held, body), [
        409,
        'PAYMENT_ATTEMPT_MISMATCH',
        'order_payment_attempt_id',
      ])
  })

  it('404 ORDER_NOT_FOUND, 404 PAYMENT_INTENT_NOT_FOUND: unknown, or another order’s', async () => {
    const [held, other] = [await aHold(1000), await aHold(1000)]
    for (const call of [capture, cancel]) {
      for (const intentId of [missingLeg, other.intentId])
        await expectRefusal(held.orderId, () => call({ ...held, intentId }), [
          404,
          'PAYMENT_INTENT_NOT_FOUND',
          'payment_intent_id',
        ])
      assert.deepEqual(said(await call({ ...held, orderId: missing })), [404, 'ORDER_NOT_FOUND', 'order_id'])
    }
  })
})

describe('cancelOrderPayment 200', () => {
  it('a hold: it is released, the attempt ends, the order can be paid anew', async () => {
    const held = await aHold(1000)
    const data = await canceled(held, {
      cancellation_reason: 'duplicate',
      order_payment_attempt_id: held.attemptId,
    })
    const { order, payment_attempt: attempt, payment_intent: intent } = data
    assert.deepEqual(
      [intent.status, intent.cancellation_reason, intent.released_money, intent.capturable_money],
      ['canceled', 'duplicate', usd(1000), usd(0)],
    )
    assert.deepEqual([attempt.status, attempt.failure_code], ['canceled', 'payment_authorization_canceled'])
    assert.deepEqual([order.authorization_amounts, order.active_payment_attempt], [undefined, null])
    assert.deepEqual(paidOf(order), ['unpaid', 0, 1000])
    assert.deepEqual(paidOf((await pay(held.orderId)).data.order), ['paid', 1000, 0])
  })

  it('a leg that was only planned; without a body the caller is taken to be the customer', async () => {
    const { order_id: orderId } = await anOrder(1000)
    const intentId = await aLeg(orderId, 400)
    const { payment_intent: intent, payment_attempt: attempt } = await canceled({ orderId, intentId })
    assert.deepEqual(
      [intent.status, intent.cancellation_reason, attempt],
      ['canceled', 'requested_by_customer', null],
    )
  })

  it('a leg that waits for the buyer', async () => {
    const { orderId, order, attemptId } = await aChallenge(1000)
    const data = await canceled(
      { orderId, intentId: order.payment_intent_ids[0] },
      { order_payment_attempt_id: attemptId },
    )
    assert.deepEqual([data.payment_intent.status, data.payment_attempt.status], ['canceled', 'canceled'])
    assert.equal(data.order.active_payment_attempt, null)
  })
})

describe('cancelOrderPayment refuses', () => {
  it('409 CANNOT_CANCEL_SUCCEEDED_PAYMENT, 409 PAYMENT_ALREADY_CANCELED', async () => {
    const order = await aPaidOrder(1000)
    const taken = { orderId: order.order_id, intentId: order.payment_intent_ids[0] }
    await expectRefusal(order.order_id, () => cancel(taken), [409, 'CANNOT_CANCEL_SUCCEEDED_PAYMENT'])
    const held = await aHold(1000)
    await canceled(held, { order_payment_attempt_id: held.attemptId })
    await expectRefusal(held.orderId, () => cancel(held), [409, 'PAYMENT_ALREADY_CANCELED'])
  })

  it('a leg of the attempt that runs, without its id: 400 PAYMENT_ATTEMPT_ID_REQUIRED', async () => {
    const held = await aHold(1000)
    const error = await expectRefusal(held.orderId, () => cancel(held), [
      400,
      'PAYMENT_ATTEMPT_ID_REQUIRED',
      'order_payment_attempt_id',
    ])
    assert.equal(error.payment_attempt_id, held.attemptId)
  })

  it('409 PAYMENT_INTENT_NOT_CANCELABLE: its result is not known yet', async () => {
    const { order_id: orderId } = await anOrder(1000)
    const intentId = await aLeg(orderId)
    await confirmed(orderId, [[intentId, 'tok_lateSuccess']])
    await expectRefusal(orderId, () => cancel({ orderId, intentId }), [409, 'PAYMENT_INTENT_NOT_CANCELABLE'])
  })

  it('a reason that is none: 400', async () => {
    const held = await aHold(1000)
    await expectRefusal(held.orderId, () => cancel(held, { cancellation_reason: 'bored' }), [
      400,
      'INVALID_REQUEST',
      'cancellation_reason',
    ])
  })

  it('an order’s leg on the standalone routes: 400 ORDER_PAYMENT_FLOW_REQUIRED', async () => {
    const held = await aHold(1000)
    for (const command of ['capture', 'cancel', 'confirm'])
      await expectRefusal(
        held.orderId,
        () => server.call('POST', `/v1/payment-intents/${held.intentId}/${command}`, { body: {} }),
        [400, 'ORDER_PAYMENT_FLOW_REQUIRED'],
      )
  })
})
