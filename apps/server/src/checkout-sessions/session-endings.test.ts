import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { startTestServer } from '../../../../test/support/server.ts'
import { checkoutCalls, said, usd } from './a-checkout.fixture.ts'

const server = await startTestServer()
const { create, read, order, aSession, aBuyer, close, merchantPays, afterMs, eventsOf } =
  checkoutCalls(server)
const minute = 60_000

const endOf = async (id: string) => {
  const { status, terminal_reason } = await read(id)
  return [status, terminal_reason]
}

/** A buyer whose payment waits for their bank: the attempt's id, and the bank's answer. */
const aChallengedBuyer = async (special = {}) => {
  const buyer = await aBuyer(special)
  const { json, data } = await buyer.pay('tok_threeDSecureRequired')
  const answerBank = (outcome: string) =>
    fetch(json.pending_actions[0].client_action.redirect.url, {
      method: 'POST',
      body: new URLSearchParams({ outcome }),
    })
  return { buyer, attemptId: data.payment_attempt.order_payment_attempt_id as string, answerBank }
}

describe('a session that is paid', () => {
  it('pays the example of flint-commerce 8.5: 4200 with a tip of 15 % are 4830', async () => {
    const buyer = await aBuyer({ tip: { enabled: true, tip_percent_options: [10, 15, 20] } })
    const tipped = await buyer.tip({ percent: 15 })
    assert.deepEqual(tipped.data.pricing_amounts.total_money, usd(4830))
    assert.equal((await read(buyer.sessionId)).status, 'open')
    const { data: token } = await buyer.token()
    const { data } = await buyer.pay(token.token, {
      expected_outstanding_money: usd(4830),
      buyer_contact: { email: 'ada@example.com' },
    })
    assert.equal(data.payment_attempt.status, 'succeeded')
    assert.deepEqual(await endOf(buyer.sessionId), ['paid', 'payment_succeeded'])
    const paid = await order(buyer.orderId)
    assert.deepEqual(
      [paid.status, paid.settlement_amounts.paid_money, paid.tips[0].status],
      ['paid', usd(4830), 'settled'],
    )
  })

  it('announces the payment, then the order, then itself', async () => {
    const buyer = await aBuyer()
    const { data } = await buyer.pay('tok_visa')
    const { rows } = await server.services.db.query(
      'SELECT event_type, data FROM events WHERE resource_id = ANY($1) ORDER BY event_id',
      [[buyer.sessionId, buyer.orderId, data.payment_attempt.payment_intents[0].payment_intent_id]],
    )
    const types = rows.map((row) => row['event_type'])
    const expected = ['payment_intent.succeeded', 'order.payment_succeeded', 'checkout_session.completed']
    assert.deepEqual(
      types.filter((type) => expected.includes(type)),
      expected,
    )
    const completed = rows.at(-1)!['data']
    assert.deepEqual([completed.status, completed.order_id], ['paid', buyer.orderId])
    assert.ok(!JSON.stringify(rows).includes('ckat_'))
  })

  it('is paid too when the merchant takes the money another way', async () => {
    const { checkout_session_id: id, order_id } = await aSession()
    await merchantPays(order_id)
    assert.deepEqual(await endOf(id), ['paid', 'payment_succeeded'])
  })

  it('stays open after a decline', async () => {
    const buyer = await aBuyer()
    const { data } = await buyer.pay('tok_chargeDeclinedInsufficientFunds')
    assert.equal(data.payment_attempt.failure_code, 'insufficient_funds')
    assert.equal((await read(buyer.sessionId)).status, 'open')
    assert.equal((await buyer.pay('tok_visa')).data.payment_attempt.status, 'succeeded')
  })
})

describe('a session whose order changes', () => {
  it('is invalidated by another price, as in flint-commerce 18.5, and can be followed by a new one', async () => {
    const buyer = await aBuyer({}, 3000)
    await server.call('POST', `/v1/orders/${buyer.orderId}/line-items`, {
      body: { line_items: [{ name: 'Bulb', unit_price_money: usd(800) }] },
    })
    assert.deepEqual(await endOf(buyer.sessionId), ['invalidated', 'order_mutated'])
    assert.deepEqual(await eventsOf(buyer.sessionId), ['checkout_session.invalidated'])
    assert.deepEqual(said(await buyer.pay('tok_visa')).slice(0, 2), [409, 'CHECKOUT_SESSION_NOT_OPEN'])
    const { status } = await create({ order_id: buyer.orderId })
    assert.equal(status, 201)
  })

  it('stays open when no amount changes', async () => {
    const { checkout_session_id: id, order_id } = await aSession()
    await server.call('PATCH', `/v1/orders/${order_id}`, { body: { internal_note: 'VIP' } })
    assert.equal((await read(id)).status, 'open')
  })

  it('is closed with its order', async () => {
    const { checkout_session_id: id, order_id } = await aSession()
    await server.call('POST', `/v1/orders/${order_id}/close`, { body: { reason_message: 'Gone' } })
    assert.deepEqual(await endOf(id), ['closed', 'api'])
    assert.equal((await read(id)).closed_reason, 'Gone')
  })

  it('is partially paid when its order is closed after part of the money', async () => {
    const { checkout_session_id: id, order_id } = await aSession()
    const { data: leg } = await server.call('POST', `/v1/orders/${order_id}/payment-intents`, {
      body: { amount_money: usd(1000) },
    })
    await merchantPays(order_id, 'tok_visa', {
      action: 'confirm_payment_intents',
      completion_behavior: 'partial_payment',
      payment_intents: [{ payment_intent_id: leg.payment_intent.payment_intent_id, token: 'tok_visa' }],
    })
    await server.call('POST', `/v1/orders/${order_id}/close`)
    assert.deepEqual(await endOf(id), ['partially_paid', 'payment_partially_succeeded'])
  })
})

describe('what a buyer may do', () => {
  it('CHECKOUT_TIPPING_DISABLED: tips only where they are enabled', async () => {
    const buyer = await aBuyer()
    assert.deepEqual(said(await buyer.tip({ percent: 10 })), [
      400,
      'CHECKOUT_TIPPING_DISABLED',
      'requested_tip',
    ])
    assert.deepEqual((await order(buyer.orderId)).pricing_amounts.total_money, usd(4200))
  })

  it('CHECKOUT_TIP_NOT_ALLOWED: only the tips on offer, where own ones are switched off', async () => {
    const buyer = await aBuyer({ tip: { enabled: true, is_custom_tip_enabled: false } })
    const own = await buyer.tip({ amount_money: usd(333) })
    assert.deepEqual(said(own), [400, 'CHECKOUT_TIP_NOT_ALLOWED', 'requested_tip'])
    assert.equal((await buyer.tip({ percent: 10 })).status, 200)
    assert.equal((await buyer.tip(null)).status, 200)
  })

  it('CHECKOUT_ORDER_UPDATE_FIELD_NOT_ALLOWED, CHECKOUT_MANUAL_DISCOUNT_NOT_ALLOWED: no price of their own', async () => {
    const buyer = await aBuyer()
    const path = `/v1/orders/${buyer.orderId}`
    const metadata = await buyer.call('PATCH', path, { metadata: { free: 'yes' } })
    assert.equal(metadata.error.code, 'CHECKOUT_ORDER_UPDATE_FIELD_NOT_ALLOWED')
    const discount = await buyer.call('POST', `${path}/discounts`, {
      discount: { manual: { name: 'Free', amount_money: usd(4200) } },
    })
    assert.equal(discount.error.code, 'CHECKOUT_MANUAL_DISCOUNT_NOT_ALLOWED')
  })

  it('CHECKOUT_SESSION_NOT_OPEN: nothing but reading after the end', async () => {
    const buyer = await aBuyer({ tip: { enabled: true } })
    await close(buyer.sessionId)
    for (const answer of [
      await buyer.tip({ percent: 10 }),
      await buyer.pay('tok_visa'),
      await buyer.token(),
      await buyer.call('PATCH', `/v1/orders/${buyer.orderId}`, { buyer_note: 'Ring twice' }),
      await buyer.call('POST', `/v1/orders/${buyer.orderId}/payment-intents`, {}),
    ])
      assert.deepEqual(said(answer).slice(0, 2), [409, 'CHECKOUT_SESSION_NOT_OPEN'])
    const seen = await buyer.session()
    assert.deepEqual([seen.status, seen.order.payment_status], ['closed', 'unpaid'])
  })

  it('EMAIL_REQUIRED: no payment without the address that the merchant asks for', async () => {
    const buyer = await aBuyer({ customer_collection: { require_email: true } })
    assert.deepEqual(said(await buyer.pay('tok_visa')), [400, 'EMAIL_REQUIRED', 'buyer_contact.email'])
    assert.equal((await buyer.session()).order.payment_status, 'unpaid')
    const { data } = await buyer.pay('tok_visa', { buyer_contact: { email: 'ada@example.com' } })
    assert.deepEqual([data.order.payment_status, data.order.buyer_contact.email], ['paid', 'ada@example.com'])
  })

  it('PAYMENT_CAPTURE_METHOD_NOT_ALLOWED: no hold instead of a payment', async () => {
    const buyer = await aBuyer()
    const plan = (body: object) => buyer.call('POST', `/v1/orders/${buyer.orderId}/payment-intents`, body)
    assert.deepEqual(said(await plan({ capture_method: 'manual' })), [
      400,
      'PAYMENT_CAPTURE_METHOD_NOT_ALLOWED',
      'capture_method',
    ])
    assert.equal((await plan({})).data.payment_intent.capture_method, 'automatic')
    assert.equal((await buyer.session()).status, 'open')
  })

  it('another session’s card token is none', async () => {
    const [one, other] = [await aBuyer(), await aBuyer()]
    const { data } = await one.token()
    assert.deepEqual(said(await other.pay(data.token)).slice(1), [
      'PAYMENT_SOURCE_UNAVAILABLE',
      'payment_source.token',
    ])
    assert.equal((await one.pay(data.token)).data.payment_attempt.status, 'succeeded')
  })

  it('20 payments at once take the money once', async () => {
    const buyer = await aBuyer()
    const answers = await Promise.all(Array.from({ length: 20 }, () => buyer.pay('tok_visa')))
    const taken = answers.filter(({ data }) => data?.payment_attempt?.status === 'succeeded')
    assert.equal(taken.length, 1)
    for (const { status, error } of answers)
      assert.ok(status === 200 || ['ORDER_ALREADY_PAID', 'CHECKOUT_SESSION_NOT_OPEN'].includes(error.code))
    const paid = await order(buyer.orderId)
    assert.deepEqual(paid.settlement_amounts.paid_money, usd(4200))
  })
})

describe('a session whose time is up', () => {
  const brief = { expiration: { expires_in_seconds: 60 } }

  it('expires', async () => {
    const buyer = await aBuyer(brief)
    await afterMs(59_000)
    assert.equal((await read(buyer.sessionId)).status, 'open')
    await afterMs(2_000)
    assert.deepEqual(await endOf(buyer.sessionId), ['expired', 'expired'])
    assert.deepEqual(await eventsOf(buyer.sessionId), ['checkout_session.expired'])
    assert.deepEqual(said(await buyer.pay('tok_visa')).slice(0, 2), [409, 'CHECKOUT_SESSION_NOT_OPEN'])
  })

  it('reads as expired even before the worker has come by', async () => {
    const buyer = await aBuyer(brief)
    server.clock.advance(61_000)
    const { status, terminal_reason } = await buyer.session()
    assert.deepEqual([status, terminal_reason], ['expired', 'expired'])
    assert.deepEqual(await endOf(buyer.sessionId), ['expired', 'expired'])
  })

  it('takes nothing even before the worker has come by', async () => {
    const buyer = await aBuyer(brief)
    server.clock.advance(61_000)
    assert.deepEqual(said(await buyer.pay('tok_visa')).slice(0, 2), [409, 'CHECKOUT_SESSION_NOT_OPEN'])
    assert.deepEqual(said(await buyer.token()).slice(0, 2), [409, 'CHECKOUT_SESSION_NOT_OPEN'])
    assert.equal((await order(buyer.orderId)).payment_status, 'unpaid')
  })

  it('lets a running payment be watched and finished in recovery mode', async () => {
    const { buyer, attemptId, answerBank } = await aChallengedBuyer(brief)
    await afterMs(61_000)
    const seen = await buyer.session()
    assert.deepEqual(
      [seen.status, seen.recovery_mode, seen.recovery_payment_attempt_id],
      ['open', true, attemptId],
    )
    const left = Date.parse(seen.recovery_expires_at) - server.clock.nowMs()
    assert.ok(left > 29 * minute && left <= 30 * minute, `${left}`)
    assert.equal(seen.merchant_name, 'Your shop')
    assert.equal(seen.active_payment_attempt.pending_actions.length, 1)
    await answerBank('completed')
    assert.equal((await buyer.resume(attemptId)).data.payment_attempt.status, 'succeeded')
    assert.deepEqual(await endOf(buyer.sessionId), ['paid', 'payment_succeeded'])
  })

  it('expires with a payment that fails in recovery mode', async () => {
    const { buyer, attemptId, answerBank } = await aChallengedBuyer(brief)
    await afterMs(61_000)
    await answerBank('failed')
    assert.equal((await buyer.resume(attemptId)).data.payment_attempt.status, 'failed')
    assert.deepEqual(await endOf(buyer.sessionId), ['expired', 'expired'])
  })

  it('expires when the buyer gives the running payment up', async () => {
    const { buyer, attemptId } = await aChallengedBuyer(brief)
    await afterMs(61_000)
    assert.equal((await buyer.cancel(attemptId)).data.payment_attempt.status, 'canceled')
    assert.deepEqual(await endOf(buyer.sessionId), ['expired', 'expired'])
  })

  it('ends the attempt and itself when nobody answers', async () => {
    const buyer = await aBuyer(brief)
    await afterMs(50_000)
    const { data } = await buyer.pay('tok_threeDSecureRequired')
    await afterMs(11_000)
    assert.equal((await read(buyer.sessionId)).recovery_mode, true)
    await afterMs(31 * minute)
    assert.deepEqual(await endOf(buyer.sessionId), ['expired', 'expired'])
    const attempts = await server.call('GET', `/v1/orders/${buyer.orderId}/payment-attempts`)
    assert.equal(attempts.data[0].order_payment_attempt_id, data.payment_attempt.order_payment_attempt_id)
    assert.ok(['expired', 'failed'].includes(attempts.data[0].status), attempts.data[0].status)
    assert.equal((await order(buyer.orderId)).active_payment_attempt, null)
  })

  it('waits for a result that is not known yet, then is paid', async () => {
    const buyer = await aBuyer(brief)
    server.clock.advance(58_000)
    const { data } = await buyer.pay('tok_lateSuccess')
    assert.equal(data.payment_attempt.status, 'processing')
    await afterMs(3_000)
    assert.equal((await read(buyer.sessionId)).recovery_mode, true)
    await afterMs(10_000)
    assert.deepEqual(await endOf(buyer.sessionId), ['paid', 'payment_succeeded'])
  })
})
