import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { addKey, environmentOf } from '../../../../../test/support/add-key.ts'
import { startTestServer } from '../../../../../test/support/server.ts'
import { eventTypes } from '../event-types.ts'

const server = await startTestServer()
const { call } = server
const sandbox = await environmentOf(server.services, server.seeded.sandboxId)
const path = '/v1/webhook-endpoints'
const url = 'https://merchant.example/hooks'

const anEndpoint = async (body: object = {}, key?: string) =>
  (await call('POST', path, { body: { url, ...body }, ...(key ? { key } : {}) })).data
const refused = async (method: string, to: string, body: unknown, status: number, code: string) => {
  const answer = await call(method, to, body === undefined ? {} : { body })
  assert.deepEqual([answer.status, answer.error?.code], [status, code])
  return answer.error
}
const countOf = async () => (await call('GET', `${path}?page_size=100`)).data.length

/** Each group has an environment of its own where the number of endpoints matters. */
const emptied = async () => {
  for (const { webhook_endpoint_id } of (await call('GET', `${path}?page_size=100`)).data)
    await call('DELETE', `${path}/${webhook_endpoint_id}`)
}

describe('createWebhookEndpoint', () => {
  it('201: shows the endpoint and, this once, its secret', async () => {
    const { status, data } = await call('POST', path, { body: { url } })
    assert.equal(status, 201)
    const { webhook_endpoint_id, secret, created_at, updated_at, ...rest } = data
    assert.match(webhook_endpoint_id, /^whep_[0-9A-Z]{26}$/)
    assert.match(secret, /^whsec_[A-Za-z0-9+/]{43}=$/)
    assert.equal(created_at, updated_at)
    assert.deepEqual(rest, {
      url,
      enabled_events: [],
      enabled: true,
      description: null,
      api_version: 'default',
      api_version_previous: null,
      api_version_changed_at: null,
      event_sources: ['merchant'],
      disable_when_failing: true,
      disabling_scheduled_at: null,
      disabled_reason: null,
      disabled_at: null,
    })
    const read = await call('GET', `${path}/${webhook_endpoint_id}`)
    assert.equal(read.status, 200)
    assert.ok(!('secret' in read.data))
    assert.ok(!JSON.stringify((await call('GET', path)).json).includes('whsec_'))
  })

  it('201: takes everything that can be set', async () => {
    const { status, data } = await call('POST', path, {
      body: {
        url,
        enabled_events: ['order.paid', 'invoice.opened', 'order.payment_succeeded', 'order.paid'],
        enabled: false,
        description: 'ours',
        api_version: '2026-09-07',
        event_sources: ['merchant'],
      },
    })
    assert.equal(status, 201)
    assert.deepEqual(data.enabled_events, ['order.paid', 'invoice.opened', 'order.payment_succeeded'])
    assert.deepEqual([data.enabled, data.description, data.api_version], [false, 'ours', '2026-09-07'])
  })

  it('201: the same secret again under the same Idempotency-Key, stored encrypted', async () => {
    await emptied()
    const options = { body: { url }, idempotencyKey: 'endpoint-1' }
    const first = await call('POST', path, options)
    const again = await call('POST', path, options)
    assert.deepEqual(again.data, first.data)
    assert.equal(again.headers.get('Idempotency-Replayed'), 'true')
    assert.equal(await countOf(), 1)
    const stored = await server.services.db.query(
      `SELECT (SELECT string_agg(encode(body, 'escape'), '') FROM idempotency_keys) AS answers,
              (SELECT string_agg(encode(secret, 'escape'), '') FROM webhook_endpoints) AS secrets`,
    )
    assert.ok(!JSON.stringify(stored.rows).includes(first.data.secret.slice(6, 30)))
    const other = await call('POST', path, { ...options, body: { url: `${url}/2` } })
    assert.deepEqual([other.status, other.error.code], [409, 'IDEMPOTENCY_KEY_REUSED'])
  })

  it('201: loopback and private targets in a sandbox of a laptop, also over http', async () => {
    for (const local of [
      'http://127.0.0.1:3000/hooks',
      'http://localhost:3000/',
      'http://[::1]/',
      'http://10.1.2.3/',
    ])
      assert.equal((await call('POST', path, { body: { url: local } })).status, 201, local)
    await emptied()
  })

  it('400 INVALID_WEBHOOK_ENDPOINT: targets that are none, in live mode private ones too', async () => {
    for (const bad of [
      'nonsense',
      'http://merchant.example/',
      'https://169.254.169.254/',
      'ftp://a.example/',
      '',
    ]) {
      const error = await refused('POST', path, { url: bad }, 400, 'INVALID_WEBHOOK_ENDPOINT')
      assert.equal(error.param, 'url')
    }
    await refused('POST', path, { url: 7 }, 400, 'INVALID_WEBHOOK_ENDPOINT')
    for (const bad of ['http://10.0.0.1:3000/', 'https://192.168.1.1/', 'http://shop.internal/']) {
      const refusedLive = await call('POST', path, { key: server.liveKey, body: { url: bad } })
      assert.deepEqual([refusedLive.status, refusedLive.error?.code], [400, 'INVALID_WEBHOOK_ENDPOINT'], bad)
    }
    assert.equal(await countOf(), 0)
  })

  it('400 INVALID_EVENT_TYPE: names the entry', async () => {
    const error = await refused(
      'POST',
      path,
      { url, enabled_events: ['order.paid', 'order.payed'] },
      400,
      'INVALID_EVENT_TYPE',
    )
    assert.equal(error.param, 'enabled_events[1]')
    await refused('POST', path, { url, enabled_events: ['*'] }, 400, 'INVALID_EVENT_TYPE')
  })

  it('400: shape, versions, partner fields', async () => {
    await refused('POST', path, {}, 400, 'FIELD_REQUIRED')
    await refused('POST', path, { url, colour: 'red' }, 400, 'UNKNOWN_FIELD')
    await refused('POST', path, { url, webhook_endpoint_id: 'whep_1' }, 400, 'SERVER_GENERATED_ID')
    await refused('POST', path, { url, api_version: null }, 400, 'NULL_NOT_ALLOWED')
    await refused('POST', path, { url, api_version: '2020-01-01' }, 400, 'INVALID_API_VERSION')
    await refused('POST', path, { url, mode: 'test' }, 400, 'INVALID_WEBHOOK_ENDPOINT')
    await refused('POST', path, { url, partner_app_id: 'papp_1' }, 400, 'INVALID_WEBHOOK_ENDPOINT')
    await refused('POST', path, { url, event_sources: ['partner_app'] }, 400, 'FIELD_REQUIRED')
  })

  it('404 PARTNER_APP_NOT_FOUND: partner sources of an app that is not there', async () => {
    const body = { url, event_sources: ['partner_app'], partner_app_id: 'papp_1', mode: 'both' }
    await refused('POST', path, body, 404, 'PARTNER_APP_NOT_FOUND')
  })

  it('409 RESOURCE_LIMIT_EXCEEDED: the seventeenth, also of many at once', async () => {
    await emptied()
    const answers = await Promise.all(Array.from({ length: 20 }, () => call('POST', path, { body: { url } })))
    const statuses = answers.map(({ status }) => status).toSorted()
    assert.deepEqual(statuses, [...Array(16).fill(201), ...Array(4).fill(409)])
    const error = await refused('POST', path, { url }, 409, 'RESOURCE_LIMIT_EXCEEDED')
    assert.equal(error.limit, 16)
    await emptied()
    assert.equal((await call('POST', path, { body: { url } })).status, 201)
  })

  it('403: a key that may only read', async () => {
    const { key } = await addKey(server.services, sandbox, { scopes: ['webhooks.read'] })
    const { status, error } = await call('POST', path, { body: { url }, key })
    assert.deepEqual([status, error.missing_scopes], [403, ['webhooks.write']])
  })
})

describe('listWebhookEndpoints', () => {
  it('200: newest first, page by page, without deleted ones', async () => {
    await emptied()
    const [first, second, third] = [await anEndpoint(), await anEndpoint(), await anEndpoint()]
    await call('DELETE', `${path}/${second.webhook_endpoint_id}`)
    const page = await call('GET', `${path}?page_size=1`)
    assert.deepEqual(
      page.data.map((item: any) => item.webhook_endpoint_id),
      [third.webhook_endpoint_id],
    )
    const next = await call('GET', `${path}?page_size=1&page_token=${page.json.next_page_token}`)
    assert.equal(next.data[0].webhook_endpoint_id, first.webhook_endpoint_id)
    assert.ok(!('next_page_token' in next.json))
  })

  it('200: by source and partner app', async () => {
    assert.ok((await call('GET', `${path}?event_sources=merchant`)).data.length > 0)
    assert.equal((await call('GET', `${path}?event_sources=partner_app`)).data.length, 0)
    assert.equal((await call('GET', `${path}?partner_app_id=papp_1`)).data.length, 0)
  })

  it('400 UNSUPPORTED_QUERY_PARAM', async () => {
    await refused('GET', `${path}?colour=red`, undefined, 400, 'UNSUPPORTED_QUERY_PARAM')
  })
})

describe('updateWebhookEndpoint', () => {
  it('200: changes what is named and nothing else', async () => {
    const { webhook_endpoint_id, secret: _, ...before } = await anEndpoint({ description: 'a' })
    const { status, data } = await call('PATCH', `${path}/${webhook_endpoint_id}`, {
      body: { url: `${url}/2`, enabled_events: ['order.paid'], enabled: false, description: null },
    })
    assert.equal(status, 200)
    const { webhook_endpoint_id: id, updated_at, ...after } = data
    assert.equal(id, webhook_endpoint_id)
    assert.ok(updated_at >= before.updated_at)
    const { updated_at: _then, ...unchanged } = before
    assert.deepEqual(after, {
      ...unchanged,
      url: `${url}/2`,
      enabled_events: ['order.paid'],
      enabled: false,
      description: null,
      disabled_reason: 'requested',
      disabled_at: updated_at,
    })
  })

  it('200: remembers the version before', async () => {
    const { webhook_endpoint_id } = await anEndpoint()
    const to = `${path}/${webhook_endpoint_id}`
    const { data } = await call('PATCH', to, {
      body: { api_version: '2026-09-07', expected_api_version: 'default' },
    })
    assert.deepEqual([data.api_version, data.api_version_previous], ['2026-09-07', 'default'])
    assert.equal(data.api_version_changed_at, data.updated_at)
    const conflict = { api_version: 'default', expected_api_version: 'default' }
    const error = await refused('PATCH', to, conflict, 409, 'API_VERSION_CHANGED')
    assert.match(error.message, /2026-09-07/)
    await refused('PATCH', to, { expected_api_version: 'default' }, 400, 'FIELD_REQUIRED')
  })

  it('400: as create, and nothing to change', async () => {
    const to = `${path}/${(await anEndpoint()).webhook_endpoint_id}`
    await refused('PATCH', to, {}, 400, 'NO_FIELDS_TO_UPDATE')
    await refused('PATCH', to, { url: 'http://merchant.example' }, 400, 'INVALID_WEBHOOK_ENDPOINT')
    await refused('PATCH', to, { enabled_events: ['x'] }, 400, 'INVALID_EVENT_TYPE')
    await refused('PATCH', to, { api_version: null }, 400, 'NULL_NOT_ALLOWED')
    await refused('PATCH', to, { enabled: null }, 400, 'NULL_NOT_ALLOWED')
    await refused('PATCH', to, { secret: 'whsec_x' }, 400, 'UNKNOWN_FIELD')
  })
})

describe('deleteWebhookEndpoint', () => {
  it('200, and 404 for everything afterwards but its test event', async () => {
    const { webhook_endpoint_id } = await anEndpoint()
    const to = `${path}/${webhook_endpoint_id}`
    const { status, data } = await call('DELETE', to)
    assert.deepEqual([status, data], [200, { webhook_endpoint_id, deleted: true }])
    await refused('GET', to, undefined, 404, 'RESOURCE_NOT_FOUND')
    await refused('PATCH', to, { enabled: true }, 404, 'RESOURCE_NOT_FOUND')
    await refused('DELETE', to, undefined, 404, 'RESOURCE_NOT_FOUND')
    await refused('POST', `${to}/rotate-secret`, undefined, 404, 'RESOURCE_NOT_FOUND')
    const testEvent = { event_type: 'order.paid' }
    await refused('POST', `${to}/test-events`, testEvent, 409, 'WEBHOOK_ENDPOINT_NOT_ACTIVE')
  })
})

describe('rotateWebhookSecret', () => {
  it('200: a new secret, the same again on a replay', async () => {
    const { webhook_endpoint_id, secret } = await anEndpoint()
    const to = `${path}/${webhook_endpoint_id}/rotate-secret`
    const rotated = await call('POST', to, { idempotencyKey: 'rotate-1' })
    assert.equal(rotated.status, 200)
    assert.deepEqual(Object.keys(rotated.data), ['secret'])
    assert.notEqual(rotated.data.secret, secret)
    assert.deepEqual((await call('POST', to, { idempotencyKey: 'rotate-1' })).data, rotated.data)
    await refused('POST', to, { secret: 'mine' }, 400, 'REQUEST_BODY_NOT_ALLOWED')
  })
})

describe('listWebhookEventTypes', () => {
  it('200: the whole catalogue', async () => {
    const { status, data } = await call('GET', '/v1/webhook-event-types')
    assert.equal(status, 200)
    assert.equal(data.length, eventTypes.length)
    assert.deepEqual(data.find((entry: any) => entry.event_type === 'order.paid').event_sources, ['merchant'])
  })
})

describe("another sandbox's key", () => {
  it('gets 404 for everything', async () => {
    const { key } = await server.anotherSandbox()
    const to = `${path}/${(await anEndpoint()).webhook_endpoint_id}`
    const tries = [
      await call('GET', to, { key }),
      await call('PATCH', to, { key, body: { enabled: false } }),
      await call('DELETE', to, { key }),
      await call('POST', `${to}/rotate-secret`, { key }),
      await call('POST', `${to}/test-events`, { key, body: { event_type: 'order.paid' } }),
    ]
    for (const { status, error } of tries) assert.deepEqual([status, error.code], [404, 'RESOURCE_NOT_FOUND'])
    assert.equal((await call('GET', path, { key })).data.length, 0)
    assert.equal((await call('GET', to)).data.enabled, true)
  })
})
