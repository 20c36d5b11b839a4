import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import * as fc from 'fast-check'
import type { ApiAnswer } from '../support/api.ts'
import { expectBooksInBalance } from '../support/books.ts'
import { addLine, anOrderOf, close, pay, refund, usd } from '../support/money-calls.ts'
import { type TestServer, startTestServer } from '../support/server.ts'

/*
 * Any handful of commands on one order, all sent at once: each is done or refused, none fails, and the books stay in
 * balance. Source: contract, flint-commerce 4.10.
 */
const moves: Record<string, (server: TestServer, orderId: string) => Promise<ApiAnswer>> = {
  pay: (server, orderId) => pay(server, orderId),
  'pay by a card that is declined': (server, orderId) =>
    pay(server, orderId, undefined, 'tok_chargeDeclined'),
  'add a line': (server, orderId) => addLine(server, orderId, 700),
  'ask for a tip': (server, orderId) =>
    server.call('PATCH', `/v1/orders/${orderId}`, { body: { requested_tip: { percent: 10 } } }),
  'give a discount': (server, orderId) =>
    server.call('POST', `/v1/orders/${orderId}/discounts`, {
      body: { discount: { manual: { name: 'Off', amount_money: usd(100) } } },
    }),
  refund: (server, orderId) => refund(server, { order_id: orderId, amount_money: usd(300) }),
  close: (server, orderId) => close(server, orderId),
}

const parallelMovesAreSafe = (server: TestServer) =>
  fc.asyncProperty(
    fc.boolean(),
    fc.array(fc.constantFrom(...Object.keys(moves)), { minLength: 1, maxLength: 8 }),
    async (isPaidFirst, names) => {
      const orderId = await anOrderOf(server, 5000)
      if (isPaidFirst) await pay(server, orderId)
      const answers = await Promise.all(names.map((name) => moves[name]!(server, orderId)))
      for (const [at, { status, json }] of answers.entries())
        assert.ok(status < 500, `${names[at]}: ${JSON.stringify(json)}`)
      await expectBooksInBalance(server.services.db)
    },
  )

describe('any commands at once', () => {
  it('are each done or refused, with the books in balance', async () => {
    const server = await startTestServer()
    await fc.assert(parallelMovesAreSafe(server), {
      numRuns: 25,
      interruptAfterTimeLimit: 20_000,
      markInterruptAsFailure: false,
    })
  })

  it('would not be without the order’s lock: found, and shrunk to two or three commands', async () => {
    const server = await startTestServer()
    withoutLock(server, 'lock_order')
    const found = await fc.check(parallelMovesAreSafe(server), { seed: 7, numRuns: 50 })
    assert.ok(found.failed, 'nothing was found')
    const [, names] = found.counterexample!
    assert.ok(names.length <= 3, names.join(', '))
  })
})

/** Reads the order as if nobody else were there. */
const withoutLock = ({ services: { db } }: TestServer, name: string) => {
  const { withConnection } = db
  db.withConnection = (steps) =>
    withConnection((connection) =>
      steps({
        ...connection,
        send: (statement) =>
          connection.send(
            statement.name === name
              ? { ...statement, name: `${name}_not`, text: statement.text.replace(' FOR UPDATE', '') }
              : statement,
          ),
      }),
    )
}
