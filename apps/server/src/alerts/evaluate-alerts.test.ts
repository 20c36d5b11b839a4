import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { freshKey, usd } from '../../../../test/support/money-calls.ts'
import { startTestServer } from '../../../../test/support/server.ts'
import { waitFor } from '../../../../test/support/wait-for.ts'
import { startMail } from '../mail/index.ts'
import { aConsumer } from '../webhooks/a-consumer.fixture.ts'
import { evaluateAlerts } from './evaluate-alerts.ts'
import { alertWriters } from './mail-alert.ts'

const server = await startTestServer()
const { db } = server.services
const minuteMs = 60_000
let liveEnvironmentId: string
let environmentId: string

before(async () => {
  const { rows } = await db.query(
    'SELECT environment_id AS id, mode FROM environments WHERE merchant_id = $1',
    [server.seeded.merchantId],
  )
  liveEnvironmentId = rows.find(({ mode }) => mode === 'live').id
  environmentId = rows.find(({ mode }) => mode === 'test').id
})

const declined = async (times: number) => {
  for (let time = 0; time < times; time++) {
    const { data: order } = await server.call('POST', '/v1/orders', {
      body: { line_items: [{ name: 'Lamp', unit_price_money: usd(900) }] },
    })
    await server.call('POST', `/v1/orders/${order.order_id}/pay`, {
      body: { action: 'pay', payment_source: { token: 'tok_chargeDeclined' } },
      idempotencyKey: freshKey(),
    })
  }
}
const alerts = async (query = '', key = server.sandboxKey) =>
  (await server.call('GET', `/v1/dashboard/alerts${query}`, { key })).data
/** Calls are counted a moment after they were answered; without a count nobody looks at the environment. */
const counted = () =>
  waitFor('calls are counted', async () => {
    const { rows } = await db.query(
      `SELECT 1 FROM call_counts WHERE environment_id = $1 AND minute > $2::timestamptz - interval '5 minutes'`,
      [environmentId, server.clock.now()],
    )
    return rows.length > 0
  })
const mails = async () =>
  (
    await db.query(
      `SELECT recipient, subject, status, text_body FROM emails WHERE kind = 'alert' ORDER BY email_id`,
    )
  ).rows
const patchRules = (rules: object[], key = server.sandboxKey) =>
  server.call('PATCH', '/v1/dashboard/alert-rules', { key, body: { rules } })

describe('an alert', () => {
  it('opens once, is not mailed from a sandbox, and closes when it is over', async () => {
    await declined(20)
    await counted()
    assert.equal(await evaluateAlerts(server.services), 1)
    assert.equal(await evaluateAlerts(server.services), 0)
    const [open] = await alerts('?status=open')
    assert.deepEqual(
      [open.rule, open.value, open.sample_count, open.status, open.mode],
      ['decline_rate', 100, 20, 'open', 'test'],
    )
    assert.deepEqual(await mails(), [])
    server.clock.advance(61 * minuteMs)
    assert.equal(await evaluateAlerts(server.services), 1)
    assert.deepEqual(await alerts('?status=open'), [])
    const [closed] = await alerts('?status=closed')
    assert.deepEqual([closed.alert_id, closed.status], [open.alert_id, 'closed'])
  })

  it('two workers that look at once open one', async () => {
    server.clock.advance(61 * minuteMs)
    await declined(20)
    await counted()
    await Promise.all([evaluateAlerts(server.services), evaluateAlerts(server.services)])
    assert.equal((await alerts('?status=open')).length, 1)
  })

  it('closes when its rule is switched off', async () => {
    await patchRules([{ rule: 'decline_rate', is_enabled: false }])
    await evaluateAlerts(server.services)
    assert.deepEqual(await alerts('?status=open'), [])
  })

  it('is mailed to owners and admins where the rule says so, once an hour', async () => {
    for (const [role, at] of [
      ['admin', 1],
      ['viewer', 2],
    ] as const) {
      await db.query(
        `INSERT INTO users (user_id, email, first_name, last_name, created_at, updated_at)
         VALUES ($1, $2, 'A', 'B', now(), now())`,
        [`usr_${at}`, `${role}@shop.example`],
      )
      await db.query(
        `INSERT INTO memberships (merchant_id, user_id, role, created_at, updated_at) VALUES ($1, $2, $3, now(), now())`,
        [server.seeded.merchantId, `usr_${at}`, role],
      )
    }
    server.clock.advance(61 * minuteMs)
    await patchRules([{ rule: 'decline_rate', is_enabled: true, sends_mail: true, minimum_count: 3 }])
    await declined(3)
    await counted()
    await evaluateAlerts(server.services)
    const mail = startMail(server.services, alertWriters as never)
    const sent = await waitFor('the mail is written', async () => {
      const all = await mails()
      return all.length > 0 && all.every(({ status }) => status === 'sent') ? all : undefined
    })
    await mail.stop()
    const recipients = sent.map(({ recipient }) => recipient)
    assert.ok(recipients.includes('admin@shop.example') && !recipients.includes('viewer@shop.example'))
    assert.match(sent[0].subject, /100 % of payments are declined/)
    assert.match(sent[0].text_body, new RegExp(`/dashboard/${environmentId}`))
    // It goes and comes again within the hour: the same story.
    await patchRules([{ rule: 'decline_rate', minimum_count: 50 }])
    await evaluateAlerts(server.services)
    await patchRules([{ rule: 'decline_rate', minimum_count: 3 }])
    await evaluateAlerts(server.services)
    assert.equal((await alerts('?status=open')).length, 1)
    assert.equal((await mails()).length, sent.length)
  })

  it('names the endpoint that takes nothing, and closes when it does', async () => {
    const consumer = await aConsumer(500)
    const { data: endpoint } = await server.call('POST', '/v1/webhook-endpoints', {
      body: { url: consumer.url },
    })
    const worker = server.startWorker()
    await declined(1)
    await waitFor('a delivery failed', async () => {
      const { rows } = await db.query('SELECT 1 FROM webhook_deliveries WHERE automatic_attempt_count > 0')
      return rows.length > 0
    })
    await evaluateAlerts(server.services)
    assert.deepEqual(await alerts('?status=open&rule=webhook_endpoint_failing'), [])
    server.clock.advance(31 * minuteMs)
    await evaluateAlerts(server.services)
    const [open] = await alerts('?status=open&rule=webhook_endpoint_failing')
    assert.equal(open.webhook_endpoint_id, endpoint.webhook_endpoint_id)
    consumer.answer = 200
    await declined(1)
    await waitFor('an event arrives', async () => consumer.of('order.created').length > 1)
    await waitFor('everything is delivered', async () => {
      server.clock.advance(60 * minuteMs)
      const { rows } = await db.query(`SELECT 1 FROM webhook_deliveries WHERE status = 'pending'`)
      return rows.length === 0
    })
    await worker.stop()
    await evaluateAlerts(server.services)
    assert.deepEqual(await alerts('?status=open&rule=webhook_endpoint_failing'), [])
  })

  it('is told to endpoints that listen, when it opens and when it is over, unless the rule says not to', async () => {
    const consumer = await aConsumer()
    const { data: endpoint } = await server.call('POST', '/v1/webhook-endpoints', {
      body: { url: consumer.url, enabled_events: ['alert.opened', 'alert.closed'] },
    })
    const worker = server.startWorker()
    const openAndClose = async () => {
      server.clock.advance(61 * minuteMs)
      await patchRules([{ rule: 'decline_rate', is_enabled: true, minimum_count: 3 }])
      await declined(3)
      await counted()
      await evaluateAlerts(server.services)
      const [open] = await alerts('?status=open&rule=decline_rate')
      server.clock.advance(61 * minuteMs)
      await evaluateAlerts(server.services)
      return open
    }
    const silent = await patchRules([{ rule: 'decline_rate', sends_webhook: false }])
    const ruleOf = ({ data }: { data: any }) => data.rules.find(({ rule }: any) => rule === 'decline_rate')
    assert.equal(ruleOf(silent).sends_webhook, false)
    const untold = await openAndClose()
    await patchRules([{ rule: 'decline_rate', sends_webhook: true }])
    const open = await openAndClose()
    const about = ({ alert_id }: { alert_id: string }) =>
      consumer.received.filter(({ json }) => json.data.alert_id === alert_id)
    const told = await waitFor('both events', () => (about(open).length === 2 ? about(open) : undefined))
    await worker.stop()
    assert.deepEqual(told.map(({ json }) => [json.event_type, json.data.status]).toSorted(), [
      ['alert.closed', 'closed'],
      ['alert.opened', 'open'],
    ])
    assert.equal(about(untold).length, 0)
    const { status, ...opened } = told.find(({ json }) => json.event_type === 'alert.opened')!.json.data
    assert.deepEqual({ ...opened, status }, open)
    await server.call('DELETE', `/v1/webhook-endpoints/${endpoint.webhook_endpoint_id}`)
  })

  it('tells of payments without a result, and of an account that cannot charge any more', async () => {
    await db.query(
      `UPDATE payment_intents SET status = 'processing', document = document || jsonb_build_object('chargeStartedAt', $2::text)
       WHERE environment_id = $1 AND payment_intent_id = (SELECT min(payment_intent_id) FROM payment_intents WHERE environment_id = $1)`,
      [environmentId, server.clock.now()],
    )
    server.clock.advance(11 * minuteMs)
    await server.call('GET', '/v1/orders')
    await server.call('GET', '/v1/orders', { key: server.liveKey })
    await db.query(
      `INSERT INTO events (environment_id, event_id, event_type, resource_type, resource_id, resource_version, data, api_version, created_at)
       VALUES ($1, 'whev_1', 'merchant.readiness.updated', 'merchant', 'mer', 1, '{"payments": {"status": "ready"}}', '2026-09-07', now())`,
      [liveEnvironmentId],
    )
    await waitFor('live calls are counted', async () => {
      const { rows } = await db.query(
        `SELECT 1 FROM call_counts WHERE environment_id = $1 AND minute > $2::timestamptz - interval '5 minutes'`,
        [liveEnvironmentId, server.clock.now()],
      )
      return rows.length > 0
    })
    await evaluateAlerts(server.services)
    assert.equal((await alerts('?status=open&rule=payment_unknown'))[0].value, 1)
    const [account] = await alerts('?status=open', server.liveKey)
    assert.deepEqual([account.rule, account.mode], ['payments_not_ready', 'live'])
  })
})

describe('GET and PATCH /v1/dashboard/alert-rules', () => {
  const rule = (rules: any, name: string) => rules.rules.find(({ rule }: any) => rule === name)

  it('200: defaults, and what was changed', async () => {
    const { data: live } = await server.call('GET', '/v1/dashboard/alert-rules', { key: server.liveKey })
    assert.equal(live.version, 1)
    assert.deepEqual(
      [rule(live, 'decline_rate').threshold_percent, rule(live, 'decline_rate').sends_mail],
      [30, true],
    )
    const { data: changed } = await patchRules(
      [{ rule: 'server_error_rate', threshold_percent: 5 }],
      server.liveKey,
    )
    assert.deepEqual([changed.version, rule(changed, 'server_error_rate').threshold_percent], [2, 5])
    assert.equal(rule(changed, 'server_error_rate').minimum_count, 50)
  })

  it('400: a number that the rule has no use for', async () => {
    const { status, json } = await patchRules([{ rule: 'decline_rate', threshold_minutes: 5 }])
    assert.deepEqual([status, json.error.param], [400, 'rules[0].threshold_minutes'])
  })

  it('409 VERSION_CONFLICT', async () => {
    const { status, json } = await server.call('PATCH', '/v1/dashboard/alert-rules', {
      body: { rules: [{ rule: 'decline_rate', is_enabled: true }], expected_version: 99 },
    })
    assert.deepEqual([status, json.error.code], [409, 'VERSION_CONFLICT'])
  })
})
