import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { startTestServer } from '../../../../../test/support/server.ts'
import { manual, orderCalls, newKey, paidOf, said, settlementOf, usd } from '../order-calls.fixture.ts'

const server = await startTestServer()
const orders = orderCalls(server)
const { send, done, anOrder, read, paid, aPaidOrder, aLeg, leg, confirm, confirmed } = orders
const { resume, resumed, aChallenge, answerChallenge, afterMs, expectRefusal } = orders
const missing = 'ord_01J8EXAMPLE00000000000001'
const partial = { completion_behavior: 'partial_payment' }

/** An order of 1000 with legs of these amounts, not confirmed yet. */
const withLegs = async (...amounts: number[]) => {
  const { order_id: id } = await anOrder(1000)
  const legs: string[] = []
  for (const amount of amounts) legs.push(await aLeg(id, amount))
  return { id, legs: legs as [string, string] }
}

describe('payOrder confirm_payment_intents 200', () => {
  it('all legs at once, each with its own card', async () => {
    const { id, legs } = await withLegs(400, 600)
    const { order, payment_attempt: attempt } = await confirmed(id, [
      [legs[0], 'tok_visa'],
      [legs[1], 'tok_amex'],
    ])
    assert.deepEqual([attempt.status, ...paidOf(order)], ['succeeded', 'paid', 1000, 0])
    assert.deepEqual(
      attempt.payment_intents.map((part: any) => [part.payment_intent_id, part.amount_money.amount]),
      [
        [legs[0], 400],
        [legs[1], 600],
      ],
    )
    assert.deepEqual(order.payment_intent_ids, legs)
  })

  it('goods are paid first: the leg that reaches into the tip carries it', async () => {
    const { order_id: id } = await anOrder(1000, { requested_tip: { amount_money: usd(200) } })
    const legs = [await aLeg(id, 700), await aLeg(id, 500)]
    const { order, payment_attempt: attempt } = await confirmed(id, [
      [legs[0]!, 'tok_visa'],
      [legs[1]!, 'tok_visa'],
    ])
    assert.deepEqual(
      attempt.payment_intents.map((part: any) => part.tip_money.amount),
      [0, 200],
    )
    const [tip] = order.tips
    assert.deepEqual([tip.status, tip.settled_amount_money], ['settled', usd(200)])
    assert.deepEqual(tip.payment_intent_allocations, [{ payment_intent_id: legs[1], amount_money: usd(200) }])
    assert.equal(settlementOf(order).settled_tip, 200)
  })

  it('one leg of several, as partial_payment; the rest is still due', async () => {
    const { id, legs } = await withLegs(400, 600)
    const { order } = await confirmed(id, [[legs[0], 'tok_visa']], partial)
    assert.deepEqual(paidOf(order), ['partially_paid', 400, 600])
    assert.deepEqual(paidOf((await confirmed(id, [[legs[1], 'tok_visa']])).order), ['paid', 1000, 0])
  })

  it('some legs took money, others did not: partially_succeeded, and the rest can be paid again', async () => {
    const { id, legs } = await withLegs(400, 600)
    const { order, payment_attempt: attempt } = await confirmed(id, [
      [legs[0], 'tok_visa'],
      [legs[1], 'tok_chargeDeclined'],
    ])
    assert.deepEqual([attempt.status, attempt.failure_code], ['partially_succeeded', 'card_declined'])
    assert.deepEqual([order.active_payment_attempt, ...paidOf(order)], [null, 'partially_paid', 400, 600])
    assert.deepEqual(paidOf((await confirmed(id, [[legs[1], 'tok_visa']])).order), ['paid', 1000, 0])
  })

  it('what one leg pays, the others no longer ask for', async () => {
    const { id, legs } = await withLegs(400, 900)
    await confirmed(id, [[legs[0], 'tok_visa']], partial)
    assert.deepEqual((await leg(legs[1])).amount_money, usd(600))
  })

  it('paid in one shot: the planned legs are canceled', async () => {
    const { id, legs } = await withLegs(400, 600)
    assert.deepEqual(paidOf((await paid(id)).order), ['paid', 1000, 0])
    for (const one of legs) assert.equal((await leg(one)).status, 'canceled')
  })

  it('a discount that leaves nothing to pay but a tip: what was taken for goods settles it', async () => {
    for (const [discount, shares] of [
      [200, [200]],
      [150, [150, 50]],
    ] as const) {
      const { order_id: id } = await anOrder(1000, { requested_tip: { amount_money: usd(200) } })
      const first = await aLeg(id, 1000)
      await confirmed(id, [[first, 'tok_visa']], partial)
      await done('POST', `/${id}/discounts`, { discount: manual(discount) })
      if (discount < 200) await paid(id)
      const order = await read(id)
      assert.deepEqual(paidOf(order), ['paid', 1200 - discount, 0])
      const [tip] = order.tips
      assert.deepEqual([tip.status, settlementOf(order).settled_tip], ['settled', 200])
      assert.deepEqual(
        new Set(tip.payment_intent_allocations.map((one: any) => one.amount_money.amount)),
        new Set(shares),
      )
      assert.equal((await leg(first)).tip_money.amount, shares[0])
      const refund = await server.call('POST', '/v1/refunds', {
        body: { order_id: id },
        idempotencyKey: newKey(),
      })
      assert.equal(refund.status, 201, JSON.stringify(refund.json))
      assert.equal(settlementOf(await read(id)).net_collected, 0)
    }
  })

  it('a key is not needed, and replays when it is sent', async () => {
    const { id, legs } = await withLegs(1000)
    const body = {
      action: 'confirm_payment_intents',
      payment_intents: [{ payment_intent_id: legs[0], token: 'tok_visa' }],
    }
    const options = { idempotencyKey: newKey() }
    const first = await send('POST', `/${id}/pay`, body, options)
    assert.deepEqual((await send('POST', `/${id}/pay`, body, options)).data, first.data)
    assert.deepEqual(paidOf(await read(id)), ['paid', 1000, 0])
  })
})

describe('payOrder confirm_payment_intents refuses', () => {
  const refusedWith = (id: string, body: object) => () =>
    send('POST', `/${id}/pay`, { action: 'confirm_payment_intents', ...body })

  it('no legs: 400 FIELD_REQUIRED', async () => {
    const { id } = await withLegs(1000)
    await expectRefusal(id, refusedWith(id, {}), [400, 'FIELD_REQUIRED', 'payment_intents'])
  })

  it('a leg without a source, or with two: 400 PAYMENT_SOURCE_REQUIRED, 409 PAYMENT_SOURCE_CONFLICT', async () => {
    const { id, legs } = await withLegs(400, 600)
    const [first, second] = legs.map((payment_intent_id) => ({ payment_intent_id }))
    const token = 'tok_visa'
    await expectRefusal(id, refusedWith(id, { payment_intents: [{ ...first, token }, second] }), [
      400,
      'PAYMENT_SOURCE_REQUIRED',
      'payment_intents[1]',
    ])
    await expectRefusal(
      id,
      refusedWith(id, { payment_intents: [{ ...first, token, confirmation_token: token }] }),
      [409, 'PAYMENT_SOURCE_CONFLICT', 'payment_intents[0]'],
    )
    await expectRefusal(
      id,
      refusedWith(id, { payment_intents: [{ ...first, payment_method_id: 'pm_1' }], ...partial }),
      [404, 'PAYMENT_METHOD_NOT_FOUND', 'payment_intents[0].payment_method_id'],
    )
  })

  it('a token that nobody made: 409 PAYMENT_SOURCE_UNAVAILABLE, and no leg is charged', async () => {
    const { id, legs } = await withLegs(400, 600)
    const call = () =>
      confirm(id, [
        [legs[0], 'tok_visa'],
        [legs[1], 'tok_unheard_of'],
      ])
    await expectRefusal(id, call, [409, 'PAYMENT_SOURCE_UNAVAILABLE', 'payment_intents[1]'])
    assert.equal((await leg(legs[0])).status, 'requires_payment_method')
  })

  it('another order’s leg: 409 PAYMENT_INTENT_NOT_PART_OF_ORDER', async () => {
    const { id } = await withLegs(1000)
    const other = await withLegs(1000)
    await expectRefusal(id, () => confirm(id, [[other.legs[0], 'tok_visa']]), [
      409,
      'PAYMENT_INTENT_NOT_PART_OF_ORDER',
      'payment_intents[0].payment_intent_id',
    ])
  })

  it('a leg that has succeeded: 409 PAYMENT_CONFIRMATION_STATE_CHANGED', async () => {
    const { id, legs } = await withLegs(400, 600)
    await confirmed(id, [[legs[0], 'tok_visa']], partial)
    const error = await expectRefusal(id, () => confirm(id, [[legs[0], 'tok_visa']]), [
      409,
      'PAYMENT_CONFIRMATION_STATE_CHANGED',
      'payment_intents[0].payment_intent_id',
    ])
    assert.equal(error.current_status, 'succeeded')
  })

  it('a field of another action: 409 PAYMENT_START_SHAPE_CONFLICT, which names it', async () => {
    const { id, legs } = await withLegs(400, 600)
    const leg = { payment_intent_id: legs[0], token: 'tok_visa' }
    for (const [body, field] of [
      [
        { action: 'confirm_payment_intents', payment_intents: [leg], payment_source: { token: 'tok_visa' } },
        'payment_source',
      ],
      [{ action: 'pay', payment_source: { token: 'tok_visa' }, payment_intents: [leg] }, 'payment_intents'],
      [{ action: 'pay', payment_source: { token: 'tok_visa' }, ...partial }, 'completion_behavior'],
      [
        { action: 'resume', order_payment_attempt_id: 'opat_1', expected_outstanding_money: usd(1000) },
        'expected_outstanding_money',
      ],
    ] as const) {
      const call = () => send('POST', `/${id}/pay`, body, { idempotencyKey: newKey() })
      const error = await expectRefusal(id, call, [409, 'PAYMENT_START_SHAPE_CONFLICT', field])
      assert.deepEqual(error.conflicting_fields, ['action', field])
    }
  })

  it('one leg twice: 409 PAYMENT_START_SHAPE_CONFLICT', async () => {
    const { id, legs } = await withLegs(400, 600)
    const call = () =>
      confirm(id, [
        [legs[0], 'tok_visa'],
        [legs[0], 'tok_amex'],
      ])
    await expectRefusal(id, call, [409, 'PAYMENT_START_SHAPE_CONFLICT', 'payment_intents'])
  })

  it('less than is due, unless it is said to be partial: 409 PAYMENT_AMOUNT_CHANGED', async () => {
    const { id, legs } = await withLegs(400, 600)
    for (const special of [{}, { completion_behavior: 'complete_order' }]) {
      const error = await expectRefusal(id, () => confirm(id, [[legs[0], 'tok_visa']], special), [
        409,
        'PAYMENT_AMOUNT_CHANGED',
        'payment_intents',
      ])
      assert.deepEqual([error.current_money, error.submitted_money], [usd(1000), usd(400)])
    }
  })

  it('more than is due together: 409 PAYMENT_AMOUNT_CHANGED', async () => {
    const { id, legs } = await withLegs(600, 600)
    const call = () =>
      confirm(
        id,
        [
          [legs[0], 'tok_visa'],
          [legs[1], 'tok_visa'],
        ],
        partial,
      )
    await expectRefusal(id, call, [409, 'PAYMENT_AMOUNT_CHANGED', 'payment_intents'])
  })

  it('two legs of which one is held: 400 ORDER_DELAYED_CAPTURE_SPLIT_PAYMENT_UNSUPPORTED', async () => {
    const { order_id: id } = await anOrder(1000)
    const legs = [await aLeg(id, 400, { capture_method: 'manual' }), await aLeg(id, 600)]
    const call = () =>
      confirm(id, [
        [legs[0]!, 'tok_visa'],
        [legs[1]!, 'tok_visa'],
      ])
    await expectRefusal(id, call, [400, 'ORDER_DELAYED_CAPTURE_SPLIT_PAYMENT_UNSUPPORTED', 'payment_intents'])
  })

  it('a paid order: 409 ORDER_ALREADY_PAID', async () => {
    const order = await aPaidOrder(1000)
    const intentId = order.payment_intent_ids[0]
    await expectRefusal(order.order_id, () => confirm(order.order_id, [[intentId, 'tok_visa']]), [
      409,
      'ORDER_ALREADY_PAID',
    ])
  })
})

describe('payOrder resume', () => {
  it('200: still waiting, as long as the buyer has not answered', async () => {
    const { orderId, attemptId, order } = await aChallenge(1000)
    const { payment_attempt: attempt } = await resumed(orderId, attemptId)
    assert.equal(attempt.status, 'requires_action')
    assert.equal((await read(orderId)).active_payment_attempt.pending_actions.length, 1)
    assert.deepEqual(paidOf(await read(orderId)), paidOf(order))
  })

  it('200: the buyer passed', async () => {
    const { orderId, attemptId, attempt } = await aChallenge(1000)
    await answerChallenge(attempt, 'completed')
    const data = await resumed(orderId, attemptId)
    assert.deepEqual(
      [data.payment_attempt.status, data.payment_attempt.pending_actions, ...paidOf(data.order)],
      ['succeeded', [], 'paid', 1000, 0],
    )
  })

  for (const [token, code] of [
    ['tok_threeDSecureRequiredChargeDeclined', 'card_declined'],
    ['tok_authenticationRequiredChargeDeclinedInsufficientFunds', 'insufficient_funds'],
  ] as const) {
    it(`200: the buyer passed, and the bank says ${code}`, async () => {
      const { order_id: id } = await anOrder(1000)
      const { payment_attempt: attempt } = await paid(id, token)
      await answerChallenge(attempt, 'completed')
      const data = await resumed(id, attempt.order_payment_attempt_id)
      assert.deepEqual([data.payment_attempt.status, data.payment_attempt.failure_code], ['failed', code])
      assert.deepEqual(paidOf(data.order), ['unpaid', 0, 1000])
    })
  }

  it('200: the buyer never came back: failed after half an hour, told by the worker; another card pays', async () => {
    const { orderId, attemptId } = await aChallenge(1000)
    await afterMs(30 * 60_000)
    const attempt = await done('GET', `/${orderId}/payment-attempts/${attemptId}`)
    assert.equal(attempt.payment_intents[0].last_payment_error.code, 'payment_action_expired')
    assert.deepEqual(
      [attempt.failure_code, (await read(orderId)).active_payment_attempt],
      ['payment_action_expired', null],
    )
    assert.deepEqual(paidOf((await paid(orderId)).order), ['paid', 1000, 0])
  })

  it('200: one that has ended is shown as it ended', async () => {
    const { orderId, attemptId, attempt } = await aChallenge(1000)
    await answerChallenge(attempt, 'failed')
    const first = await resumed(orderId, attemptId)
    const again = await resumed(orderId, attemptId)
    assert.deepEqual(again.payment_attempt, first.payment_attempt)
    assert.equal(again.order.order_revision, first.order.order_revision)
  })

  it('200: by its older name', async () => {
    const { orderId, attemptId, attempt } = await aChallenge(1000)
    await answerChallenge(attempt, 'completed')
    const data = await done('POST', `/${orderId}/pay`, { action: 'resume', payment_attempt_id: attemptId })
    assert.deepEqual(paidOf(data.order), ['paid', 1000, 0])
  })

  it('the key of the payment is not the key of its resumption: 409 IDEMPOTENCY_KEY_REUSED', async () => {
    const { order_id: id } = await anOrder(1000)
    const options = { idempotencyKey: newKey() }
    const { data } = await orders.pay(id, 'tok_threeDSecureRequired', {}, options)
    const { order_payment_attempt_id } = data.payment_attempt
    const call = () => send('POST', `/${id}/pay`, { action: 'resume', order_payment_attempt_id }, options)
    await expectRefusal(id, call, [409, 'IDEMPOTENCY_KEY_REUSED'])
  })

  it('400 PAYMENT_ATTEMPT_ID_REQUIRED', async () => {
    const { orderId } = await aChallenge()
    await expectRefusal(orderId, () => send('POST', `/${orderId}/pay`, { action: 'resume' }), [
      400,
      'PAYMENT_ATTEMPT_ID_REQUIRED',
      'order_payment_attempt_id',
    ])
  })

  it('404 PAYMENT_ATTEMPT_NOT_FOUND: unknown, or another order’s; 404 ORDER_NOT_FOUND', async () => {
    const { orderId } = await aChallenge()
    const other = await aChallenge()
    for (const attemptId of ['opat_01J8EXAMPLE00000000000001', other.attemptId])
      await expectRefusal(orderId, () => resume(orderId, attemptId), [
        404,
        'PAYMENT_ATTEMPT_NOT_FOUND',
        'order_payment_attempt_id',
      ])
    assert.deepEqual(said(await resume(missing, other.attemptId)), [404, 'ORDER_NOT_FOUND', 'order_id'])
  })

  it('409 PAYMENT_ATTEMPT_NOT_RESUMABLE: canceled, or over with part of the money', async () => {
    const { orderId, attemptId } = await aChallenge()
    await done('POST', `/${orderId}/payment-attempts/${attemptId}/cancel`, {})
    const error = await expectRefusal(orderId, () => resume(orderId, attemptId), [
      409,
      'PAYMENT_ATTEMPT_NOT_RESUMABLE',
      'order_payment_attempt_id',
    ])
    assert.deepEqual([error.payment_attempt_status, error.is_resumable], ['canceled', false])
    const { id, legs } = await withLegs(400, 600)
    const { payment_attempt: attempt } = await confirmed(id, [
      [legs[0], 'tok_visa'],
      [legs[1], 'tok_chargeDeclined'],
    ])
    await expectRefusal(id, () => resume(id, attempt.order_payment_attempt_id), [
      409,
      'PAYMENT_ATTEMPT_NOT_RESUMABLE',
    ])
  })
})
