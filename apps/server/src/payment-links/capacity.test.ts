import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { ApiAnswer } from '../../../../test/support/api.ts'
import { expectBooksInBalance } from '../../../../test/support/books.ts'
import { startTestServer } from '../../../../test/support/server.ts'
import { runDueTimers } from '../platform/jobs/timers.ts'
import { timerHandlers } from '../timer-handlers.ts'
import {
  type Caller,
  type Checkout,
  aCheckout,
  aLink,
  anEvent,
  patch,
  payCheckout,
  readLink,
  readPublic,
  resolve,
} from './a-link.fixture.ts'

/*
 * No more places than there are, whoever comes at once and on whichever node; whoever comes too late is not charged.
 * Source: contract, flint-commerce 9.4 and 19 row 29.
 */
const server = await startTestServer()
const other = await server.anotherNode()
const { db } = server.services
const buyers = 64
const claimFailed = 'payment_link_capacity_claim_failed'

const checkoutsOf = async (
  linkId: string,
  bodyOf: (index: number) => Record<string, unknown> = () => ({}),
) => {
  const opened: Checkout[] = []
  for (let index = 0; index < buyers; index++) opened.push(await aCheckout(server, linkId, bodyOf(index)))
  return opened
}

/** All at once, every second one on the other node. */
const payAll = (checkouts: readonly Checkout[]): Promise<ApiAnswer[]> =>
  Promise.all(checkouts.map((checkout, index) => payCheckout(nodeOf(index), checkout)))
const nodeOf = (index: number): Caller => (index % 2 === 0 ? server : other)

const attemptOf = ({ status, data, json }: ApiAnswer) => {
  assert.equal(status, 200, JSON.stringify(json))
  return data.payment_attempt
}

/** What was captured for these orders, by order. */
const capturedFor = async (checkouts: readonly Checkout[]): Promise<Map<string, number>> => {
  const { rows } = await db.query(
    `SELECT order_id, sum(captured)::int AS captured FROM payment_intents WHERE order_id = ANY($1) GROUP BY 1`,
    [checkouts.map(({ orderId }) => orderId)],
  )
  return new Map(rows.map((row) => [row.order_id, row.captured]))
}

describe('64 buyers at once, on two nodes', () => {
  it('of a link with 10 places, make 10 paid orders; the other 54 are not charged', async () => {
    const { payment_link_id: id } = await aLink(server, { max_completions: 10 })
    const checkouts = await checkoutsOf(id)
    const attempts = (await payAll(checkouts)).map(attemptOf)
    const won = attempts.filter(({ status }) => status === 'succeeded')
    const lost = attempts.filter(({ failure_code }) => failure_code === claimFailed)
    assert.deepEqual([won.length, lost.length], [10, 54])
    assert.ok(lost.every((attempt) => attempt.status === 'failed' && attempt.payment_intents.length === 0))
    const captured = await capturedFor(checkouts)
    assert.deepEqual(
      [...captured.values()],
      Array.from({ length: 10 }, () => 1500),
    )
    const { data: paid } = await server.call(
      'GET',
      '/v1/orders?origin=payment_link&payment_status=paid&page_size=100',
    )
    assert.equal(paid.filter((order: any) => captured.has(order.order_id)).length, 10)
    const link = await readLink(other, id)
    assert.deepEqual([link.completed_count, link.total_quantity_sold, link.is_sold_out], [10, 10, true])
    assert.equal((await resolve(other, id)).error.code, 'PAYMENT_LINK_MAX_COMPLETIONS_REACHED')
    await expectBooksInBalance(db)
  })

  it('of an event with 25 tickets, take as many as there are and not one more', async () => {
    const { payment_link_id: id } = await anEvent(server, 25)
    const quantities = Array.from({ length: buyers }, (_, index) => 1 + (index % 3))
    const checkouts = await checkoutsOf(id, (index) => ({ quantity_overrides: { seat: quantities[index] } }))
    const attempts = (await payAll(checkouts)).map(attemptOf)
    const sold = attempts.reduce(
      (sum, { status }, index) => sum + (status === 'succeeded' ? quantities[index]! : 0),
      0,
    )
    // A buyer of one ticket finds one as long as there is one, so none is left over.
    assert.equal(sold, 25)
    const link = await readLink(server, id)
    assert.deepEqual([link.total_quantity_sold, link.remaining_quantity], [25, 0])
    const captured = await capturedFor(checkouts)
    assert.equal(
      [...captured.values()].reduce((sum, amount) => sum + amount, 0),
      25 * 2000,
    )
    await expectBooksInBalance(db)
  })

  it('of a link without a limit are all paid and all counted', async () => {
    const { payment_link_id: id } = await aLink(server)
    const attempts = (await payAll((await checkoutsOf(id)).slice(0, 32))).map(attemptOf)
    assert.ok(attempts.every(({ status }) => status === 'succeeded'))
    assert.equal((await readLink(server, id)).completed_count, 32)
    await expectBooksInBalance(db)
  })
})

describe('a place', () => {
  const afterMs = async (milliseconds: number) => {
    server.clock.advance(milliseconds)
    await runDueTimers(server.services, timerHandlers)
  }
  /** A link with one place that a buyer holds who is at their bank; another buyer waits behind them. */
  const aHeldPlace = async () => {
    const { payment_link_id: id } = await aLink(server, { max_completions: 1 })
    const [first, second] = [await aCheckout(server, id), await aCheckout(server, id)]
    const attempt = attemptOf(await payCheckout(server, first, 'tok_threeDSecureRequired'))
    assert.equal(attempt.status, 'requires_action')
    return { id, first, second, attemptId: attempt.order_payment_attempt_id as string }
  }
  const expectGivenBack = async (id: string, second: Checkout) => {
    assert.equal((await readPublic(server, id)).data.is_sold_out, false)
    assert.equal(attemptOf(await payCheckout(server, second)).status, 'succeeded')
    assert.equal((await readLink(server, id)).completed_count, 1)
    await expectBooksInBalance(db)
  }

  it('is held while the buyer is at their bank, and counts once they are back', async () => {
    const { id, first, second, attemptId } = await aHeldPlace()
    assert.equal((await readPublic(server, id)).data.is_sold_out, true)
    assert.equal(attemptOf(await payCheckout(server, second)).failure_code, claimFailed)
    assert.equal((await readLink(server, id)).completed_count, 0)
    await db.query(
      `UPDATE payment_intents SET document = document || '{"challenge": "completed"}'
       WHERE order_id = $1 AND status = 'requires_action'`,
      [first.orderId],
    )
    const resumed = await server.call('POST', `/v1/orders/${first.orderId}/pay`, {
      key: null,
      headers: first.headers,
      idempotencyKey: `resume-${attemptId}`,
      body: { action: 'resume', order_payment_attempt_id: attemptId },
    })
    assert.equal(attemptOf(resumed).status, 'succeeded')
    assert.equal((await readLink(server, id)).completed_count, 1)
    await expectBooksInBalance(db)
  })

  it('is given back when the attempt is canceled', async () => {
    const { id, first, second, attemptId } = await aHeldPlace()
    const canceled = await server.call(
      'POST',
      `/v1/orders/${first.orderId}/payment-attempts/${attemptId}/cancel`,
      { body: {} },
    )
    assert.equal(canceled.status, 200, JSON.stringify(canceled.json))
    await expectGivenBack(id, second)
  })

  it('is given back when the time for the challenge runs out', async () => {
    const { id, second } = await aHeldPlace()
    await afterMs(31 * 60_000)
    await expectGivenBack(id, second)
  })

  it('is kept by the same answer that a repeated call gets', async () => {
    const { payment_link_id: id } = await aLink(server, { max_completions: 1 })
    const [first, second] = [await aCheckout(server, id), await aCheckout(server, id)]
    for (const [checkout, key] of [
      [first, 'paid-once'],
      [second, 'lost-once'],
    ] as const) {
      const answer = await payCheckout(server, checkout, 'tok_visa', key)
      const again = await payCheckout(server, checkout, 'tok_visa', key)
      assert.equal(again.headers.get('idempotency-replayed'), 'true')
      assert.deepEqual(again.data, answer.data)
    }
    assert.equal((await readLink(server, id)).completed_count, 1)
  })

  it('is given back when the order is closed half paid, and that half is refunded', async () => {
    const { payment_link_id: id } = await aLink(server, { max_completions: 1 })
    const [first, second] = [await aCheckout(server, id), await aCheckout(server, id)]
    const { data: added } = await server.call('POST', `/v1/orders/${first.orderId}/payment-intents`, {
      body: { amount_money: { amount: 500, currency: 'USD' } },
    })
    const part = await server.call('POST', `/v1/orders/${first.orderId}/pay`, {
      idempotencyKey: 'half',
      body: {
        action: 'confirm_payment_intents',
        completion_behavior: 'partial_payment',
        payment_intents: [{ payment_intent_id: added.payment_intent.payment_intent_id, token: 'tok_visa' }],
      },
    })
    assert.equal(attemptOf(part).status, 'succeeded')
    assert.equal((await server.call('POST', `/v1/orders/${first.orderId}/close`, { body: {} })).status, 200)
    assert.equal((await readPublic(server, id)).data.is_sold_out, true)
    const refund = await server.call('POST', '/v1/refunds', {
      idempotencyKey: 'half-back',
      body: { order_id: first.orderId },
    })
    assert.equal(refund.status, 201, JSON.stringify(refund.json))
    await expectGivenBack(id, second)
  })

  it('that is free again goes to who tries again with the same checkout', async () => {
    const { id, first, second, attemptId } = await aHeldPlace()
    assert.equal(attemptOf(await payCheckout(server, second)).failure_code, claimFailed)
    await server.call('POST', `/v1/orders/${first.orderId}/payment-attempts/${attemptId}/cancel`, {
      body: {},
    })
    await expectGivenBack(id, second)
  })
})

describe('a limit that is set later', () => {
  it('counts what was paid before, and can be raised', async () => {
    const { payment_link_id: id } = await aLink(server)
    const checkouts = [await aCheckout(server, id), await aCheckout(server, id), await aCheckout(server, id)]
    assert.equal(attemptOf(await payCheckout(server, checkouts[0]!)).status, 'succeeded')
    await patch(server, id, { max_completions: 1 })
    assert.equal(attemptOf(await payCheckout(server, checkouts[1]!)).failure_code, claimFailed)
    await patch(server, id, { max_completions: 2 })
    assert.equal(attemptOf(await payCheckout(server, checkouts[1]!)).status, 'succeeded')
    await patch(server, id, { max_completions: null })
    assert.equal(attemptOf(await payCheckout(server, checkouts[2]!)).status, 'succeeded')
    assert.equal((await readLink(server, id)).completed_count, 3)
    await expectBooksInBalance(db)
  })

  it('is never passed, however many pay while it is set', async () => {
    const { payment_link_id: id } = await aLink(server)
    const checkouts: Checkout[] = []
    for (let index = 0; index < 16; index++) checkouts.push(await aCheckout(server, id))
    const paying = payAll(checkouts)
    const limited = await patch(other, id, { max_completions: 20 })
    assert.equal(limited.status, 200)
    await paying
    assert.equal((await readLink(server, id)).completed_count, 16)
    await expectBooksInBalance(db)
  })
})
