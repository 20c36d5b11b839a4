import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import * as fc from 'fast-check'
import { startTestServer } from '../../../../test/support/server.ts'
import {
  aPaidIntent,
  aPaidOrder,
  aSplitOrder,
  afterMs,
  createOrder,
  expectBooksToAgree,
  pay,
  readOrder,
  readRefund,
  refund,
  usd,
} from './a-paid-order.ts'

const server = await startTestServer()
const refusals = ['AMOUNT_EXCEEDS_REFUNDABLE', 'NOTHING_TO_REFUND']

const sumOf = (answers: Awaited<ReturnType<typeof refund>>[]) => {
  for (const { status, error } of answers)
    assert.ok(status === 201 || (status === 400 && refusals.includes(error.code)), `${status} ${error?.code}`)
  return answers.reduce((sum, { data }) => sum + (data?.amount_money.amount ?? 0), 0)
}

describe('64 refunds at once', () => {
  it('of one order give back all of it and no more', async () => {
    const { order_id } = await aPaidOrder(server, { amount: 1000 })
    const answers = await Promise.all(
      Array.from({ length: 64 }, () => refund(server, { order_id, amount_money: usd(100) })),
    )
    assert.equal(sumOf(answers), 1000)
    assert.equal((await expectBooksToAgree(server, order_id)).refunded, 1000)
  })

  it('by order and by payment mixed, over two legs, while the worker fails some', async () => {
    const { order, intentIds } = await aSplitOrder(server, [
      { amount: 4000, token: 'tok_visa' },
      { amount: 6000, token: 'tok_visa' },
    ])
    const targets = [{ order_id: order.order_id }, ...intentIds.map((id) => ({ payment_intent_id: id }))]
    const asked = Array.from({ length: 64 }, (_, at) =>
      refund(server, {
        ...targets[at % 3],
        amount_money: usd(200 + 37 * (at % 7)),
        ...(at % 4 === 0 ? { metadata: { simulate_refund: 'failed' } } : {}),
      }),
    )
    const finishing = (async () => {
      for (let round = 0; round < 5; round++) await afterMs(server)
    })()
    const answers = await Promise.all(asked)
    await finishing
    sumOf(answers)
    await expectBooksToAgree(server, order.order_id)
    for (let round = 0; round < 3; round++) await afterMs(server)
    const ended = await Promise.all(
      answers.filter(({ data }) => data).map(({ data }) => readRefund(server, data.refund_id)),
    )
    assert.deepEqual(new Set(ended.map((one) => one.status)), new Set(['failed', 'succeeded']))
    const stands = ended.filter((one) => one.status === 'succeeded')
    assert.equal(
      (await expectBooksToAgree(server, order.order_id)).refunded,
      stands.reduce((sum, one) => sum + one.amount_money.amount, 0),
    )
  })

  it('by amount, unit, fee, flat tax and tender at once: all of it comes back, and no more', async () => {
    const percent = {
      taxable: true,
      calculation: {
        mode: 'external',
        components: [{ type: 'percentage', percent: 8.25, tax_type: 'sales_tax' }],
      },
    }
    const made = await createOrder(server, {
      line_items: [{ name: 'Cup', quantity: 7, unit_price_money: usd(333), tax: percent }],
      charges: [
        { type: 'service_fee', name: 'Service', percent: 3, calculation_basis: 'subtotal_pre_discount' },
      ],
      tax: {
        enabled: true,
        calculation: {
          mode: 'external',
          components: [{ type: 'flat_amount', flat_money: usd(29), tax_type: 'retail_delivery_fee' }],
        },
      },
      requested_tip: { amount_money: usd(150) },
    })
    const { order_id, line_items, charges, tax, payment_intent_ids } = await pay(server, made.order_id)
    const { tax_breakdown_id } = tax.tax_breakdowns.at(-1)
    const targets = [
      { amount_money: usd(61) },
      { line_items: [{ order_line_item_id: line_items[0].order_line_item_id, quantity: 1 }] },
      { charges: [{ order_charge_id: charges[0].order_charge_id, amount_money: usd(13) }] },
      { tax_breakdown_refunds: [{ tax_breakdown_id, amount_money: usd(29) }] },
      {
        tender_allocations: [
          { tender_type: 'payment_intent', payment_intent_id: payment_intent_ids[0], amount_money: usd(47) },
        ],
      },
    ]
    const answers = await Promise.all(
      Array.from({ length: 64 }, (_, at) => refund(server, { order_id, ...targets[at % targets.length] })),
    )
    for (const { status, error } of answers) assert.ok(status === 201 || status === 400, error?.code)
    const { paid } = await expectBooksToAgree(server, order_id)
    await refund(server, { order_id })
    assert.equal((await expectBooksToAgree(server, order_id)).refunded, paid)
    const order = await readOrder(server, order_id)
    assert.ok(order.line_items[0].refunded_quantity <= 7)
    assert.ok(order.charges[0].refunded_money.amount <= order.charges[0].total_money.amount)
  })

  it('of one payment without an order', async () => {
    const { payment_intent_id } = await aPaidIntent(server, 1000)
    const answers = await Promise.all(
      Array.from({ length: 64 }, () => refund(server, { payment_intent_id, amount_money: usd(90) })),
    )
    assert.equal(sumOf(answers), 990)
  })
})

describe('any amounts at once', () => {
  it('never give back more than was captured', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 50, max: 5000 }),
        fc.array(fc.integer({ min: 1, max: 3000 }), { minLength: 2, maxLength: 16 }),
        async (amount, asked) => {
          const { order_id } = await aPaidOrder(server, { amount })
          const answers = await Promise.all(
            asked.map((part) => refund(server, { order_id, amount_money: usd(part) })),
          )
          const { refunded, paid } = await expectBooksToAgree(server, order_id)
          assert.deepEqual([paid, refunded], [amount, sumOf(answers)])
        },
      ),
      { numRuns: 15 },
    )
  })
})
