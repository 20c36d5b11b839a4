import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { startTestServer } from '../../../../test/support/server.ts'
import {
  aLine,
  exampleOrder,
  newKey,
  orderCalls,
  paidOf,
  pricesOf,
  said,
  salesTax,
  settlementOf,
  usd,
} from './order-calls.fixture.ts'

/** The worked examples of the contract, with its numbers, through the API. */

const server = await startTestServer()
const orders = orderCalls(server)
const { send, done, anOrder, read, pay, paid, aLeg, leg, confirmed, resumed, aChallenge, answerChallenge } =
  orders

const totalsOf = (parts: any[]) => parts.map((part) => part.total_money.amount)
const newer = { headers: { 'Flint-Version': '2026-09-07' } }
const refund = async (body: object) => {
  const { status, data, json } = await server.call('POST', '/v1/refunds', { body, idempotencyKey: newKey() })
  assert.equal(status, 201, JSON.stringify(json))
  return data
}

describe('flint-commerce 4.12: prices', () => {
  it('before payment', async () => {
    const order = await anOrder(1, exampleOrder)
    assert.deepEqual(pricesOf(order), {
      subtotal: 6200,
      discount: 620,
      charge: 666,
      tax: 474,
      requested_tip: 837,
      total: 7557,
    })
    assert.deepEqual(
      order.line_items.map((line: any) => [
        line.subtotal_money.amount,
        line.discount_money.amount,
        line.tax_money.amount,
      ]),
      [
        [5000, 500, 371],
        [1200, 120, 89],
      ],
    )
    assert.deepEqual(
      order.charges.map((charge: any) => [charge.applied_money.amount, charge.tax_money.amount]),
      [
        [167, 14],
        [499, 0],
      ],
    )
    const parts = [...totalsOf(order.line_items), ...totalsOf(order.charges)]
    assert.deepEqual(parts, [4871, 1169, 181, 499])
    assert.equal(
      parts.reduce((sum, part) => sum + part, 837),
      7557,
    )
    assert.deepEqual(settlementOf(order), {
      paid: 0,
      refunded: 0,
      net_collected: 0,
      outstanding: 7557,
      balance: 7557,
      credit: 0,
      settled_tip: 0,
    })
  })

  it('after one succeeded leg, then refunds of one shirt and of the rest', async () => {
    const { order_id: id } = await anOrder(1, exampleOrder)
    const { order, payment_attempt: attempt } = await paid(id)
    const [part] = attempt.payment_intents
    assert.deepEqual([part.amount_money, part.tip_money], [usd(7557), usd(837)])
    const settled = { paid: 7557, outstanding: 0, balance: 0, credit: 0, settled_tip: 837 }
    assert.deepEqual(settlementOf(order), { ...settled, refunded: 0, net_collected: 7557 })
    assert.deepEqual([order.payment_status, order.status], ['paid', 'paid'])
    assert.deepEqual([order.applied_discounts[0].status, order.tips[0].status], ['redeemed', 'settled'])

    const shirt = { order_line_item_id: order.line_items[0].order_line_item_id, quantity: 1 }
    assert.deepEqual((await refund({ order_id: id, line_items: [shirt] })).amount_money, usd(2435))
    const partly = await read(id)
    assert.deepEqual(settlementOf(partly), { ...settled, refunded: 2435, net_collected: 5122 })
    assert.equal(partly.refund_status, 'partially_refunded')

    assert.deepEqual((await refund({ order_id: id })).amount_money, usd(5122))
    const wholly = await read(id)
    assert.deepEqual(settlementOf(wholly), { ...settled, refunded: 7557, net_collected: 0 })
    assert.equal(wholly.refund_status, 'refunded')
  })
})

describe('flint-platform 26: the status of an order, by version', () => {
  const statusesOf = async (id: string) => {
    const [older, current] = [await read(id), await read(id, newer)]
    // The axes are sent always, and do not depend on the version.
    assert.deepEqual({ ...current, status: older.status }, older)
    return [older.status, current.status]
  }

  it('open, paid, partly refunded, refunded in one word before; open after', async () => {
    const { order_id: id } = await anOrder(1000)
    assert.deepEqual(await statusesOf(id), ['open', 'open'])
    await paid(id)
    assert.deepEqual(await statusesOf(id), ['paid', 'open'])
    await refund({ order_id: id, amount_money: usd(400) })
    assert.deepEqual(await statusesOf(id), ['partially_refunded', 'open'])
    await refund({ order_id: id })
    assert.deepEqual(await statusesOf(id), ['refunded', 'open'])
    await done('POST', `/${id}/close`, {})
    assert.deepEqual(await statusesOf(id), ['refunded', 'closed'])
  })

  it('partly paid is open in both; closed without money is closed in both', async () => {
    const { order_id: id } = await anOrder(1000)
    await confirmed(id, [[await aLeg(id, 400), 'tok_visa']], { completion_behavior: 'partial_payment' })
    assert.deepEqual(await statusesOf(id), ['open', 'open'])
    const { order_id: unpaid } = await anOrder(1000)
    await done('POST', `/${unpaid}/close`, {})
    assert.deepEqual(await statusesOf(unpaid), ['closed', 'closed'])
  })

  it('writes answer in the version asked for, which the answer names', async () => {
    const { order_id: id } = await anOrder(1000)
    const { data, headers } = await pay(id, 'tok_visa', {}, newer)
    assert.deepEqual([data.order.status, headers.get('Flint-Version')], ['open', '2026-09-07'])
    const older = await send('GET', `/${id}`)
    assert.deepEqual([older.data.status, older.headers.get('Flint-Version')], ['paid', '2026-02-01'])
  })
})

describe('flint-commerce 5.8', () => {
  it('split payment: 4000, then 6000 declined, then 6000 with another card', async () => {
    const { order_id: id } = await anOrder(10_000)
    const a = await aLeg(id, 4000)
    const first = await confirmed(id, [[a, 'tok_visa']], { completion_behavior: 'partial_payment' })
    assert.deepEqual(
      [first.payment_attempt.status, ...paidOf(first.order)],
      ['succeeded', 'partially_paid', 4000, 6000],
    )
    const b = await aLeg(id, 6000)
    const before = await read(id)
    const second = await confirmed(id, [[b, 'tok_chargeDeclinedInsufficientFunds']])
    assert.deepEqual(
      [second.payment_attempt.status, second.payment_attempt.failure_code],
      ['failed', 'insufficient_funds'],
    )
    assert.equal((await leg(b)).status, 'requires_payment_method')
    const { order_revision: _a, updated_at: _b, ...unchanged } = before
    const { order_revision: _c, updated_at: _d, ...after } = second.order
    assert.deepEqual(after, unchanged)
    const third = await confirmed(id, [[b, 'tok_mastercard']])
    assert.deepEqual(paidOf(third.order), ['paid', 10_000, 0])
  })

  it('manual capture: hold 5000, capture 3000', async () => {
    const { orderId, intentId, order, attempt } = await orders.aHold(5000)
    assert.equal(attempt.status, 'requires_capture')
    assert.deepEqual(paidOf(order), ['unpaid', 0, 5000])
    const held = await leg(intentId)
    assert.deepEqual(
      [held.status, held.authorized_money, held.capturable_money],
      ['requires_capture', usd(5000), usd(5000)],
    )
    assert.deepEqual(order.authorization_amounts, {
      authorized_money: usd(5000),
      capturable_money: usd(5000),
      expires_at: held.authorization_expires_at,
    })
    assert.equal(Date.parse(held.authorization_expires_at) - Date.parse(held.authorized_at), 7 * 86_400_000)
    const data = await done('POST', `/${orderId}/payment-intents/${intentId}/capture`, {
      amount_money: usd(3000),
    })
    const { captured_money: captured, released_money: released, status } = data.payment_intent
    assert.deepEqual([status, captured, released], ['succeeded', usd(3000), usd(2000)])
    assert.deepEqual(paidOf(data.order), ['partially_paid', 3000, 2000])
  })

  it('3-D Secure: the buyer passes', async () => {
    const { orderId, attemptId, order, attempt } = await aChallenge(5000)
    assert.deepEqual([attempt.pending_actions.length, order.payment_status], [1, 'unpaid'])
    await answerChallenge(attempt, 'completed')
    const data = await resumed(orderId, attemptId)
    assert.deepEqual([data.payment_attempt.status, data.order.status], ['succeeded', 'paid'])
  })

  it('3-D Secure: the buyer fails', async () => {
    const { orderId, attemptId, attempt } = await aChallenge(5000)
    await answerChallenge(attempt, 'failed')
    const data = await resumed(orderId, attemptId)
    assert.deepEqual(
      [data.payment_attempt.status, data.payment_attempt.failure_code, ...paidOf(data.order)],
      ['failed', 'authentication_required', 'unpaid', 0, 5000],
    )
  })
})

describe('flint-commerce 6.6: an intent follows its order', () => {
  it('5500/500, 5750/750, 7049/750, 4049/750', async () => {
    const { order_id: id } = await anOrder(5000, { requested_tip: { amount_money: usd(500) } })
    const intentId = await aLeg(id)
    const amountsOf = async () => {
      const { amount_money: amount, tip_money: tip } = await leg(intentId)
      return [amount.amount, tip.amount]
    }
    assert.deepEqual(await amountsOf(), [5500, 500])
    await done('PATCH', `/${id}`, { requested_tip: { amount_money: usd(750) } })
    assert.deepEqual(await amountsOf(), [5750, 750])
    await done('POST', `/${id}/line-items`, { line_items: [aLine(1200, { tax: salesTax(8.25) })] })
    assert.deepEqual(await amountsOf(), [7049, 750])
    const other = await aLeg(id, 3000)
    await confirmed(id, [[other, 'tok_visa']], { completion_behavior: 'partial_payment' })
    assert.deepEqual(await amountsOf(), [4049, 750])
    const { order } = await confirmed(id, [[intentId, 'tok_visa']])
    assert.deepEqual([...paidOf(order), settlementOf(order).settled_tip], ['paid', 7049, 0, 750])
  })
})

describe('flint-commerce 18.3: server-side pay with 3-D Secure', () => {
  it('the five steps', async () => {
    const { order_id: id } = await anOrder(5000)
    const k1 = { idempotencyKey: newKey() }
    const first = (await pay(id, 'tok_threeDSecureRequired', {}, k1)).data.payment_attempt
    assert.deepEqual([first.status, first.pending_actions.length], ['requires_action', 1])
    const again = (await pay(id, 'tok_threeDSecureRequired', {}, k1)).data.payment_attempt
    assert.deepEqual(again, first)
    const before = await read(id)
    const tip = await send('PATCH', `/${id}`, { requested_tip: { percent: 10 } })
    assert.deepEqual(said(tip).slice(0, 2), [409, 'ORDER_PAYMENT_ATTEMPT_ACTIVE'])
    assert.deepEqual(await read(id), before)
    await answerChallenge(first, 'completed')
    const { order, payment_attempt: ended } = await resumed(id, first.order_payment_attempt_id)
    assert.deepEqual([ended.status, order.status, ...paidOf(order)], ['succeeded', 'paid', 'paid', 5000, 0])
  })
})

describe('flint-commerce 18.4: hold, part capture, refund', () => {
  const heldAndPartCaptured = async () => {
    const { orderId, intentId, order } = await orders.aHold(20_000)
    assert.equal(order.authorization_amounts.authorized_money.amount, 20_000)
    const data = await done('POST', `/${orderId}/payment-intents/${intentId}/capture`, {
      amount_money: usd(15_000),
    })
    assert.deepEqual(
      [data.payment_intent.captured_money, data.payment_intent.released_money],
      [usd(15_000), usd(5000)],
    )
    assert.deepEqual(paidOf(data.order), ['partially_paid', 15_000, 5000])
    return orderId
  }

  it('refunding the 15000: net 0, refunded, and still partly paid', async () => {
    const id = await heldAndPartCaptured()
    await refund({ order_id: id, amount_money: usd(15_000) })
    const order = await read(id)
    const { refunded, net_collected: net } = settlementOf(order)
    assert.deepEqual(
      [refunded, net, order.refund_status, order.payment_status],
      [15_000, 0, 'refunded', 'partially_paid'],
    )
  })

  it('the missing 5000 with a second leg, or the order closed as it is', async () => {
    const id = await heldAndPartCaptured()
    const second = await aLeg(id, 5000)
    assert.deepEqual(paidOf((await confirmed(id, [[second, 'tok_visa']])).order), ['paid', 20_000, 0])
    const other = await heldAndPartCaptured()
    const closed = await done('POST', `/${other}/close`, {})
    assert.deepEqual(paidOf(closed), ['partially_paid', 15_000, 5000])
  })
})

describe('flint-commerce 18.5: an order changed while a session is open', () => {
  it('3000 grows to 3800: the session is invalidated, a second one asks for 3800', async () => {
    const { order_id: id } = await anOrder(3000)
    const open = () => server.call('POST', '/v1/checkout-sessions', { body: { order_id: id } })
    const first = await open()
    await done('POST', `/${id}/line-items`, { line_items: [aLine(800)] })
    const { data } = await server.call('GET', `/v1/checkout-sessions/${first.data.checkout_session_id}`)
    assert.deepEqual([data.status, data.terminal_reason], ['invalidated', 'order_mutated'])
    assert.equal((await open()).status, 201)
    const order = await read(id)
    assert.deepEqual([order.checkout_session_ids.length, ...paidOf(order)], [2, 'unpaid', 0, 3800])
  })
})
