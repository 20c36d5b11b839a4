import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { startTestServer } from '../../../../../test/support/server.ts'
import {
  afterMs,
  expectBooksToAgree,
  readOrder,
  refund,
  refunded,
  theExampleOrderPaid,
  usd,
} from '../a-paid-order.ts'

const server = await startTestServer()

/** The shirts of flint-commerce 4.12: 2500 - 250 + 185 = 2435 for one. */
const aShirt = async () => {
  const { order_id, line_items } = await theExampleOrderPaid(server)
  return { order_id, shirt: line_items[0].order_line_item_id, mug: line_items[1].order_line_item_id }
}
const adjustment = (adjustment_type: string, amount: number, more: object = {}) => ({
  adjustment_type,
  amount_money: usd(amount),
  reason: 'Opened',
  ...more,
})
const oneShirt = (order_id: string, shirt: string, ...refund_adjustments: object[]) => ({
  order_id,
  line_items: [{ order_line_item_id: shirt, quantity: 1, refund_adjustments }],
})
const giveBack = (order_id: string, line: string, id: string, amount: number, more: object = {}) => ({
  order_id,
  line_items: [
    {
      order_line_item_id: line,
      adjustment_refunds: [{ refund_line_item_adjustment_id: id, amount_money: usd(amount) }],
      ...more,
    },
  ],
})
const idOf = (made: any, at = 0): string =>
  made.line_item_allocations[0].adjustments[at].refund_line_item_adjustment_id

describe('refund_adjustments', () => {
  for (const [type, appliesTo] of [
    ['restocking_fee', 'total'],
    ['withheld_amount', 'total'],
    ['refund_adjustment', 'total'],
    ['tax_adjustment', 'tax'],
  ] as const)
    it(`201 ${type}: so much less goes back, and it is shown`, async () => {
      const { order_id, shirt } = await aShirt()
      const made = await refunded(server, oneShirt(order_id, shirt, adjustment(type, 100)))
      assert.deepEqual(made.amount_money, usd(2335))
      assert.deepEqual(made.line_item_allocations[0].adjustments, [
        {
          refund_line_item_adjustment_id: idOf(made),
          ...adjustment(type, 100, { applies_to: appliesTo }),
        },
      ])
      await expectBooksToAgree(server, order_id)
    })

  it('201: several together, each within what it is taken from', async () => {
    const { order_id, shirt } = await aShirt()
    const made = await refunded(
      server,
      oneShirt(
        order_id,
        shirt,
        adjustment('restocking_fee', 2250, { applies_to: 'subtotal' }),
        adjustment('tax_adjustment', 184),
      ),
    )
    assert.deepEqual(made.amount_money, usd(1))
    for (const [kept, most] of [
      [adjustment('restocking_fee', 2251, { applies_to: 'subtotal' }), 2250],
      [adjustment('tax_adjustment', 187), 186],
    ] as const) {
      const { status, error } = await refund(server, oneShirt(order_id, shirt, kept))
      assert.deepEqual(
        [status, error.code, error.maximum_money],
        [400, 'LINE_ITEM_REFUND_AMOUNT_EXCEEDS_REFUNDABLE', usd(most)],
      )
    }
  })
})

describe('adjustment_refunds', () => {
  it('201: gives back what was kept, in parts, with and without more of the line; then all is zero', async () => {
    const { order_id, shirt } = await aShirt()
    const first = await refunded(server, oneShirt(order_id, shirt, adjustment('restocking_fee', 300)))
    const id = idOf(first)
    const part = await refunded(server, giveBack(order_id, shirt, id, 100))
    assert.deepEqual([part.amount_money, part.line_item_allocations[0].quantity], [usd(100), 0])
    assert.deepEqual(part.line_item_allocations[0].adjustment_refunds, [
      { refund_line_item_adjustment_id: id, amount_money: usd(100) },
    ])
    const [line] = (await readOrder(server, order_id)).line_items
    assert.deepEqual([line.refunded_quantity, line.refunded_money], [1, usd(2235)])

    const { status, error } = await refund(server, giveBack(order_id, shirt, id, 201))
    assert.deepEqual(
      [status, error.code, error.maximum_money],
      [400, 'LINE_ITEM_REFUND_AMOUNT_EXCEEDS_REFUNDABLE', usd(200)],
    )
    const more = await refunded(server, giveBack(order_id, shirt, id, 200, { quantity: 1 }))
    assert.deepEqual(more.amount_money, usd(2436 + 200))
    // Nothing is kept any more: everything that is left is marked.
    const rest = await refunded(server, { order_id })
    assert.equal(rest.line_item_allocations.length, 1)
    assert.equal((await expectBooksToAgree(server, order_id)).refunded, 7557)
  })

  it('201: what failed to go back can go back again, and a refund that failed kept nothing', async () => {
    const { order_id, shirt } = await aShirt()
    const id = idOf(await refunded(server, oneShirt(order_id, shirt, adjustment('restocking_fee', 300))))
    await refunded(server, {
      ...giveBack(order_id, shirt, id, 300),
      metadata: { simulate_refund: 'failed' },
    })
    await afterMs(server)
    assert.deepEqual((await refunded(server, giveBack(order_id, shirt, id, 300))).amount_money, usd(300))

    const failing = await refunded(server, {
      ...oneShirt(order_id, shirt, adjustment('withheld_amount', 50)),
      metadata: { simulate_refund: 'failed' },
    })
    await afterMs(server)
    const { status, error } = await refund(server, giveBack(order_id, shirt, idOf(failing), 1))
    assert.deepEqual([status, error.code], [400, 'LINE_ITEM_REFUND_AMOUNT_EXCEEDS_REFUNDABLE'])
    await expectBooksToAgree(server, order_id)
  })

  it('refused: of another line, unknown, without id, without amount', async () => {
    const { order_id, shirt, mug } = await aShirt()
    const id = idOf(await refunded(server, oneShirt(order_id, shirt, adjustment('restocking_fee', 300))))
    const place = 'line_items[0].adjustment_refunds[0]'
    const bare = (one: object) => ({
      order_id,
      line_items: [{ order_line_item_id: shirt, adjustment_refunds: [one] }],
    })
    for (const [body, status, code, param] of [
      [giveBack(order_id, mug, id, 1), 404, 'RESOURCE_NOT_FOUND', `${place}.refund_line_item_adjustment_id`],
      [
        giveBack(order_id, shirt, 'radj_none', 1),
        404,
        'RESOURCE_NOT_FOUND',
        `${place}.refund_line_item_adjustment_id`,
      ],
      [
        bare({ amount_money: usd(1) }),
        400,
        'REFUND_LINE_ITEM_ADJUSTMENT_ID_REQUIRED',
        `${place}.refund_line_item_adjustment_id`,
      ],
      [
        bare({ refund_line_item_adjustment_id: id }),
        400,
        'REFUND_ADJUSTMENT_REFUND_AMOUNT_MONEY_REQUIRED',
        `${place}.amount_money`,
      ],
    ] as const) {
      const { error, ...answered } = await refund(server, body)
      assert.deepEqual([answered.status, error?.code, error?.param], [status, code, param])
    }
  })
})
