import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { orderTimers } from '../../apps/server/src/orders/jobs.ts'
import { runDueTimers } from '../../apps/server/src/platform/jobs/timers.ts'
import type { ApiAnswer } from '../support/api.ts'
import { capturesOf, expectBooksInBalance } from '../support/books.ts'
import {
  type Caller,
  aHold,
  aLeg,
  anOrderOf,
  cancelHold,
  capture,
  confirm,
  freshKey,
  pay,
  readOrder,
  usd,
} from '../support/money-calls.ts'
import { startTestServer } from '../support/server.ts'

/*
 * 64 callers at once on one order, on two nodes that share nothing but the database: holds are captured, orders paid,
 * results of bank debits brought by several at once, and never is more taken than allowed.
 * Source: contract, flint-commerce 4.10, 5.2, 5.3 and 6.5.
 */
const server = await startTestServer()
const second = await server.anotherNode()
const { db } = server.services

const crowd = 64
const at = (index: number): Caller => (index % 2 ? second : server)
const together = (call: (index: number) => Promise<ApiAnswer>): Promise<ApiAnswer[]> =>
  Promise.all(Array.from({ length: crowd }, (_, index) => call(index)))
const won = (answers: readonly ApiAnswer[]) => answers.filter(({ status }) => status < 300)
const codesOf = (answers: readonly ApiAnswer[]) => [
  ...new Set(answers.flatMap(({ error }) => (error ? [error.code as string] : []))),
]
const sum = (amounts: readonly number[]) => amounts.reduce((total, amount) => total + amount, 0)

/** The order, its payments and the ledger say the same, and it is no more than the order costs. */
const expectNoMoreThan = async (orderId: string, most: number, answers: readonly ApiAnswer[]) => {
  assert.ok(
    answers.every(({ status }) => status < 500),
    JSON.stringify(codesOf(answers)),
  )
  const taken = sum(await capturesOf(db, orderId))
  const { settlement_amounts } = await readOrder(server, orderId)
  assert.equal(settlement_amounts.paid_money.amount, taken)
  assert.equal(settlement_amounts.outstanding_money.amount, most - taken)
  assert.ok(taken <= most, `${taken} was taken for ${most}`)
  return taken
}

const bringResults = () => runDueTimers(server.services, orderTimers)
const resume = (node: Caller, orderId: string, attemptId: string) =>
  node.call('POST', `/v1/orders/${orderId}/pay`, {
    body: { action: 'resume', order_payment_attempt_id: attemptId },
    idempotencyKey: freshKey('resume'),
  })
/** An order whose bank debit the bank has not answered yet. */
const aDebit = async (amount: number, token = 'tok_us_bank_account_success') => {
  const orderId = await anOrderOf(server, amount)
  const { data } = await pay(server, orderId, freshKey('debit'), token)
  assert.equal(data.payment_attempt.status, 'processing')
  return { orderId, attemptId: data.payment_attempt.order_payment_attempt_id as string }
}

// With every connection open from the start, those that come at once also meet in the database.
before(() => together((index) => at(index).call('GET', '/v1/orders')))

describe('64 at once: captures and pays', () => {
  it('captures of one hold take it once', async () => {
    const hold = await aHold(server, 5000)
    const answers = await together((index) => capture(at(index), hold, 4000 + index))
    assert.equal(won(answers).length, 1)
    const taken = await expectNoMoreThan(hold.orderId, 5000, answers)
    assert.equal(taken, won(answers)[0]!.data.payment_intent.captured_money.amount)
    assert.deepEqual(codesOf(answers), ['INVALID_STATUS_FOR_CAPTURE'])
  })

  it('captures of part of a hold and pays of the rest take what the order costs, and no more', async () => {
    const hold = await aHold(server, 5000)
    const answers = await together((index) =>
      index % 2 ? capture(at(index), hold, 3000) : pay(at(index), hold.orderId),
    )
    await expectNoMoreThan(hold.orderId, 5000, answers)
    assert.equal((await capturesOf(db, hold.orderId))[0], 3000)
    await pay(server, hold.orderId)
    assert.equal(await expectNoMoreThan(hold.orderId, 5000, []), 5000)
  })

  it('captures, cancels and pays of a held order: captured or canceled, then paid once', async () => {
    for (let round = 0; round < 2; round++) {
      const hold = await aHold(server, 5000)
      const answers = await together((index) =>
        [
          () => capture(at(index), hold),
          () => cancelHold(at(index), hold),
          () => pay(at(index), hold.orderId),
        ][(index + round) % 3]!(),
      )
      await expectNoMoreThan(hold.orderId, 5000, answers)
    }
  })

  it('pays, legs and a hold on one order take what it costs once', async () => {
    const orderId = await anOrderOf(server, 6000)
    const legs = await Promise.all([
      aLeg(server, orderId, 6000, 'manual'),
      aLeg(server, orderId, 2500),
      aLeg(server, orderId, 2500),
    ])
    const answers = await together((index) =>
      index % 4 === 3
        ? pay(at(index), orderId)
        : confirm(at(index), orderId, [legs[index % 4]!], { isPartial: true }),
    )
    await expectNoMoreThan(orderId, 6000, answers)
    const held = (await readOrder(server, orderId)).authorization_amounts?.capturable_money.amount ?? 0
    assert.ok(sum(await capturesOf(db, orderId)) + held <= 6000)
  })

  it('tips over legs confirmed at once are settled once, and add up', async () => {
    const { data: order } = await server.call('POST', '/v1/orders', {
      body: {
        line_items: [{ name: 'Thing', unit_price_money: usd(4000) }],
        requested_tip: { amount_money: usd(1000) },
      },
    })
    const legs = await Promise.all(Array.from({ length: 5 }, () => aLeg(server, order.order_id, 1000)))
    const answers = await together((index) =>
      confirm(at(index), order.order_id, [legs[index % 5]!], {
        isPartial: true,
        token: index < 5 ? 'tok_chargeDeclined' : 'tok_visa',
      }),
    )
    assert.equal(await expectNoMoreThan(order.order_id, 5000, answers), 5000)
    const { tips, settlement_amounts } = await readOrder(server, order.order_id)
    assert.deepEqual([tips[0].status, settlement_amounts.settled_tip_money.amount], ['settled', 1000])
    assert.equal(sum(tips[0].payment_intent_allocations.map((one: any) => one.amount_money.amount)), 1000)
  })
})

describe('64 at once: bank debits', () => {
  it('pays by bank and by card begin one payment', async () => {
    const orderId = await anOrderOf(server, 4200)
    const answers = await together((index) =>
      pay(at(index), orderId, freshKey(), index % 2 ? 'tok_us_bank_account_success' : 'tok_visa'),
    )
    assert.equal(won(answers).length, 1, JSON.stringify(codesOf(answers)))
    server.clock.advance(5000)
    await bringResults()
    assert.equal(await expectNoMoreThan(orderId, 4200, answers), 4200)
  })

  it('the bank’s answer, brought by callers and workers at once, counts once', async () => {
    const { orderId, attemptId } = await aDebit(4200)
    server.clock.advance(5000)
    const [answers] = await Promise.all([
      together((index) => resume(at(index), orderId, attemptId)),
      bringResults(),
      bringResults(),
    ])
    assert.ok(answers.every(({ data }) => data?.payment_attempt.status === 'succeeded'))
    assert.deepEqual(await capturesOf(db, orderId), [4200])
  })

  it('a debit that fails while others want to pay: the order is paid once, after it', async () => {
    const { orderId, attemptId } = await aDebit(4200, 'tok_us_bank_account_no_account')
    server.clock.advance(5000)
    const answers = await together((index) =>
      index % 8 === 0 ? resume(at(index), orderId, attemptId) : pay(at(index), orderId),
    )
    await expectNoMoreThan(orderId, 4200, answers)
    await pay(server, orderId)
    assert.deepEqual(await capturesOf(db, orderId), [4200])
  })
})

describe('after all of these', () => {
  it('the books are in balance', async () => {
    await expectBooksInBalance(db)
  })
  it('nothing failed on the way', () => assert.deepEqual(server.logLines, []))
})
