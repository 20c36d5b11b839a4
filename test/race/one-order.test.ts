import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import type { ApiAnswer } from '../support/api.ts'
import { capturesOf, expectBooksInBalance } from '../support/books.ts'
import {
  type Caller,
  aHold,
  aLeg,
  addLine,
  anOrderOf,
  cancelHold,
  capture,
  close,
  confirm,
  freshKey,
  pay,
  readOrder,
  refund,
  usd,
} from '../support/money-calls.ts'
import { startTestServer } from '../support/server.ts'

/*
 * Many callers want the same money at once, on one node and on two that share nothing but the database.
 * Source: contract, flint-commerce 4.10, 5.2, 6.5, 8.1, 10.2 and flint-platform 7, 29.
 */
const server = await startTestServer()
const second = await server.anotherNode()
const { db } = server.services

const crowd = 24
const together = <T>(count: number, call: (at: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: count }, (_, at) => call(at)))

// With every connection open from the start, those that come at once also meet in the database.
before(() => together(64, (index) => (index % 2 ? server : second).call('GET', '/v1/orders')))

/** What was answered, counted: `200` or the refusal's code. */
const outcomes = (answers: readonly ApiAnswer[]): Record<string, number> => {
  const counts: Record<string, number> = {}
  for (const { status, error } of answers) {
    const name = error?.code ?? String(status)
    counts[name] = (counts[name] ?? 0) + 1
  }
  return counts
}

const won = (answers: readonly ApiAnswer[]) => answers.filter(({ status }) => status < 300)

/** One key has one effect: everybody was told the same, or to ask again. */
const expectOneAnswer = (answers: readonly ApiAnswer[]) => {
  const told = answers.filter(({ error }) => error?.code !== 'IDEMPOTENCY_KEY_IN_PROGRESS')
  assert.ok(told.length > 0)
  for (const { status, data } of told) {
    assert.equal(status, told[0]!.status)
    assert.deepEqual(data, told[0]!.data)
  }
  const firsts = told.filter(({ headers }) => headers.get('idempotency-replayed') === null)
  assert.equal(firsts.length, 1, 'exactly one of them is the first')
}

for (const [where, nodes] of [
  ['one node', [server]],
  ['two nodes', [server, second]],
] as const) {
  const at = (index: number): Caller => nodes[index % nodes.length]!

  describe(`${where}: pay`, () => {
    it(`${crowd} at once with keys of their own take the money once`, async () => {
      const orderId = await anOrderOf(server, 4200)
      const answers = await together(crowd, (index) => pay(at(index), orderId))
      assert.deepEqual(outcomes(answers), { 200: 1, ORDER_ALREADY_PAID: crowd - 1 })
      assert.deepEqual(await capturesOf(db, orderId), [4200])
    })

    it(`${crowd} at once with one key get one answer`, async () => {
      const orderId = await anOrderOf(server, 4200)
      const key = freshKey()
      const answers = await together(crowd, (index) => pay(at(index), orderId, key))
      expectOneAnswer(answers)
      assert.equal(won(answers)[0]!.data.payment_attempt.status, 'succeeded')
      assert.deepEqual(await capturesOf(db, orderId), [4200])
    })

    it('one key that two different requests use at once has the effect of one', async () => {
      const orderId = await anOrderOf(server, 4200)
      const key = freshKey()
      const tokens = ['tok_visa', 'tok_mastercard']
      const answers = await together(crowd, (index) => pay(at(index), orderId, key, tokens[index % 2]))
      assert.deepEqual(new Set(Object.keys(outcomes(answers))), new Set(['200', 'IDEMPOTENCY_KEY_REUSED']))
      assert.deepEqual(await capturesOf(db, orderId), [4200])
    })

    it('a one-time token pays one of many orders', async () => {
      const { data: token } = await server.call('POST', '/v1/tokens', {
        body: { card: { number: '4242424242424242', exp_month: 12, exp_year: 2040, cvc: '123' } },
      })
      const orders = await together(8, () => anOrderOf(server, 500))
      const answers = await together(16, (index) =>
        pay(at(index), orders[index % 8]!, freshKey(), token.token_id ?? token.token),
      )
      assert.equal(won(answers).length, 1, JSON.stringify(outcomes(answers)))
      const captures = await Promise.all(orders.map((orderId) => capturesOf(db, orderId)))
      assert.deepEqual(captures.flat(), [500])
    })

    it('orders created at once with one key are one order', async () => {
      const key = freshKey()
      const answers = await together(crowd, (index) =>
        at(index).call('POST', '/v1/orders', {
          body: { external_reference_id: key, line_items: [{ name: 'A', unit_price_money: usd(100) }] },
          idempotencyKey: key,
        }),
      )
      expectOneAnswer(answers)
      const { rows } = await db.query('SELECT 1 FROM orders WHERE external_reference_id = $1', [key])
      assert.equal(rows.length, 1)
    })
  })

  describe(`${where}: holds`, () => {
    it(`${crowd} captures at once take the hold once`, async () => {
      const hold = await aHold(server, 5000)
      const answers = await together(crowd, (index) => capture(at(index), hold, 1000 + index))
      assert.equal(won(answers).length, 1, JSON.stringify(outcomes(answers)))
      const [taken] = won(answers)
      assert.deepEqual(await capturesOf(db, hold.orderId), [taken!.data.payment_intent.captured_money.amount])
    })

    it(`${crowd} captures at once with one key get one answer`, async () => {
      const hold = await aHold(server, 5000)
      const key = freshKey()
      expectOneAnswer(await together(crowd, (index) => capture(at(index), hold, 3000, key)))
      assert.deepEqual(await capturesOf(db, hold.orderId), [3000])
    })

    it('of captures and cancels at once one wins', async () => {
      for (let round = 0; round < 3; round++) {
        const hold = await aHold(server, 5000)
        const answers = await together(12, (index) =>
          index % 2 === round % 2 ? capture(at(index), hold) : cancelHold(at(index), hold),
        )
        assert.equal(won(answers).length, 1, JSON.stringify(outcomes(answers)))
        const { status } = won(answers)[0]!.data.payment_intent
        assert.deepEqual(await capturesOf(db, hold.orderId), status === 'succeeded' ? [5000] : [])
      }
    })

    it('notes written while a hold is captured are kept', async () => {
      const hold = await aHold(server, 5000)
      const [taken, ...noted] = await together(9, (index) =>
        index === 0
          ? capture(server, hold)
          : at(index).call('PATCH', `/v1/payment-intents/${hold.intentId}`, {
              body: { metadata: { [`note_${index}`]: 'kept' } },
            }),
      )
      assert.equal(taken!.status, 200)
      const { data } = await server.call('GET', `/v1/payment-intents/${hold.intentId}`)
      assert.equal(data.status, 'succeeded')
      assert.equal(Object.keys(data.metadata).length, won(noted).length)
      assert.equal(won(noted).length, 8)
    })
  })

  describe(`${where}: legs`, () => {
    it('confirmed at once never take more than is due', async () => {
      const orderId = await anOrderOf(server, 10_000)
      const legs = await together(8, () => aLeg(server, orderId, 3000))
      const answers = await together(16, (index) =>
        confirm(at(index), orderId, [legs[index % 8]!], { isPartial: true }),
      )
      const taken = await capturesOf(db, orderId)
      assert.equal(
        taken.reduce((sum, amount) => sum + amount, 0),
        10_000,
        JSON.stringify(outcomes(answers)),
      )
      assert.deepEqual(taken.toSorted(), [1000, 3000, 3000, 3000])
      assert.equal((await readOrder(server, orderId)).payment_status, 'paid')
    })

    it('made and paid at once, with one-shot pays between them', async () => {
      const orderId = await anOrderOf(server, 6000)
      const answers = await together(18, async (index) => {
        if (index % 3 === 0) return pay(at(index), orderId)
        const leg = await at(index).call('POST', `/v1/orders/${orderId}/payment-intents`, {
          body: { amount_money: usd(2000) },
        })
        if (leg.status !== 201) return leg
        return confirm(at(index), orderId, [leg.data.payment_intent.payment_intent_id], { isPartial: true })
      })
      const taken = await capturesOf(db, orderId)
      assert.equal(
        taken.reduce((sum, amount) => sum + amount, 0),
        6000,
        JSON.stringify(outcomes(answers)),
      )
    })
  })

  describe(`${where}: refunds`, () => {
    it(`${crowd} at once give back no more than was captured`, async () => {
      const orderId = await anOrderOf(server, 1000)
      await pay(server, orderId)
      const answers = await together(crowd, (index) =>
        refund(at(index), { order_id: orderId, amount_money: usd(130) }),
      )
      assert.equal(won(answers).length, 7, JSON.stringify(outcomes(answers)))
      assert.equal((await readOrder(server, orderId)).settlement_amounts.refunded_money.amount, 910)
    })

    it(`${crowd} at once with one key give back once`, async () => {
      const orderId = await anOrderOf(server, 1000)
      await pay(server, orderId)
      const key = freshKey()
      expectOneAnswer(
        await together(crowd, (index) =>
          refund(at(index), { order_id: orderId, amount_money: usd(100) }, key),
        ),
      )
      assert.equal((await readOrder(server, orderId)).settlement_amounts.refunded_money.amount, 100)
    })

    it('while a leg is being captured, by order and by payment', async () => {
      const hold = await aHold(server, 5000)
      const answers = await together(crowd, (index) => {
        if (index % 4 === 0) return capture(at(index), hold)
        const target = index % 2 ? { order_id: hold.orderId } : { payment_intent_id: hold.intentId }
        return refund(at(index), { ...target, amount_money: usd(900) })
      })
      assert.deepEqual(await capturesOf(db, hold.orderId), [5000], JSON.stringify(outcomes(answers)))
      const { settlement_amounts } = await readOrder(server, hold.orderId)
      assert.ok(settlement_amounts.refunded_money.amount <= 5000)
    })
  })

  describe(`${where}: everything at once`, () => {
    it('pay, edit, hold, cancel and close leave an order that adds up', async () => {
      for (let round = 0; round < 4; round++) {
        const orderId = await anOrderOf(server, 3000)
        const leg = await aLeg(server, orderId, 1000)
        const answers = await together(20, (index) => {
          switch ((index + round) % 5) {
            case 0:
              return pay(at(index), orderId)
            case 1:
              return addLine(at(index), orderId, 700)
            case 2:
              return confirm(at(index), orderId, [leg], { isPartial: true })
            case 3:
              return at(index).call('POST', `/v1/orders/${orderId}/payment-intents/${leg}/cancel`, {
                body: {},
              })
            default:
              return index > 14 ? close(at(index), orderId) : refund(at(index), { order_id: orderId })
          }
        })
        assert.ok(
          answers.every(({ status }) => status < 500),
          JSON.stringify(outcomes(answers)),
        )
        const order = await readOrder(server, orderId)
        const { paid_money, outstanding_money } = order.settlement_amounts
        const total = order.pricing_amounts.total_money.amount
        assert.ok(paid_money.amount <= total, `${paid_money.amount} was taken for ${total}`)
        assert.equal(outstanding_money.amount, total - paid_money.amount)
        const taken = await capturesOf(db, orderId)
        assert.equal(
          taken.reduce((sum, amount) => sum + amount, 0),
          paid_money.amount,
        )
      }
    })
  })

  describe(`${where}: checkout sessions`, () => {
    const open = (node: Caller, body: Record<string, unknown>, idempotencyKey = freshKey()) =>
      node.call('POST', '/v1/checkout-sessions', { body, idempotencyKey })
    const openSessions = async (orderId: string) =>
      (await db.query(`SELECT 1 FROM checkout_sessions WHERE order_id = $1 AND status = 'open'`, [orderId]))
        .rows.length

    it(`${crowd} creates at once open one`, async () => {
      const orderId = await anOrderOf(server, 4200)
      const answers = await together(crowd, (index) => open(at(index), { order_id: orderId }))
      assert.deepEqual(outcomes(answers), { 201: 1, CHECKOUT_SESSION_ALREADY_EXISTS: crowd - 1 })
      assert.equal(await openSessions(orderId), 1)
    })

    it(`${crowd} creates at once with one key get the same session`, async () => {
      const orderId = await anOrderOf(server, 4200)
      const key = freshKey()
      expectOneAnswer(await together(crowd, (index) => open(at(index), { order_id: orderId }, key)))
      assert.equal(await openSessions(orderId), 1)
    })

    it('of replacements at once one wins', async () => {
      const orderId = await anOrderOf(server, 4200)
      const { data } = await open(server, { order_id: orderId })
      const answers = await together(crowd, (index) =>
        open(at(index), { order_id: orderId, replace_checkout_session_id: data.checkout_session_id }),
      )
      assert.deepEqual(outcomes(answers), { 201: 1, CHECKOUT_SESSION_CURRENT_CHANGED: crowd - 1 })
      assert.equal(await openSessions(orderId), 1)
    })

    it('creates, payments and closings at once', async () => {
      const orderId = await anOrderOf(server, 4200)
      const answers = await together(18, (index) => {
        if (index % 3 === 0) return open(at(index), { order_id: orderId })
        return index % 3 === 1 ? pay(at(index), orderId) : close(at(index), orderId)
      })
      assert.ok(
        answers.every(({ status }) => status < 500),
        JSON.stringify(outcomes(answers)),
      )
      assert.equal(await openSessions(orderId), 0)
      const { status, payment_status } = await readOrder(server, orderId)
      assert.ok(status === 'closed' || payment_status === 'paid')
    })
  })
}

describe('after all of these', () => {
  it('the books are in balance', async () => {
    const { orders, postings } = await expectBooksInBalance(db)
    assert.ok(orders > 40 && postings > 30)
  })
  it('nothing failed on the way', () => assert.deepEqual(server.logLines, []))
})
