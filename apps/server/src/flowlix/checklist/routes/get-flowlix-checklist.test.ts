import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { addUser } from '../../../../../../test/support/add-user.ts'
import {
  cards,
  directBody,
  hostedBody,
  makeFlowlixKey,
  withCard,
} from '../../../../../../test/support/flowlix-calls.ts'
import { startTestServer } from '../../../../../../test/support/server.ts'
import { waitFor } from '../../../../../../test/support/wait-for.ts'
import { aConsumer } from '../../../webhooks/a-consumer.fixture.ts'
import { lineNames } from '../lines.ts'

const server = await startTestServer({ FLOWLIX_RATE_LIMIT_PER_MINUTE: '40' })
server.startWorker()

type Lines = Record<string, { status: string; measured: string; next_step: string | null }>
const checklist = async (key?: string): Promise<Lines> => {
  const { status, data, json } = await server.call('GET', '/v1/flowlix/checklist', key ? { key } : {})
  assert.equal(status, 200, JSON.stringify(json))
  assert.equal(data.line_count, lineNames.length)
  assert.equal(data.done_count, data.lines.filter((line: any) => line.status === 'done').length)
  assert.equal(data.sandbox_id, server.seeded.sandboxId)
  return Object.fromEntries(data.lines.map((line: any) => [line.line, line]))
}
/** The request log is written a moment later. */
const turns = (line: string, status: string) =>
  waitFor(`${line} is ${status}`, async () => (await checklist())[line]!.status === status)

describe('GET /v1/flowlix/checklist', () => {
  it('200: of a fresh merchant, to a sandbox key: nothing of live mode', async () => {
    const lines = await checklist()
    assert.deepEqual(Object.keys(lines), [...lineNames])
    assert.equal(lines['test_key_used']!.status, 'open')
    assert.equal(lines['test_payment_succeeded']!.status, 'open')
    assert.equal(lines['amounts_accepted']!.status, 'blocked')
    assert.equal(lines['live_key_used']!.status, 'blocked')
    assert.match(lines['live_key_used']!.measured, /learns nothing of live mode/)
    assert.equal(JSON.stringify(lines).includes('live keys'), false)
  })

  it('200: live mode, to a live key', async () => {
    const lines = await checklist(server.liveKey)
    assert.equal(lines['live_key_used']!.status, 'open')
    assert.equal(lines['live_payments_ready']!.status, 'blocked')
    assert.equal(lines['monitoring_alerts_on']!.status, 'done')
    const made = await server.call('POST', '/v1/api-keys', {
      key: server.liveKey,
      body: { name: 'Live shop', dialect: 'flowlix_a' },
    })
    assert.equal(made.status, 201)
    assert.match((await checklist(server.liveKey))['live_key_used']!.measured, /never used/)
  })

  it('200: both, to somebody in the dashboard', async () => {
    const user = await addUser(server.services, { [server.seeded.merchantId]: 'viewer' })
    const { rows } = await server.services.db.query(
      `SELECT environment_id FROM environments WHERE merchant_id = $1 AND sandbox_id = $2`,
      [server.seeded.merchantId, server.seeded.sandboxId],
    )
    const answer = await fetch(`${server.url}/v1/flowlix/checklist`, {
      headers: { cookie: `flint_dashboard=${user.token}`, 'flint-environment': rows[0]!['environment_id'] },
    })
    assert.equal(answer.status, 200)
    const { data } = (await answer.json()) as any
    assert.equal(data.lines.find((line: any) => line.line === 'live_key_used').status, 'open')
  })

  it('200: lines turn as things are done', async () => {
    const client = { call: server.flowlix }
    const pay = (body: object, idempotencyKey: string) =>
      client.call('POST', '/v1/payments', { body, idempotencyKey })
    const paid = await pay(directBody('a'), 'order-1')
    assert.equal(paid.status, 201, paid.text)
    await pay(directBody('a'), 'order-1')
    for (const line of [
      'test_payment_succeeded',
      'amounts_accepted',
      'repeated_call_same_response',
      'idempotency_keys_sent',
      'keys_on_servers_only',
      'no_card_numbers_kept',
      'test_key_used',
    ])
      await turns(line, 'done')

    for (const number of [cards.insufficientFunds, cards.expired, cards.declined])
      assert.equal((await pay(withCard('a', number), `declined-${number.slice(-4)}`)).status, 402)
    await turns('declines_tried', 'done')
    assert.equal((await checklist())['paid_after_decline']!.status, 'open')
    server.clock.advance(1000)
    await pay(directBody('a'), 'order-2')
    await turns('paid_after_decline', 'done')

    assert.equal((await client.call('GET', `/v1/payments/${paid.json.id}`)).status, 200)
    await turns('payment_read_by_id', 'done')
    assert.equal(
      (await client.call('POST', `/v1/payments/${paid.json.id}/refund`, { idempotencyKey: 'back-1' })).status,
      200,
    )
    await turns('test_payment_refunded', 'done')

    const wrong = await pay({ ...directBody('a'), amount: 12.5 }, 'order-3')
    assert.equal(wrong.status, 400)
    await turns('amounts_accepted', 'open')
    assert.equal((await checklist())['refusals_not_repeated']!.status, 'done')
    await pay({ ...directBody('a'), amount: 12.5 }, 'order-3')
    await turns('refusals_not_repeated', 'open')
    await pay(directBody('a'), 'order-4')
    await turns('amounts_accepted', 'done')
  })

  it('200: a POST without a key opens its line, a call from a browser another', async () => {
    await fetch(`${server.url}/v1/payments`, {
      method: 'POST',
      headers: {
        Authorization: `Bearer ${server.flowlixKey}`,
        'Content-Type': 'application/json',
        Origin: 'https://shop.example',
      },
      body: JSON.stringify(directBody('a')),
    })
    await turns('idempotency_keys_sent', 'open')
    await turns('keys_on_servers_only', 'open')
  })

  it('200: a notice that was taken', async () => {
    const consumer = await aConsumer()
    const made = await server.call('POST', '/v1/flowlix/webhook-endpoints', { body: { url: consumer.url } })
    assert.equal(made.status, 201, JSON.stringify(made.json))
    const key = await makeFlowlixKey(server, 'flowlix_c')
    await server.call('POST', '/v1/payments', { key, body: directBody('c'), idempotencyKey: 'order-c' })
    await turns('notice_taken', 'done')
  })

  it('200: a hosted page that was opened, and not paid', async () => {
    const opened = await server.flowlix('POST', '/v1/payments/hpp', {
      body: hostedBody('a'),
      idempotencyKey: 'page-1',
    })
    assert.equal(opened.status, 201, opened.text)
    assert.match((await checklist())['hosted_page_cycle']!.measured, /No buyer has paid/)
  })

  it('200: a rate limit that was met', async () => {
    assert.equal((await checklist())['rate_limits_respected']!.status, 'open')
    let status = 200
    while (status !== 429) status = (await server.flowlix('GET', '/v1/payments')).status
    await turns('rate_limits_respected', 'done')
    await turns('error_types_met', 'done')
  })
})
