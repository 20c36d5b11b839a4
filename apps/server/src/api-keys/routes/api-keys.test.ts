import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { addKey, environmentOf } from '../../../../../test/support/add-key.ts'
import { addMerchant } from '../../../../../test/support/add-merchant.ts'
import { startTestServer } from '../../../../../test/support/server.ts'
import { bootstrapScopes } from '../../platform/auth/scopes.ts'

const server = await startTestServer()
const { liveKey, sandboxKey, seeded } = server
const environmentId = await environmentOf(server.services, seeded.sandboxId)
const scopes = ['commerce.orders.write']
let calls = 0
const freshKey = () => `key-test-${++calls}`

const create = (
  body: object,
  options: { key?: string; idempotencyKey?: string; headers?: Record<string, string> } = {},
) => server.call('POST', '/v1/api-keys', { body: { name: 'ci runner', scopes, ...body }, ...options })
const get = (id: string, key = sandboxKey) => server.call('GET', `/v1/api-keys/${id}`, { key })
const patch = (id: string, body: unknown, key = sandboxKey) =>
  server.call('PATCH', `/v1/api-keys/${id}`, { body, key })
const revoke = (id: string, key = sandboxKey) => server.call('POST', `/v1/api-keys/${id}/revoke`, { key })
const authContext = (key: string) => server.call('GET', '/v1/developer/auth-context', { key })
const inAnHour = () => new Date(server.clock.nowMs() + 3_600_000).toISOString()
const nothing = `key_${'0'.repeat(26)}`

/** A key that may manage keys, with some scopes more. */
const managing = (...more: string[]) =>
  addKey(server.services, environmentId, { scopes: ['accounts.api_keys.write', ...more] })

describe('POST /v1/api-keys', () => {
  it('201: a test key of the own sandbox, shown once, which works', async () => {
    const expires_at = inAnHour()
    const { status, data, json } = await create({ expires_at })
    assert.equal(status, 201)
    assert.match(data.secret_key, /^flint_test_[0-9a-f]{64}$/)
    const { api_key_id, created_at, updated_at, secret_key, ...rest } = data
    assert.match(api_key_id, /^key_[0-9A-HJKMNP-TV-Z]{26}$/)
    assert.equal(created_at, updated_at)
    assert.deepEqual(rest, {
      merchant_id: seeded.merchantId,
      sandbox_id: seeded.sandboxId,
      name: 'ci runner',
      key_prefix: secret_key.slice(0, 15),
      dialect: 'flint',
      key_type: 'external',
      scopes,
      status: 'active',
      expires_at,
      last_used_at: null,
    })
    assert.equal(json.secret_key, secret_key)
    const known = await authContext(secret_key)
    assert.deepEqual([known.data.api_key_id, known.data.scopes], [api_key_id, scopes])
    assert.equal((await get(api_key_id)).data.secret_key, undefined)
  })

  it('201: the secret stands beside data under 2026-02-01 only', async () => {
    const at = async (version: string) => (await create({}, { headers: { 'Flint-Version': version } })).json
    const [older, newer] = [await at('2026-02-01'), await at('2026-09-07')]
    assert.equal(older.secret_key, older.data.secret_key)
    assert.equal(newer.secret_key, undefined)
    assert.match(newer.data.secret_key, /^flint_test_/)
  })

  it('201: the same request again shows the same secret, and makes no second key', async () => {
    const idempotencyKey = freshKey()
    const first = await create({ name: 'once' }, { idempotencyKey })
    const second = await create({ name: 'once' }, { idempotencyKey })
    assert.deepEqual([second.status, second.data], [201, first.data])
    assert.equal(second.headers.get('idempotency-replayed'), 'true')
    const other = await create({ name: 'other' }, { idempotencyKey })
    assert.deepEqual([other.status, other.error.code], [409, 'IDEMPOTENCY_KEY_REUSED'])
    const { rows } = await server.services.db.query(`SELECT 1 FROM api_keys WHERE name = 'once'`)
    assert.equal(rows.length, 1)
  })

  it('201: two at once with one idempotency key make one key', async () => {
    const idempotencyKey = freshKey()
    const answers = await Promise.all([1, 2].map(() => create({ name: 'at once' }, { idempotencyKey })))
    for (const { status, error } of answers)
      assert.ok(status === 201 || error.code === 'IDEMPOTENCY_KEY_IN_PROGRESS')
    const { rows } = await server.services.db.query(`SELECT 1 FROM api_keys WHERE name = 'at once'`)
    assert.equal(rows.length, 1)
  })

  it('keeps the text nowhere as it is', async () => {
    const { data } = await create({}, { idempotencyKey: freshKey() })
    const hex = data.secret_key.slice('flint_test_'.length)
    const { rows } = await server.services.db.query(
      `SELECT (SELECT count(*)::int FROM api_keys k WHERE k::text LIKE $1)
            + (SELECT count(*)::int FROM idempotency_keys i WHERE i::text LIKE $1 OR encode(body, 'escape') LIKE $1) AS found`,
      [`%${hex}%`],
    )
    assert.equal(rows[0].found, 0)
  })

  it('201: a live key makes a live key, and test keys of its sandboxes', async () => {
    const live = await create({}, { key: liveKey })
    assert.match(live.data.secret_key, /^flint_live_[0-9a-f]{64}$/)
    assert.equal('sandbox_id' in live.data, false)
    assert.equal((await authContext(live.data.secret_key)).data.environment, 'live')

    const { sandboxId } = await server.anotherSandbox()
    const test = await create({ sandbox_id: sandboxId }, { key: liveKey })
    assert.match(test.data.secret_key, /^flint_test_/)
    assert.equal(test.data.sandbox_id, sandboxId)
    assert.equal((await authContext(test.data.secret_key)).data.sandbox_id, sandboxId)
  })

  it('201: a test key may name its own sandbox', async () =>
    assert.equal((await create({ sandbox_id: seeded.sandboxId })).data.sandbox_id, seeded.sandboxId))

  it('201: older names are kept as given, and give what their newer names give', async () => {
    const { data } = await create({ scopes: ['customers.customers.write'] })
    assert.deepEqual(data.scopes, ['customers.customers.write'])
    assert.equal((await server.call('GET', '/v1/customers', { key: data.secret_key })).status, 200)
    assert.equal((await server.call('GET', '/v1/orders', { key: data.secret_key })).status, 403)
  })

  it('201: the scopes of a key that nobody chose for', async () =>
    assert.equal((await create({ scopes: bootstrapScopes })).status, 201))

  it('400 NAME_REQUIRED, SCOPES_REQUIRED: missing or empty', async () => {
    const bodies: [object, string, string][] = [
      [{ name: undefined }, 'NAME_REQUIRED', 'name'],
      [{ name: '' }, 'NAME_REQUIRED', 'name'],
      [{ name: ' \t' }, 'NAME_REQUIRED', 'name'],
      [{ scopes: undefined }, 'SCOPES_REQUIRED', 'scopes'],
      [{ scopes: [] }, 'SCOPES_REQUIRED', 'scopes'],
    ]
    for (const [body, code, param] of bodies) {
      const { status, error } = await create(body)
      assert.deepEqual([status, error.code, error.param], [400, code, param])
    }
  })

  it('400 UNKNOWN_SCOPE: also for the wildcard, for parts and for an area', async () => {
    for (const scope of [
      'orders',
      '*',
      'commerce.orders',
      'commerce.orders.delete',
      'analytics.write',
      '',
      '.read',
    ]) {
      const { status, error } = await create({ scopes: ['webhooks.read', scope] })
      assert.equal(status, 400)
      if (scope !== '') assert.deepEqual([error.code, error.param], ['UNKNOWN_SCOPE', 'scopes[1]'])
    }
  })

  it('400 DUPLICATE_SCOPE: twice, or once under its older name', async () => {
    for (const twice of [
      ['webhooks.read', 'webhooks.read'],
      ['settings.read', 'settings.settings.read'],
    ]) {
      const { status, error } = await create({ scopes: twice })
      assert.deepEqual([status, error.code, error.param], [400, 'DUPLICATE_SCOPE', 'scopes[1]'])
    }
  })

  it('400 INVALID_EXPIRES_AT: past, now, and what is no time', async () => {
    for (const expires_at of [
      server.clock.now(),
      '2020-01-01T00:00:00Z',
      'tomorrow',
      '2999-02-31T00:00:00Z',
      7,
    ]) {
      const { status, error } = await create({ expires_at })
      assert.deepEqual([status, error.code, error.param], [400, 'INVALID_EXPIRES_AT', 'expires_at'])
    }
  })

  it('400 SANDBOX_ID_NOT_ALLOWED: a test key names another sandbox, or one that nobody has', async () => {
    const { sandboxId } = await server.anotherSandbox()
    for (const sandbox_id of [sandboxId, `test_${'0'.repeat(26)}`]) {
      const { status, error } = await create({ sandbox_id })
      assert.deepEqual([status, error.code, error.param], [400, 'SANDBOX_ID_NOT_ALLOWED', 'sandbox_id'])
    }
  })

  it('404 SANDBOX_NOT_FOUND, 409 SANDBOX_ARCHIVED', async () => {
    const missing = await create({ sandbox_id: `test_${'0'.repeat(26)}` }, { key: liveKey })
    assert.deepEqual([missing.status, missing.error.code], [404, 'SANDBOX_NOT_FOUND'])
    const { sandboxId } = await server.anotherSandbox()
    await server.services.db.query(`UPDATE environments SET status = 'archived' WHERE sandbox_id = $1`, [
      sandboxId,
    ])
    const archived = await create({ sandbox_id: sandboxId }, { key: liveKey })
    assert.deepEqual([archived.status, archived.error.code], [409, 'SANDBOX_ARCHIVED'])
  })

  it('403 SCOPE_NOT_ALLOWED: what the calling key lacks; a write scope gives its read scope', async () => {
    const { key } = await managing('commerce.orders.write')
    assert.equal(
      (await create({ scopes: ['commerce.orders.read', 'accounts.api_keys.read'] }, { key })).status,
      201,
    )
    const { status, error } = await create({ scopes: ['commerce.orders.read', 'webhooks.read'] }, { key })
    assert.deepEqual([status, error.code, error.param], [403, 'SCOPE_NOT_ALLOWED', 'scopes[1]'])
    assert.equal(error.details[0].scope, 'webhooks.read')
    const reading = await addKey(server.services, environmentId, {
      scopes: ['accounts.api_keys.write', 'webhooks.read'],
    })
    assert.equal(
      (await create({ scopes: ['webhooks.write'] }, { key: reading.key })).error.code,
      'SCOPE_NOT_ALLOWED',
    )
  })

  it('403 SCOPE_NOT_ALLOWED_FOR_KEY_MODE: what only a live key can do', async () => {
    const wanted = { scopes: ['developer.partner_apps.read'] }
    assert.equal((await create(wanted, { key: liveKey })).status, 201)
    const answers = [
      await create(wanted),
      await create({ ...wanted, sandbox_id: seeded.sandboxId }, { key: liveKey }),
    ]
    for (const { status, error } of answers) {
      assert.deepEqual([status, error.code], [403, 'SCOPE_NOT_ALLOWED_FOR_KEY_MODE'])
      assert.deepEqual(
        [error.details[0].requested_key_mode, error.details[0].allowed_key_modes],
        ['test', ['live']],
      )
    }
  })

  it('400 UNKNOWN_FIELD, SERVER_GENERATED_ID', async () => {
    assert.equal((await create({ nmae: 'x' })).error.code, 'UNKNOWN_FIELD')
    assert.equal((await create({ api_key_id: nothing })).error.code, 'SERVER_GENERATED_ID')
  })
})

describe('POST /v1/api-keys, repeated by a key that could not have made it', () => {
  it('403, and the secret stays where it is', async () => {
    const body = { name: 'for refunds', scopes: ['commerce.refunds.write'] }
    const wide = await managing('commerce.refunds.write')
    const narrow = await managing()
    const first = await create(body, { key: wide.key, idempotencyKey: 'mint-ci-1' })
    assert.equal(first.status, 201)
    const again = await create(body, { key: narrow.key, idempotencyKey: 'mint-ci-1' })
    assert.equal(again.error?.code, 'SCOPE_NOT_ALLOWED')
    assert.equal(again.status, 403)
    assert.ok(!JSON.stringify(again.json).includes(first.data.secret_key))
  })
})

describe('GET /v1/api-keys/{api_key_id}', () => {
  it('200: a live key reads the keys of all sandboxes, a test key those of its own', async () => {
    const [own, live] = [await create({}), await create({}, { key: liveKey })]
    const { key } = await server.anotherSandbox()
    assert.equal((await get(own.data.api_key_id)).status, 200)
    assert.equal((await get(own.data.api_key_id, liveKey)).data.sandbox_id, seeded.sandboxId)
    for (const [id, caller] of [
      [own.data.api_key_id, key],
      [live.data.api_key_id, sandboxKey],
      [nothing, liveKey],
    ]) {
      const { status, error } = await get(id, caller)
      assert.deepEqual([status, error.code, error.param], [404, 'RESOURCE_NOT_FOUND', 'api_key_id'])
    }
  })
})

describe('PATCH /v1/api-keys/{api_key_id}', () => {
  it('200: changes the name, the expiry and the scopes, at once', async () => {
    const { data } = await create({ expires_at: inAnHour() })
    const read = () => server.call('GET', '/v1/webhook-endpoints', { key: data.secret_key })
    assert.equal((await read()).status, 403)
    const changed = await patch(data.api_key_id, {
      name: ' deploy ',
      scopes: ['webhooks.read'],
      expires_at: null,
    })
    assert.deepEqual(
      [changed.status, changed.data.name, changed.data.scopes, changed.data.expires_at],
      [200, 'deploy', ['webhooks.read'], null],
    )
    assert.ok(changed.data.updated_at >= data.updated_at)
    assert.equal((await read()).status, 200)
    assert.deepEqual((await get(data.api_key_id)).data, { ...changed.data, last_used_at: null })
  })

  it('200: what the key holds may stay, although the caller lacks it', async () => {
    const { data } = await create({ scopes: ['commerce.orders.write', 'webhooks.read'] })
    const { key } = await managing()
    const fewer = await patch(data.api_key_id, { scopes: ['webhooks.read'] }, key)
    assert.deepEqual([fewer.status, fewer.data.scopes], [200, ['webhooks.read']])
    const writing = await create({ scopes: ['commerce.orders.write'] })
    const reading = await patch(writing.data.api_key_id, { scopes: ['commerce.orders.read'] }, key)
    assert.equal(reading.status, 200)
    const back = await patch(writing.data.api_key_id, { scopes: ['commerce.orders.write'] }, key)
    assert.equal(back.error.code, 'SCOPE_NOT_ALLOWED')
    const more = await patch(data.api_key_id, { scopes: ['webhooks.read', 'webhooks.write'] }, key)
    assert.deepEqual([more.status, more.error.code], [403, 'SCOPE_NOT_ALLOWED'])
  })

  it('400: nothing to change, and each field that is wrong', async () => {
    const { data } = await create({})
    const bodies: [object, string][] = [
      [{}, 'NO_FIELDS_TO_UPDATE'],
      [{ name: '' }, 'NAME_REQUIRED'],
      [{ name: null }, 'NULL_NOT_ALLOWED'],
      [{ scopes: [] }, 'SCOPES_REQUIRED'],
      [{ scopes: ['nope.read'] }, 'UNKNOWN_SCOPE'],
      [{ scopes: ['webhooks.read', 'webhooks.read'] }, 'DUPLICATE_SCOPE'],
      [{ expires_at: '2020-01-01T00:00:00Z' }, 'INVALID_EXPIRES_AT'],
    ]
    for (const [body, code] of bodies) {
      const { status, error } = await patch(data.api_key_id, body)
      assert.deepEqual([status, error.code], [400, code])
    }
  })

  it('403 SCOPE_NOT_ALLOWED_FOR_KEY_MODE: by the mode of the key that is changed', async () => {
    const { data } = await create({})
    const { status, error } = await patch(
      data.api_key_id,
      { scopes: ['developer.partner_apps.read'] },
      liveKey,
    )
    assert.deepEqual([status, error.code], [403, 'SCOPE_NOT_ALLOWED_FOR_KEY_MODE'])
  })

  it('404: a key out of reach', async () => {
    const { data } = await create({}, { key: liveKey })
    assert.equal((await patch(data.api_key_id, { name: 'x' })).error.code, 'RESOURCE_NOT_FOUND')
  })

  it('409 FIELD_NOT_UPDATABLE: a revoked key', async () => {
    const { data } = await create({})
    await revoke(data.api_key_id)
    const { status, error } = await patch(data.api_key_id, { name: 'again' })
    assert.deepEqual([status, error.code, error.current_status], [409, 'FIELD_NOT_UPDATABLE', 'revoked'])
  })
})

describe('POST /v1/api-keys/{api_key_id}/revoke', () => {
  it('200: at once and for good; again changes nothing', async () => {
    const { data } = await create({})
    assert.equal((await authContext(data.secret_key)).status, 200)
    const first = await revoke(data.api_key_id)
    assert.deepEqual([first.status, first.data.status], [200, 'revoked'])
    const refused = await authContext(data.secret_key)
    assert.deepEqual([refused.status, refused.error.code], [401, 'API_KEY_REVOKED'])
    server.clock.advance(1)
    const again = await revoke(data.api_key_id)
    assert.deepEqual([again.status, again.data], [200, first.data])
  })

  it('200: a key revokes itself', async () => {
    const { key, apiKeyId } = await managing()
    assert.equal((await revoke(apiKeyId, key)).data.status, 'revoked')
    assert.equal((await revoke(apiKeyId, key)).error.code, 'API_KEY_REVOKED')
  })

  it('200: a live key revokes a key of a sandbox', async () => {
    const { data } = await create({})
    assert.equal((await revoke(data.api_key_id, liveKey)).status, 200)
    assert.equal((await authContext(data.secret_key)).error.code, 'API_KEY_REVOKED')
  })

  it('404: a key out of reach, which goes on working; 400: a body', async () => {
    const { data } = await create({}, { key: liveKey })
    assert.equal((await revoke(data.api_key_id)).error.code, 'RESOURCE_NOT_FOUND')
    assert.equal((await authContext(data.secret_key)).status, 200)
    const place = `/v1/api-keys/${data.api_key_id}/revoke`
    const { error } = await server.call('POST', place, { key: liveKey, body: { now: true } })
    assert.equal(error.code, 'REQUEST_BODY_NOT_ALLOWED')
  })
})

describe('another merchant', () => {
  it('404: reaches no key and no sandbox of this one', async () => {
    const { liveKey: key } = await addMerchant(server.services)
    const [test, live] = [await create({}), await create({}, { key: liveKey })]
    for (const { data } of [test, live]) {
      for (const answer of [
        await get(data.api_key_id, key),
        await patch(data.api_key_id, { name: 'x' }, key),
        await revoke(data.api_key_id, key),
      ])
        assert.deepEqual([answer.status, answer.error.code], [404, 'RESOURCE_NOT_FOUND'])
      assert.equal((await authContext(data.secret_key)).status, 200)
    }
    const refused = await create({ sandbox_id: seeded.sandboxId }, { key })
    assert.deepEqual([refused.status, refused.error.code], [404, 'SANDBOX_NOT_FOUND'])
    const { data } = await server.call('GET', '/v1/api-keys', { key })
    assert.equal(data.length, 1)
  })
})

describe('GET /v1/api-keys', () => {
  const list = (query: string, key: string) => server.call('GET', `/v1/api-keys?${query}`, { key })
  const namesOf = (answer: { data: { name: string }[] }) => answer.data.map(({ name }) => name)

  it('200: newest first; a live key sees every sandbox, a test key its own', async () => {
    const { key, sandboxId } = await server.anotherSandbox()
    server.clock.advance(10)
    await create({ name: 'b' }, { key })
    server.clock.advance(10)
    await create({ name: 'a', sandbox_id: sandboxId }, { key: liveKey })
    assert.deepEqual(namesOf(await list('', key)), ['a', 'b', 'Another'])
    assert.deepEqual(namesOf(await list('sort_direction=asc', key)), ['Another', 'b', 'a'])
    assert.deepEqual(namesOf(await list('sort_by=name&sort_direction=asc', key)), ['Another', 'a', 'b'])
    const all = await list('page_size=100', liveKey)
    assert.deepEqual(namesOf(all).slice(0, 2), ['a', 'b'])
    assert.ok(all.data.some((one: any) => one.sandbox_id === undefined))
    assert.ok(all.data.some((one: any) => one.sandbox_id === seeded.sandboxId))
    assert.ok(all.data.every((one: any) => !('secret_key' in one)))
  })

  it('200: by machine time, whatever a sandbox thinks the time is', async () => {
    const { key, sandboxId } = await server.anotherSandbox()
    await server.services.db.query(
      `UPDATE environments SET clock_offset_ms = -86400000 WHERE sandbox_id = $1`,
      [sandboxId],
    )
    server.clock.advance(1000)
    const { data } = await create({ name: 'after' }, { key })
    assert.ok(Math.abs(Date.parse(data.created_at) - server.clock.nowMs()) < 60_000)
    assert.deepEqual(namesOf(await list('', key)), ['after', 'Another'])
  })

  it('200: pages in every order, without loss or repetition', async () => {
    const { key } = await server.anotherSandbox()
    for (const name of ['e', 'd', 'c', 'b', 'b']) await create({ name }, { key })
    await server.services.db.query(
      `UPDATE api_keys SET last_used_at = created_at + interval '1 hour' WHERE name IN ('c', 'e')`,
    )
    for (const sort of ['created_at', 'last_used_at', 'name'])
      for (const direction of ['asc', 'desc']) {
        const query = `page_size=2&sort_by=${sort}&sort_direction=${direction}`
        const found: any[] = []
        let token = ''
        do {
          const { data, json } = await list(query + token, key)
          found.push(...data)
          token = json.next_page_token ? `&page_token=${encodeURIComponent(json.next_page_token)}` : ''
        } while (token)
        assert.equal(new Set(found.map((one) => one.api_key_id)).size, 6, query)
        assert.equal(found.length, 6)
        const used = found.map((one) => one.last_used_at !== null)
        if (sort === 'last_used_at')
          assert.deepEqual(
            used,
            direction === 'asc'
              ? [false, false, false, false, true, true]
              : [true, true, false, false, false, false],
          )
      }
  })

  it('200: by status and times', async () => {
    const { key } = await server.anotherSandbox()
    const { data } = await create({ name: 'gone' }, { key })
    server.clock.advance(1000)
    await revoke(data.api_key_id, key)
    assert.deepEqual(namesOf(await list('status=revoked', key)), ['gone'])
    assert.deepEqual(namesOf(await list('status=active', key)), ['Another'])
    const after = `created_after=${data.created_at}`
    assert.deepEqual(namesOf(await list(after, key)), ['gone'])
    assert.deepEqual(
      namesOf(await list(`updated_after=${new Date(Date.parse(data.updated_at) + 500).toISOString()}`, key)),
      ['gone'],
    )
    assert.deepEqual(namesOf(await list(`updated_before=${data.updated_at}`, key)), ['Another'])
  })

  it('400: another sort, another status', async () => {
    assert.equal((await list('sort_by=scopes', sandboxKey)).error.code, 'INVALID_SORT_BY')
    assert.equal((await list('status=expired', sandboxKey)).error.code, 'INVALID_QUERY_PARAMETER')
  })
})
