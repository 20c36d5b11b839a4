import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { dayMs } from '../platform/clock/clock.ts'
import { aConsumer } from './a-consumer.fixture.ts'
import { aMerchant } from './a-merchant.fixture.ts'
import { deleteOldDeliveries, eraseExpiredPayloads } from './retention.ts'

const merchant = await aMerchant()
const { listen, createOrder } = merchant
const { call, clock, services } = merchant.server
const { db } = services
merchant.server.startWorker()

const erase = () => db.run(eraseExpiredPayloads(clock.now(), 100))
const remove = () => db.run(deleteOldDeliveries(clock.now(), 100))
const count = async (table: string): Promise<number> =>
  (await db.query(`SELECT count(*)::int AS rows FROM ${table}`)).rows[0].rows

describe('retention', () => {
  it('erases payloads of events older than 30 days; the events stay', async () => {
    await erase()
    const consumer = await aConsumer()
    const endpoint = await listen(consumer)
    const old = await createOrder()
    const delivery = await merchant.deliveryTo(endpoint, old)
    await merchant.onceDelivered(delivery)
    clock.advance(30 * dayMs - 60_000)
    const young = await createOrder()
    assert.equal(await erase(), 0)
    clock.advance(60_000)
    assert.equal(await erase(), 1)
    assert.equal(await erase(), 0)
    const { rows } = await db.query(
      'SELECT resource_id, data IS NULL AS is_erased FROM events ORDER BY event_id',
    )
    assert.deepEqual(rows, [
      { resource_id: old, is_erased: true },
      { resource_id: young, is_erased: false },
    ])
    const event = await merchant.eventOf(old)
    const read = await call('GET', `/v1/webhook-events/${event.webhook_event_id}`)
    assert.deepEqual([read.status, 'payload' in read.data], [200, false])
    const resent = await call('POST', `/v1/webhook-deliveries/${delivery}/resend`)
    assert.deepEqual([resent.status, resent.error.code], [410, 'WEBHOOK_EVENT_PAYLOAD_EXPIRED'])
  })

  it('removes deliveries and attempts of events older than 90 days', async () => {
    assert.deepEqual([(await count('webhook_deliveries')) > 0, await remove()], [true, 0])
    clock.advance(91 * dayMs)
    const events = await count('events')
    assert.ok((await remove()) > 0)
    assert.deepEqual(
      [await count('webhook_deliveries'), await count('webhook_delivery_attempts'), await count('events')],
      [0, 0, events],
    )
  })

  it('goes by the own time of a sandbox that has one', async () => {
    const { key, environmentId } = await merchant.server.anotherSandbox()
    const body = { line_items: [{ name: 'Mug', unit_price_money: { amount: 1450, currency: 'USD' } }] }
    await call('POST', '/v1/orders', { key, body })
    await erase()
    const move = (days: number) =>
      db.query('UPDATE environments SET clock_offset_ms = $2 WHERE environment_id = $1', [
        environmentId,
        days * dayMs,
      ])
    await move(29)
    assert.equal(await erase(), 0)
    await move(31)
    assert.equal(await erase(), 1)
  })
})
