import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { environmentOf } from '../../../../test/support/add-key.ts'
import { freshKey, usd } from '../../../../test/support/money-calls.ts'
import { startTestServer } from '../../../../test/support/server.ts'
import { aConsumer } from '../webhooks/a-consumer.fixture.ts'
import { sandboxTables } from './sandbox-tables.ts'
import { aSandbox, exportOf, importInto, manage } from './sandboxes.fixture.ts'

const server = await startTestServer()
const consumer = await aConsumer()
server.startWorker()

/** Rows that name an order, payment, refund, customer, event or delivery which is not there. */
const orphans = `
  SELECT 'events' AS what, event_id AS id FROM events e WHERE environment_id = $1 AND resource_type = 'order'
    AND NOT EXISTS (SELECT 1 FROM orders o WHERE o.environment_id = $1 AND o.order_id = e.resource_id)
  UNION ALL SELECT 'ledger_entries', posting_id FROM ledger_entries l WHERE environment_id = $1 AND order_id IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM orders o WHERE o.environment_id = $1 AND o.order_id = l.order_id)
  UNION ALL SELECT 'orders', order_id FROM orders o WHERE environment_id = $1
    AND NOT EXISTS (SELECT 1 FROM events e WHERE e.environment_id = $1 AND e.resource_id = o.order_id)
  UNION ALL SELECT 'orders without payment', order_id FROM orders o WHERE environment_id = $1 AND paid > 0
    AND NOT EXISTS (SELECT 1 FROM ledger_entries l WHERE l.environment_id = $1 AND l.order_id = o.order_id)
  UNION ALL SELECT 'webhook_deliveries', webhook_delivery_id FROM webhook_deliveries d WHERE environment_id = $1
    AND NOT EXISTS (SELECT 1 FROM events e WHERE e.environment_id = $1 AND e.event_id = d.event_id)`

/** Creates, pays and refunds until it is told to stop; keeps what it was answered. */
const aCaller = (key: string) => {
  const answers: string[] = []
  let isStopped = false
  const call = async (path: string, body: object) => {
    const { status, data, error } = await server.call('POST', path, { key, body, idempotencyKey: freshKey() })
    answers.push(status < 300 ? 'done' : `${status} ${error.code}`)
    return status < 300 ? data : null
  }
  const running = (async () => {
    while (!isStopped) {
      const order = await call('/v1/orders', { line_items: [{ name: 'Cup', unit_price_money: usd(1000) }] })
      if (!order) continue
      const path = `/v1/orders/${order.order_id}`
      const paid = await call(`${path}/pay`, { action: 'pay', payment_source: { token: 'tok_visa' } })
      if (paid) await call('/v1/refunds', { order_id: order.order_id, amount_money: usd(300) })
    }
  })()
  return {
    answers,
    stop: async () => {
      isStopped = true
      await running
    },
  }
}

describe('a sandbox that is reset while calls and a worker are under way', () => {
  it('has nothing half in it; the calls are done or refused', async () => {
    const { sandboxId, key } = await aSandbox(server)
    const environmentId = await environmentOf(server.services, sandboxId)
    const callers = Array.from({ length: 6 }, () => aCaller(key))
    for (let turn = 0; turn < 6; turn++) {
      await server.call('POST', '/v1/webhook-endpoints', { key, body: { url: consumer.url } })
      await new Promise((resolve) => setTimeout(resolve, 150))
      const { status, error } = await manage(server, 'POST', `/${sandboxId}/reset`)
      assert.equal(status, 200, JSON.stringify(error))
    }
    await Promise.all(callers.map((caller) => caller.stop()))
    const { rows } = await server.services.db.query(orphans, [environmentId])
    assert.deepEqual(rows, [])
    const answers = new Set(callers.flatMap((caller) => caller.answers))
    const allowed = new Set([
      'done',
      '404 ORDER_NOT_FOUND',
      '404 PAYMENT_NOT_FOUND',
      '503 SERVICE_UNAVAILABLE',
    ])
    assert.deepEqual(
      [...answers].filter((answer) => !allowed.has(answer)),
      [],
    )
    assert.ok(answers.has('done'))
    assert.deepEqual(server.logLines, [])

    await manage(server, 'POST', `/${sandboxId}/reset`)
    for (const { name, isReset } of sandboxTables) {
      if (!isReset) continue
      const found = await server.services.db.query(`SELECT 1 FROM ${name} WHERE environment_id = $1`, [
        environmentId,
      ])
      assert.equal(found.rows.length, 0, name)
    }
  })

  it('is one that a fork and an export see whole', async () => {
    const { sandboxId, key } = await aSandbox(server)
    const callers = Array.from({ length: 4 }, () => aCaller(key))
    for (let turn = 0; turn < 2; turn++) {
      await new Promise((resolve) => setTimeout(resolve, 100))
      const fork = await manage(server, 'POST', `/${sandboxId}/fork`, { body: { name: `Whole ${turn}` } })
      assert.equal(fork.status, 201)
      const copy = await aSandbox(server)
      const imported = await importInto(server, copy.sandboxId, await exportOf(server, sandboxId))
      assert.equal(imported.status, 200, JSON.stringify(imported.error))
      for (const id of [fork.data.sandbox_id as string, copy.sandboxId]) {
        const { rows } = await server.services.db.query(orphans, [await environmentOf(server.services, id)])
        assert.deepEqual(rows, [])
        await manage(server, 'DELETE', `/${id}`)
      }
    }
    await Promise.all(callers.map((caller) => caller.stop()))
  })
})
