import assert from 'node:assert/strict'
import type { movableClock } from '../../apps/server/src/platform/clock/clock.ts'
import type { Services } from '../../apps/server/src/platform/context.ts'
import type { Consumer } from '../../apps/server/src/webhooks/a-consumer.fixture.ts'
import { startWorker } from '../../apps/server/src/worker.ts'
import { type Queryable, expectBooksInBalance } from '../support/books.ts'
import { waitFor } from '../support/wait-for.ts'
import { type Written, send } from './buyers.ts'

/** What must hold once nobody is killed any more. Source: contract, flint-platform 7 and 29; flint-commerce 10.4. */

const dayMs = 24 * 3_600_000

/** Each write happened once; then a worker, whose time is moved on, finishes all that was begun. */
export const expectAllFinished = async (
  services: Services,
  clock: ReturnType<typeof movableClock>,
  written: readonly Written[],
  consumer: Consumer,
): Promise<void> => {
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
  const told = new Set(consumer.received.map(({ json }) => json.webhook_event_id ?? json.event_id ?? json.id))
  const untold = rows.filter((row) => !told.has(row.event_id))
  assert.deepEqual(untold, [], `events that no delivery brought, of ${rows.length}`)
}

/** Its answer is stored with its effect: asking again under the key gives it, word for word. */
export const expectKeptAnswer = async (apiUrl: string, one: Written, apiKey?: string) => {
  const again = await send(apiUrl, one, apiKey)
  assert.equal(again.status, one.answer!.status, one.key)
  assert.deepEqual(again.data, one.answer!.data, `${one.key} ${one.path}`)
  assert.equal(again.headers.get('idempotency-replayed'), 'true', one.key)
}

const expectEachEffectOnce = async (db: Queryable, written: readonly Written[]) => {
  const count = async (text: string, values: unknown[]) => (await db.query(text, values)).rows[0].n
  for (const { key, path, answer } of written) {
    assert.ok(answer!.status < 300, `${key} ${path} ${answer!.status} ${JSON.stringify(answer!.data)}`)
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
