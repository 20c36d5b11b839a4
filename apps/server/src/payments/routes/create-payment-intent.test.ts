import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { startTestServer } from '../../../../../test/support/server.ts'
import { newKey, paymentCalls, usd } from '../payment-calls.fixture.ts'

const server = await startTestServer()
const { aLeg, anIntent, anOrder, confirmed, create, eventTypesOf, expectRefusal, pay, read, readOrder } =
  paymentCalls(server)

describe('POST /v1/payment-intents, 201 without an order', () => {
  it('a plan without a source, shown at the top and nested', async () => {
    const { status, data } = await create({
      amount_money: usd(4200),
      tip_money: usd(200),
      payment_options: ['card'],
      capture_method: 'manual',
      payment_return_url: 'https://shop.test/thanks?x=1',
      receipt_email: 'ada@example.com',
      transaction_purpose: 'services',
      external_reference_id: 'inv-7',
      metadata: { table: '12' },
    })
    assert.equal(status, 201)
    const { payment_intent: nested, payment_collection: collection, ...intent } = data
    assert.deepEqual(intent, nested)
    assert.match(intent.payment_intent_id, /^pi_[0-9A-HJKMNP-TV-Z]{26}$/)
    assert.partialDeepStrictEqual(intent, {
      merchant_id: server.seeded.merchantId,
      order_id: null,
      customer_id: null,
      amount_money: usd(4200),
      tip_money: usd(200),
      status: 'requires_payment_method',
      capture_method: 'manual',
      payment_options: ['card'],
      payment_source: null,
      origin: 'api',
      payment_flow: 'api',
      capturable_money: usd(0),
      captured_money: usd(0),
      last_payment_error: null,
      current_payment_action: null,
      processing_fee_money: null,
      receipt_email: 'ada@example.com',
      payment_return_url: 'https://shop.test/thanks?x=1',
      transaction_purpose: 'services',
      external_reference_id: 'inv-7',
      metadata: { table: '12' },
      version: 1,
    })
    assert.equal(intent.authorized_money, undefined)
    assert.deepEqual(collection, {
      flint: {
        next_step: 'collect_payment_source',
        tokens_path: '/v1/tokens',
        payment_method_types: ['card'],
        amount_money: usd(4200),
        submit_to: 'confirm_payment_intent',
      },
    })
    assert.deepEqual(await read(intent.payment_intent_id), intent)
    assert.deepEqual(await eventTypesOf(intent.payment_intent_id), [])
  })

  it('the amount alone: captured automatically, by card', async () => {
    const intent = await anIntent({ amount_money: { amount: 500, currency: 'JPY' } })
    assert.deepEqual(
      [intent.capture_method, intent.payment_options, intent.tip_money, intent.metadata],
      ['automatic', ['card'], { amount: 0, currency: 'JPY' }, {}],
    )
  })

  it('a tip may be all of the amount, and 50 minor units can be charged', async () => {
    await anIntent({ amount_money: usd(50), tip_money: usd(50) })
  })

  it('the same key: the same intent, once', async () => {
    const call = () =>
      server.call('POST', '/v1/payment-intents', { body: { amount_money: usd(900) }, idempotencyKey: key })
    const key = newKey()
    const answers = await Promise.all([call(), call(), call()])
    const made = answers.filter(({ status }) => status === 201)
    assert.ok(made.length > 0)
    assert.equal(new Set(made.map(({ data }) => data.payment_intent_id)).size, 1)
    const again = await call()
    assert.deepEqual(again.data, made[0]!.data)
    assert.equal(again.headers.get('Idempotency-Replayed'), 'true')
  })
})

describe('POST /v1/payment-intents, 201 by older names', () => {
  it('payment_method_types are payment_options', async () => {
    const { data } = await create({ amount_money: usd(1000), payment_method_types: ['ach_debit'] })
    assert.deepEqual(data.payment_options, ['ach_debit'])
  })
})

describe('POST /v1/payment-intents, 201 with order_id (flint-commerce 6.6)', () => {
  it("takes the order's balance, and the order names it", async () => {
    const order = await anOrder(5000, { requested_tip: { amount_money: usd(500) } })
    const intent = await anIntent({ amount_money: undefined, order_id: order.order_id })
    assert.deepEqual(
      [intent.order_id, intent.amount_money, intent.tip_money, intent.status],
      [order.order_id, usd(5500), usd(500), 'requires_payment_method'],
    )
    const after = await readOrder(order.order_id)
    assert.deepEqual(after.payment_intent_ids, [intent.payment_intent_id])
    assert.equal(after.order_revision, order.order_revision + 1)
  })

  it('the example: 5500/500, tip 750: 5750/750, a line with tax: 7049/750, a leg of 3000 paid: 4049/750', async () => {
    const order = await anOrder(5000, {
      requested_tip: { amount_money: usd(500) },
      tax: { enabled: true, calculation: { mode: 'external', price_mode: 'additive' } },
    })
    const { payment_intent_id: id } = await anIntent({ amount_money: undefined, order_id: order.order_id })
    const amounts = async () => {
      const { amount_money: amount, tip_money: tip, status } = await read(id)
      return [amount.amount, tip.amount, status]
    }
    assert.deepEqual(await amounts(), [5500, 500, 'requires_payment_method'])

    const path = `/v1/orders/${order.order_id}`
    await server.call('PATCH', path, { body: { requested_tip: { amount_money: usd(750) } } })
    assert.deepEqual(await amounts(), [5750, 750, 'requires_payment_method'])

    const added = await server.call('POST', `${path}/line-items`, {
      body: {
        line_items: [
          {
            name: 'Wine',
            unit_price_money: usd(1200),
            tax: {
              taxable: true,
              calculation: {
                mode: 'external',
                price_mode: 'additive',
                components: [{ type: 'percentage', percent: 8.25, tax_type: 'sales_tax' }],
              },
            },
          },
        ],
      },
    })
    assert.equal(added.status, 200, JSON.stringify(added.json))
    assert.deepEqual(await amounts(), [7049, 750, 'requires_payment_method'])

    const leg = await aLeg(order.order_id, { amount_money: usd(3000) })
    const paid = await pay(order.order_id, {
      action: 'confirm_payment_intents',
      payment_intents: [{ payment_intent_id: leg.payment_intent_id, token: 'tok_visa' }],
      completion_behavior: 'partial_payment',
    })
    assert.equal(paid.data.order.settlement_amounts.paid_money.amount, 3000)
    assert.deepEqual(await amounts(), [4049, 750, 'requires_payment_method'])

    const last = await confirmed(id, 'tok_visa')
    assert.deepEqual([last.status, last.captured_money], ['succeeded', usd(4049)])
    const { payment_status, settlement_amounts: amountsOfOrder } = await readOrder(order.order_id)
    assert.deepEqual(
      [payment_status, amountsOfOrder.paid_money.amount, amountsOfOrder.outstanding_money.amount],
      ['paid', 7049, 0],
    )
  })

  it('a smaller amount is a leg: kept, unless it is more than what is left', async () => {
    const order = await anOrder(5000)
    const { payment_intent_id: id } = await anIntent({
      amount_money: usd(3000),
      order_id: order.order_id,
    })
    const line = `/v1/orders/${order.order_id}/line-items/${order.line_items[0].order_line_item_id}`
    await server.call('PATCH', line, { body: { unit_price_money: usd(6000) } })
    assert.deepEqual((await read(id)).amount_money, usd(3000))
    await server.call('PATCH', line, { body: { unit_price_money: usd(2000) } })
    assert.deepEqual((await read(id)).amount_money, usd(2000))
  })
})

describe('POST /v1/payment-intents, refused, and nothing is made', () => {
  const withAmount = (more: Record<string, unknown>) => ({ amount_money: usd(1000), ...more })
  type Case = [what: string, body: unknown, status: number, code: string, param: string]
  const cases: Case[] = [
    ['no amount and no order', {}, 400, 'FIELD_REQUIRED', 'amount_money'],
    ['no money', { amount_money: usd(0) }, 400, 'INVALID_AMOUNT', 'amount_money.amount'],
    ['a fraction', { amount_money: usd(1.5) }, 400, 'INVALID_AMOUNT', 'amount_money.amount'],
    ['a huge amount', { amount_money: usd(1e15) }, 400, 'INVALID_AMOUNT', 'amount_money.amount'],
    ['49 US cents', { amount_money: usd(49) }, 400, 'VALIDATION_ERROR', 'amount_money'],
    [
      'small letters',
      { amount_money: { amount: 1000, currency: 'usd' } },
      400,
      'INVALID_CURRENCY',
      'amount_money.currency',
    ],
    [
      'a currency that is none',
      { amount_money: { amount: 1000, currency: 'QQQ' } },
      400,
      'UNSUPPORTED_CURRENCY',
      'amount_money.currency',
    ],
    [
      'a tip in another currency',
      withAmount({ tip_money: { amount: 1, currency: 'EUR' } }),
      400,
      'CURRENCY_MISMATCH',
      'tip_money.currency',
    ],
    ['a tip above the amount', withAmount({ tip_money: usd(1001) }), 400, 'INVALID_AMOUNT', 'tip_money'],
    [
      'an option that is not offered',
      withAmount({ payment_options: ['card', 'affirm'] }),
      400,
      'PAYMENT_OPTION_NOT_ALLOWED',
      'payment_options[1]',
    ],
    [
      'a bank debit in yen',
      { amount_money: { amount: 1000, currency: 'JPY' }, payment_options: ['ach_debit'] },
      400,
      'PAYMENT_OPTION_UNAVAILABLE',
      'payment_options[0]',
    ],
    [
      'a bank debit that is held',
      withAmount({ payment_options: ['ach_debit'], capture_method: 'manual' }),
      400,
      'PAYMENT_CAPTURE_METHOD_NOT_ALLOWED',
      'capture_method',
    ],
    [
      'an option nobody knows',
      withAmount({ payment_options: ['shells'] }),
      400,
      'INVALID_REQUEST',
      'payment_options[0]',
    ],
    ['no option', withAmount({ payment_options: [] }), 400, 'INVALID_REQUEST', 'payment_options'],
    [
      'a return address that no browser should open',
      withAmount({ payment_return_url: 'javascript:alert(1)' }),
      400,
      'PAYMENT_RETURN_URL_INVALID',
      'payment_return_url',
    ],
    ['no e-mail address', withAmount({ receipt_email: 'ada' }), 400, 'INVALID_REQUEST', 'receipt_email'],
    ['a customer', withAmount({ customer_id: 'cus_none' }), 404, 'CUSTOMER_NOT_FOUND', 'customer_id'],
    ['an unknown order', { order_id: 'ord_none' }, 404, 'ORDER_NOT_FOUND', 'order_id'],
    [
      'an id of its own',
      withAmount({ payment_intent_id: 'pi_1' }),
      400,
      'SERVER_GENERATED_ID',
      'payment_intent_id',
    ],
    ['an unknown field', withAmount({ nmae: 'x' }), 400, 'UNKNOWN_FIELD', 'nmae'],
    ['an invoice', withAmount({ invoice_id: 'inv_1' }), 400, 'UNKNOWN_FIELD', 'invoice_id'],
    [
      'a reserved key',
      withAmount({ metadata: { flint_x: '1' } }),
      400,
      'RESERVED_METADATA_KEY',
      'metadata.flint_x',
    ],
    [
      'a reference that is too long',
      withAmount({ external_reference_id: 'x'.repeat(256) }),
      400,
      'INVALID_EXTERNAL_REFERENCE_ID',
      'external_reference_id',
    ],
  ]
  for (const [what, body, status, code, param] of cases)
    it(`${status} ${code}: ${what}`, () => expectRefusal(() => create(body), [status, code, param]))

  it('409 PAYMENT_AMOUNT_CHANGED: more than the order is due, both amounts named', async () => {
    const { order_id } = await anOrder(1000)
    const error = await expectRefusal(
      () => create({ order_id, amount_money: usd(1001) }),
      [409, 'PAYMENT_AMOUNT_CHANGED', 'amount_money'],
    )
    assert.deepEqual([error.current_money, error.submitted_money], [usd(1000), usd(1001)])
  })

  it('400 CURRENCY_MISMATCH: not the currency of the order', async () => {
    const { order_id } = await anOrder(1000)
    await expectRefusal(
      () => create({ order_id, amount_money: { amount: 500, currency: 'EUR' } }),
      [400, 'CURRENCY_MISMATCH', 'amount_money.currency'],
    )
  })

  it('409 PAYMENT_START_SHAPE_CONFLICT: a tip beside order_id, which takes it from the order', async () => {
    const { order_id } = await anOrder(1000)
    const error = await expectRefusal(
      () => create({ order_id, tip_money: usd(100) }),
      [409, 'PAYMENT_START_SHAPE_CONFLICT', 'tip_money'],
    )
    assert.deepEqual(error.conflicting_fields, ['order_id', 'tip_money'])
  })

  it('409 ORDER_CLOSED', async () => {
    const { order_id } = await anOrder(1000)
    await server.call('POST', `/v1/orders/${order_id}/close`, { body: {} })
    await expectRefusal(() => create({ order_id }), [409, 'ORDER_CLOSED'])
  })

  it('409 ORDER_ALREADY_PAID', async () => {
    const { order_id } = await anOrder(1000)
    await pay(order_id, { action: 'pay', payment_source: { token: 'tok_visa' } })
    await expectRefusal(() => create({ order_id }), [409, 'ORDER_ALREADY_PAID'])
  })

  it('409 ORDER_PAYMENT_ATTEMPT_ACTIVE: the buyer is at the bank', async () => {
    const { order_id } = await anOrder(1000)
    const paying = await pay(order_id, {
      action: 'pay',
      payment_source: { token: 'tok_threeDSecureRequired' },
    })
    const error = await expectRefusal(() => create({ order_id }), [409, 'ORDER_PAYMENT_ATTEMPT_ACTIVE'])
    assert.equal(error.payment_attempt_id, paying.data.payment_attempt.order_payment_attempt_id)
  })

  it('409 PAYMENT_INTENT_LIMIT_REACHED: a twenty-first open leg', async () => {
    const { order_id } = await anOrder(100_000)
    for (let leg = 0; leg < 20; leg += 1) await anIntent({ order_id, amount_money: usd(100) })
    const error = await expectRefusal(
      () => create({ order_id, amount_money: usd(100) }),
      [409, 'PAYMENT_INTENT_LIMIT_REACHED'],
    )
    assert.equal(error.limit, 20)
  })

  it('404 ORDER_NOT_FOUND: the order of another sandbox', async () => {
    const { order_id } = await anOrder(1000)
    const { key } = await server.anotherSandbox()
    await expectRefusal(() => create({ order_id }, key), [404, 'ORDER_NOT_FOUND', 'order_id'])
  })

  it('409 MERCHANT_ONBOARDING_REQUIRED: live mode, which has no processor', () =>
    expectRefusal(
      () => create({ amount_money: usd(1000) }, server.liveKey),
      [409, 'MERCHANT_ONBOARDING_REQUIRED'],
    ))
})
