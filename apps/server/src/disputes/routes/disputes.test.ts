import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { addKey, environmentOf } from '../../../../../test/support/add-key.ts'
import { startTestServer } from '../../../../../test/support/server.ts'
import { afterMs, usd } from '../../refunds/a-paid-order.ts'
import { aDispute, close, decided, readDispute, sendEvidence, tokens } from '../a-dispute.fixture.ts'
import { evidenceMs } from '../opening.ts'

const server = await startTestServer()
const fraud = await aDispute(server)
server.clock.advance(60_000)
const missing = await aDispute(server, { token: tokens.notReceived, amount: 700 })
await decided(server, missing.id, 'losing_evidence')
server.clock.advance(60_000)
const inquiry = await aDispute(server, { token: tokens.inquiry })
const all = [inquiry.id, missing.id, fraud.id]

const listed = async (query: string): Promise<string[]> => {
  const { status, data, json } = await server.call('GET', `/v1/disputes?${query}`)
  assert.equal(status, 200, JSON.stringify(json))
  return data.map((one: any) => one.dispute_id)
}
const { evidence_due_at: firstDue, created_at: firstCreated } = fraud.dispute
const text = encodeURIComponent

describe('GET /v1/disputes', () => {
  const cases: [what: string, query: string, ids: string[]][] = [
    ['newest first', '', all],
    ['of a payment', `payment_intent_id=${fraud.intentId}`, [fraud.id]],
    ['of an order', `order_id=${missing.order.order_id}`, [missing.id]],
    ['of a customer', 'customer_id=cus_none', []],
    ['in a status', 'status=needs_response', [fraud.id]],
    ['with a reason', 'reason=product_not_received', [missing.id]],
    ['of a case type', 'case_type=chargeback', [missing.id, fraud.id]],
    ['inquiries', 'case_type=inquiry', [inquiry.id]],
    ['due since', `evidence_due_after=${text(firstDue)}`, all],
    ['due until', `evidence_due_before=${text(firstDue)}`, [fraud.id]],
    ['created since', `created_after=${text(inquiry.dispute.created_at)}`, [inquiry.id]],
    ['created until', `created_before=${text(firstCreated)}`, [fraud.id]],
    ['all at once', `case_type=chargeback&status=lost&order_id=${missing.order.order_id}`, [missing.id]],
  ]
  for (const [what, query, ids] of cases)
    it(`200: ${what}`, async () => assert.deepEqual(await listed(query), ids))

  it('200: page by page', async () => {
    const first = await server.call('GET', '/v1/disputes?page_size=2')
    const second = await server.call(
      'GET',
      `/v1/disputes?page_size=2&page_token=${first.json.next_page_token}`,
    )
    assert.deepEqual(
      [...first.data, ...second.data].map((one: any) => one.dispute_id),
      all,
    )
    assert.equal(second.json.next_page_token, undefined)
  })

  it('200 expanded', async () => {
    const { data } = await server.call('GET', '/v1/disputes?expand=order,payment_intent')
    assert.deepEqual(
      data.map((one: any) => [one.order.order_id, one.payment_intent.dispute_status]),
      data.map((one: any) => [one.order_id, one.status]),
    )
  })

  for (const [query, code, param] of [
    ['status=none', 'INVALID_QUERY_PARAMETER', 'status'],
    ['reason=whim', 'INVALID_QUERY_PARAMETER', 'reason'],
    ['case_type=feud', 'INVALID_QUERY_PARAMETER', 'case_type'],
    ['evidence_due_after=today', 'INVALID_TIMESTAMP', 'evidence_due_after'],
    ['evidence_due_before=today', 'INVALID_TIMESTAMP', 'evidence_due_before'],
    ['created_after=today', 'INVALID_CREATED_AFTER', 'created_after'],
    ['created_before=today', 'INVALID_CREATED_BEFORE', 'created_before'],
    ['page_size=0', 'INVALID_PAGE_SIZE', 'page_size'],
    ['page_token=x', 'INVALID_PAGE_TOKEN', 'page_token'],
    ['expand=refunds', 'INVALID_EXPAND', 'expand'],
    ['sort_by=amount', 'UNSUPPORTED_QUERY_PARAM', 'sort_by'],
  ] as const)
    it(`400 ${code}: ${query}`, async () => {
      const { status, error } = await server.call('GET', `/v1/disputes?${query}`)
      assert.deepEqual([status, error.code, error.param], [400, code, param])
    })

  it('shows nothing of another sandbox', async () => {
    const { key } = await server.anotherSandbox()
    assert.deepEqual((await server.call('GET', '/v1/disputes', { key })).data, [])
  })
})

describe('GET /v1/disputes/{dispute_id}', () => {
  it('200: as listed', async () => assert.deepEqual(await readDispute(server, fraud.id), fraud.dispute))

  it('200 expanded: order and payment; no customer where there is none', async () => {
    const data = await readDispute(server, fraud.id, '?expand=customer,order&expand=payment_intent')
    assert.deepEqual(
      [data.customer, data.order.order_id, data.payment_intent.payment_intent_id],
      [undefined, fraud.order.order_id, fraud.intentId],
    )
  })

  it('200 expanded: the customer', async () => {
    const { data: customer } = await server.call('POST', '/v1/customers', {
      body: { email: 'ada@example.com', name: 'Ada' },
    })
    const made = await server.call('POST', '/v1/payment-intents', {
      body: { amount_money: usd(500), customer_id: customer.customer_id },
    })
    const { payment_intent_id: id } = made.data
    await server.call('POST', `/v1/payment-intents/${id}/confirm`, {
      body: { payment_source_token: tokens.inquiry },
    })
    await afterMs(server, 1_000)
    const [found] = await listed(`customer_id=${customer.customer_id}`)
    const data = await readDispute(server, found!, '?expand=customer')
    assert.deepEqual(
      [data.customer.customer_id, data.customer.email],
      [customer.customer_id, 'ada@example.com'],
    )
  })

  it('400 INVALID_EXPAND', async () => {
    const { status, error } = await server.call('GET', `/v1/disputes/${fraud.id}?expand=refund`)
    assert.deepEqual([status, error.code], [400, 'INVALID_EXPAND'])
  })

  it('403 INSUFFICIENT_SCOPE: without the scope, or that of what is expanded', async () => {
    const environmentId = await environmentOf(server.services, server.seeded.sandboxId)
    const { key } = await addKey(server.services, environmentId, { scopes: ['payments.disputes.read'] })
    assert.equal((await server.call('GET', `/v1/disputes/${fraud.id}`, { key })).status, 200)
    const expanded = await server.call('GET', `/v1/disputes/${fraud.id}?expand=order`, { key })
    assert.deepEqual([expanded.status, expanded.error.missing_scopes], [403, ['commerce.orders.read']])
    const written = await server.call('POST', `/v1/disputes/${fraud.id}/close`, { key })
    assert.deepEqual([written.status, written.error.code], [403, 'INSUFFICIENT_SCOPE'])
  })

  it('404 DISPUTE_NOT_FOUND', async () => {
    const { status, error } = await server.call('GET', '/v1/disputes/du_none')
    assert.deepEqual([status, error.code, error.param], [404, 'DISPUTE_NOT_FOUND', 'dispute_id'])
  })
})

describe('POST /v1/disputes/{dispute_id}/evidence', () => {
  it('200: the same key twice, one answer to the bank', async () => {
    const { id } = await aDispute(server)
    const call = { body: { uncategorized_text: 'winning_evidence' }, idempotencyKey: 'evidence-1' }
    const first = await server.call('POST', `/v1/disputes/${id}/evidence`, call)
    const again = await server.call('POST', `/v1/disputes/${id}/evidence`, call)
    assert.deepEqual([first.status, again.status, again.data], [200, 200, first.data])
    assert.equal((await readDispute(server, id)).evidence_submission_count, 1)
  })

  it('409 INVALID_DISPUTE_REQUEST: answered already, decided, or too late', async () => {
    const { id } = await aDispute(server)
    await sendEvidence(server, id, 'Wait.')
    const again = await sendEvidence(server, id, 'winning_evidence')
    assert.deepEqual(
      [again.status, again.error.code, again.error.current_status, again.error.supported_actions],
      [409, 'INVALID_DISPUTE_REQUEST', 'under_review', ['close_dispute']],
    )
    const decidedOne = await sendEvidence(server, missing.id, 'winning_evidence')
    assert.deepEqual(
      [decidedOne.status, decidedOne.error.current_status, decidedOne.error.supported_actions],
      [409, 'lost', []],
    )
    const late = await aDispute(server)
    // The deadline has passed, and the worker has not come by yet.
    server.clock.advance(evidenceMs + 1)
    const refused = await sendEvidence(server, late.id, 'winning_evidence')
    assert.deepEqual([refused.status, refused.error.code], [409, 'INVALID_DISPUTE_REQUEST'])
    assert.equal((await readDispute(server, late.id)).evidence_response_allowed, false)
  })

  for (const [what, body, code, param] of [
    ['nothing', {}, 'FIELD_REQUIRED', 'uncategorized_text'],
    ['no text', { uncategorized_text: '' }, 'INVALID_REQUEST', 'uncategorized_text'],
    ['an unknown field', { uncategorized_text: 'x', receipt: 'y' }, 'UNKNOWN_FIELD', 'receipt'],
  ] as const)
    it(`400 ${code}: ${what}`, async () => {
      const { status, error } = await server.call('POST', `/v1/disputes/${inquiry.id}/evidence`, { body })
      assert.deepEqual([status, error.code, error.param], [400, code, param])
    })

  it('404 DISPUTE_NOT_FOUND', async () => {
    const { status, error } = await sendEvidence(server, 'du_none', 'x')
    assert.deepEqual([status, error.code], [404, 'DISPUTE_NOT_FOUND'])
  })
})

describe('POST /v1/disputes/{dispute_id}/close', () => {
  it('409 INVALID_DISPUTE_REQUEST: it has ended', async () => {
    const { status, error } = await close(server, missing.id)
    assert.deepEqual(
      [status, error.code, error.current_status, error.supported_actions],
      [409, 'INVALID_DISPUTE_REQUEST', 'lost', []],
    )
  })
  it('404 DISPUTE_NOT_FOUND', async () => {
    const { status, error } = await close(server, 'du_none')
    assert.deepEqual([status, error.code], [404, 'DISPUTE_NOT_FOUND'])
  })
})

describe('GET /v1/payment-intents?dispute_status', () => {
  it('200: payments by the status of their dispute', async () => {
    const { data } = await server.call('GET', '/v1/payment-intents?dispute_status=lost,needs_response')
    const ids = data.map((one: any) => one.payment_intent_id)
    assert.ok(
      ids.includes(fraud.intentId) && ids.includes(missing.intentId) && !ids.includes(inquiry.intentId),
    )
  })
})
