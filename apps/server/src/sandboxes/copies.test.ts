import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { aFullSandbox } from '../../../../test/support/a-full-sandbox.ts'
import { environmentOf } from '../../../../test/support/add-key.ts'
import { freshKey, usd } from '../../../../test/support/money-calls.ts'
import { type TestServer, startTestServer } from '../../../../test/support/server.ts'
import { aConsumer } from '../webhooks/a-consumer.fixture.ts'
import { routes } from '../app.ts'
import { sandboxTables } from './sandbox-tables.ts'
import { aSandbox, exportOf, importInto, manage, testScopes } from './sandboxes.fixture.ts'

const server = await startTestServer()
const consumer = await aConsumer()

/** One with everything in it, standing still, so that two readings are of one instant. */
const source = await aSandbox(server, 'Source')
const full = await aFullSandbox(server, source.key, 'everything', consumer.url)
await manage(server, 'POST', `/${source.sandboxId}/clock/freeze`)

const rowsOf = async (
  { services }: TestServer,
  sandboxId: string,
  table: string,
  without: readonly string[],
) => {
  const environmentId = await environmentOf(services, sandboxId)
  const { rows } = await services.db.query(
    `SELECT (to_jsonb(t) - $2::text[])::text AS row FROM ${table} t WHERE environment_id = $1 ORDER BY 1`,
    [environmentId, ['environment_id', ...without]],
  )
  return rows.map(({ row }) => (row as string).replaceAll(environmentId, '<environment>'))
}

const ofTheSource = ['leased_until', 'is_original']

/** Lines of JSON as values: what the database wrote into an event has other blanks than what was read from a file. */
const valuesOf = (file: string): unknown[] =>
  file
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))

/** Every table, row by row. */
const expectEqualRows = async (
  [one, other]: readonly [TestServer, TestServer],
  [first, second]: readonly [string, string],
  which: 'isForked' | 'isExported',
) => {
  for (const { name, notExported = [], ...table } of sandboxTables) {
    const left = await rowsOf(one, first, name, which === 'isExported' ? notExported : ofTheSource)
    const right = await rowsOf(other, second, name, which === 'isExported' ? notExported : ofTheSource)
    if (table[which]) assert.deepEqual(right, left, name)
    else if (name !== 'request_logs' && name !== 'request_log_blocks') assert.deepEqual(right, [], name)
  }
}

/** Its own in each sandbox: what opens a checkout, links to a bank's page, settings where nobody has set any, the log. */
const masked = (path: string, data: unknown): string =>
  (JSON.stringify(data) ?? '')
    .replaceAll(/ckat_[\w-]+|(\?environment=)?menv_\w+|"set_\w+"|127\.0\.0\.1:\d+/g, '')
    .replaceAll(/"api_request_log_id":("\w+"|null)/g, '')
    // Of the account, which belongs to the merchant: by the machine's time.
    .replaceAll(/"(\w+_observed_at|observed_at|capabilities_synced_at)":"[^"]*"/g, '')
    .replaceAll(path.startsWith('/v1/settings') ? /"(created|updated)_at":"[^"]*"/g : /^$/g, '')

/** Every list and get of the API, seen with two keys. */
const expectEqualAnswers = async (
  [one, other]: readonly [TestServer, TestServer],
  [first, second]: readonly [string, string],
) => {
  let compared = 0
  for (const route of routes) {
    if (route.method !== 'GET' || !route.callers.includes('merchant') || route.stream) continue
    // Keys, logs, reports and what signs callbacks stay where they are, and the numbers about calls.
    if (
      /^\/v1\/(developer|api-keys|openapi|feedback-reports|dashboard\/(overview|payment-health)|flowlix\/(callback-secret|checklist))/.test(
        route.path,
      )
    )
      continue
    const path = route.path.replace(/\{(\w+)\}/g, (_, name: string) => full.ids[name] ?? 'missing')
    const left = await one.call('GET', path, { key: first })
    const right = await other.call('GET', path, { key: second })
    assert.equal(right.status, left.status, path)
    assert.equal(masked(path, right.data), masked(path, left.data), path)
    if (left.status === 200) compared++
  }
  assert.ok(compared > 40, `${compared} routes were compared.`)
}

/** Neither the other sandbox's names nor what opens its checkouts. */
const expectNothingOf = async (other: string, sandboxId: string) => {
  const environmentId = await environmentOf(server.services, other)
  for (const { name, isForked } of sandboxTables) {
    if (!isForked) continue
    for (const row of await rowsOf(server, sandboxId, name, []))
      for (const word of [environmentId.slice('menv_'.length), other, 'ckat_'])
        assert.ok(!row.includes(word), `${name} holds ${word}: ${row.slice(0, 2000)}`)
  }
}

describe('forkDeveloperSandbox', () => {
  it('201: equal in every row and every answer', async () => {
    const { status, data } = await manage(server, 'POST', `/${source.sandboxId}/fork`, {
      body: { name: 'Fork', issue_test_key: true, scopes: testScopes },
    })
    assert.equal(status, 201, JSON.stringify(data))
    await expectEqualRows([server, server], [source.sandboxId, data.sandbox_id], 'isForked')
    await expectEqualAnswers([server, server], [source.key, data.secret_key])
    await expectNothingOf(source.sandboxId, data.sandbox_id)
    const [left, right] = await Promise.all(
      [source.sandboxId, data.sandbox_id].map((id) => manage(server, 'GET', `/${id}/clock`)),
    )
    const own = { sandbox_id: '', system_now: '' }
    assert.deepEqual({ ...right!.data, ...own }, { ...left!.data, ...own })
    await manage(server, 'DELETE', `/${data.sandbox_id}`)
  })

  it('201: what happens in one does not happen in the other', async () => {
    const { data } = await manage(server, 'POST', `/${source.sandboxId}/fork`, {
      body: { name: 'Apart', issue_test_key: true, scopes: testScopes },
    })
    const before = await exportOf(server, source.sandboxId)
    const pay = await server.call('POST', `/v1/orders/${full.ids['order_id']}/close`, {
      key: data.secret_key,
      idempotencyKey: freshKey(),
    })
    assert.ok(pay.status < 500)
    const { data: order } = await server.call('POST', '/v1/orders', {
      key: data.secret_key,
      body: { line_items: [{ name: 'Cup', unit_price_money: usd(100) }] },
    })
    assert.equal((await server.call('GET', `/v1/orders/${order.order_id}`, { key: source.key })).status, 404)
    const after = await exportOf(server, source.sandboxId)
    assert.deepEqual(after.split('\n').slice(1), before.split('\n').slice(1))
    await manage(server, 'DELETE', `/${data.sandbox_id}`)
  })

  it('201: its checkout links are its own', async () => {
    const { data } = await manage(server, 'POST', `/${source.sandboxId}/fork`, {
      body: { name: 'Links', issue_test_key: true, scopes: testScopes },
    })
    const path = `/v1/checkout-sessions/${full.ids['checkout_session_id']}`
    const urls = await Promise.all(
      [source.key, data.secret_key].map(
        async (key) => (await server.call('GET', path, { key })).data.url as string,
      ),
    )
    assert.notEqual(urls[0], urls[1])
    const secret = urls[1]!.split('#')[1]!
    const { status } = await server.call('GET', path, {
      key: null,
      headers: {
        'X-Checkout-Session-ID': full.ids['checkout_session_id']!,
        'X-Checkout-Session-Secret': secret,
      },
    })
    assert.equal(status, 200)
    await manage(server, 'DELETE', `/${data.sandbox_id}`)
  })

  it('409 SANDBOX_ALREADY_EXISTS, SANDBOX_ARCHIVED, 404, 403', async () => {
    const archived = await aSandbox(server)
    await manage(server, 'DELETE', `/${archived.sandboxId}`)
    const cases = [
      [source.sandboxId, { name: 'source' }, undefined, 409, 'SANDBOX_ALREADY_EXISTS'],
      [archived.sandboxId, { name: 'a' }, undefined, 409, 'SANDBOX_ARCHIVED'],
      ['test_01K8AAAAAAAAAAAAAAAAAAAAAA', { name: 'a' }, undefined, 404, 'SANDBOX_NOT_FOUND'],
      [source.sandboxId, { name: 'a' }, source.key, 403, 'SANDBOX_MANAGEMENT_REQUIRES_LIVE_KEY'],
      [source.sandboxId, {}, undefined, 400, 'NAME_REQUIRED'],
    ] as const
    for (const [id, body, key, status, code] of cases) {
      const answer = await manage(server, 'POST', `/${id}/fork`, { body, ...(key ? { key } : {}) })
      assert.deepEqual([answer.status, answer.error.code], [status, code])
    }
  })
})

describe('exportDeveloperSandbox', () => {
  it('200: with the own key, too; two exports have the same rows; no secrets', async () => {
    const { status, text, headers } = await manage(server, 'GET', `/${source.sandboxId}/export`, {
      key: source.key,
    })
    assert.deepEqual([status, headers.get('content-type')], [200, 'application/x-ndjson'])
    const lines = text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line))
    assert.deepEqual(
      [lines[0].format, lines[0].version, lines[0].name, lines[0].sandbox_id],
      ['flint-sandbox', 1, 'Source', source.sandboxId],
    )
    assert.equal(lines.at(-1).row_count, lines.length - 2)
    const again = await exportOf(server, source.sandboxId)
    assert.deepEqual(again.split('\n').slice(1), text.split('\n').slice(1))
    const { services } = server
    const environmentId = await environmentOf(services, source.sandboxId)
    for (const word of ['whsec_', 'ckat_', '"secret"', environmentId, source.key])
      assert.ok(!text.includes(word), word)
  })

  it('403 SANDBOX_SELECTION_FORBIDDEN: a key of another sandbox', async () => {
    const { status, error } = await manage(server, 'GET', `/${source.sandboxId}/export`, {
      key: server.sandboxKey,
    })
    assert.deepEqual([status, error.code], [403, 'SANDBOX_SELECTION_FORBIDDEN'])
  })

  it('404 SANDBOX_NOT_FOUND', async () => {
    const { status, error } = await manage(server, 'GET', '/test_01K8AAAAAAAAAAAAAAAAAAAAAA/export')
    assert.deepEqual([status, error.code], [404, 'SANDBOX_NOT_FOUND'])
  })
})

describe('importDeveloperSandbox', () => {
  it('200: equal in every row and every answer, on another installation, too', async () => {
    const file = await exportOf(server, source.sandboxId)
    const elsewhere = await startTestServer({ FLINT_SECRET: 'e'.repeat(64) })
    await elsewhere.services.db.query(`UPDATE merchants SET business_name = 'Elsewhere'`)
    for (const place of [server, elsewhere]) {
      const copy = await aSandbox(place, 'Copy')
      const { status, data, json } = await importInto(place, copy.sandboxId, file)
      assert.equal(status, 200, JSON.stringify(json))
      assert.equal(data.row_count, file.trimEnd().split('\n').length - 2)
      assert.deepEqual(
        data.webhook_endpoints.map((each: any) => each.webhook_endpoint_id),
        [full.ids['webhook_endpoint_id']],
      )
      assert.match(data.webhook_endpoints[0].secret, /^whsec_/)
      if (place === server) {
        await expectEqualRows([server, place], [source.sandboxId, copy.sandboxId], 'isExported')
        await expectEqualAnswers([server, place], [source.key, copy.key])
      } else {
        const again = await exportOf(place, copy.sandboxId)
        const expected = file.replaceAll(server.seeded.merchantId, place.seeded.merchantId)
        assert.deepEqual(valuesOf(again).slice(1), valuesOf(expected).slice(1))
      }
    }
  })

  it('200: into one that was reset', async () => {
    const file = await exportOf(server, source.sandboxId)
    const copy = await aSandbox(server, 'Again')
    for (let turn = 0; turn < 2; turn++) {
      assert.equal((await importInto(server, copy.sandboxId, file)).status, 200)
      const { status } = await server.call('POST', '/v1/orders', {
        key: copy.key,
        body: { line_items: [{ name: 'Cup', unit_price_money: usd(100) }] },
      })
      assert.equal(status, 201)
      assert.equal((await manage(server, 'POST', `/${copy.sandboxId}/reset`)).status, 200)
    }
  })

  it('409 SANDBOX_NOT_EMPTY', async () => {
    const file = await exportOf(server, source.sandboxId)
    const { status, error } = await importInto(server, source.sandboxId, file)
    assert.deepEqual([status, error.code], [409, 'SANDBOX_NOT_EMPTY'])
  })

  it('400 SANDBOX_IMPORT_INVALID: a file that was cut or changed names the line and changes nothing', async () => {
    const lines = (await exportOf(server, source.sandboxId)).trimEnd().split('\n')
    const last = lines.length
    const [header, ...rest] = lines as [string, ...string[]]
    const edit = (index: number, change: (line: any) => void) => {
      const value = JSON.parse(lines[index]!)
      change(value)
      return lines.with(index, JSON.stringify(value))
    }
    const cases: [string, string[], number][] = [
      ['nothing', [], 1],
      ['another format', ['{"format":"something","version":1}', ...rest], 1],
      ['a later version', edit(0, (line) => (line.version = 2)), 1],
      ['no header', rest, 1],
      ['an unknown table', edit(0, (line) => (line.tables['api_keys'] = ['key_hash'])), 1],
      ['an unknown column', edit(0, (line) => line.tables.orders.push('secret')), 1],
      ['SQL for a column', edit(0, (line) => line.tables.orders.push('1; DROP TABLE orders')), 1],
      ['a row with an unknown column', edit(1, (line) => (line.row.environment_id = 'menv_x')), 2],
      ['a row of an unknown table', edit(1, (line) => (line.table = 'environments')), 2],
      ['not JSON', lines.with(3, '{'), 4],
      ['an empty line', lines.toSpliced(3, 0, ''), 4],
      ['the last line missing', lines.slice(0, -1), last],
      ['rows missing', lines.toSpliced(-3, 1), last - 1],
      ['a row twice', lines.toSpliced(2, 0, lines[2]!), 3],
      ['something after the end', [...lines, lines[1]!], last + 1],
      ['a value that the column does not take', edit(1, (line) => (line.row.created_at = 'soon')), 2],
      ['a card number', edit(1, (line) => (line.row.name = '4242 4242 4242 4242')), 2],
    ]
    const copy = await aSandbox(server, 'Untouched')
    for (const [what, changed, number] of cases) {
      const { status, error } = await importInto(
        server,
        copy.sandboxId,
        `${header === '' ? '' : changed.join('\n')}\n`.replace(/^\n$/, ''),
      )
      assert.deepEqual([status, error.code], [400, 'SANDBOX_IMPORT_INVALID'], `${what}: ${error.message}`)
      if (what !== 'a row twice') assert.equal(error.details[0].line, number, `${what}: ${error.message}`)
    }
    assert.equal((await exportOf(server, copy.sandboxId)).trimEnd().split('\n').length, 2)
  })

  it('415 UNSUPPORTED_CONTENT_TYPE, 403, 404, 409 SANDBOX_ARCHIVED', async () => {
    const json = await manage(server, 'POST', `/${source.sandboxId}/import`, { body: '{}' })
    assert.deepEqual([json.status, json.error.code], [415, 'UNSUPPORTED_CONTENT_TYPE'])
    const test = await manage(server, 'POST', `/${source.sandboxId}/import`, {
      body: 'x',
      key: source.key,
      headers: { 'Content-Type': 'application/x-ndjson' },
    })
    assert.deepEqual([test.status, test.error.code], [403, 'SANDBOX_MANAGEMENT_REQUIRES_LIVE_KEY'])
    const missing = await importInto(server, 'test_01K8AAAAAAAAAAAAAAAAAAAAAA', 'x')
    assert.deepEqual([missing.status, missing.error.code], [404, 'SANDBOX_NOT_FOUND'])
    const archived = await aSandbox(server)
    await manage(server, 'DELETE', `/${archived.sandboxId}`)
    const late = await importInto(server, archived.sandboxId, 'x')
    assert.deepEqual([late.status, late.error.code], [409, 'SANDBOX_ARCHIVED'])
  })
})
