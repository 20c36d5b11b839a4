import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { addKey, environmentOf } from '../../../../../test/support/add-key.ts'
import { startTestServer } from '../../../../../test/support/server.ts'
import {
  aLine,
  manual,
  money,
  orderCalls,
  paidOf,
  pricesOf,
  said,
  salesTax,
  usd,
} from '../order-calls.fixture.ts'

const server = await startTestServer()
const orders = orderCalls(server)
const { send, done, anOrder, read, aPaidOrder, aLeg, leg, confirmed, aChallenge, aBuyer, expectRefusal } =
  orders
const missing = 'ord_01J8EXAMPLE00000000000001'
const update = (id: string, body: unknown, options = {}) => send('PATCH', `/${id}`, body, options)
const updated = (id: string, body: unknown, options = {}) => done('PATCH', `/${id}`, body, options)

describe('getOrder', () => {
  it('200: by default without its payment intents, with expand beside their ids', async () => {
    const order = await aPaidOrder(1000)
    const plain = await read(order.order_id)
    assert.equal(plain.payment_intents, undefined)
    const { data } = await send('GET', `/${order.order_id}?expand=payment_intents`)
    const { payment_intents: intents, ...rest } = data
    assert.deepEqual(rest, plain)
    assert.deepEqual(
      intents.map((intent: any) => [intent.payment_intent_id, intent.captured_money]),
      [[order.payment_intent_ids[0], usd(1000)]],
    )
  })

  it('200: an expanded order without payments has an empty list', async () => {
    const { order_id: id } = await anOrder()
    assert.deepEqual(
      (await send('GET', `/${id}?expand=payment_intents,payment_intents`)).data.payment_intents,
      [],
    )
  })

  it('200: which status it has is a matter of the version asked for', async () => {
    const { order_id: id } = await aPaidOrder()
    const statusIn = async (version: string) =>
      (await read(id, { headers: { 'Flint-Version': version } })).status
    assert.deepEqual([(await read(id)).status, await statusIn('2026-02-01')], ['paid', 'paid'])
    assert.equal(await statusIn('2026-09-07'), 'open')
  })

  it('400 INVALID_EXPAND, 400 EXPANSION_LIMIT_EXCEEDED', async () => {
    const { order_id: id } = await anOrder()
    assert.deepEqual(said(await send('GET', `/${id}?expand=merchant`)), [400, 'INVALID_EXPAND', 'expand'])
    const paths = Array.from({ length: 11 }, (_, index) => `path_${index}`).join()
    const tooMany = await send('GET', `/${id}?expand=${paths}`)
    assert.deepEqual(said(tooMany), [400, 'EXPANSION_LIMIT_EXCEEDED', 'expand'])
    assert.equal(tooMany.error.limit, 10)
  })

  it('403 INSUFFICIENT_SCOPE: the expanded resource has a scope of its own', async () => {
    const { order_id: id } = await anOrder()
    const environmentId = await environmentOf(server.services, server.seeded.sandboxId)
    const { key } = await addKey(server.services, environmentId, { scopes: ['commerce.orders.read'] })
    assert.equal((await send('GET', `/${id}`, undefined, { key })).status, 200)
    const { status, error } = await send('GET', `/${id}?expand=payment_intents`, undefined, { key })
    assert.deepEqual(
      [status, error.code, error.missing_scopes],
      [403, 'INSUFFICIENT_SCOPE', ['payments.payment_intents.read']],
    )
  })

  it('404 ORDER_NOT_FOUND: unknown, of another sandbox, of live mode', async () => {
    const { order_id: id } = await anOrder()
    const { key } = await server.anotherSandbox()
    for (const answer of [
      await send('GET', `/${missing}`),
      await send('GET', '/nonsense'),
      await send('GET', `/${id}`, undefined, { key }),
      await send('GET', `/${id}`, undefined, { key: server.liveKey }),
    ])
      assert.deepEqual(said(answer), [404, 'ORDER_NOT_FOUND', 'order_id'])
  })
})

describe('updateOrder 200', () => {
  it('notes, reference and metadata: prices stay, the revision grows by one', async () => {
    const order = await anOrder(1000, { buyer_note: 'a', metadata: { kept: '1', gone: '2', changed: '3' } })
    server.clock.advance(1000)
    const data = await updated(order.order_id, {
      buyer_note: null,
      internal_note: 'b',
      external_reference_id: 'ref-2',
      metadata: { gone: null, changed: '4', added: '5' },
    })
    assert.deepEqual(
      [data.buyer_note, data.internal_note, data.external_reference_id, data.metadata],
      [null, 'b', 'ref-2', { kept: '1', changed: '4', added: '5' }],
    )
    assert.equal(data.order_revision, 2)
    assert.ok(data.updated_at > order.updated_at)
    assert.deepEqual(data.pricing_amounts, order.pricing_amounts)
    assert.deepEqual(await read(order.order_id), data)
    assert.deepEqual((await updated(order.order_id, { metadata: null })).metadata, {})
  })

  it('a tip: added, replaced under the same id, removed', async () => {
    const { order_id: id } = await anOrder(1000)
    const added = await updated(id, { requested_tip: { percent: 15 } })
    assert.deepEqual(
      [pricesOf(added).requested_tip, pricesOf(added).total, paidOf(added)],
      [150, 1150, ['unpaid', 0, 1150]],
    )
    const changed = await updated(id, { requested_tip: { amount_money: usd(75) } })
    assert.equal(changed.requested_tip.order_tip_id, added.requested_tip.order_tip_id)
    assert.deepEqual([changed.tips.length, pricesOf(changed).total], [1, 1075])
    assert.equal(changed.requested_tip.percent, undefined)
    const removed = await updated(id, { requested_tip: null })
    assert.deepEqual([removed.requested_tip, removed.tips[0].status], [null, 'canceled'])
    assert.deepEqual([pricesOf(removed).requested_tip, pricesOf(removed).total], [0, 1000])
    const again = await updated(id, { requested_tip: null })
    assert.deepEqual(again.pricing_amounts, removed.pricing_amounts)
  })

  it('a percentage of tip follows the goods', async () => {
    const { order_id: id } = await anOrder(1000, { requested_tip: { percent: 10 } })
    const data = await done('POST', `/${id}/line-items`, { line_items: [aLine(500)] })
    assert.deepEqual([pricesOf(data).requested_tip, pricesOf(data).total], [150, 1650])
    const less = await done('POST', `/${id}/discounts`, { discount: manual(1000) })
    assert.deepEqual([pricesOf(less).requested_tip, pricesOf(less).total], [50, 550])
  })

  it('tax: switched off and on again; what is not sent stays', async () => {
    const { order_id: id } = await anOrder(1000, { line_items: [aLine(1000, { tax: salesTax(10) })] })
    assert.equal(pricesOf(await updated(id, { tax: { enabled: false } })).total, 1000)
    const flat = { flat_money: usd(28), tax_type: 'retail_delivery_fee' }
    const on = await updated(id, {
      tax: { enabled: true, calculation: { mode: 'external', components: [flat] } },
    })
    assert.deepEqual([pricesOf(on).tax, pricesOf(on).total], [128, 1128])
    const located = await updated(id, {
      tax: { location: { address: { postal_code: '94103', country: 'US' }, address_source: 'provided' } },
    })
    assert.deepEqual([pricesOf(located).tax, located.tax.location.address.postal_code], [128, '94103'])
  })

  it('a right order_revision is taken', async () => {
    const { order_id: id, order_revision: revision } = await anOrder()
    assert.equal(
      (await updated(id, { buyer_note: 'x', order_revision: revision })).order_revision,
      revision + 1,
    )
  })

  it('an unconfirmed payment follows the new price', async () => {
    const { order_id: id } = await anOrder(1000)
    const intentId = await aLeg(id)
    await updated(id, { requested_tip: { amount_money: usd(100) } })
    const { amount_money: amount, tip_money: tip } = await leg(intentId)
    assert.deepEqual([amount, tip], [usd(1100), usd(100)])
  })

  it('notes may change while a payment runs and after closing', async () => {
    const { orderId } = await aChallenge()
    assert.equal((await updated(orderId, { internal_note: 'waiting' })).internal_note, 'waiting')
    const { order_id: closed } = await anOrder()
    await done('POST', `/${closed}/close`, {})
    assert.equal((await updated(closed, { internal_note: 'done' })).internal_note, 'done')
  })
})

describe('updateOrder refuses', () => {
  for (const [what, body, code, param] of [
    ['an empty body', {}, 'NO_FIELDS_TO_UPDATE', undefined],
    ['a revision alone', { order_revision: 1 }, 'NO_FIELDS_TO_UPDATE', undefined],
    ['a tip without a value', { requested_tip: {} }, 'INVALID_TIP', 'requested_tip'],
    [
      'a tip with two values',
      { requested_tip: { percent: 1, amount_money: usd(1) } },
      'INVALID_TIP',
      'requested_tip',
    ],
    [
      'a tip of half a per cent',
      { requested_tip: { percent: 0.5 } },
      'INVALID_TIP_PERCENT',
      'requested_tip.percent',
    ],
    [
      'a tip of 0',
      { requested_tip: { amount_money: usd(0) } },
      'INVALID_TIP_AMOUNT',
      'requested_tip.amount_money.amount',
    ],
    [
      'a tip in euros',
      { requested_tip: { amount_money: money('EUR')(100) } },
      'CURRENCY_MISMATCH',
      'requested_tip.amount_money.currency',
    ],
    [
      'a tip in a currency that is none',
      { requested_tip: { amount_money: money('XYZ')(100) } },
      'UNSUPPORTED_CURRENCY',
      'requested_tip.amount_money.currency',
    ],
    [
      'a tip above the limit',
      { requested_tip: { amount_money: usd(100_001) } },
      'TIP_LIMIT_EXCEEDED',
      'requested_tip',
    ],
    ['an unknown customer', { customer_id: 'cus_1' }, 'CUSTOMER_NOT_FOUND', 'customer_id'],
    ['null metadata values that are no text', { metadata: { a: 1 } }, 'INVALID_FIELD_TYPE', 'metadata.a'],
    ['prices', { pricing_amounts: {} }, 'UNKNOWN_FIELD', 'pricing_amounts'],
    [
      'a stale revision',
      { buyer_note: 'x', order_revision: 7 },
      'ORDER_CHANGED_REFRESH_REQUIRED',
      'order_revision',
    ],
  ] as const) {
    it(`${what}: ${code}`, async () => {
      const { order_id: id } = await anOrder()
      const status = code.endsWith('NOT_FOUND') ? 404 : code.endsWith('REFRESH_REQUIRED') ? 409 : 400
      const args = param === undefined ? ([status, code] as const) : ([status, code, param] as const)
      await expectRefusal(id, () => update(id, body), args)
    })
  }

  it('a stale revision says which one is right', async () => {
    const { order_id: id } = await anOrder()
    await updated(id, { buyer_note: 'a' })
    const { error } = await update(id, { buyer_note: 'b', order_revision: 1 })
    assert.equal(error.current_version, 2)
  })

  it('amounts that cannot be counted: 400 AMOUNT_TOO_LARGE', async () => {
    const line = aLine(999_999_999_999, { quantity: 9000 })
    const { order_id: id } = await anOrder(1, { line_items: [line] })
    await expectRefusal(id, () => update(id, { requested_tip: { percent: 50 } }), [400, 'AMOUNT_TOO_LARGE'])
  })

  it('404 ORDER_NOT_FOUND', async () => {
    assert.deepEqual(said(await update(missing, { buyer_note: 'x' })), [404, 'ORDER_NOT_FOUND', 'order_id'])
  })

  it('409 ORDER_CLOSED: a tip or tax of a closed order', async () => {
    const { order_id: id } = await anOrder()
    await done('POST', `/${id}/close`, {})
    for (const body of [
      { requested_tip: { percent: 10 } },
      { requested_tip: null },
      { tax: { enabled: true } },
    ]) {
      const error = await expectRefusal(id, () => update(id, body), [409, 'ORDER_CLOSED'])
      assert.equal(error.current_status, 'closed')
    }
  })

  it('409 ORDER_PAYMENT_ATTEMPT_ACTIVE: prices, while a payment waits for the buyer', async () => {
    const { orderId, attemptId } = await aChallenge()
    for (const body of [{ requested_tip: { percent: 10 } }, { tax: { enabled: true } }]) {
      const error = await expectRefusal(orderId, () => update(orderId, body), [
        409,
        'ORDER_PAYMENT_ATTEMPT_ACTIVE',
      ])
      assert.equal(error.payment_attempt_id, attemptId)
    }
  })

  it('409 ORDER_TOTAL_BELOW_NET_COLLECTED: tax switched off after it was paid', async () => {
    const { order_id: id } = await aPaidOrder(1000, { line_items: [aLine(1000, { tax: salesTax(10) })] })
    const error = await expectRefusal(id, () => update(id, { tax: { enabled: false } }), [
      409,
      'ORDER_TOTAL_BELOW_NET_COLLECTED',
    ])
    assert.deepEqual([error.current_money, error.submitted_money], [usd(1100), usd(1000)])
  })

  it('409 ORDER_TOTAL_BELOW_NET_COLLECTED: a tip removed of which part was paid', async () => {
    const { order_id: id } = await anOrder(1000, { requested_tip: { amount_money: usd(200) } })
    const intentId = await aLeg(id, 1100)
    await confirmed(id, [[intentId, 'tok_visa']], { completion_behavior: 'partial_payment' })
    await expectRefusal(id, () => update(id, { requested_tip: null }), [
      409,
      'ORDER_TOTAL_BELOW_NET_COLLECTED',
    ])
  })
})

describe('updateOrder by a buyer', () => {
  it('200: a note, and a tip where tips are on; the merchant’s own notes are not shown', async () => {
    const { orderId: id, as } = await aBuyer({ tip: { enabled: true } })
    await updated(id, { internal_note: 'secret' })
    const data = await updated(id, { buyer_note: 'Ring twice', requested_tip: { percent: 20 } }, as)
    assert.deepEqual([data.buyer_note, pricesOf(data).total], ['Ring twice', 1200])
    assert.deepEqual(
      [data.internal_note, data.metadata, data.closed_reason],
      [undefined, undefined, undefined],
    )
  })

  it('400 CHECKOUT_ORDER_UPDATE_FIELD_NOT_ALLOWED, 400 CHECKOUT_TIPPING_DISABLED', async () => {
    const { orderId: id, as } = await aBuyer()
    await expectRefusal(id, () => update(id, { internal_note: 'x' }, as), [
      400,
      'CHECKOUT_ORDER_UPDATE_FIELD_NOT_ALLOWED',
      'internal_note',
    ])
    await expectRefusal(id, () => update(id, { requested_tip: { percent: 20 } }, as), [
      400,
      'CHECKOUT_TIPPING_DISABLED',
      'requested_tip',
    ])
  })
})
