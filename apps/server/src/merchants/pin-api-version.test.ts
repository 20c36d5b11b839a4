import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { startTestServer } from '../../../../test/support/server.ts'
import { waitFor } from '../../../../test/support/wait-for.ts'
import { environments } from '../platform/auth/environments.ts'
import { hourMs } from '../platform/clock/clock.ts'
import { systemContext } from '../platform/context.ts'
import { Refusal } from '../platform/http/errors.ts'
import { aConsumer } from '../webhooks/a-consumer.fixture.ts'
import { pinApiVersion } from './pin-api-version.ts'
import { toVersionFields } from './pinned-version.ts'

const aMerchant = async () => {
  const server = await startTestServer()
  const { rows } = await server.services.db.query('SELECT environment_id FROM environments WHERE is_default')
  const known = environments(server.services)
  const pin = async (apiVersion: string, expectedApiVersion?: string) => {
    const environment = await known.find(rows[0].environment_id)
    return toVersionFields(
      await pinApiVersion(systemContext(server.services, environment!), { apiVersion, expectedApiVersion }),
    )
  }
  const refusal = async (apiVersion: string, expected?: string) => {
    const error = await pin(apiVersion, expected).catch((thrown: unknown) => thrown)
    assert.ok(error instanceof Refusal, String(error))
    return [error.definition.code, error.context.param]
  }
  const served = async (key?: string) =>
    (await server.call('GET', '/v1/orders', key ? { key } : {})).headers.get('flint-version')
  return { server, pin, refusal, served }
}

describe('pinning the API version of a merchant', () => {
  it('counts at once, in every environment of the merchant; a header still wins', async () => {
    const { server, pin, served } = await aMerchant()
    assert.equal(await served(), '2026-02-01')
    const fields = await pin('2026-09-07', '2026-02-01')
    const now = fields.api_version_changed_at!
    assert.deepEqual(fields, {
      api_version: '2026-09-07',
      api_version_pinned_at: now,
      api_version_changed_at: now,
      api_version_previous: '2026-02-01',
      api_version_rollback_expires_at: new Date(Date.parse(now) + 72 * hourMs).toISOString(),
    })
    assert.deepEqual([await served(), await served(server.liveKey)], ['2026-09-07', '2026-09-07'])
    const { headers } = await server.call('GET', '/v1/orders', { headers: { 'Flint-Version': '2026-02-01' } })
    assert.equal(headers.get('flint-version'), '2026-02-01')
  })

  it('of the version that is served anyway changes nothing but that it stays', async () => {
    const { pin } = await aMerchant()
    const fields = await pin('2026-02-01')
    assert.ok(fields.api_version_pinned_at)
    assert.deepEqual([fields.api_version, fields.api_version_changed_at], ['2026-02-01', null])
    assert.deepEqual(await pin('2026-02-01'), fields)
  })

  it('can be taken back for 72 hours, and not later', async () => {
    const { server, pin, refusal } = await aMerchant()
    await pin('2026-09-07')
    server.clock.advance(71 * hourMs)
    const back = await pin('2026-02-01')
    assert.deepEqual(
      [back.api_version, back.api_version_previous, back.api_version_rollback_expires_at],
      ['2026-02-01', null, null],
    )
    await pin('2026-09-07')
    server.clock.advance(72 * hourMs)
    assert.deepEqual(await refusal('2026-02-01'), ['FIELD_NOT_UPDATABLE', 'api_version'])
  })

  it('is refused when it has changed meanwhile, or there is no such version', async () => {
    const { pin, refusal } = await aMerchant()
    await pin('2026-09-07')
    assert.deepEqual(await refusal('2026-02-01', '2026-02-01'), [
      'API_VERSION_CHANGED',
      'expected_api_version',
    ])
    assert.deepEqual(await refusal('2026-10-10'), ['INVALID_API_VERSION', 'api_version'])
  })

  it('is followed by webhook endpoints, unless they have a version of their own: payloads change with it', async () => {
    const { server, pin } = await aMerchant()
    const [following, older] = [await aConsumer(), await aConsumer()]
    await server.call('POST', '/v1/webhook-endpoints', { body: { url: following.url } })
    await server.call('POST', '/v1/webhook-endpoints', {
      body: { url: older.url, api_version: '2026-02-01' },
    })
    await pin('2026-09-07')
    const { data: order } = await server.call('POST', '/v1/orders', {
      body: { line_items: [{ name: 'a', unit_price_money: { amount: 500, currency: 'USD' } }] },
    })
    await server.call('POST', `/v1/orders/${order.order_id}/pay`, {
      body: { action: 'pay', payment_source: { token: 'tok_visa' } },
      idempotencyKey: 'pay',
    })
    server.startWorker()
    const said = async (consumer: typeof following) => {
      await waitFor('order.paid', async () => consumer.of('order.paid').length === 1)
      const { api_version, data } = consumer.of('order.paid')[0]!.json
      return [api_version, data.status, data.payment_status]
    }
    assert.deepEqual(await said(following), ['2026-09-07', 'open', 'paid'])
    assert.deepEqual(await said(older), ['2026-02-01', 'paid', 'paid'])
  })
})
