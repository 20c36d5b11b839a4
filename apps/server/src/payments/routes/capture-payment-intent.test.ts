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
  read,
  readOrder,
} = paymentCalls(server)

const capture = (id: string, amount?: number) =>
  command(id, 'capture', amount === undefined ? undefined : { amount_money: usd(amount) })

describe('POST /v1/payment-intents/{payment_intent_id}/capture, 200', () => {
  it('the example of flint-commerce 6.5: hold 12500, capture 9800, released 2700', async () => {
    const { payment_intent_id: id, authorized_at, authorization_expires_at } = await aHold(12_500)
    assert.equal(Date.parse(authorization_expires_at) - Date.parse(authorized_at), 7 * dayMs)
    const { status, data } = await capture(id, 9800)
    assert.equal(status, 200)
    assert.partialDeepStrictEqual(data, {
      status: 'succeeded',
      authorized_money: usd(12_500),
      captured_money: usd(9800),
      capturable_money: usd(0),
      released_money: usd(2700),
      processing_fee_money: usd(314),
      merchant_net_money: usd(9486),
    })
    assert.equal(data.captured_at, data.updated_at)
    assert.deepEqual(await read(id), data)
    assert.deepEqual(await eventTypesOf(id), ['payment_intent.requires_capture', 'payment_intent.succeeded'])
    assert.deepEqual(await booksOf(id), {
      processor_clearing: 9800,
      merchant_balance: -9486,
      processing_fees: -314,
    })
  })

  it('without an amount, and without a body: all of it', async () => {
    for (const body of [undefined, {}]) {
      const { payment_intent_id: id } = await aHold(5000)
      const { data } = await command(id, 'capture', body)
      assert.deepEqual(
        [data.status, data.captured_money, data.released_money],
        ['succeeded', usd(5000), usd(0)],
      )
    }
  })

  it('one minor unit, and exactly the hold', async () => {
    for (const amount of [1, 12_500]) {
      const { data } = await capture((await aHold()).payment_intent_id, amount)
      assert.deepEqual([data.captured_money, data.released_money], [usd(amount), usd(12_500 - amount)])
    }
  })

  it('the moment before the hold lapses; afterwards nothing lapses', async () => {
    const { payment_intent_id: id } = await aHold()
    server.clock.advance(7 * dayMs - 60_000)
    const { data } = await capture(id)
    assert.equal(data.status, 'succeeded')
    assert.equal(await afterMs(2 * 60_000), 0)
    assert.deepEqual(await read(id), data)
  })

  it('an intent made with order_id: the order is paid with what was captured', async () => {
    const { order_id } = await anOrder(5000)
    const { payment_intent_id: id } = await anIntent({
      amount_money: undefined,
      order_id,
      capture_method: 'manual',
    })
    assert.equal((await confirmed(id, 'tok_visa')).status, 'requires_capture')
    const held = await readOrder(order_id)
    assert.deepEqual([held.payment_status, held.settlement_amounts.paid_money.amount], ['unpaid', 0])
    const { data } = await capture(id, 3000)
    assert.deepEqual([data.status, data.released_money], ['succeeded', usd(2000)])
    const { payment_status, settlement_amounts: amounts } = await readOrder(order_id)
    assert.deepEqual(
      [payment_status, amounts.paid_money.amount, amounts.outstanding_money.amount],
      ['partially_paid', 3000, 2000],
    )
  })

  it('the same key: the same answer, captured once', async () => {
    const { payment_intent_id: id } = await aHold()
    const call = () =>
      server.call('POST', `/v1/payment-intents/${id}/capture`, {
        body: { amount_money: usd(100) },
        idempotencyKey: key,
      })
    const key = newKey()
    const first = await call()
    assert.deepEqual((await call()).data, first.data)
    assert.equal((await booksOf(id))['processor_clearing'], 100)
  })

  it('many keys at once: captured once', async () => {
    const { payment_intent_id: id } = await aHold(1000)
    const answers = await Promise.all(Array.from({ length: 6 }, () => capture(id, 400)))
    assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 409, 409, 409, 409, 409])
    assert.equal((await booksOf(id))['processor_clearing'], 400)
  })
})

describe('a hold that nobody captures', () => {
  it('expires after seven days, by the worker, and gives everything back', async () => {
    const { payment_intent_id: id } = await aHold()
    await afterMs(7 * dayMs - 60_000)
    assert.equal((await read(id)).status, 'requires_capture')
    await afterMs(60_001)
    const intent = await read(id)
    assert.partialDeepStrictEqual(intent, {
      status: 'expired',
      cancellation_reason: 'authorization_expired',
      authorized_money: usd(12_500),
      capturable_money: usd(0),
      captured_money: usd(0),
      released_money: usd(12_500),
    })
    assert.deepEqual(await eventTypesOf(id), ['payment_intent.requires_capture', 'payment_intent.canceled'])
    assert.deepEqual(await booksOf(id), {})
    await expectRefusal(() => capture(id), [409, 'PAYMENT_AUTHORIZATION_EXPIRED'])
  })

  it('of an order: the order can be paid again', async () => {
    const { order_id } = await anOrder(5000)
    const { payment_intent_id: id } = await anIntent({
      amount_money: undefined,
      order_id,
      capture_method: 'manual',
    })
    await confirmed(id, 'tok_visa')
    await afterMs(7 * dayMs + 1)
    assert.equal((await read(id)).status, 'expired')
    const second = await anIntent({ amount_money: undefined, order_id })
    await confirmed(second.payment_intent_id, 'tok_visa')
    assert.equal((await readOrder(order_id)).payment_status, 'paid')
  })
})

describe('POST /v1/payment-intents/{payment_intent_id}/capture, refused, and nothing changes', () => {
  it('400 CAPTURE_AMOUNT_EXCEEDS_CAPTURABLE: more than is held, both amounts named', async () => {
    const { payment_intent_id: id } = await aHold()
    const error = await expectRefusal(
      () => capture(id, 12_501),
      [400, 'CAPTURE_AMOUNT_EXCEEDS_CAPTURABLE', 'amount_money'],
    )
    assert.deepEqual([error.maximum_money, error.submitted_money], [usd(12_500), usd(12_501)])
  })

  type Case = [what: string, body: Record<string, unknown>, code: string, param: string]
  const cases: Case[] = [
    ['nothing', { amount_money: usd(0) }, 'INVALID_CAPTURE_AMOUNT', 'amount_money.amount'],
    ['less than nothing', { amount_money: usd(-1) }, 'INVALID_AMOUNT', 'amount_money.amount'],
    ['a fraction', { amount_money: usd(0.5) }, 'INVALID_AMOUNT', 'amount_money.amount'],
    [
      'another currency',
      { amount_money: { amount: 100, currency: 'EUR' } },
      'CAPTURE_CURRENCY_MISMATCH',
      'amount_money.currency',
    ],
    ['a number for money', { amount_money: 100 }, 'INVALID_FIELD_TYPE', 'amount_money'],
    ['an unknown field', { amount: 100 }, 'UNKNOWN_FIELD', 'amount'],
  ]
  for (const [what, body, code, param] of cases)
    it(`400 ${code}: ${what}`, async () => {
      const { payment_intent_id: id } = await aHold()
      await expectRefusal(() => command(id, 'capture', body), [400, code, param])
    })

  const inStatus: [status: string, make: () => Promise<any>][] = [
    ['requires_payment_method', () => anIntent({ capture_method: 'manual' })],
    ['requires_action', () => paidWith('tok_threeDSecureRequired', { capture_method: 'manual' })],
    ['processing', () => paidWith('tok_lateSuccess', { capture_method: 'manual' })],
    ['succeeded', () => paidWith('tok_visa')],
    ['canceled', async () => (await command((await aHold()).payment_intent_id, 'cancel')).data],
  ]
  for (const [status, make] of inStatus)
    it(`409 INVALID_STATUS_FOR_CAPTURE: ${status}`, async () => {
      const { payment_intent_id: id } = await make()
      const error = await expectRefusal(() => capture(id), [409, 'INVALID_STATUS_FOR_CAPTURE'])
      assert.equal(error.current_status, status)
    })
  it('409 INVALID_STATUS_FOR_CAPTURE: a second time, though a part was left', async () => {
    const { payment_intent_id: id } = await aHold()
    await capture(id, 100)
    await expectRefusal(() => capture(id, 100), [409, 'INVALID_STATUS_FOR_CAPTURE'])
  })

  it('409 PAYMENT_AUTHORIZATION_EXPIRED: before the worker has come', async () => {
    const { payment_intent_id: id } = await aHold()
    server.clock.advance(7 * dayMs)
    await expectRefusal(() => capture(id), [409, 'PAYMENT_AUTHORIZATION_EXPIRED'])
  })

  it('409 PAYMENT_AUTHORIZATION_NOT_CAPTURABLE: the processor says no; the hold stays', async (t) => {
    const { payment_intent_id: id } = await aHold()
    t.mock.method(simulator, 'capture', () => ({ outcome: 'failed', message: 'The hold is gone.' }))
    await expectRefusal(() => capture(id), [409, 'PAYMENT_AUTHORIZATION_NOT_CAPTURABLE'])
  })

  it('503 SERVICE_UNAVAILABLE: the processor does not answer; the call can be repeated', async (t) => {
    const { payment_intent_id: id } = await aHold()
    const silence = t.mock.method(simulator, 'capture', () => ({ outcome: 'unknown' }))
    await expectRefusal(() => capture(id), [503, 'SERVICE_UNAVAILABLE'])
    silence.mock.restore()
    assert.equal((await capture(id)).data.status, 'succeeded')
  })

  it("400 ORDER_PAYMENT_FLOW_REQUIRED: a leg made by the order's route", async () => {
    const { order_id } = await anOrder(1000)
    const leg = await aLeg(order_id, { capture_method: 'manual' })
    await expectRefusal(
      () => capture(leg.payment_intent_id),
      [400, 'ORDER_PAYMENT_FLOW_REQUIRED', 'payment_intent_id'],
    )
  })

  it('404 PAYMENT_INTENT_NOT_FOUND: unknown, and of another sandbox', async () => {
    const expected = [404, 'PAYMENT_INTENT_NOT_FOUND', 'payment_intent_id'] as const
    const { payment_intent_id: id } = await aHold()
    const { key } = await server.anotherSandbox()
    await expectRefusal(() => capture('pi_none'), expected)
    await expectRefusal(() => command(id, 'capture', {}, key), expected)
  })
})
