import assert from 'node:assert/strict'
import { it } from 'node:test'
import { waitFor } from '../../../../test/support/wait-for.ts'
import { plusMs } from '../platform/clock/clock.ts'
import { aConsumer } from './a-consumer.fixture.ts'
import { aMerchant } from './a-merchant.fixture.ts'
import { deliveryLeaseMs } from './delivery.ts'
import { outcomeRecorder } from './outcome-recorder.ts'
import { fanOutEvents, takeDueDeliveries } from './queue-queries.ts'
import { settleAttempt } from './settle-attempt.ts'

const { server, listen, createOrder, deliveryTo } = await aMerchant()
const { services, clock } = server

it('writes an outcome that had to give way to another transaction', async () => {
  const endpoint = await listen(await aConsumer())
  const orderId = await createOrder()
  const now = clock.now()
  const { lanes } = await services.db.run(fanOutEvents(now, 10))
  const withRoom = lanes.map((lane) => ({ ...lane, room: 16 }))
  const [due] = await services.db.run(takeDueDeliveries(withRoom, now, plusMs(now, deliveryLeaseMs)))
  const outcome = {
    startedAt: now,
    completedAt: now,
    durationMilliseconds: 1,
    statusCode: 200,
    responseContentType: null,
    responseHeaders: null,
    responseBodyExcerpt: null,
    failure: null,
  }
  const settled = settleAttempt(due!.taken, 'automatic_delivery', outcome, { attemptId: 'wdat_1', random: 0 })
  // A success is noted where the endpoint failed before.
  await services.db.query('UPDATE webhook_endpoints SET failing_since = $1', [now])

  await services.db.withConnection(async (change) => {
    await change.command('BEGIN')
    // It is the recorder that PostgreSQL ends then.
    await change.command(`SET LOCAL deadlock_timeout = '1min'`)
    const of = `WHERE webhook_endpoint_id = '${endpoint.id}'`
    await change.command(`SELECT 1 FROM webhook_deliveries ${of} FOR UPDATE`)
    const recorded = outcomeRecorder(services).record(settled)
    await waitFor('the recorder has the endpoint, and waits for the delivery', async () => {
      const { rows } = await services.db.query(
        `SELECT count(*) AS waiting FROM pg_stat_activity
         WHERE wait_event_type = 'Lock' AND datname = current_database()`,
      )
      return rows[0].waiting === 1
    })
    await change.command(`UPDATE webhook_endpoints SET updated_at = updated_at ${of}`)
    await change.command('COMMIT')
    await recorded
  })
  const { data } = await server.call('GET', `/v1/webhook-deliveries/${await deliveryTo(endpoint, orderId)}`)
  assert.deepEqual([data.status, data.automatic_attempt_count], ['delivered', 1])
  assert.deepEqual(server.logLines, [])
})
