import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { startTestServer } from '../../../../test/support/server.ts'
import { settingsCalls } from './a-setting.fixture.ts'
import { settingsOf, storedSettingsOf } from './settings-of.ts'

describe('settingsOf', () => {
  it('is worked out once for one document', () => {
    const settings = { promotions: { codes_enabled: false } }
    assert.equal(settingsOf({ settings }), settingsOf({ settings }))
    assert.deepEqual(settingsOf({ settings }).promotions, {
      automatic_enabled: true,
      codes_enabled: false,
      max_promotions_per_order: 20,
    })
    assert.equal(storedSettingsOf({ settings }), settings)
  })

  it('takes no statement of its own: an order is made and paid without one', async () => {
    const server = await startTestServer()
    const { set } = settingsCalls(server)
    await set({ promotions: { max_promotions_per_order: 2 } })
    const asked: string[] = []
    const { db } = server.services
    const [run, withConnection] = [db.run.bind(db), db.withConnection.bind(db)]
    db.run = ((statement: any) => {
      asked.push(statement.text)
      return run(statement)
    }) as typeof db.run
    db.withConnection = ((work: any) =>
      withConnection((connection) => {
        const send = connection.send.bind(connection)
        connection.send = ((statement: any) => {
          asked.push(statement.text)
          return send(statement)
        }) as typeof connection.send
        return work(connection).finally(() => (connection.send = send))
      })) as typeof db.withConnection
    const { data } = await server.call('POST', '/v1/orders', {
      body: { line_items: [{ name: 'Lamp', unit_price_money: { amount: 4200, currency: 'USD' } }] },
    })
    const paid = await server.call('POST', `/v1/orders/${data.order_id}/pay`, {
      body: { action: 'pay', payment_source: { token: 'tok_visa' } },
      idempotencyKey: 'no-statement-for-settings',
    })
    assert.equal(paid.status, 200, JSON.stringify(paid.json))
    assert.ok(asked.some((text) => /UPDATE orders/.test(text)))
    // Only the key's own look-up, once in a second, names the table.
    const reading = asked.filter((text) => /\bFROM settings\b/.test(text))
    assert.ok(
      reading.every((text) => /FROM api_keys/.test(text)),
      reading.join('\n'),
    )
  })
})
