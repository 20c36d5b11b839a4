import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { addMerchant } from '../../../../../test/support/add-merchant.ts'
import { type TestServer, startTestServer } from '../../../../../test/support/server.ts'
import { waitFor } from '../../../../../test/support/wait-for.ts'
import { hourMs } from '../../platform/clock/clock.ts'
import { aConsumer } from '../../webhooks/a-consumer.fixture.ts'

const [older, newer] = ['2026-02-01', '2026-09-07']

/** A server of its own for each test: a version that was pinned cannot be unpinned. */
const aMerchant = async () => {
  const server = await startTestServer()
  const path = `/v1/merchants/${server.seeded.merchantId}`
  const patch = (body: unknown, options = {}) =>
    server.call('PATCH', path, { body, key: server.liveKey, ...options })
  const pin = async (api_version: string, expected_api_version?: string) => {
    const { status, data, json } = await patch({ api_version, expected_api_version })
    assert.equal(status, 200, JSON.stringify(json))
    const { observed_at: _, ...merchant } = data
    return merchant
  }
  /** But for when it was looked at. */
  const read = async (key = server.liveKey) => {
    const { observed_at: _, ...merchant } = (await server.call('GET', path, { key })).data
    return merchant
  }
  /** Refused, and nothing is other than before. */
  const refused = async (body: unknown, expected: readonly [number, string, string?], options = {}) => {
    const before = await read()
    const { status, error } = await patch(body, options)
    assert.deepEqual([status, error?.code, error?.param], expected)
    assert.deepEqual(await read(), before)
    return error
  }
  return { server, path, patch, pin, read, refused }
}

const servedBy = async (
  { call }: Pick<TestServer, 'call'>,
  options: Parameters<TestServer['call']>[2] = {},
) => {
  const { headers, json } = await call('GET', '/v1/orders', options)
  assert.equal(json.meta.api_version, headers.get('flint-version'))
  return headers.get('flint-version')
}

describe('PATCH /v1/merchants/{merchant_id}', () => {
  it('200: pins the version of calls without Flint-Version, at once and in every environment', async () => {
    const { server, pin, read } = await aMerchant()
    assert.equal(await servedBy(server), older)
    const merchant = await pin(newer, older)
    const now = merchant.api_version_changed_at
    assert.deepEqual(merchant, {
      ...(await read()),
      api_version: newer,
      api_version_pinned_at: now,
      api_version_changed_at: now,
      api_version_previous: older,
      api_version_rollback_expires_at: new Date(Date.parse(now) + 72 * hourMs).toISOString(),
    })
    for (const key of [server.sandboxKey, (await server.anotherSandbox()).key, server.liveKey])
      assert.equal(await servedBy(server, { key }), newer)
    assert.equal(await servedBy(server, { headers: { 'Flint-Version': older } }), older)
  })

  it('200: counts on another node within a second', async () => {
    const { server, pin } = await aMerchant()
    const node = await server.anotherNode()
    assert.equal(await servedBy(node), older)
    await pin(newer)
    server.clock.advance(1000)
    assert.equal(await servedBy(node), newer)
  })

  it('200: counts for webhook endpoints that follow the merchant, not for those with a version of their own', async () => {
    const { server, pin } = await aMerchant()
    const [following, staying] = [await aConsumer(), await aConsumer()]
    await server.call('POST', '/v1/webhook-endpoints', { body: { url: following.url } })
    await server.call('POST', '/v1/webhook-endpoints', { body: { url: staying.url, api_version: older } })
    await pin(newer)
    const { data: order } = await server.call('POST', '/v1/orders', {
      body: { line_items: [{ name: 'a', unit_price_money: { amount: 500, currency: 'USD' } }] },
    })
    await server.call('POST', `/v1/orders/${order.order_id}/pay`, {
      body: { action: 'pay', payment_source: { token: 'tok_visa' } },
      idempotencyKey: 'pay',
    })
    server.startWorker()
    const told = async (consumer: typeof following) => {
      await waitFor('order.paid', async () => consumer.of('order.paid').length === 1)
      const { api_version, data } = consumer.of('order.paid')[0]!.json
      return [api_version, data.status, data.payment_status]
    }
    assert.deepEqual(await told(following), [newer, 'open', 'paid'])
    assert.deepEqual(await told(staying), [older, 'paid', 'paid'])
  })

  it('200: of the version that is served anyway changes nothing but that it stays', async () => {
    const { server, pin } = await aMerchant()
    const merchant = await pin(older)
    assert.ok(merchant.api_version_pinned_at)
    assert.deepEqual([merchant.api_version, merchant.api_version_changed_at], [older, null])
    server.clock.advance(hourMs)
    assert.deepEqual(await pin(older), merchant)
  })

  it('200: takes the last change back for 72 hours', async () => {
    const { server, pin } = await aMerchant()
    await pin(newer)
    server.clock.advance(71 * hourMs)
    const back = await pin(older, newer)
    assert.deepEqual(
      [back.api_version, back.api_version_previous, back.api_version_rollback_expires_at],
      [older, null, null],
    )
    assert.equal(await servedBy(server), older)
  })

  it('200: the stored answer for the same idempotency key, and no second change', async () => {
    const { patch, pin, read } = await aMerchant()
    const first = await patch({ api_version: newer }, { idempotencyKey: 'pin' })
    await pin(older)
    const again = await patch({ api_version: newer }, { idempotencyKey: 'pin' })
    assert.equal(again.headers.get('idempotency-replayed'), 'true')
    assert.deepEqual(again.data, first.data)
    assert.equal((await read()).api_version, older)
  })

  it('200: how the merchant is called and reached; what is left out stays', async () => {
    const { patch, read } = await aMerchant()
    const body = {
      business_name: 'Lamps & More',
      email: 'hello@lamps.example',
      phone: '+14155550100',
      address: { line1: '1 Main Street', city: 'Springfield', postal_code: '62701', country: 'US' },
      support_phone: '+14155550101',
      website_url: 'https://lamps.example',
      reporting_timezone: 'America/Chicago',
      metadata: { plan: 'gold' },
    }
    const { status, data } = await patch(body)
    assert.equal(status, 200)
    assert.deepEqual(
      { ...data, address: data.address.city, version: data.version },
      { ...data, ...body, address: 'Springfield', version: 2 },
    )
    const cleared = await patch({ support_phone: '', metadata: { plan: null, tier: '1' } })
    assert.deepEqual([cleared.data.support_phone, cleared.data.metadata], [null, { tier: '1' }])
    const after = await read()
    assert.deepEqual([after.email, after.version, after.onboarding_status], [body.email, 3, 'not_started'])
  })

  it('200: the new name is seen by every environment at once', async () => {
    const { server, patch } = await aMerchant()
    const session = async () =>
      (
        await server.call('POST', '/v1/checkout-sessions', {
          body: { quick_pay_item: { name: 'A', amount_money: { amount: 100, currency: 'USD' } } },
        })
      ).data
    assert.equal((await session()).merchant_name, 'Your shop')
    await patch({ business_name: 'Lamps' })
    assert.equal((await session()).merchant_name, 'Lamps')
  })

  it('200: what changes nothing is no change', async () => {
    const { patch, read } = await aMerchant()
    await patch({ website_url: 'https://lamps.example' })
    const before = await read()
    await patch({ website_url: 'https://lamps.example', metadata: {} })
    assert.deepEqual(await read(), before)
  })

  it('409 MERCHANT_CHANGED for another version than there is', async () => {
    const { refused } = await aMerchant()
    const body = { business_name: 'B', expected_version: 9 }
    const error = await refused(body, [409, 'MERCHANT_CHANGED', 'expected_version'])
    assert.equal(error.current_version, 1)
  })

  it('400 for what cannot be', async () => {
    const { refused } = await aMerchant()
    await refused({ website_url: 'javascript:alert(1)' }, [400, 'INVALID_WEBSITE_URL', 'website_url'])
    await refused({ reporting_timezone: 'Mars/Base' }, [400, 'INVALID_TIMEZONE', 'reporting_timezone'])
    await refused({ business_name: '' }, [400, 'INVALID_REQUEST', 'business_name'])
    await refused({ support_phone: '12' }, [400, 'INVALID_REQUEST', 'support_phone'])
    await refused({ metadata: { flint_a: '1' } }, [400, 'RESERVED_METADATA_KEY', 'metadata.flint_a'])
  })

  it('400 NO_FIELDS_TO_UPDATE', async () => {
    const { refused } = await aMerchant()
    await refused({}, [400, 'NO_FIELDS_TO_UPDATE', undefined])
    await refused({ expected_api_version: older }, [400, 'FIELD_REQUIRED', 'api_version'])
  })

  it('400 UNKNOWN_FIELD for what is read only', async () => {
    const { refused } = await aMerchant()
    for (const field of ['merchant_id', 'business_type', 'status', 'api_version_previous'])
      await refused({ [field]: 'a', api_version: newer }, [400, 'UNKNOWN_FIELD', field])
  })

  it('400 INVALID_API_VERSION, with the versions that there are', async () => {
    const { refused } = await aMerchant()
    for (const api_version of ['2026-10-10', 'default', '']) {
      const error = await refused({ api_version }, [400, 'INVALID_API_VERSION', 'api_version'])
      assert.deepEqual(error.details[0].supported_api_versions, [older, newer])
    }
  })

  it('403 PROFILE_WRITE_LIVE_MODE_REQUIRED with a test key: a sandbox must not change what live mode is answered', async () => {
    const { server, refused } = await aMerchant()
    for (const body of [{ api_version: newer }, { api_version: older }, {}])
      await refused(body, [403, 'PROFILE_WRITE_LIVE_MODE_REQUIRED', undefined], { key: server.sandboxKey })
    assert.equal(await servedBy(server, { key: server.liveKey }), older)
  })

  it('404 RESOURCE_NOT_FOUND: another merchant', async () => {
    const { server, path, refused } = await aMerchant()
    const { liveKey, merchantId } = await addMerchant(server.services)
    const wanted = [404, 'RESOURCE_NOT_FOUND', 'merchant_id'] as const
    await refused({ api_version: newer }, wanted, { key: liveKey })
    for (const key of [server.liveKey, server.sandboxKey]) {
      const theirs = path.replace(server.seeded.merchantId, merchantId)
      const { status, error } = await server.call('PATCH', theirs, { body: { api_version: newer }, key })
      assert.deepEqual([status, error.code, error.param], wanted)
    }
    assert.equal(await servedBy(server, { key: liveKey }), older)
  })

  it('409 API_VERSION_CHANGED when another version is served than was expected', async () => {
    const { pin, refused } = await aMerchant()
    await pin(newer)
    await refused({ api_version: older, expected_api_version: older }, [
      409,
      'API_VERSION_CHANGED',
      'expected_api_version',
    ])
  })

  it('409 API_VERSION_CHANGED for one of two who expect the same at once', async () => {
    const { patch } = await aMerchant()
    const body = { api_version: newer, expected_api_version: older }
    const answers = await Promise.all([patch(body), patch(body)])
    assert.deepEqual(answers.map(({ status, error }) => error?.code ?? status).toSorted(), [
      200,
      'API_VERSION_CHANGED',
    ])
  })

  it('409 FIELD_NOT_UPDATABLE for an older version, once the change can no longer be taken back', async () => {
    const { server, pin, refused } = await aMerchant()
    await pin(newer)
    server.clock.advance(72 * hourMs)
    await refused({ api_version: older }, [409, 'FIELD_NOT_UPDATABLE', 'api_version'])
    assert.equal(await servedBy(server), newer)
  })
})
