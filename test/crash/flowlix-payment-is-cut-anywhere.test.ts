import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Database } from '../../apps/server/src/platform/db/database.ts'
import { capturesOf, expectBooksInBalance } from '../support/books.ts'
import { type Body, cards, directBody, flowlixCalls, withCard } from '../support/flowlix-calls.ts'
import { letTimePass } from '../support/let-time-pass.ts'
import { startTestServer } from '../support/server.ts'

/*
 * A direct Flowlix payment is cut off before and after each thing that it says to the database, as when its process dies or
 * the network does: what is there then is all of it or nothing, and the same Idempotency-Key finishes it once.
 * Source: contract, flowlix 2 and 17.3; flint-platform 7.
 */
const server = await startTestServer()
const { a, b, c } = await flowlixCalls(server)
const { db } = server.services

class Cut extends Error {}

/** From now on the step with this number is never sent, or its answer is lost; says how many steps there were. */
const cutAt = (database: Database, number: number, when: 'before' | 'after') => {
  const { run, withConnection } = database
  let steps = 0
  const step = async <T>(send: () => Promise<T>): Promise<T> => {
    const isCut = ++steps === number
    if (isCut && when === 'before') throw new Cut()
    const result = await send()
    if (isCut) throw new Cut()
    return result
  }
  database.run = (statement) => step(() => run(statement))
  database.withConnection = (work) =>
    withConnection((connection) =>
      work({
        send: (statement) => step(() => connection.send(statement)),
        command: (text) => step(() => connection.command(text)),
      }),
    )
  return () => {
    Object.assign(database, { run, withConnection })
    return steps
  }
}

const rowsOf = async () => {
  const { rows } = await db.query(
    `SELECT f.payment_id AS id, o.order_id, f.status,
            (SELECT count(*)::int FROM payment_intents p WHERE p.order_id = o.order_id) AS intents,
            (SELECT count(*)::int FROM order_payment_attempts t WHERE t.order_id = o.order_id) AS attempts,
            (SELECT count(*)::int FROM events e WHERE e.resource_id = o.order_id) AS events
     FROM orders o FULL JOIN flowlix_payments f USING (environment_id, order_id) ORDER BY o.created_at, o.order_id`,
  )
  return rows
}
const newRows = async (known: ReadonlySet<string>) =>
  (await rowsOf()).filter((row) => !known.has(row.order_id))

const cases: [what: string, client: typeof a, body: () => Body, amount: number[]][] = [
  ['A, paid', a, () => directBody('a'), [1250]],
  ['A, declined', a, () => withCard('a', cards.declined), []],
  ['B, paid', b, () => directBody('b'), [1250]],
  ['C, paid', c, () => directBody('c'), [1250]],
  ['C, declined', c, () => withCard('c', cards.insufficientFunds), []],
]

describe('a direct payment that is cut off', () => {
  for (const [what, client, body, amounts] of cases)
    for (const when of ['before', 'after'] as const)
      it(`${what}: ${when} any of its steps, is all or nothing, and is finished once`, async (t) => {
        let steps = 0
        for (let number = 1; number === 1 || number <= steps; number++) {
          const known = new Set((await rowsOf()).map((row) => row.order_id))
          const idempotencyKey = `cut-${what}-${when}-${number}`
          const pay = () => client.pay(body(), { idempotencyKey })
          const mend = cutAt(db, number, when)
          const cut = await pay()
          // Form B and C ask the processor a moment later.
          await letTimePass(server, 2_000).catch((error: unknown) =>
            assert.ok(error instanceof Cut, String(error)),
          )
          steps = Math.max(steps, mend())
          const left = await newRows(known)
          assert.ok(left.length <= 1, `step ${number}: more than one was made`)
          for (const row of left)
            assert.ok(
              row.id !== null && row.intents === 1 && row.attempts === 1,
              `step ${number}: a part of one is left`,
            )

          let again = await pay()
          if (again.status === 409) {
            // Whoever held the key is dead: its lease ends.
            await letTimePass(server, 120_000)
            again = await pay()
          }
          assert.equal(
            again.status,
            amounts.length === 0 && client === a ? 402 : 201,
            `step ${number}: ${again.text}`,
          )
          if (cut.status < 500) assert.deepEqual([again.status, again.text], [cut.status, cut.text])
          await letTimePass(server, 60_000)

          const made = await newRows(known)
          assert.equal(made.length, 1, `step ${number}: one payment, not ${made.length}`)
          const [row] = made
          assert.equal(row.status, amounts.length > 0 ? 'succeeded' : 'failed', `step ${number}`)
          assert.deepEqual(await capturesOf(db, row.order_id), amounts, `step ${number}`)
          assert.equal((await pay()).text, again.text, `step ${number}`)
        }
        t.diagnostic(`${steps} steps`)
        assert.ok(steps > 0)
        await expectBooksInBalance(db)
      })
})
