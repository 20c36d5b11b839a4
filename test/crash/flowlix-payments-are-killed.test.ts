import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { type ApiAnswer, sendCall } from '../support/api.ts'
import { expectBooksInBalance } from '../support/books.ts'
import { freshDatabase } from '../support/database.ts'
import { cards, directBody, withCard } from '../support/flowlix-calls.ts'
import { findFreePort } from '../support/free-port.ts'
import { startProgram } from '../support/program.ts'
import { seededRandom } from '../support/seeded-random.ts'
import { testFlowlixKey, testKey } from '../support/server.ts'
import { waitFor } from '../support/wait-for.ts'
import { withServices } from './expect-nothing-lost.ts'

/*
 * The program is killed while it takes direct Flowlix payments. Each is there whole or not at all, and whoever asks again
 * under the same key gets it once. Source: contract, flowlix 2 and 17.3; flint-platform 7 and 29.
 */
type Asked = { key: string; body: unknown; sent: number; answer: ApiAnswer | null }

const payerCount = 6
const rounds = 3
const random = seededRandom()

const send = (apiUrl: string, { key, body }: Asked) =>
  sendCall(apiUrl, testFlowlixKey, 'POST', '/v1/payments', { body, idempotencyKey: key })

describe('kill -9: the API process, while it takes direct Flowlix payments', () => {
  it('each is all or nothing, and done once', async (t) => {
    t.diagnostic(`TEST_SEED=${random.seed}`)
    const dataDir = await mkdtemp(join(tmpdir(), 'flint-crash-'))
    after(() => rm(dataDir, { recursive: true, force: true }))
    const database = await freshDatabase(t)
    const env = {
      DATABASE_URL: database.url,
      FLINT_DATA_DIR: dataDir,
      PORT: String(await findFreePort()),
      FLINT_TEST_KEY: testKey,
      FLINT_RATE_LIMIT_PER_KEY: '0',
      FLINT_RATE_LIMIT_PER_MERCHANT: '0',
      FLOWLIX_TEST_KEY: testFlowlixKey,
      FLOWLIX_RATE_LIMIT_PER_MINUTE: '0',
    }
    let program = await startProgram('main-start.ts', env)
    let apiUrl: string | null = program.apiUrl
    let isStopping = false
    const asked: Asked[] = []

    const payer = async () => {
      while (!isStopping) {
        const isDeclined = random.below(4) === 0
        const body = {
          ...(isDeclined ? withCard('a', cards.declined) : directBody('a')),
          amount: 1 + random.below(9000),
        }
        const one: Asked = { key: `crash-${random.seed}-${asked.length}`, body, sent: 0, answer: null }
        asked.push(one)
        while (one.answer === null) {
          if (apiUrl === null) {
            await sleep(20)
            continue
          }
          one.sent++
          const answer = await send(apiUrl, one).catch(() => null)
          // Nobody knows what became of it, or the first try still holds the key.
          if (answer && answer.status < 500 && answer.status !== 409) one.answer = answer
          else await sleep(20)
        }
      }
    }
    const payers = Array.from({ length: payerCount }, payer)
    const answered = () => asked.filter(({ answer }) => answer !== null).length
    try {
      for (let round = 0; round < rounds; round++) {
        const enough = answered() + 10 + random.below(40)
        await waitFor('they pay', () => answered() >= enough, { everyMs: 2, withinMs: 60_000 })
        await sleep(random.below(20))
        apiUrl = null
        await program.killApi()
        program = await startProgram('main-start.ts', env)
        apiUrl = program.apiUrl
      }
      isStopping = true
      await Promise.all(payers)
      const again = asked.filter(({ sent }) => sent > 1)
      t.diagnostic(`${asked.length} payments, ${again.length} of them asked for again`)
      assert.ok(again.length > 0, 'no kill met a request')
      for (const one of asked) {
        const { status, text } = await send(program.apiUrl, one)
        assert.deepEqual([status, text], [one.answer!.status, one.answer!.text], one.key)
      }
      assert.equal(await program.end(), 0)
    } finally {
      isStopping = true
      await program.killAll()
    }

    await withServices(env, database.url, async ({ db }) => {
      await expectBooksInBalance(db)
      const paid = asked.filter(({ answer }) => answer!.status === 201)
      const failed = asked.filter(({ answer }) => answer!.status === 402)
      assert.equal(paid.length + failed.length, asked.length)
      const { rows } = await db.query(
        `SELECT f.payment_id AS id, f.status, o.status AS order_status, o.total::int, o.paid::int,
                (SELECT count(*)::int FROM payment_intents p WHERE p.environment_id = o.environment_id AND p.order_id = o.order_id) AS intents,
                (SELECT count(DISTINCT posting_id)::int FROM ledger_entries l WHERE l.environment_id = o.environment_id AND l.order_id = o.order_id AND l.kind = 'capture') AS captures,
                (SELECT count(*)::int FROM events e WHERE e.environment_id = o.environment_id AND e.resource_id = o.order_id AND e.event_type = 'order.paid') AS told
         FROM orders o FULL JOIN flowlix_payments f USING (environment_id, order_id)`,
      )
      assert.equal(rows.length, asked.length, 'one order and one payment for each that was asked for')
      const byId = new Map(rows.map((row) => [row.id, row]))
      for (const { answer, key } of paid) {
        const { id, ...row } = byId.get(answer!.json.id)
        const { total } = row
        assert.equal(total, answer!.json.amount, key)
        const whole = {
          status: 'succeeded',
          order_status: row.order_status,
          total,
          paid: total,
          intents: 1,
          captures: 1,
          told: 1,
        }
        assert.deepEqual(row, whole, id)
      }
      const rest = rows.filter(({ status }) => status !== 'succeeded')
      assert.equal(rest.length, failed.length)
      for (const row of rest)
        assert.deepEqual(
          [row.status, row.order_status, row.paid, row.captures],
          ['failed', 'closed', 0, 0],
          row.id,
        )
      const keys = await db.query(`SELECT key FROM idempotency_keys WHERE state <> 'completed'`)
      assert.deepEqual(keys.rows, [], 'keys that nothing will finish')
    })
  })
})
