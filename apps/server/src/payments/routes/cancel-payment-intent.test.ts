import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { startTestServer } from '../../../../../test/support/server.ts'
import { dayMs } from '../../platform/clock/clock.ts'
import { newKey, paymentCalls, usd } from '../payment-calls.fixture.ts'
import { simulator } from '../processors/simulator/talk.ts'

const server = await startTestServer()
const {
  aHold,
  aLeg,
  afterMs,
  anIntent,
  anOrder,
  booksOf,
  command,
  confirmed,
  eventTypesOf,
  expectRefusal,
  paidWith,
  answerChallenge,
  read,
  readOrder,
} = paymentCalls(server)

const cancel = (id: string, reason?: string) =>
  command(id, 'cancel', reason === undefined ? undefined : { cancellation_reason: reason })

describe('POST /v1/payment-intents/{payment_intent_id}/cancel, 200', () => {
  it('a plan: canceled, with the reason, and said', async () => {
    for (const reason of ['requested_by_customer', 'duplicate', 'fraudulent', 'abandoned']) {
      const { payment_intent: made } = await anIntent()
      const { status, data } = await cancel(made.payment_intent_id, reason)
      assert.equal(status, 200)
      assert.deepEqual(data, {
        ...made,
        status: 'canceled',
        cancellation_reason: reason,
        version: 2,
        updated_at: data.updated_at,
      })
      assert.deepEqual(await eventTypesOf(made.payment_intent_id), ['payment_intent.canceled'])
    }
  })

  it('without a reason, with a body or without: requested_by_customer', async () => {
    for (const body of [undefined, {}]) {
      const { data } = await command((await anIntent()).payment_intent_id, 'cancel', body)
      assert.deepEqual([data.status, data.cancellation_reason], ['canceled', 'requested_by_customer'])
    }
  })

  it('after a decline: what was declined can still be seen', async () => {
    const declined = await paidWith('tok_chargeDeclined')
    const { data } = await cancel(declined.payment_intent_id)
    assert.deepEqual([data.status, data.last_payment_error.code], ['canceled', 'card_declined'])
  })

  it('a hold: given back whole; it neither lapses later nor reaches the books', async () => {
    const { payment_intent_id: id } = await aHold(5000)
    const { data } = await cancel(id)
    assert.partialDeepStrictEqual(data, {
      status: 'canceled',
      authorized_money: usd(5000),
      capturable_money: usd(0),
      captured_money: usd(0),
      released_money: usd(5000),
    })
    assert.equal(await afterMs(8 * dayMs), 0)
    assert.deepEqual(await read(id), data)
    assert.deepEqual(await booksOf(id), {})
  })

  it('while the buyer is at the bank: what the buyer does there takes no money', async () => {
    const waiting = await paidWith('tok_threeDSecureRequired')
    const id = waiting.payment_intent_id
    const { data } = await cancel(id)
    assert.deepEqual([data.status, data.current_payment_action], ['canceled', null])
    await answerChallenge(waiting, 'completed')
    await expectRefusal(
      () => command(id, 'confirm', {}),
      [409, 'PAYMENT_CONFIRMATION_STATE_CHANGED', 'payment_intent_id'],
    )
    assert.equal(await afterMs(dayMs), 0)
    assert.deepEqual(await booksOf(id), {})
  })

  it('an intent made with order_id: the order can be paid another way', async () => {
    const { order_id } = await anOrder(5000)
    const plan = { amount_money: undefined, order_id, capture_method: 'manual' }
    const { payment_intent_id: id } = await anIntent(plan)
    await confirmed(id, 'tok_visa')
    await cancel(id)
    const order = await readOrder(order_id)
    assert.deepEqual([order.payment_status, order.settlement_amounts.paid_money.amount], ['unpaid', 0])
    const second = await anIntent({ amount_money: undefined, order_id })
    assert.equal((await confirmed(second.payment_intent_id, 'tok_visa')).status, 'succeeded')
    assert.equal((await readOrder(order_id)).payment_status, 'paid')
  })

  it('the same key: the same answer', async () => {
    const { payment_intent_id: id } = await anIntent()
    const call = () =>
      server.call('POST', `/v1/payment-intents/${id}/cancel`, { body: {}, idempotencyKey: key })
    const key = newKey()
    const first = await call()
    const again = await call()
    assert.deepEqual([again.status, again.data], [200, first.data])
  })

  it('beside a capture: one of them wins, and money is either taken or given back', async () => {
    const { payment_intent_id: id } = await aHold(1000)
    const answers = await Promise.all([command(id, 'capture'), cancel(id)])
    assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 409])
    const { captured_money: taken, released_money: given } = await read(id)
    assert.equal(taken.amount + given.amount, 1000)
    assert.equal((await booksOf(id))['processor_clearing'] ?? 0, taken.amount)
  })
})

describe('POST /v1/payment-intents/{payment_intent_id}/cancel, refused, and nothing changes', () => {
  const expired = async () => {
    const { payment_intent_id: id } = await aHold()
    await afterMs(7 * dayMs + 1)
    return read(id)
  }
  const inStatus: [status: string, code: string, make: () => Promise<any>][] = [
    ['processing', 'PAYMENT_INTENT_NOT_CANCELABLE', () => paidWith('tok_lateSuccess')],
    ['succeeded', 'CANNOT_CANCEL_SUCCEEDED_PAYMENT', () => paidWith('tok_visa')],
    [
      'canceled',
      'PAYMENT_ALREADY_CANCELED',
      async () => (await cancel((await anIntent()).payment_intent_id)).data,
    ],
    ['expired', 'PAYMENT_ALREADY_CANCELED', expired],
  ]
  for (const [status, code, make] of inStatus)
    it(`409 ${code}: ${status}`, async () => {
      const made = await make()
      assert.equal(made.status, status)
      const error = await expectRefusal(() => cancel(made.payment_intent_id), [409, code])
      assert.equal(error.current_status, status)
      if (status === 'succeeded') assert.deepEqual(error.supported_actions, ['create_refund'])
    })

  it('what was processing can be canceled once it is declined', async () => {
    const { payment_intent_id: id } = await paidWith('tok_lateDecline')
    await afterMs(5001)
    assert.equal((await cancel(id)).data.status, 'canceled')
  })

  it('409 PAYMENT_INTENT_NOT_CANCELABLE: the processor cannot give the hold back; it stays', async (t) => {
    const { payment_intent_id: id } = await aHold()
    t.mock.method(simulator, 'void', () => ({ outcome: 'failed', message: 'It was captured.' }))
    await expectRefusal(() => cancel(id), [409, 'PAYMENT_INTENT_NOT_CANCELABLE'])
  })

  it('503 SERVICE_UNAVAILABLE: the processor does not answer; the call can be repeated', async (t) => {
    const { payment_intent_id: id } = await aHold()
    const silence = t.mock.method(simulator, 'void', () => ({ outcome: 'unknown' }))
    await expectRefusal(() => cancel(id), [503, 'SERVICE_UNAVAILABLE'])
    silence.mock.restore()
    assert.equal((await cancel(id)).data.status, 'canceled')
  })

  for (const [what, body, code, param] of [
    ['an unknown reason', { cancellation_reason: 'because' }, 'INVALID_REQUEST', 'cancellation_reason'],
    [
      'a reason that only we give',
      { cancellation_reason: 'authorization_expired' },
      'INVALID_REQUEST',
      'cancellation_reason',
    ],
    ['an unknown field', { reason: 'duplicate' }, 'UNKNOWN_FIELD', 'reason'],
  ] as const)
    it(`400 ${code}: ${what}`, async () => {
      const { payment_intent_id: id } = await anIntent()
      await expectRefusal(() => command(id, 'cancel', body), [400, code, param])
    })

  it("400 ORDER_PAYMENT_FLOW_REQUIRED: a leg made by the order's route", async () => {
    const { order_id } = await anOrder(1000)
    const leg = await aLeg(order_id)
    await expectRefusal(
      () => cancel(leg.payment_intent_id),
      [400, 'ORDER_PAYMENT_FLOW_REQUIRED', 'payment_intent_id'],
    )
  })

  it('404 PAYMENT_INTENT_NOT_FOUND: unknown, and of another sandbox', async () => {
    const expected = [404, 'PAYMENT_INTENT_NOT_FOUND', 'payment_intent_id'] as const
    const { payment_intent_id: id } = await anIntent()
    const { key } = await server.anotherSandbox()
    await expectRefusal(() => cancel('pi_none'), expected)
    await expectRefusal(() => command(id, 'cancel', {}, key), expected)
  })
})
