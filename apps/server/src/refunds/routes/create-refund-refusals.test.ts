import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { startTestServer } from '../../../../../test/support/server.ts'
import {
  aPaidOrder,
  aPlainOrder,
  createOrder,
  expectBooksToAgree,
  readOrder,
  refund,
  refunded,
  theExampleOrderPaid,
  usd,
} from '../a-paid-order.ts'

const server = await startTestServer()

/** The paid order of flint-commerce 4.12, which none of these may change. */
const example = await readOrder(server, (await theExampleOrderPaid(server)).order_id)
const { order_id, payment_intent_ids, line_items, charges } = example
const [shirt, mug] = line_items.map((line: any) => line.order_line_item_id)
const [, delivery] = charges.map((charge: any) => charge.order_charge_id)

const order = (more: Record<string, unknown> = {}) => ({ order_id, ...more })
const line = (id: string, more: Record<string, unknown> = {}) => ({ order_line_item_id: id, ...more })
const lines = (...all: unknown[]) => order({ line_items: all })
const charge = (id: string, amount?: number) => ({
  order_charge_id: id,
  ...(amount === undefined ? {} : { amount_money: usd(amount) }),
})
const fees = (...all: unknown[]) => order({ charges: all })
const withheld = (amount_money?: unknown) =>
  line(mug, { refund_adjustments: [{ adjustment_type: 'withheld_amount', amount_money }] })
const tender = (payment_intent_id: string, amount: number) => ({
  tender_type: 'payment_intent',
  payment_intent_id,
  amount_money: usd(amount),
})
const eur = { amount: 1, currency: 'EUR' }

type Case = [what: string, body: Record<string, unknown>, status: number, code: string, param: string]
const cases: Case[] = [
  // The shape of the request
  ['neither order nor payment', { amount_money: usd(1) }, 400, 'FIELD_REQUIRED', 'order_id'],
  ['no amount', order({ amount_money: usd(0) }), 400, 'INVALID_AMOUNT', 'amount_money.amount'],
  ['a fraction', order({ amount_money: usd(1.5) }), 400, 'INVALID_AMOUNT', 'amount_money.amount'],
  ['a huge amount', order({ amount_money: usd(1e300) }), 400, 'INVALID_AMOUNT', 'amount_money.amount'],
  ['another currency', order({ amount_money: eur }), 400, 'CURRENCY_MISMATCH', 'amount_money.currency'],
  ['an unknown reason', order({ reason: 'because' }), 400, 'INVALID_REFUND_REASON', 'reason'],
  ['another method', order({ refund_method: 'credit' }), 400, 'INVALID_REFUND_METHOD', 'refund_method'],
  ['an unknown field', order({ why: 'x' }), 400, 'UNKNOWN_FIELD', 'why'],
  ['no tenders', order({ tender_allocations: [] }), 400, 'INVALID_REQUEST', 'tender_allocations'],
  [
    '22 tenders',
    order({ tender_allocations: Array.from({ length: 22 }, () => tender('pi_none', 1)) }),
    400,
    'INVALID_REQUEST',
    'tender_allocations',
  ],
  ['a gift card load', { gift_card_load_id: 'gcl_1' }, 404, 'RESOURCE_NOT_FOUND', 'gift_card_load_id'],
  [
    'a gift card load and an order',
    order({ gift_card_load_id: 'gcl_1' }),
    400,
    'EXACTLY_ONE_REQUIRED',
    'gift_card_load_id',
  ],
  [
    'a payment and tenders',
    { payment_intent_id: payment_intent_ids[0], tender_allocations: [tender(payment_intent_ids[0], 1)] },
    400,
    'EXACTLY_ONE_REQUIRED',
    'payment_intent_id',
  ],
  ['an id of its own', order({ refund_id: 'ref_1' }), 400, 'SERVER_GENERATED_ID', 'refund_id'],
  ['a list of no lines', lines(), 400, 'INVALID_REQUEST', 'line_items'],
  ['a list of no charges', fees(), 400, 'INVALID_REQUEST', 'charges'],
  ['null for the order', { order_id: null }, 400, 'NULL_NOT_ALLOWED', 'order_id'],
  ['a reserved key', order({ metadata: { flint_x: '1' } }), 400, 'RESERVED_METADATA_KEY', 'metadata.flint_x'],

  // What is not there
  ['an unknown order', { order_id: 'ord_none' }, 404, 'ORDER_NOT_FOUND', 'order_id'],
  [
    'an unknown payment',
    { payment_intent_id: 'pi_none' },
    404,
    'PAYMENT_INTENT_NOT_FOUND',
    'payment_intent_id',
  ],
  [
    "another order's payment",
    order({ payment_intent_id: 'pi_none' }),
    409,
    'PAYMENT_INTENT_ORDER_MISMATCH',
    'payment_intent_id',
  ],
  [
    "another order's line",
    lines(line('li_none')),
    404,
    'ORDER_LINE_ITEM_NOT_FOUND',
    'line_items[0].order_line_item_id',
  ],
  [
    "another order's charge",
    fees(charge('och_none')),
    404,
    'ORDER_CHARGE_NOT_FOUND',
    'charges[0].order_charge_id',
  ],
  [
    'lines without the order',
    { payment_intent_id: payment_intent_ids[0], line_items: [line(shirt)] },
    400,
    'ORDER_REQUIRED_FOR_LINE_ITEM_REFUND',
    'order_id',
  ],
  [
    'charges without the order',
    { payment_intent_id: payment_intent_ids[0], charges: [charge(delivery)] },
    400,
    'ORDER_REQUIRED_FOR_CHARGE_REFUND',
    'order_id',
  ],

  // Lines and charges
  [
    'no units',
    lines(line(shirt, { quantity: 0 })),
    400,
    'LINE_ITEM_INVALID_QUANTITY',
    'line_items[0].quantity',
  ],
  [
    'too many units',
    lines(line(shirt, { quantity: 3 })),
    400,
    'LINE_ITEM_REFUND_QUANTITY_EXCEEDS_REFUNDABLE',
    'line_items[0].quantity',
  ],
  [
    'units and amount',
    lines(line(shirt, { quantity: 1, amount_money: usd(1) })),
    400,
    'LINE_ITEM_REFUND_TARGET_AMBIGUOUS',
    'line_items[0]',
  ],
  [
    'more than the line cost',
    lines(line(shirt, { amount_money: usd(4872) })),
    400,
    'LINE_ITEM_REFUND_AMOUNT_EXCEEDS_REFUNDABLE',
    'line_items[0]',
  ],
  [
    'a line twice',
    lines(line(shirt, { quantity: 1 }), line(shirt, { quantity: 1 })),
    400,
    'DUPLICATE_LINE_ITEM_TARGET',
    'line_items[1]',
  ],
  [
    'more than the charge',
    fees(charge(delivery, 500)),
    400,
    'CHARGE_REFUND_AMOUNT_EXCEEDS_REFUNDABLE',
    'charges[0].amount_money',
  ],
  ['a charge twice', fees(charge(delivery), charge(delivery)), 400, 'INVALID_REQUEST', 'charges[1]'],
  [
    'mixed without amounts',
    { ...lines(line(shirt, { quantity: 1 })), ...fees(charge(delivery)) },
    400,
    'AMOUNT_REQUIRED_FOR_MIXED_REFUND_TARGETS',
    'line_items[0].amount_money',
  ],
  [
    'less than the targets cost',
    { ...fees(charge(delivery)), amount_money: usd(498) },
    400,
    'INVALID_REQUEST',
    'amount_money',
  ],

  // What is withheld
  [
    'a fee above the refund',
    lines(withheld(usd(1170))),
    400,
    'LINE_ITEM_REFUND_AMOUNT_EXCEEDS_REFUNDABLE',
    'line_items[0].refund_adjustments',
  ],
  [
    'a fee in another currency',
    lines(withheld(eur)),
    400,
    'CURRENCY_MISMATCH',
    'line_items[0].refund_adjustments[0].amount_money.currency',
  ],
  [
    'a fee without an amount',
    lines(withheld()),
    400,
    'REFUND_ADJUSTMENT_AMOUNT_MONEY_REQUIRED',
    'line_items[0].refund_adjustments[0].amount_money',
  ],
  [
    'an unknown adjustment',
    lines(line(mug, { refund_adjustments: [{ adjustment_type: 'whim', amount_money: usd(1) }] })),
    400,
    'INVALID_REFUND_ADJUSTMENT_TYPE',
    'line_items[0].refund_adjustments[0].adjustment_type',
  ],
  [
    'an adjustment without a reason',
    lines(
      line(mug, { refund_adjustments: [{ adjustment_type: 'refund_adjustment', amount_money: usd(1) }] }),
    ),
    400,
    'REFUND_ADJUSTMENT_REASON_REQUIRED',
    'line_items[0].refund_adjustments[0].reason',
  ],
  [
    'more tax withheld than goes back',
    lines(
      line(mug, {
        refund_adjustments: [
          { adjustment_type: 'tax_adjustment', amount_money: usd(90), reason: 'Paid elsewhere' },
        ],
      }),
    ),
    400,
    'LINE_ITEM_REFUND_AMOUNT_EXCEEDS_REFUNDABLE',
    'line_items[0].refund_adjustments',
  ],
  [
    'an adjustment of tax that is about the goods',
    lines(
      line(mug, {
        refund_adjustments: [
          { adjustment_type: 'tax_adjustment', applies_to: 'total', amount_money: usd(1), reason: 'x' },
        ],
      }),
    ),
    400,
    'INVALID_REFUND_ADJUSTMENT_APPLIES_TO',
    'line_items[0].refund_adjustments[0].applies_to',
  ],
]

describe('refused, and nothing changes', () => {
  for (const [what, body, status, code, param] of cases) {
    it(`${what}: ${status} ${code}`, async () => {
      const answered = await refund(server, body)
      assert.deepEqual([answered.status, answered.error?.code, answered.error?.param], [status, code, param])
      assert.deepEqual(await readOrder(server, order_id), example)
    })
  }

  it('lines worth more than amounts left: the targets are at fault', async () => {
    const paid = await theExampleOrderPaid(server)
    await refunded(server, { order_id: paid.order_id, amount_money: usd(6000) })
    const { status, error } = await refund(server, {
      order_id: paid.order_id,
      line_items: [line(paid.line_items[1].order_line_item_id, { quantity: 1 })],
    })
    assert.deepEqual(
      [status, error.code, error.param, error.maximum_money, error.submitted_money],
      [400, 'AMOUNT_EXCEEDS_REFUNDABLE', 'line_items', usd(720), usd(1169)],
    )
  })

  it('an order that nothing was paid for: 409 NO_PAYMENTS_FOR_ORDER', async () => {
    const unpaid = await createOrder(server, aPlainOrder(1000))
    const { status, error } = await refund(server, { order_id: unpaid.order_id })
    assert.deepEqual([status, error.code], [409, 'NO_PAYMENTS_FOR_ORDER'])
  })

  it('a payment that did not succeed: 409 PAYMENT_INTENT_NOT_REFUNDABLE', async () => {
    const made = await server.call('POST', '/v1/payment-intents', {
      body: { amount_money: usd(1000), payment_options: ['card'] },
    })
    const { status, error } = await refund(server, { payment_intent_id: made.data.payment_intent_id })
    assert.deepEqual([status, error.code], [409, 'PAYMENT_INTENT_NOT_REFUNDABLE'])
  })

  it('all refunded already: 400 NOTHING_TO_REFUND', async () => {
    const paid = await aPaidOrder(server)
    await refunded(server, { order_id: paid.order_id })
    const { status, error } = await refund(server, { order_id: paid.order_id })
    assert.deepEqual([status, error.code], [400, 'NOTHING_TO_REFUND'])
  })

  it('in live mode: 409 MERCHANT_ONBOARDING_REQUIRED', async () => {
    const made = await server.call('POST', '/v1/orders', { body: aPlainOrder(1000), key: server.liveKey })
    const { status, error } = await server.call('POST', '/v1/refunds', {
      body: { order_id: made.data.order_id },
      key: server.liveKey,
    })
    assert.deepEqual([status, error.code], [409, 'MERCHANT_ONBOARDING_REQUIRED'])
  })

  it("another sandbox's order and payment: 404, as if they did not exist", async () => {
    const paid = await aPaidOrder(server)
    const { key } = await server.anotherSandbox()
    for (const [body, code] of [
      [{ order_id: paid.order_id }, 'ORDER_NOT_FOUND'],
      [{ payment_intent_id: paid.payment_intent_ids[0] }, 'PAYMENT_INTENT_NOT_FOUND'],
    ] as const) {
      const { status, error } = await server.call('POST', '/v1/refunds', { body, key })
      assert.deepEqual([status, error.code], [404, code])
    }
    assert.equal((await expectBooksToAgree(server, paid.order_id)).refunded, 0)
  })
})
