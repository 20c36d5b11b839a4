import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { startTestServer } from '../../../../../test/support/server.ts'
import {
  aPaidIntent,
  aPaidOrder,
  aSplitOrder,
  expectBooksToAgree,
  newKey,
  readOrder,
  refund,
  refunded,
  theExampleOrderPaid,
  usd,
} from '../a-paid-order.ts'

const server = await startTestServer()
const dayMs = 24 * 60 * 60 * 1000

const tender = (payment_intent_id: string, amount: number, more: object = {}) => ({
  tender_type: 'payment_intent',
  payment_intent_id,
  amount_money: usd(amount),
  ...more,
})
const aSplit = () =>
  aSplitOrder(server, [
    { amount: 4000, token: 'tok_visa' },
    { amount: 6000, token: 'tok_visa' },
  ])
const legsOf = (made: any) =>
  made.payment_refunds.map((leg: any) => [leg.payment_intent_id, leg.amount_money.amount])

describe('201 with tender_allocations', () => {
  it('takes from each payment what it says, oldest or newest, and shows it', async () => {
    const { order, intentIds } = await aSplit()
    const [a, b] = intentIds as [string, string]
    const made = await refunded(server, {
      order_id: order.order_id,
      tender_allocations: [tender(a, 3000), tender(b, 100, { destination: 'original' })],
    })
    assert.deepEqual(
      [made.amount_money, legsOf(made)],
      [
        usd(3100),
        [
          [a, 3000],
          [b, 100],
        ],
      ],
    )
    assert.deepEqual(made.tender_allocations, [
      tender(a, 3000, { destination: 'original' }),
      tender(b, 100, { destination: 'original' }),
    ])
    assert.equal((await expectBooksToAgree(server, order.order_id)).refunded, 3100)
    // What is left is still all that is left.
    const rest = await refunded(server, { order_id: order.order_id })
    assert.deepEqual(
      [rest.amount_money, legsOf(rest)],
      [
        usd(6900),
        [
          [b, 5900],
          [a, 1000],
        ],
      ],
    )
    assert.deepEqual(rest.tender_allocations, [])
    await expectBooksToAgree(server, order.order_id)
  })

  it('without order_id: the payments name their order', async () => {
    const { order, intentIds } = await aSplit()
    const made = await refunded(server, { tender_allocations: [tender(intentIds[0]!, 4000)] })
    assert.deepEqual([made.order_id, legsOf(made)], [order.order_id, [[intentIds[0], 4000]]])
  })

  it('of a payment without an order', async () => {
    const { payment_intent_id } = await aPaidIntent(server, 1000)
    const made = await refunded(server, { tender_allocations: [tender(payment_intent_id, 250)] })
    assert.deepEqual([made.order_id, legsOf(made)], [null, [[payment_intent_id, 250]]])
  })

  it('of a line: the tenders come to what the line does', async () => {
    const { order_id, payment_intent_ids, line_items } = await theExampleOrderPaid(server)
    const line = { order_line_item_id: line_items[0].order_line_item_id, quantity: 1 }
    const made = await refunded(server, {
      order_id,
      line_items: [line],
      tender_allocations: [tender(payment_intent_ids[0], 2435)],
    })
    assert.deepEqual(made.amount_money, usd(2435))
    const { status, error } = await refund(server, {
      order_id,
      line_items: [line],
      tender_allocations: [tender(payment_intent_ids[0], 2400)],
    })
    assert.deepEqual([status, error.code, error.param], [400, 'INVALID_REQUEST', 'tender_allocations'])
  })

  it('everything, tip included, goods first on each payment', async () => {
    const { order_id, payment_intent_ids } = await theExampleOrderPaid(server)
    const made = await refunded(server, { tender_allocations: [tender(payment_intent_ids[0], 7557)] })
    assert.deepEqual([made.amount_money, made.refunded_tip_money], [usd(7557), usd(837)])
    const order = await readOrder(server, order_id)
    assert.deepEqual(
      order.line_items.map((line: any) => line.refunded_quantity),
      [2, 1],
    )
  })
})

describe('refused, and nothing changes', () => {
  it('by what the payments are', async () => {
    const { order, intentIds } = await aSplit()
    const [a, b] = intentIds as [string, string]
    const other = await aPaidOrder(server)
    const alone = await aPaidIntent(server, 500)
    const place = 'tender_allocations'
    const cases: [body: Record<string, unknown>, status: number, code: string, param: string][] = [
      [
        { tender_allocations: [tender('pi_none', 1)] },
        404,
        'PAYMENT_INTENT_NOT_FOUND',
        `${place}[0].payment_intent_id`,
      ],
      [
        { tender_allocations: [tender(a, 1), tender(other.payment_intent_ids[0], 1)] },
        409,
        'PAYMENT_INTENT_ORDER_MISMATCH',
        `${place}[1].payment_intent_id`,
      ],
      [
        { tender_allocations: [tender(alone.payment_intent_id, 1), tender(a, 1)] },
        409,
        'PAYMENT_INTENT_ORDER_MISMATCH',
        `${place}[1].payment_intent_id`,
      ],
      [
        { tender_allocations: [tender(a, 1), tender(a, 1)] },
        400,
        'INVALID_REQUEST',
        `${place}[1].payment_intent_id`,
      ],
      [
        { tender_allocations: [tender(b, 1), tender(a, 4001)] },
        400,
        'AMOUNT_EXCEEDS_REFUNDABLE',
        `${place}[1].amount_money`,
      ],
      [
        { tender_allocations: [{ ...tender(a, 1), amount_money: { amount: 1, currency: 'EUR' } }] },
        400,
        'CURRENCY_MISMATCH',
        `${place}[0].amount_money.currency`,
      ],
      [{ tender_allocations: [tender(a, 1)], amount_money: usd(2) }, 400, 'INVALID_REQUEST', place],
      [
        { tender_allocations: [tender(a, 1, { destination: 'replacement' })] },
        400,
        'INVALID_REQUEST',
        `${place}[0].destination`,
      ],
      [
        { tender_allocations: [{ tender_type: 'payment_intent', amount_money: usd(1) }] },
        400,
        'FIELD_REQUIRED',
        `${place}[0].payment_intent_id`,
      ],
      [
        {
          tender_allocations: [
            { tender_type: 'gift_card_redemption', gift_card_redemption_id: 'gcr_1', amount_money: usd(1) },
          ],
        },
        404,
        'RESOURCE_NOT_FOUND',
        `${place}[0].gift_card_redemption_id`,
      ],
    ]
    for (const [body, status, code, param] of cases) {
      const { error, ...answered } = await refund(server, body)
      assert.deepEqual(
        [answered.status, error?.code, error?.param],
        [status, code, param],
        JSON.stringify(body),
      )
    }
    assert.equal((await expectBooksToAgree(server, order.order_id)).refunded, 0)
  })

  it('without a key: 400 IDEMPOTENCY_KEY_REQUIRED, for gift card loads too', async () => {
    const { intentIds } = await aSplit()
    for (const body of [{ tender_allocations: [tender(intentIds[0]!, 1)] }, { gift_card_load_id: 'gcl_1' }]) {
      const { status, error } = await server.call('POST', '/v1/refunds', { body })
      assert.deepEqual(
        [status, error.code, error.param],
        [400, 'IDEMPOTENCY_KEY_REQUIRED', 'Idempotency-Key'],
      )
    }
  })
})

describe('the key of such a refund', () => {
  it('is remembered for ever: a year later the same call is answered with the same refund', async () => {
    const { order, intentIds } = await aSplit()
    const body = { tender_allocations: [tender(intentIds[0]!, 100)] }
    const key = newKey()
    const first = await refund(server, body, key)
    server.clock.advance(365 * dayMs)
    const again = await refund(server, body, key)
    assert.deepEqual([again.status, again.data], [201, first.data])
    const other = await refund(server, { tender_allocations: [tender(intentIds[0]!, 200)] }, key)
    assert.deepEqual([other.status, other.error.code], [409, 'IDEMPOTENCY_KEY_REUSED'])
    assert.equal((await expectBooksToAgree(server, order.order_id)).refunded, 100)
  })
})
