import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { startTestServer } from '../../../../../test/support/server.ts'
import { placeRestoredEvents } from './restored-events.ts'

const { call, services } = await startTestServer()
const { db } = services

const places = async (): Promise<string[]> =>
  (await db.query('SELECT readable_after::text AS place FROM events ORDER BY event_id')).rows.map(
    (row) => row.place,
  )
const createOrder = () =>
  call('POST', '/v1/orders', {
    body: { line_items: [{ name: 'Mug', unit_price_money: { amount: 1450, currency: 'USD' } }] },
  })

describe('placeRestoredEvents', () => {
  it('changes nothing in the cluster that the events were recorded in', async () => {
    for (let i = 0; i < 3; i++) await createOrder()
    const before = await places()
    assert.equal(before.length, 3)
    await placeRestoredEvents(db)
    assert.deepEqual(await places(), before)
  })

  it('puts events from a cluster that was further on before all that come, in the order of their ids', async () => {
    await db.query(`UPDATE events SET readable_after = '900000000000'`)
    await placeRestoredEvents(db)
    assert.deepEqual(await places(), ['1', '1', '1'])
    await createOrder()
    const [latest] = (await places()).slice(-1)
    assert.ok(BigInt(latest!) > 1n)
    await placeRestoredEvents(db)
    assert.equal((await places()).at(-1), latest)
  })
})
