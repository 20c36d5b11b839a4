import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, after } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { movableClock } from '../../apps/server/src/platform/clock/clock.ts'
import { readConfig } from '../../apps/server/src/platform/config/config.ts'
import { startEmbeddedPostgres } from '../../apps/server/src/platform/db/embedded-postgres.ts'
import { jsonLogger } from '../../apps/server/src/platform/log/logger.ts'
import { openServices } from '../../apps/server/src/platform/services.ts'
import { aConsumer } from '../../apps/server/src/webhooks/a-consumer.fixture.ts'
import { startWorker } from '../../apps/server/src/worker.ts'
import { callApi } from '../support/api.ts'
import { type Queryable, expectBooksInBalance } from '../support/books.ts'
import { freshDatabase } from '../support/database.ts'
import { findFreePort } from '../support/free-port.ts'
import { type Program, startProgram } from '../support/program.ts'
import { seededRandom } from '../support/seeded-random.ts'
import { testKey } from '../support/server.ts'
import { waitFor } from '../support/wait-for.ts'
import { type Written, send, startBuyers } from './buyers.ts'

/*
 * The program is killed while it takes money, and started again on the same data. What it acknowledged is there, what
 * it did not acknowledge happened once or not at all, and what was under way is finished.
 * Source: contract, flint-platform 7 and 29; flint-commerce 10.4.
 */
export type Way = {
  start: 'start.mjs' | 'main-start.ts'
  kill: (program: Program) => Promise<void>
  /** The database is its own child, or a server that nobody kills. */
  database: 'embedded' | 'external'
  rounds: number
}

const buyerCount = 6
const dayMs = 24 * 3_600_000

export const expectNothingLost = async (t: TestContext, way: Way): Promise<void> => {
  const random = seededRandom()
  t.diagnostic(`TEST_SEED=${random.seed}`)
  const dataDir = await mkdtemp(join(tmpdir(), 'flint-crash-'))
  after(() => rm(dataDir, { recursive: true, force: true }))
  const external = way.database === 'external' ? await freshDatabase(t) : null
  const env = {
    FLINT_DATA_DIR: dataDir,
    PORT: String(await findFreePort()),
    FLINT_TEST_KEY: testKey,
    FLINT_RATE_LIMIT_PER_KEY: '0',
    FLINT_RATE_LIMIT_PER_MERCHANT: '0',
    ...(external ? { DATABASE_URL: external.url } : {}),
  }
  const consumer = await aConsumer()
  const run = () => startProgram(way.start, env)

  let program = await run()
  await callApi(program.apiUrl, testKey, 'POST', '/v1/webhook-endpoints', {
    body: { url: consumer.url },
  })
  const buyers = startBuyers(buyerCount, random, `crash-${random.seed}`)
  const { written } = buyers
  const answered = () => written.filter(({ answer }) => answer !== null).length
  try {
    for (let round = 0; round < way.rounds; round++) {
      buyers.apiUrl = program.apiUrl
      // Counted in answers and not in time, so that a slow machine has as much to lose.
      const enough = answered() + 10 + random.below(50)
      await waitFor('they write', () => answered() >= enough, { everyMs: 2, withinMs: 60_000 })
      await sleep(random.below(20))
      await way.kill(program)
      buyers.apiUrl = null
      program = await run()
    }
    buyers.apiUrl = program.apiUrl
    await buyers.stop()
    const interrupted = written.filter(({ sent }) => sent > 1)
    t.diagnostic(`${written.length} writes, ${interrupted.length} of them sent again after a kill`)
    assert.ok(interrupted.length > 0, 'no kill met a request')

    for (const one of written) await expectKeptAnswer(program.apiUrl, one)
    assert.equal(await program.end(), 0)
  } finally {
    // A failed run must not go on beside the next.
    buyers.abandon()
    await program.killAll()
  }

  await withServices(env, external?.url ?? null, async (services, clock) => {
    await expectEachEffectOnce(services.db, written)
    await expectBooksInBalance(services.db)
    // Leases of the killed run out, late results come in, refunds end; then every hold and session lapses.
    const worker = startWorker(services)
    try {
      for (const advanceMs of [2 * 60_000, 8 * dayMs]) {
        clock.advance(advanceMs)
        await waitFor('nothing is left to do', async () => (await leftToDo(services.db, clock.now())) === 0)
      }
    } finally {
      await worker.stop()
    }
    await expectNothingStuck(services.db)
    await expectBooksInBalance(services.db)
    const { rows } = await services.db.query('SELECT event_id FROM events')
    const told = new Set(
      consumer.received.map(({ json }) => json.webhook_event_id ?? json.event_id ?? json.id),
    )
    const untold = rows.filter((row) => !told.has(row.event_id))
    assert.deepEqual(untold, [], `events that no delivery brought, of ${rows.length}`)
  })
}

/** Its answer is stored with its effect: asking again under the key gives it, word for word. */
const expectKeptAnswer = async (apiUrl: string, one: Written) => {
  const again = await send(apiUrl, one)
  assert.equal(again.status, one.answer!.status, one.key)
  assert.deepEqual(again.data, one.answer!.data, `${one.key} ${one.path}`)
  assert.equal(again.headers.get('idempotency-replayed'), 'true', one.key)
}

const expectEachEffectOnce = async (db: Queryable, written: readonly Written[]) => {
  const count = async (text: string, values: unknown[]) => (await db.query(text, values)).rows[0].n
  for (const { key, path, answer } of written) {
    assert.ok(answer!.status < 300, `${key} ${path} ${answer!.status}`)
    const table = {
      '/v1/orders': 'orders',
      '/v1/refunds': 'refunds',
      '/v1/checkout-sessions': 'checkout_sessions',
    }[path]
    if (table)
      assert.equal(
        await count(`SELECT count(*)::int AS n FROM ${table} WHERE external_reference_id = $1`, [key]),
        1,
        `${key} ${path}`,
      )
    if (path.endsWith('/pay') || path.endsWith('/capture')) {
      const paid: number = answer!.data.order.settlement_amounts.paid_money.amount
      const captured = await count(
        `SELECT coalesce(sum(amount), 0)::int AS n FROM ledger_entries
         WHERE order_id = $1 AND kind = 'capture' AND account = 'processor_clearing'`,
        [answer!.data.order.order_id],
      )
      if (paid > 0) assert.equal(captured, paid, `${key} ${path}`)
    }
  }
  const total = await count(`SELECT count(*)::int AS n FROM orders`, [])
  assert.equal(total, written.filter(({ path }) => path === '/v1/orders').length)
}

const leftToDo = async (db: Queryable, now: string): Promise<number> => {
  const { rows } = await db.query(
    `SELECT (SELECT count(*) FROM timers WHERE due_at <= $1::timestamptz + interval '1 hour')
          + (SELECT count(*) FROM event_outbox)
          + (SELECT count(*) FROM webhook_deliveries WHERE status = 'pending') AS n`,
    [now],
  )
  return Number(rows[0].n)
}

const expectNothingStuck = async (db: Queryable) => {
  const stuck = {
    refunds: `SELECT refund_id FROM refunds WHERE status IN ('pending', 'in_transit')`,
    payments: `SELECT payment_intent_id, status FROM payment_intents
               WHERE status IN ('processing', 'requires_action', 'requires_capture')`,
    attempts: `SELECT attempt_id, status FROM order_payment_attempts
               WHERE status NOT IN ('succeeded', 'failed', 'canceled', 'expired', 'partially_succeeded')`,
    sessions: `SELECT checkout_session_id FROM checkout_sessions WHERE status = 'open'`,
    timers: 'SELECT kind, subject_id FROM timers',
    keys: `SELECT key FROM idempotency_keys WHERE state <> 'completed'`,
    deliveries: `SELECT webhook_delivery_id, status FROM webhook_deliveries WHERE status <> 'delivered'`,
  }
  for (const [name, text] of Object.entries(stuck))
    assert.deepEqual((await db.query(text)).rows, [], `${name} that nothing will finish`)
}

/** The program's database and secret, in this process, with a clock that can be moved. */
const withServices = async (
  env: Record<string, string>,
  databaseUrl: string | null,
  work: (
    services: Awaited<ReturnType<typeof openServices>>,
    clock: ReturnType<typeof movableClock>,
  ) => Promise<void>,
) => {
  const database = databaseUrl
    ? null
    : await startEmbeddedPostgres({ dataDir: env['FLINT_DATA_DIR']!, log: () => undefined })
  try {
    const clock = movableClock()
    const log = jsonLogger('error')
    const services = await openServices(readConfig(env), databaseUrl ?? database!.url, { clock, log })
    try {
      await work(services, clock)
    } finally {
      await services.db.close()
    }
  } finally {
    await database?.stop()
  }
}
