import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { anyEnvironment } from '../../apps/server/src/sandboxes/export-format.ts'
import {
  type MadeSandbox,
  aSandbox,
  exportOf,
  importInto,
} from '../../apps/server/src/sandboxes/sandboxes.fixture.ts'
import { environmentOf } from '../support/add-key.ts'
import { addMerchant } from '../support/add-merchant.ts'
import { freshKey, usd } from '../support/money-calls.ts'
import { startTestServer, testLiveKey } from '../support/server.ts'

/*
 * A file that says it is of another environment, another merchant's live one at worst: it changes nothing there, and what the
 * worker does over all environments goes on. The file is anybody's who has a live key of their own.
 */
const server = await startTestServer()
const { services } = server
const { db } = services

const victim = await addMerchant(services)
const {
  rows: [{ environment_id: foreign }],
} = await db.query(`SELECT environment_id FROM environments WHERE merchant_id = $1`, [victim.merchantId])

const order = { line_items: [{ name: 'Cup', unit_price_money: usd(5000) }] }
const theirs = {
  customer: (
    await server.call('POST', '/v1/customers', {
      key: victim.liveKey,
      body: { email: 'victim@shop.example', name: 'Victim' },
    })
  ).data,
  order: (await server.call('POST', '/v1/orders', { key: victim.liveKey, body: order })).data,
}

/** The rows of a sandbox of our own, under the ids that theirs have. */
const source = await aSandbox(server, 'Forged')
const ours = {
  customer: (
    await server.call('POST', '/v1/customers', { key: source.key, body: { email: 'us@shop.example' } })
  ).data,
  order: (await server.call('POST', '/v1/orders', { key: source.key, body: order })).data,
}
const exported = await exportOf(server, source.sandboxId)
const file = exported
  .replaceAll(ours.customer.customer_id, theirs.customer.customer_id)
  .replaceAll(ours.order.order_id, theirs.order.order_id)
const [header, ...rows] = file.split('\n') as [string, ...string[]]

const expectRefused = async (into: MadeSandbox, text: string, about: string) => {
  const { status, error, data } = await importInto(server, into.sandboxId, text)
  assert.deepEqual(
    [status, error?.code],
    [400, 'SANDBOX_IMPORT_INVALID'],
    `${about}: ${JSON.stringify(data)}`,
  )
  const { rows: left } = await db.query(`SELECT 1 FROM orders WHERE environment_id = $1`, [
    await environmentOf(services, into.sandboxId),
  ])
  assert.equal(left.length, 0, about)
}

const asOf = (environmentId: string) => rows.join('\n').replaceAll(anyEnvironment, environmentId)
const escaped = (text: string) => text.replace('menv_', '\\u006denv_')

describe('a file with ids of another environment', () => {
  it('is refused, however they are written', async () => {
    const empty = await aSandbox(server, 'Refuses')
    const cases = {
      'another environment': asOf(foreign),
      'written with an escape': asOf(escaped(foreign)),
      'there twice, the last one foreign': rows
        .join('\n')
        .replaceAll(/"environmentId": ?"[^"]*"/g, `$&, "environmentId": "${foreign}"`),
      'as a list': rows.join('\n').replaceAll(`"${anyEnvironment}"`, `["${foreign}"]`),
      'as a number': rows.join('\n').replaceAll(`"${anyEnvironment}"`, '7'),
      'another merchant': rows
        .join('\n')
        .replaceAll(/"(merchantId|merchant_id)": ?"[^"]*"/g, `"$1":"${victim.merchantId}"`),
    }
    for (const [about, changed] of Object.entries(cases)) {
      assert.notEqual(changed, rows.join('\n'), about)
      await expectRefused(empty, `${header}\n${changed}`, about)
    }
  })

  it('makes rows of its own, when only ids of objects are the same', async () => {
    const { status } = await importInto(server, (await aSandbox(server, 'Same ids')).sandboxId, file)
    assert.equal(status, 200)
  })

  it('lets nothing be changed elsewhere: not by a change, not by a payment', async () => {
    const into = await aSandbox(server, 'Attacks')
    await importInto(server, into.sandboxId, `${header}\n${asOf(foreign)}`)
    await importInto(server, into.sandboxId, file)
    const seen = () =>
      Promise.all(
        [`/v1/customers/${theirs.customer.customer_id}`, `/v1/orders/${theirs.order.order_id}`].map(
          async (path) => (await server.call('GET', path, { key: victim.liveKey })).data,
        ),
      )
    const before = await seen()
    await server.call('PATCH', `/v1/customers/${theirs.customer.customer_id}`, {
      key: into.key,
      body: { name: 'Changed' },
    })
    const pay = await server.call('POST', `/v1/orders/${theirs.order.order_id}/pay`, {
      key: into.key,
      idempotencyKey: freshKey(),
      body: { action: 'pay', payment_source: { token: 'tok_visa' } },
    })
    assert.equal(pay.status, 200, pay.text)
    assert.deepEqual(await seen(), before)
    const { rows: paid } = await db.query(`SELECT 1 FROM payment_intents WHERE environment_id = $1`, [
      foreign,
    ])
    assert.equal(paid.length, 0)
  })
})

describe('the database', () => {
  it('takes no document of another environment, in no table', async () => {
    const environmentId = await environmentOf(services, source.sandboxId)
    const { rows: tables } = await db.query(
      `SELECT table_name AS name FROM information_schema.columns
       WHERE table_schema = 'public' AND column_name = 'document' AND table_name NOT IN
         ('settings', 'feedback_reports', 'promotions', 'alert_rules', 'merchant_accounts')`,
    )
    assert.ok(tables.length > 10)
    const { rows: checks } = await db.query(
      `SELECT conrelid::regclass::text AS name FROM pg_constraint WHERE conname LIKE '%\\_document\\_is\\_of\\_its\\_environment'`,
    )
    assert.deepEqual(checks.map(({ name }) => name).toSorted(), tables.map(({ name }) => name).toSorted())
    await assert.rejects(
      db.query(
        `UPDATE orders SET document = document || jsonb_build_object('environmentId', $2::text) WHERE environment_id = $1`,
        [environmentId, foreign],
      ),
      { code: '23514' },
    )
  })
})

describe('a file that the worker could not count with', () => {
  const clock = { offset_ms: 0, frozen_at: null as string | null }
  const fileOf = (table: string, row: Record<string, unknown>, own: object = clock) =>
    [
      { ...JSON.parse(header), clock: own, tables: { [table]: Object.keys(row) } },
      { table, row },
      { end: true, row_count: 1, row_counts: { [table]: 1 } },
    ]
      .map((line) => JSON.stringify(line))
      .join('\n')
  const timer = { kind: 'x', subject_id: 'y', due_at: '2020-01-01T00:00:00+00:00' }
  const email = {
    email_id: 'mail_1',
    kind: 'order_receipt',
    cause: 'event',
    recipient: 'a@shop.example',
    status: 'queued',
    due_at: '2020-01-01T00:00:00+00:00',
    created_at: '2020-01-01T00:00:00+00:00',
    attempts: 0,
  }
  const delivery = { webhook_delivery_id: 'wdel_1', attempt_count: 2_147_483_647 }

  it('is refused', async () => {
    const into = await aSandbox(server, 'Poisoned')
    const raw = (text: string) => text.replace('"attempts":0', '"attempts":1e400')
    const cases: Record<string, string> = {
      'tries of a timer': fileOf('timers', { ...timer, attempts: 2_147_483_647 }),
      'tries of an e-mail': fileOf('emails', { ...email, attempts: 2_147_483_647 }),
      'tries below zero': fileOf('emails', { ...email, attempts: -1 }),
      'tries as text': fileOf('emails', { ...email, attempts: '2147483647' }),
      'endless tries': raw(fileOf('emails', email)),
      'attempts of a delivery': fileOf('webhook_deliveries', delivery),
      'due for ever': fileOf('timers', { ...timer, due_at: '-infinity' }),
      'due in words': fileOf('timers', { ...timer, due_at: 'now' }),
      'a clock far behind': fileOf('timers', timer, { ...clock, offset_ms: -8_999_999_999_999_999 }),
      'a clock far ahead': fileOf('timers', timer, { ...clock, offset_ms: 8_999_999_999_999_999 }),
      'a clock that stands too late': fileOf('timers', timer, {
        ...clock,
        frozen_at: '9999-12-31T00:00:00.000Z',
      }),
      'a clock that stands too early': fileOf('timers', timer, {
        ...clock,
        frozen_at: '0001-01-01T00:00:00.000Z',
      }),
      'a number that is not exact': fileOf('counters', { name: 'orders', next_value: 2 ** 53 }),
      'a number as text': fileOf('counters', { name: 'orders', next_value: '9223372036854775807' }),
      'a column twice': fileOf('timers', timer).replace('["kind"', '["kind","kind"'),
      'nested too deeply': fileOf('timers', timer).replace('"y"', `${'['.repeat(500)}${']'.repeat(500)}`),
      'a value too long for its index': fileOf('timers', {
        ...timer,
        subject_id: Array.from({ length: 9000 }, (_, n) => (n * 7919).toString(36)).join(''),
      }),
      'a script as an address': fileOf('settings', {
        version: 2,
        document: { legal: { terms_of_service_url: 'javascript:alert(1)' } },
        metadata: {},
        created_at: email.created_at,
        updated_at: email.created_at,
      }),
      'a colour that is none': fileOf('settings', {
        version: 2,
        document: { branding: { accent_color: 'red;}</style>' } },
        metadata: {},
        created_at: email.created_at,
        updated_at: email.created_at,
      }),
      'an endpoint that no delivery may go to': fileOf('webhook_endpoints', {
        webhook_endpoint_id: 'whep_1',
        url: 'ftp://shop.example/',
        enabled_events: [],
        event_sources: ['merchant'],
        is_enabled: true,
        api_version: 'default',
        created_at: email.created_at,
        updated_at: email.created_at,
      }),
      'a card number where cards are': fileOf('card_tokens', {
        token_id: 'tok_1',
        card: { number: '4242424242424242' },
      }),
    }
    for (const [about, text] of Object.entries(cases)) await expectRefused(into, text, about)
    assert.equal((await importInto(server, into.sandboxId, fileOf('timers', timer))).status, 200)
  })
})

describe('sending and reading a file', () => {
  it('is for keys that may read or write what it holds', async () => {
    const { data } = await server.call('POST', '/v1/developer/sandboxes', {
      key: testLiveKey,
      body: { name: 'Narrow', issue_test_key: true, scopes: ['developer.sandboxes.read', 'customers.read'] },
    })
    const path = `/v1/developer/sandboxes/${data.sandbox_id}`
    const read = await server.call('GET', `${path}/export`, { key: data.secret_key })
    assert.deepEqual([read.status, read.error.code], [403, 'INSUFFICIENT_SCOPE'])
    assert.ok(read.error.missing_scopes.includes('commerce.orders.read'))
    assert.ok(!read.error.missing_scopes.includes('customers.read'))
    const { data: live } = await server.call('POST', '/v1/api-keys', {
      key: testLiveKey,
      body: { name: 'Narrow', scopes: ['developer.sandboxes.write'] },
      idempotencyKey: freshKey(),
    })
    const write = await server.call('POST', `${path}/import`, {
      key: live.secret_key,
      body: file,
      headers: { 'Content-Type': 'application/x-ndjson' },
    })
    assert.deepEqual([write.status, write.error.code], [403, 'INSUFFICIENT_SCOPE'])
    assert.ok(write.error.missing_scopes.includes('settings.write'))
  })
})
