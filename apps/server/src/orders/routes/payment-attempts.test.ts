import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { startTestServer } from '../../../../../test/support/server.ts'
import { orderCalls, paidOf, said } from '../order-calls.fixture.ts'

const server = await startTestServer()
const orders = orderCalls(server)
const {
  send,
  done,
  anOrder,
  read,
  paid,
  aPaidOrder,
  aHold,
  aChallenge,
  aBuyer,
  answerChallenge,
  expectRefusal,
} = orders
const missing = 'ord_01J8EXAMPLE00000000000001'
const missingAttempt = 'opat_01J8EXAMPLE00000000000001'

const path = (id: string, attemptId?: string) => `/${id}/payment-attempts${attemptId ? `/${attemptId}` : ''}`
const cancel = (id: string, attemptId: string, options = {}) =>
  send('POST', `${path(id, attemptId)}/cancel`, undefined, options)

/** Declined, declined, paid. */
const aTroubledOrder = async () => {
  const { order_id: id } = await anOrder(1000)
  const attempts = []
  for (const token of ['tok_chargeDeclined', 'tok_chargeDeclinedExpiredCard', 'tok_visa'])
    attempts.push((await paid(id, token)).payment_attempt)
  return { id, attempts }
}

describe('listOrderPaymentAttempts', () => {
  it('200: newest first, each with why it failed', async () => {
    const { id, attempts } = await aTroubledOrder()
    const { status, data, json } = await send('GET', path(id))
    assert.deepEqual([status, json.next_page_token], [200, undefined])
    assert.deepEqual(
      data.map((one: any) => [one.order_payment_attempt_id, one.status, one.failure_code, one.order_id]),
      attempts.toReversed().map((one) => [one.order_payment_attempt_id, one.status, one.failure_code, id]),
    )
    assert.deepEqual(
      data.map((one: any) => one.failure_code),
      [null, 'expired_card', 'card_declined'],
    )
  })

  it('200: in pages; none, where nothing was tried', async () => {
    const { id, attempts } = await aTroubledOrder()
    const first = await send('GET', `${path(id)}?page_size=2`)
    const next = await send('GET', `${path(id)}?page_size=2&page_token=${first.json.next_page_token}`)
    assert.deepEqual(
      [...first.data, ...next.data].map((one: any) => one.order_payment_attempt_id),
      attempts.toReversed().map((one) => one.order_payment_attempt_id),
    )
    assert.equal(next.json.next_page_token, undefined)
    assert.deepEqual(await done('GET', path((await anOrder()).order_id)), [])
  })

  it('200: for the buyer, of their own order', async () => {
    const { orderId, as } = await aBuyer()
    await paid(orderId)
    assert.equal((await done('GET', path(orderId), undefined, as)).length, 1)
    const { order_id: other } = await anOrder()
    assert.notEqual((await send('GET', path(other), undefined, as)).status, 200)
  })

  it('400 INVALID_PAGE_SIZE, 400 INVALID_PAGE_TOKEN, 404 ORDER_NOT_FOUND', async () => {
    const { order_id: id } = await anOrder()
    assert.deepEqual(said(await send('GET', `${path(id)}?page_size=0`)), [
      400,
      'INVALID_PAGE_SIZE',
      'page_size',
    ])
    assert.deepEqual(said(await send('GET', `${path(id)}?page_token=x`)), [
      400,
      'INVALID_PAGE_TOKEN',
      'page_token',
    ])
    assert.deepEqual(said(await send('GET', path(missing))), [404, 'ORDER_NOT_FOUND', 'order_id'])
  })
})

describe('getOrderPaymentAttempt', () => {
  it('200: as the payment answered it', async () => {
    const { orderId, attempt, attemptId } = await aChallenge()
    assert.deepEqual(await done('GET', path(orderId, attemptId)), attempt)
    const { order } = await aHold(1000)
    const held = order.active_payment_attempt
    const found = await done('GET', path(order.order_id, held.order_payment_attempt_id))
    assert.deepEqual([found, found.payment_intents[0].capturable_money.amount], [held, 1000])
  })

  it('404 ORDER_NOT_FOUND, 404 PAYMENT_ATTEMPT_NOT_FOUND: unknown, or another order’s', async () => {
    const { orderId, attemptId } = await aChallenge()
    const { order_id: other } = await anOrder()
    assert.deepEqual(said(await send('GET', path(missing, attemptId))), [404, 'ORDER_NOT_FOUND', 'order_id'])
    for (const answer of [
      await send('GET', path(orderId, missingAttempt)),
      await send('GET', path(other, attemptId)),
    ])
      assert.deepEqual(said(answer), [404, 'PAYMENT_ATTEMPT_NOT_FOUND', 'order_payment_attempt_id'])
    const { key } = await server.anotherSandbox()
    assert.equal(
      (await send('GET', path(orderId, attemptId), undefined, { key })).error.code,
      'ORDER_NOT_FOUND',
    )
  })
})

describe('cancelOrderPaymentAttempt', () => {
  it('200: one that waits for the buyer; prices open again, another card pays', async () => {
    const { orderId, attemptId } = await aChallenge(1000)
    const { status, data, json } = await cancel(orderId, attemptId)
    assert.deepEqual([status, json.pending_actions], [200, []])
    assert.deepEqual(
      [data.payment_attempt.status, data.payment_attempt.failure_code, data.payment_attempt.is_resumable],
      ['canceled', 'payment_attempt_canceled', false],
    )
    assert.deepEqual([data.order.active_payment_attempt, ...paidOf(data.order)], [null, 'unpaid', 0, 1000])
    const [part] = data.payment_attempt.payment_intents
    assert.deepEqual(
      [part.status, part.last_payment_error.code],
      ['requires_payment_method', 'payment_not_completed'],
    )
    assert.deepEqual(await read(orderId), data.order)
    const tip = await done('PATCH', `/${orderId}`, { requested_tip: { percent: 10 } })
    assert.deepEqual(paidOf(tip), ['unpaid', 0, 1100])
    assert.deepEqual(paidOf((await paid(orderId)).order), ['paid', 1100, 0])
  })

  it('200: the challenge of a canceled attempt can no longer pay', async () => {
    const { orderId, attemptId, attempt } = await aChallenge(1000)
    await cancel(orderId, attemptId)
    await answerChallenge(attempt, 'completed').catch(() => {})
    await orders.afterMs(60_000)
    assert.deepEqual(paidOf(await read(orderId)), ['unpaid', 0, 1000])
  })

  it('409 PAYMENT_ATTEMPT_NOT_CANCELABLE: it has ended', async () => {
    const order = await aPaidOrder(1000)
    const [attempt] = await done('GET', path(order.order_id))
    const error = await expectRefusal(
      order.order_id,
      () => cancel(order.order_id, attempt.order_payment_attempt_id),
      [409, 'PAYMENT_ATTEMPT_NOT_CANCELABLE'],
    )
    assert.equal(error.payment_attempt_status, 'succeeded')
    const { orderId, attemptId } = await aChallenge()
    await cancel(orderId, attemptId)
    await expectRefusal(orderId, () => cancel(orderId, attemptId), [409, 'PAYMENT_ATTEMPT_NOT_CANCELABLE'])
  })

  it('409 PAYMENT_ATTEMPT_STILL_PROCESSING: nobody knows its outcome', async () => {
    const { order_id: id } = await anOrder(1000)
    const { payment_attempt: attempt } = await paid(id, 'tok_lateSuccess')
    await expectRefusal(id, () => cancel(id, attempt.order_payment_attempt_id), [
      409,
      'PAYMENT_ATTEMPT_STILL_PROCESSING',
    ])
  })

  it('409 PAYMENT_ATTEMPT_REQUIRES_CAPTURE: it holds money', async () => {
    const { orderId, attemptId } = await aHold(1000)
    await expectRefusal(orderId, () => cancel(orderId, attemptId), [409, 'PAYMENT_ATTEMPT_REQUIRES_CAPTURE'])
  })

  it('404 ORDER_NOT_FOUND, 404 PAYMENT_ATTEMPT_NOT_FOUND', async () => {
    const { orderId, attemptId } = await aChallenge()
    const other = await aChallenge()
    assert.deepEqual(said(await cancel(missing, attemptId)), [404, 'ORDER_NOT_FOUND', 'order_id'])
    for (const id of [missingAttempt, other.attemptId])
      await expectRefusal(orderId, () => cancel(orderId, id), [
        404,
        'PAYMENT_ATTEMPT_NOT_FOUND',
        'order_payment_attempt_id',
      ])
  })
})
