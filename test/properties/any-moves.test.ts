import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import * as fc from 'fast-check'
import { checkoutSessionTimers } from '../../apps/server/src/checkout-sessions/jobs.ts'
import { disputeTimers } from '../../apps/server/src/disputes/index.ts'
import { orderTimers } from '../../apps/server/src/orders/jobs.ts'
import { environments } from '../../apps/server/src/platform/auth/environments.ts'
import { runDueTimers } from '../../apps/server/src/platform/jobs/timers.ts'
import { refundTimers } from '../../apps/server/src/refunds/jobs.ts'
import { capturesOf, expectBooksInBalance } from '../support/books.ts'
import { aLeg, anOrderOf, freshKey, pay } from '../support/money-calls.ts'
import { startTestServer } from '../support/server.ts'
import { type Move, type Touches, anyMoves } from './any-moves.ts'

/*
 * Any sequence of what can be done to an order, over HTTP: the books stay in balance, and nothing moves money that
 * should not. Source: contract, flint-commerce 4.7, 4.9, 5.3, 6.3, 6.5, 10.2, 10.4.
 */
const server = await startTestServer()
const { services } = server
const known = environments(services)
const timers = { ...orderTimers, ...checkoutSessionTimers, ...refundTimers, ...disputeTimers }

const letTimePass = async (milliseconds: number) => {
  server.clock.advance(milliseconds)
  while ((await runDueTimers(services, timers)) > 0);
}

type Money = { total: number; paid: number; refunded: number }

const read = async (orderId: string) => {
  const { data } = await server.call('GET', `/v1/orders/${orderId}?expand=payment_intents`)
  return data
}

const moneyOf = (order: any): Money => ({
  total: order.pricing_amounts.total_money.amount,
  paid: order.settlement_amounts.paid_money.amount,
  refunded: order.settlement_amounts.refunded_money.amount,
})

const touchedBy: Record<keyof Money, Touches> = { total: 'price', paid: 'collection', refunded: 'refund' }

const expectSettled = (order: any) => {
  const { total, paid, refunded } = moneyOf(order)
  const settlement = order.settlement_amounts
  assert.equal(settlement.net_collected_money.amount, paid - refunded)
  assert.equal(settlement.outstanding_money.amount, Math.max(0, total - paid))
  assert.equal(settlement.credit_money.amount, Math.max(0, paid - total))
  assert.ok(refunded <= paid, 'more was given back than was taken')
  const legs: any[] = order.payment_intents ?? []
  assert.equal(
    legs.reduce((sum, leg) => sum + leg.captured_money.amount, 0),
    paid,
  )
  assert.equal(
    legs.reduce((sum, leg) => sum + leg.refunded_money.amount, 0),
    refunded,
  )
  const status = settlement.outstanding_money.amount === 0 ? 'paid' : paid > 0 ? 'partially_paid' : 'unpaid'
  assert.equal(order.payment_status, status)
}

const seen = new Map<string, number>()

/** Each run begins with nothing: the books that are checked are its own, and a failure does not follow the next. */
const forgetEverything = async () => {
  await services.db.query('TRUNCATE orders, payment_intents, ledger_entries, refunds, events, timers CASCADE')
}

const expectMoneyKept = async (isPaidFirst: boolean, moves: readonly Move[]) => {
  const orderId = await anOrderOf(server, 5000)
  if (isPaidFirst) await pay(server, orderId)
  let order = await read(orderId)
  for (const [at, { name, touches, make }] of moves.entries()) {
    const before = moneyOf(order)
    const answer = await make(server, order)
    assert.ok(!answer || answer.status < 500, `${name}: ${JSON.stringify(answer?.json)}`)
    order = await read(orderId)
    const kind = name.replace(/ [^ a-z].*| null$/, '')
    if (answer && answer.status < 300) seen.set(kind, (seen.get(kind) ?? 0) + 1)
    const after = moneyOf(order)
    for (const part of ['total', 'paid', 'refunded'] as const) {
      const mayMove = touches.includes(touchedBy[part]) && (!answer || answer.status < 300)
      if (!mayMove) assert.equal(after[part], before[part], `${name} moved what is ${part}`)
    }
    // A refund that fails later may well leave more than the order costs by then.
    if (after.total !== before.total)
      assert.ok(after.paid - after.refunded <= after.total, `${name} made the order cost less than is kept`)
    assert.ok(after.paid >= before.paid, `${name} took back what was paid`)
    expectSettled(order)
    if (at % 4 === 3) await expectBooksInBalance(services.db)
  }
  await letTimePass(8 * 86_400_000)
  // A processor that was asked only now may answer "pending", and is asked again a little later.
  await letTimePass(60_000)
  await expectBooksInBalance(services.db)
  const { rows } = await services.db.query(
    `SELECT status FROM payment_intents WHERE order_id = $1 AND status IN ('processing', 'requires_action', 'requires_capture')
     UNION ALL SELECT status FROM refunds WHERE order_id = $1 AND status IN ('pending', 'in_transit')`,
    [orderId],
  )
  assert.deepEqual(rows, [], 'left undone after all timers')
}

describe('any sequence of moves', () => {
  it('keeps the books in balance all the way', async () => {
    await fc.assert(
      fc.asyncProperty(fc.boolean(), anyMoves(letTimePass), expectMoneyKept).beforeEach(forgetEverything),
      {
        numRuns: 10,
        ...(process.env.TEST_SEED ? { seed: Number(process.env.TEST_SEED) } : {}),
        // Making a failing sequence shorter runs it anew; a few dozen times is worth the wait.
        interruptAfterTimeLimit: 30_000,
        markInterruptAsFailure: false,
      },
    )
  })

  it('has tried what it is about', (t) => {
    t.diagnostic([...seen].map(([kind, times]) => `${kind}: ${times}`).join(', '))
    assert.ok(seen.size >= 6, 'most of the moves were refused')
  })
})

describe('a sequence that was found', () => {
  it('cancels a leg beside a running attempt: the order still waits for that, and is paid once', async () => {
    const orderId = await anOrderOf(server, 5000)
    const leg = await aLeg(server, orderId, 1000)
    const { data } = await pay(server, orderId, freshKey(), 'tok_lateSuccess')
    const canceled = await server.call('POST', `/v1/orders/${orderId}/payment-intents/${leg}/cancel`, {
      body: {},
    })
    const { order_payment_attempt_id } = data.payment_attempt
    assert.equal(
      canceled.data.order.active_payment_attempt.order_payment_attempt_id,
      order_payment_attempt_id,
    )
    assert.equal((await pay(server, orderId)).error.code, 'ORDER_PAYMENT_ATTEMPT_ACTIVE')
    await letTimePass(6000)
    assert.deepEqual(await capturesOf(services.db, orderId), [5000])
    await expectBooksInBalance(services.db)
  })
})

describe('after all of these', () => {
  it('nothing failed on the way', () => assert.deepEqual(server.logLines, []))
})
