import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { startTestServer } from '../../../test/support/server.ts'
import { waitFor } from '../../../test/support/wait-for.ts'
import { dayMs } from './platform/clock/clock.ts'

const server = await startTestServer()

const anOrder = {
  line_items: [{ name: 'Lamp', unit_price_money: { amount: 4200, currency: 'USD' } }],
}

const untilRows = (table: string, rows: number) =>
  waitFor(`${table} to hold ${rows}`, async () => (await rowsOf(table)) === rows)

const rowsOf = async (table: string) =>
  (await server.services.db.query(`SELECT count(*) AS rows FROM ${table}`)).rows[0].rows

describe('what the worker clears away', () => {
  it('deletes answers and logs of calls that are long over, and keeps what is recent', async () => {
    await server.call('POST', '/v1/orders', { body: anOrder, idempotencyKey: 'old' })
    await untilRows('request_logs', 1)
    server.clock.advance(31 * dayMs)
    await server.call('POST', '/v1/orders', { body: anOrder, idempotencyKey: 'recent' })
    await untilRows('request_logs', 2)

    server.startWorker()
    await untilRows('request_logs', 1)
    await untilRows('idempotency_keys', 1)
    const { rows } = await server.services.db.query('SELECT key FROM idempotency_keys')
    assert.deepEqual(rows, [{ key: 'recent' }])
    assert.equal(await rowsOf('orders'), 2)
  })
})
