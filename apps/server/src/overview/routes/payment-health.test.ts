import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { cards, clientOf } from '../../../../../test/support/flowlix-calls.ts'
import { freshKey, usd } from '../../../../../test/support/money-calls.ts'
import { startTestServer } from '../../../../../test/support/server.ts'
import { waitFor } from '../../../../../test/support/wait-for.ts'

const server = await startTestServer()
const { db } = server.services
const flowlix = clientOf(server, 'a', server.flowlixKey)
const dayMs = 86_400_000

const health = async (query = ''): Promise<any> => {
  const { status, data, json } = await server.call('GET', `/v1/dashboard/payment-health${query}`)
  assert.equal(status, 200, JSON.stringify(json))
  return data
}
const of = (data: any, api: string) => data.series.find((series: any) => series.api === api)
const pay = async (token: string) => {
  const { data: order } = await server.call('POST', '/v1/orders', {
    body: { line_items: [{ name: 'Lamp', unit_price_money: usd(900) }] },
    idempotencyKey: freshKey(),
  })
  await server.call('POST', `/v1/orders/${order.order_id}/pay`, {
    body: { action: 'pay', payment_source: { token } },
    idempotencyKey: freshKey(),
  })
}
const refused = async (query: string) => {
  const { status, json } = await server.call('GET', `/v1/dashboard/payment-health${query}`)
  return [status, json.error.code, json.error.param]
}

describe('GET /v1/dashboard/payment-health', () => {
  it('200: of a quiet day, by hour', async () => {
    const quiet = await health()
    assert.deepEqual(
      quiet.series.map(({ api }: any) => api),
      ['all', 'flint', 'flowlix'],
    )
    assert.equal(of(quiet, 'all').decline_rate_percent, null)
    assert.equal(of(quiet, 'all').points.length, 25)
    assert.deepEqual([quiet.granularity, quiet.timezone], ['hour', 'UTC'])
  })

  it('200: declines by code over time, of both APIs together and apart', async () => {
    await pay('tok_chargeDeclinedInsufficientFunds')
    server.clock.advance(2 * dayMs)
    await pay('tok_visa')
    await pay('tok_chargeDeclined')
    await flowlix.paid()
    await flowlix.declined(cards.insufficientFunds)
    const data = await health('?granularity=day')
    const rates = (api: string) => {
      const { approved_count, declined_count, decline_rate_percent } = of(data, api)
      return [approved_count, declined_count, decline_rate_percent]
    }
    assert.deepEqual(rates('all'), [2, 3, 60])
    assert.deepEqual(rates('flint'), [1, 2, 66.7])
    assert.deepEqual(rates('flowlix'), [1, 1, 50])
    assert.deepEqual(of(data, 'all').by_decline_code[0], {
      decline_code: 'insufficient_funds',
      count: 2,
      rate_percent: 40,
    })
    const byDay = of(data, 'all').points.map((point: any) => point.declined_count)
    assert.deepEqual(byDay.slice(-3), [1, 0, 2])
    const [{ starts_at }] = of(data, 'all').points
    assert.equal(starts_at, data.from)
  })

  it('200: calls, server errors and refused calls of each key', async () => {
    const { rows } = await db.query('SELECT api_key_id, environment_id FROM api_keys WHERE dialect <> $1', [
      'flint',
    ])
    const own = rows.find(({ environment_id }) => environment_id !== null)
    const { data: keys } = await server.call('GET', '/v1/api-keys')
    const environmentId = (
      await db.query('SELECT environment_id FROM api_keys WHERE api_key_id = $1', [keys[0].api_key_id])
    ).rows[0].environment_id
    const key = rows.find((row) => row.environment_id === environmentId) ?? own
    const minute = `${new Date(server.clock.nowMs() - 3_600_000).toISOString().slice(0, 16)}:00.000Z`
    await db.query(
      `INSERT INTO call_counts (environment_id, minute, api_key_id, calls, client_errors, server_errors, rate_limited)
       VALUES ($1, $2, $3, 1000, 0, 10, 40), ($1, $2, '', 10, 0, 0, 0)`,
      [environmentId, minute, key.api_key_id],
    )
    const data = await waitFor('the calls of this test are counted', async () => {
      const found = await health()
      return of(found, 'flint').call_count > 10 ? found : undefined
    })
    const busiest = data.api_keys[0]
    assert.deepEqual(
      [busiest.api_key_id, busiest.api, busiest.server_error_count, busiest.rate_limited_count],
      [key.api_key_id, 'flowlix', 10, 40],
    )
    assert.ok(busiest.name && busiest.is_active)
    assert.ok(busiest.points.some((point: any) => point.rate_limited_count === 40))
    const pages = data.api_keys.find(({ api_key_id }: any) => api_key_id === null)
    assert.deepEqual([pages.call_count, pages.name], [10, null])
    const [all, flint, second] = ['all', 'flint', 'flowlix'].map((api) => of(data, api))
    assert.equal(all.call_count, flint.call_count + second.call_count)
    assert.equal(second.rate_limited_count, 40)
    assert.equal(flint.server_error_count, 0)
  })

  it('200: the overview still counts all keys together', async () => {
    const { data } = await server.call('GET', '/v1/dashboard/overview')
    assert.ok(data.api.call_count >= 1010)
    assert.equal(data.api.rate_limited_count, 40)
  })

  it('400: a span that is empty or too long', async () => {
    const at = (days: number) => new Date(server.clock.nowMs() - days * dayMs).toISOString()
    assert.deepEqual(await refused(`?from=${at(0)}&to=${at(1)}`), [400, 'INVALID_REQUEST', 'from'])
    assert.deepEqual(await refused(`?from=${at(8)}`), [400, 'INVALID_REQUEST', 'from'])
    assert.deepEqual(await refused(`?granularity=day&from=${at(32)}`), [400, 'INVALID_REQUEST', 'from'])
    assert.equal((await health(`?granularity=day&from=${at(31)}&to=${at(0)}`)).series[0].points.length, 32)
  })

  // Counting the days up to the end of year 9999 would never end.
  it('400: a time at the edge of what can be written', async () => {
    const zone = 'timezone=America/New_York&granularity=day'
    assert.deepEqual(await refused(`?${zone}&from=9999-12-25T00:00:00Z&to=9999-12-31T23:00:00Z`), [
      400,
      'INVALID_REQUEST',
      'from',
    ])
    assert.deepEqual(await refused(`?${zone}&from=0001-01-01T00:00:00Z&to=0001-01-05T00:00:00Z`), [
      400,
      'INVALID_REQUEST',
      'from',
    ])
  })

  it('400 INVALID_TIMEZONE', async () => {
    assert.deepEqual(await refused('?timezone=Mars/Base'), [400, 'INVALID_TIMEZONE', 'timezone'])
  })
})
