import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { addKey, environmentOf } from '../../../../../test/support/add-key.ts'
import { startTestServer } from '../../../../../test/support/server.ts'
import { newKey, paymentCalls, usd } from '../payment-calls.fixture.ts'

const server = await startTestServer()
const {
  aHold,
  aLeg,
  anIntent,
  anOrder,
  command,
  confirmed,
  eventTypesOf,
  expectRefusal,
  paidWith,
  pay,
  read,
  update,
} = paymentCalls(server)

const path = (id: string) => `/v1/payment-intents/${id}`
const { key: foreignKey } = await server.anotherSandbox()

describe('GET /v1/payment-intents/{payment_intent_id}', () => {
  it('200: a succeeded payment, with its card, fee and what the merchant gets', async () => {
    const { payment_intent_id: id } = await paidWith('tok_mastercard', { amount_money: usd(7557) })
    const intent = await read(id)
    assert.partialDeepStrictEqual(intent, {
      status: 'succeeded',
      selected_payment_option: 'card',
      payment_source: { type: 'card', card: { brand: 'mastercard', last4: '4444' } },
      amount_money: usd(7557),
      captured_money: usd(7557),
      capturable_money: usd(0),
      released_money: usd(0),
      refunded_money: usd(0),
      refund_status: 'none',
      settlement_status: 'none',
      dispute_status: 'none',
      processing_fee_money: usd(249),
      merchant_net_money: usd(7308),
    })
    assert.ok(intent.captured_at >= intent.created_at)
    assert.equal(intent.authorized_at, null)
  })

  it('200 expanded: its order', async () => {
    const { order_id } = await anOrder(1000)
    const { payment_intent_id: id } = await anIntent({ amount_money: undefined, order_id })
    const { data } = await server.call('GET', `${path(id)}?expand=order`)
    assert.deepEqual([data.order_id, data.order.order_id], [order_id, order_id])
    assert.equal((await read(id)).order, undefined)
  })

  it('200 expanded, without an order', async () => {
    const { payment_intent_id: id } = await anIntent()
    const { data } = await server.call('GET', `${path(id)}?expand=order`)
    assert.deepEqual([data.order_id, data.order], [null, undefined])
  })

  it('400 INVALID_EXPAND and EXPANSION_LIMIT_EXCEEDED', async () => {
    const { payment_intent_id: id } = await anIntent()
    const eleven = Array.from({ length: 11 }, (_, index) => `path${index}`).join(',')
    for (const [paths, code] of [
      ['merchant', 'INVALID_EXPAND'],
      [eleven, 'EXPANSION_LIMIT_EXCEEDED'],
    ]) {
      const { status, error } = await server.call('GET', `${path(id)}?expand=${paths}`)
      assert.deepEqual([status, error.code, error.param], [400, code, 'expand'])
    }
  })

  it('403 INSUFFICIENT_SCOPE: its order, for a key that may not read orders', async () => {
    const { payment_intent_id: id } = await anIntent()
    const { key } = await addKey(
      server.services,
      await environmentOf(server.services, server.seeded.sandboxId),
      {
        scopes: ['payments.payment_intents.read'],
      },
    )
    assert.equal((await server.call('GET', path(id), { key })).status, 200)
    const { status, error } = await server.call('GET', `${path(id)}?expand=order`, { key })
    assert.deepEqual(
      [status, error.code, error.missing_scopes],
      [403, 'INSUFFICIENT_SCOPE', ['commerce.orders.read']],
    )
  })

  it('404 PAYMENT_INTENT_NOT_FOUND: unknown, of another sandbox, and of test mode in live mode alike', async () => {
    const { payment_intent_id: id } = await anIntent()
    const answers = [
      await server.call('GET', path('pi_00000000000000000000000000')),
      await server.call('GET', path(id), { key: foreignKey }),
      await server.call('GET', path(id), { key: server.liveKey }),
    ]
    for (const { status, error } of answers)
      assert.deepEqual(
        [status, error.code, error.param, error.message],
        [404, 'PAYMENT_INTENT_NOT_FOUND', 'payment_intent_id', answers[0]!.error.message],
      )
  })
})

describe('PATCH /v1/payment-intents/{payment_intent_id}', () => {
  it('200: everything, before it is confirmed', async () => {
    const made = (await anIntent({ metadata: { a: '1', b: '2' }, receipt_email: 'ada@example.com' }))
      .payment_intent
    const { status, data } = await update(made.payment_intent_id, {
      amount_money: usd(2000),
      tip_money: usd(300),
      receipt_email: 'grace@example.com',
      external_reference_id: 'table-4',
      metadata: { a: null, c: '3' },
    })
    assert.equal(status, 200)
    assert.deepEqual(data, {
      ...made,
      amount_money: usd(2000),
      tip_money: usd(300),
      receipt_email: 'grace@example.com',
      external_reference_id: 'table-4',
      metadata: { b: '2', c: '3' },
      version: made.version + 1,
      updated_at: data.updated_at,
    })
    assert.deepEqual(await read(made.payment_intent_id), data)
    const { data: cleared } = await update(made.payment_intent_id, {
      receipt_email: null,
      external_reference_id: null,
      customer_id: null,
      metadata: null,
    })
    assert.deepEqual(
      [cleared.receipt_email, cleared.external_reference_id, cleared.customer_id, cleared.metadata],
      [null, null, null, {}],
    )
    const paid = await confirmed(made.payment_intent_id, 'tok_visa')
    assert.deepEqual(paid.captured_money, usd(2000))
  })

  it('200: after a decline it may change again', async () => {
    const { payment_intent_id: id } = await paidWith('tok_chargeDeclined')
    assert.equal((await update(id, { amount_money: usd(800) })).status, 200)
    assert.deepEqual((await confirmed(id, 'tok_visa')).captured_money, usd(800))
  })

  it('200: the same key answers again and changes once', async () => {
    const { payment_intent_id: id } = await anIntent()
    const call = () => server.call('PATCH', path(id), { body: { metadata: { a: '1' } }, idempotencyKey: key })
    const key = newKey()
    const first = await call()
    await update(id, { metadata: { a: '2' } })
    assert.deepEqual((await call()).data, first.data)
    assert.deepEqual((await read(id)).metadata, { a: '2' })
  })

  // In every other status only notes may change.
  const statuses: [status: string, make: () => Promise<any>][] = [
    ['requires_action', () => paidWith('tok_threeDSecureRequired')],
    ['processing', () => paidWith('tok_lateSuccess')],
    ['requires_capture', () => aHold()],
    ['succeeded', () => paidWith('tok_visa')],
    [
      'canceled',
      async () => {
        const { payment_intent_id: id } = await anIntent()
        return (await command(id, 'cancel')).data
      },
    ],
  ]
  for (const [status, make] of statuses) {
    it(`200 in ${status}: metadata and the reference`, async () => {
      const made = await make()
      assert.equal(made.status, status)
      const events = await eventTypesOf(made.payment_intent_id)
      const { data } = await update(made.payment_intent_id, {
        metadata: { seen: 'yes' },
        external_reference_id: 'x-1',
      })
      assert.deepEqual(data, {
        ...made,
        metadata: { seen: 'yes' },
        external_reference_id: 'x-1',
        version: made.version + 1,
        updated_at: data.updated_at,
      })
      assert.deepEqual(await eventTypesOf(made.payment_intent_id), events)
    })
    it(`409 PAYMENT_INTENT_CANNOT_BE_UPDATED in ${status}: anything else`, async () => {
      const { payment_intent_id: id } = await make()
      for (const [field, value] of [
        ['amount_money', usd(2000)],
        ['tip_money', usd(1)],
        ['receipt_email', 'ada@example.com'],
        ['customer_id', null],
      ] as const) {
        const error = await expectRefusal(
          () => update(id, { metadata: { a: '1' }, [field]: value }),
          [409, 'PAYMENT_INTENT_CANNOT_BE_UPDATED', field],
        )
        assert.equal(error.current_status, status)
      }
    })
  }

  it("an order's intent: notes and the e-mail address, never its amounts", async () => {
    const { order_id } = await anOrder(1000)
    const { payment_intent_id: id } = await anIntent({ amount_money: undefined, order_id })
    const { data } = await update(id, { receipt_email: 'ada@example.com', metadata: { a: '1' } })
    assert.deepEqual([data.receipt_email, data.metadata], ['ada@example.com', { a: '1' }])
    for (const field of ['amount_money', 'tip_money'])
      await expectRefusal(
        () => update(id, { [field]: usd(100) }),
        [409, 'PAYMENT_INTENT_CANNOT_BE_UPDATED', field],
      )
    await confirmed(id, 'tok_visa')
    assert.deepEqual((await read(id)).metadata, { a: '1' })
  })

  it('notes on a leg whose amount is less than can be charged', async () => {
    const { order_id } = await anOrder(1000)
    const { payment_intent_id: id } = await anIntent({ amount_money: undefined, order_id })
    const leg = await aLeg(order_id, { amount_money: usd(960) })
    await pay(order_id, {
      action: 'confirm_payment_intents',
      payment_intents: [{ payment_intent_id: leg.payment_intent_id, token: 'tok_visa' }],
      completion_behavior: 'partial_payment',
    })
    const { status, data } = await update(id, { metadata: { a: '1' } })
    assert.deepEqual([status, data.amount_money, data.metadata], [200, usd(40), { a: '1' }])
  })

  type Case = [what: string, body: unknown, status: number, code: string, param?: string]
  const cases: Case[] = [
    ['nothing', {}, 400, 'NO_FIELDS_TO_UPDATE'],
    ['no money', { amount_money: usd(0) }, 400, 'INVALID_AMOUNT', 'amount_money.amount'],
    ['49 US cents', { amount_money: usd(49), tip_money: usd(1) }, 400, 'VALIDATION_ERROR', 'amount_money'],
    [
      'another currency',
      { amount_money: { amount: 1000, currency: 'EUR' } },
      400,
      'CURRENCY_MISMATCH',
      'amount_money.currency',
    ],
    [
      'a tip in another currency',
      { tip_money: { amount: 10, currency: 'EUR' } },
      400,
      'CURRENCY_MISMATCH',
      'tip_money.currency',
    ],
    ['a tip above the amount', { tip_money: usd(1001) }, 400, 'INVALID_AMOUNT', 'tip_money'],
    ['an amount below the tip', { amount_money: usd(99) }, 400, 'INVALID_AMOUNT', 'tip_money'],
    ['no amount', { amount_money: null }, 400, 'NULL_NOT_ALLOWED', 'amount_money'],
    ['a customer', { customer_id: 'cus_none' }, 404, 'CUSTOMER_NOT_FOUND', 'customer_id'],
    ['no e-mail address', { receipt_email: 'ada' }, 400, 'INVALID_REQUEST', 'receipt_email'],
    ['the capture method', { capture_method: 'manual' }, 400, 'UNKNOWN_FIELD', 'capture_method'],
    ['the order', { order_id: 'ord_1' }, 400, 'UNKNOWN_FIELD', 'order_id'],
    ['a reserved key', { metadata: { flint_a: '1' } }, 400, 'RESERVED_METADATA_KEY', 'metadata.flint_a'],
  ]
  for (const [what, body, status, code, param] of cases)
    it(`${status} ${code}: ${what}`, async () => {
      const { payment_intent_id: id } = await anIntent({ tip_money: usd(100) })
      await expectRefusal(() => update(id, body), param ? [status, code, param] : [status, code])
    })

  it('404 PAYMENT_INTENT_NOT_FOUND: unknown, and of another sandbox', async () => {
    const { payment_intent_id: id } = await anIntent()
    const expected = [404, 'PAYMENT_INTENT_NOT_FOUND', 'payment_intent_id'] as const
    await expectRefusal(() => update('pi_none', { metadata: {} }), expected)
    await expectRefusal(
      () => server.call('PATCH', path(id), { body: { metadata: {} }, key: foreignKey }),
      expected,
    )
  })

  it('a note written while the payment is taken is not lost', async () => {
    const { order_id } = await anOrder(1000)
    const { payment_intent_id: id } = await anIntent({ amount_money: undefined, order_id })
    await Promise.all([
      confirmed(id, 'tok_visa'),
      ...['a', 'b', 'c'].map((name) => update(id, { metadata: { [name]: '1' } })),
    ])
    const { status, metadata } = await read(id)
    assert.deepEqual([status, metadata], ['succeeded', { a: '1', b: '1', c: '1' }])
  })
})
