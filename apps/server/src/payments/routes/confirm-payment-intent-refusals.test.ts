import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { startTestServer } from '../../../../../test/support/server.ts'
import { paymentCalls, usd } from '../payment-calls.fixture.ts'

const server = await startTestServer()
const { aCardToken, aHold, aLeg, anIntent, anOrder, command, confirmed, expectRefusal, paidWith, pay, read } =
  paymentCalls(server)

describe('POST /v1/payment-intents/{payment_intent_id}/confirm, refused, and nothing changes', () => {
  const token = { payment_source_token: 'tok_visa' }

  type Case = [what: string, body: Record<string, unknown>, status: number, code: string, param: string]
  const cases: Case[] = [
    ['nothing to pay with', {}, 400, 'PAYMENT_SOURCE_REQUIRED', 'payment_source_token'],
    [
      'two sources',
      { ...token, confirmation_token: 'tok_visa' },
      409,
      'PAYMENT_SOURCE_CONFLICT',
      'payment_source_token',
    ],
    ['a saved card', { payment_method_id: 'pm_none' }, 404, 'PAYMENT_METHOD_NOT_FOUND', 'payment_method_id'],
    [
      'an unknown token',
      { payment_source_token: 'tok_none' },
      409,
      'PAYMENT_SOURCE_UNAVAILABLE',
      'payment_source_token',
    ],
    [
      'an unknown token in the other field',
      { confirmation_token: 'tok_none' },
      409,
      'PAYMENT_SOURCE_UNAVAILABLE',
      'confirmation_token',
    ],
    [
      'a token that is a number',
      { payment_source_token: 42 },
      400,
      'INVALID_FIELD_TYPE',
      'payment_source_token',
    ],
    ['a card number', { card: { number: '4242' } }, 400, 'UNKNOWN_FIELD', 'card'],
  ]
  for (const [what, body, status, code, param] of cases) {
    it(`${status} ${code}: ${what}`, async () => {
      const { payment_intent_id: id } = await anIntent()
      await expectRefusal(() => command(id, 'confirm', body), [status, code, param])
    })
    it(`${status} ${code}: ${what}, for an intent made with order_id`, async () => {
      const { order_id } = await anOrder(1000)
      const { payment_intent_id: id } = await anIntent({ amount_money: undefined, order_id })
      await expectRefusal(() => command(id, 'confirm', body), [status, code, param])
    })
  }

  it('409 PAYMENT_SOURCE_CONFLICT names the fields as they were sent', async () => {
    const { payment_intent_id: id } = await anIntent()
    const { error } = await command(id, 'confirm', { ...token, payment_method_id: 'pm_1' })
    assert.deepEqual(error.conflicting_fields, ['payment_source_token', 'payment_method_id'])
  })

  const unavailable = [409, 'PAYMENT_SOURCE_UNAVAILABLE', 'payment_source_token'] as const
  it('409 PAYMENT_SOURCE_UNAVAILABLE: a token that was used, though it was declined', async () => {
    const used = await aCardToken('4000000000000002')
    const { payment_intent_id: id } = await anIntent()
    assert.equal((await confirmed(id, used)).last_payment_error.code, 'card_declined')
    await expectRefusal(() => command(id, 'confirm', { payment_source_token: used }), unavailable)
  })
  it('409 PAYMENT_SOURCE_UNAVAILABLE: one token for two payments at once pays one of them', async () => {
    const shared = await aCardToken()
    const ids = [await anIntent(), await anIntent()].map((intent) => intent.payment_intent_id)
    const answers = await Promise.all(
      ids.map((id) => command(id, 'confirm', { payment_source_token: shared })),
    )
    assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 409])
  })
  it('409 PAYMENT_SOURCE_UNAVAILABLE: a token older than 15 minutes', async () => {
    const old = await aCardToken()
    const { payment_intent_id: id } = await anIntent()
    server.clock.advance(15 * 60_000)
    await expectRefusal(() => command(id, 'confirm', { payment_source_token: old }), unavailable)
  })
  it('409 PAYMENT_SOURCE_UNAVAILABLE: a token of another sandbox', async () => {
    const foreign = await aCardToken()
    const { key } = await server.anotherSandbox()
    const made = await server.call('POST', '/v1/payment-intents', { key, body: { amount_money: usd(1000) } })
    await expectRefusal(
      () => command(made.data.payment_intent_id, 'confirm', { payment_source_token: foreign }, key),
      unavailable,
    )
  })

  const inStatus: [status: string, make: () => Promise<any>][] = [
    ['requires_action', () => paidWith('tok_threeDSecureRequired')],
    ['processing', () => paidWith('tok_lateSuccess')],
    ['requires_capture', () => aHold()],
    ['succeeded', () => paidWith('tok_visa')],
    ['canceled', async () => (await command((await anIntent()).payment_intent_id, 'cancel')).data],
  ]
  for (const [status, make] of inStatus)
    it(`409 PAYMENT_CONFIRMATION_STATE_CHANGED: ${status}`, async () => {
      const { payment_intent_id: id } = await make()
      const error = await expectRefusal(
        () => command(id, 'confirm', token),
        [409, 'PAYMENT_CONFIRMATION_STATE_CHANGED', 'payment_intent_id'],
      )
      assert.equal(error.current_status, status)
    })
  it('409 PAYMENT_CONFIRMATION_STATE_CHANGED: going on with a canceled one', async () => {
    const { payment_intent_id: id } = await anIntent()
    await command(id, 'cancel')
    await expectRefusal(
      () => command(id, 'confirm', {}),
      [409, 'PAYMENT_CONFIRMATION_STATE_CHANGED', 'payment_intent_id'],
    )
  })

  it("400 ORDER_PAYMENT_FLOW_REQUIRED: a leg made by the order's route", async () => {
    const { order_id } = await anOrder(1000)
    const leg = await aLeg(order_id)
    const error = await expectRefusal(
      () => command(leg.payment_intent_id, 'confirm', token),
      [400, 'ORDER_PAYMENT_FLOW_REQUIRED', 'payment_intent_id'],
    )
    assert.equal(error.remediation.next_actions[0].url, `/v1/orders/${order_id}/pay`)
  })

  it('400 VALIDATION_ERROR: what another payment left is too little to charge', async () => {
    const { order_id } = await anOrder(1000)
    const rest = await anIntent({ amount_money: undefined, order_id })
    const most = await anIntent({ amount_money: usd(960), order_id })
    await confirmed(most.payment_intent_id, 'tok_visa')
    await expectRefusal(
      () => command(rest.payment_intent_id, 'confirm', token),
      [400, 'VALIDATION_ERROR', 'payment_intent_id'],
    )
  })

  it('409 ORDER_ALREADY_PAID', async () => {
    const { order_id } = await anOrder(1000)
    const { payment_intent_id: id } = await anIntent({ amount_money: undefined, order_id })
    await pay(order_id, { action: 'pay', payment_source: { token: 'tok_visa' } })
    assert.equal((await read(id)).status, 'canceled')
    await expectRefusal(() => command(id, 'confirm', token), [409, 'ORDER_ALREADY_PAID'])
  })
  it('409 ORDER_CLOSED', async () => {
    const { order_id } = await anOrder(1000)
    const { payment_intent_id: id } = await anIntent({ amount_money: undefined, order_id })
    await server.call('POST', `/v1/orders/${order_id}/close`, { body: {} })
    await expectRefusal(() => command(id, 'confirm', token), [409, 'ORDER_CLOSED'])
  })
  it('409 ORDER_PAYMENT_ATTEMPT_ACTIVE', async () => {
    const { order_id } = await anOrder(1000)
    const { payment_intent_id: id } = await anIntent({ amount_money: undefined, order_id })
    await pay(order_id, { action: 'pay', payment_source: { token: 'tok_threeDSecureRequired' } })
    await expectRefusal(() => command(id, 'confirm', token), [409, 'ORDER_PAYMENT_ATTEMPT_ACTIVE'])
  })

  it('404 PAYMENT_INTENT_NOT_FOUND: unknown, and of another sandbox', async () => {
    const expected = [404, 'PAYMENT_INTENT_NOT_FOUND', 'payment_intent_id'] as const
    const { payment_intent_id: id } = await anIntent()
    const { key } = await server.anotherSandbox()
    await expectRefusal(() => command('pi_none', 'confirm', token), expected)
    await expectRefusal(() => command(id, 'confirm', token, key), expected)
    await expectRefusal(() => command(id, 'confirm', token, server.liveKey), expected)
  })
})
