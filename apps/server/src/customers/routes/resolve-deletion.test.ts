import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { aLeg, cancelHold, confirm, freshKey, pay, usd } from '../../../../../test/support/money-calls.ts'
import { disputeNow } from '../../../../../test/support/open-dispute.ts'
import { startTestServer } from '../../../../../test/support/server.ts'
import { waitFor } from '../../../../../test/support/wait-for.ts'
import { aCustomer } from '../customer-calls.fixture.ts'

const server = await startTestServer()
const { call } = server
const { db } = server.services

const all = '/v1/customer-deletion-requests'
const dayMs = 86_400_000

const aRequest = async (customerId?: string) => {
  const customer_id = customerId ?? (await aCustomer(server)).customer_id
  const { data } = await call('POST', `/v1/customers/${customer_id}/deletion-requests`)
  return { customer_id, id: data.customer_deletion_request_id as string, data }
}
const resolve = (id: string, resolution: string, idempotencyKey = freshKey('resolve')) =>
  call('POST', `${all}/${id}/resolve`, { body: { resolution }, idempotencyKey })
const eventsOf = async (id: string): Promise<string[]> => {
  const { rows } = await db.query('SELECT event_type FROM events WHERE resource_id = $1 ORDER BY event_id', [
    id,
  ])
  return rows.map((row) => row.event_type)
}
const statusOf = async (id: string) =>
  (await call('GET', `${all}?page_size=100`)).data.find(
    (each: any) => each.customer_deletion_request_id === id,
  ).status

const anOrderOf = async (customer_id: string): Promise<string> => {
  const line_items = [{ name: 'Hat', unit_price_money: usd(900) }]
  return (await call('POST', '/v1/orders', { body: { customer_id, line_items } })).data.order_id
}

/** A payment of this customer that is held. */
const aHoldOf = async (customer_id: string) => {
  const orderId = await anOrderOf(customer_id)
  const intentId = await aLeg(server, orderId, 900, 'manual')
  const { data } = await confirm(server, orderId, [intentId])
  return { orderId, intentId, attemptId: data.payment_attempt.order_payment_attempt_id }
}

describe('POST /v1/customer-deletion-requests/{customer_deletion_request_id}/resolve', () => {
  it('200 completed: the person is gone at once, and that is announced', async () => {
    const { customer_id, id, data } = await aRequest()
    const { status, data: resolved } = await resolve(id, 'completed')
    assert.equal(status, 200)
    assert.deepEqual(resolved, { ...data, status: 'completed', resolved_at: resolved.resolved_at })
    assert.ok(resolved.resolved_at >= data.requested_at)
    assert.equal((await call('GET', `/v1/customers/${customer_id}`)).error.code, 'CUSTOMER_NOT_FOUND')
    assert.deepEqual(await eventsOf(id), ['customer.deletion_requested', 'customer.deletion_completed'])
  })

  it('200 rejected: the person stays, the worker does nothing, and another request can be made', async () => {
    const { customer_id, id } = await aRequest()
    const { data } = await resolve(id, 'rejected')
    assert.deepEqual([data.status, data.resolved_at !== null], ['rejected', true])
    assert.deepEqual(await eventsOf(id), ['customer.deletion_requested', 'customer.deletion_rejected'])
    const worker = server.startWorker()
    const { id: last } = await aRequest()
    server.clock.advance(2_000)
    await waitFor('the worker had its turn', async () => (await statusOf(last)) === 'completed')
    await worker.stop()
    assert.equal((await call('GET', `/v1/customers/${customer_id}`)).status, 200)
    const again = await aRequest(customer_id)
    assert.equal((await resolve(again.id, 'completed')).data.status, 'completed')
  })

  it('200: the same resolution again, under another key, changes nothing', async () => {
    for (const resolution of ['completed', 'rejected']) {
      const { id } = await aRequest()
      const first = await resolve(id, resolution)
      assert.deepEqual((await resolve(id, resolution)).data, first.data)
      assert.equal((await eventsOf(id)).length, 2)
    }
  })

  it('200: the same request again is answered from what is stored', async () => {
    const { id } = await aRequest()
    const key = freshKey('resolve')
    const [first, second] = [await resolve(id, 'completed', key), await resolve(id, 'completed', key)]
    assert.deepEqual(second.data, first.data)
    assert.equal(second.headers.get('idempotency-replayed'), 'true')
  })

  it('409 FIELD_NOT_UPDATABLE: resolved the other way', async () => {
    const { id } = await aRequest()
    await resolve(id, 'rejected')
    const { status, error } = await resolve(id, 'completed')
    assert.deepEqual([status, error.code, error.current_status], [409, 'FIELD_NOT_UPDATABLE', 'rejected'])
  })

  it('of many at once, one resolves it', async () => {
    const { id } = await aRequest()
    const answers = await Promise.all(
      ['completed', 'rejected', 'completed', 'rejected'].map((resolution) => resolve(id, resolution)),
    )
    assert.deepEqual(answers.map(({ status }) => status).toSorted(), [200, 200, 409, 409])
    assert.equal((await eventsOf(id)).length, 2)
  })

  it('409 CUSTOMER_DELETION_BLOCKED: a held payment; rejected is possible, and so is waiting', async () => {
    const { customer_id } = await aCustomer(server)
    const hold = await aHoldOf(customer_id)
    const { id } = await aRequest(customer_id)
    const { status, error } = await resolve(id, 'completed')
    assert.deepEqual([status, error.code], [409, 'CUSTOMER_DELETION_BLOCKED'])
    assert.deepEqual(
      error.details.map((each: any) => [each.dependency_type, each.dependency_id]),
      [['payment_intent', hold.intentId]],
    )
    const worker = server.startWorker()
    server.clock.advance(2_000)
    const { id: last } = await aRequest()
    server.clock.advance(2_000)
    await waitFor('the worker had its turn', async () => (await statusOf(last)) === 'completed')
    assert.equal(await statusOf(id), 'pending_review')
    assert.equal((await cancelHold(server, hold)).status, 200)
    server.clock.advance(dayMs)
    await waitFor('the next day', async () => (await statusOf(id)) === 'completed')
    await worker.stop()
  })

  it('409 CUSTOMER_DELETION_BLOCKED: an open dispute', async () => {
    const { customer_id } = await aCustomer(server)
    const { data } = await pay(server, await anOrderOf(customer_id), freshKey('pay'), 'tok_createDispute')
    const disputeId = await disputeNow(server.services, data.order.payment_intent_ids[0])
    const { id } = await aRequest(customer_id)
    const { error } = await resolve(id, 'completed')
    assert.deepEqual([error.code, error.details[0].dependency_id], ['CUSTOMER_DELETION_BLOCKED', disputeId])
    await call('POST', `/v1/disputes/${disputeId}/close`, { idempotencyKey: freshKey('close') })
    assert.equal((await resolve(id, 'completed')).status, 200)
  })

  it('400, 404: no such resolution, no such request', async () => {
    const { id } = await aRequest()
    assert.equal((await resolve(id, 'approved')).status, 400)
    const { status, error } = await resolve('cdel_none', 'completed')
    assert.deepEqual([status, error.code], [404, 'RESOURCE_NOT_FOUND'])
  })
})

describe('GET /v1/customer-deletion-requests', () => {
  it('200: newest first, by status and customer, also of who was erased', async () => {
    const [first, second, third] = [await aRequest(), await aRequest(), await aRequest()]
    await resolve(first.id, 'completed')
    await resolve(second.id, 'rejected')
    const idsOf = async (query: string) =>
      (await call('GET', `${all}?${query}`)).data.map((each: any) => each.customer_deletion_request_id)
    assert.deepEqual(await idsOf('page_size=3'), [third.id, second.id, first.id])
    assert.equal((await idsOf('status=completed'))[0], first.id)
    assert.equal((await idsOf('status=rejected'))[0], second.id)
    assert.ok((await idsOf('status=pending_review')).includes(third.id))
    assert.deepEqual(await idsOf(`customer_id=${first.customer_id}`), [first.id])
    const page = await call('GET', `${all}?page_size=1`)
    const next = await call('GET', `${all}?page_size=1&page_token=${page.json.next_page_token}`)
    assert.deepEqual([page.data.length, next.data[0].customer_deletion_request_id], [1, second.id])
  })

  it('400: no such status', async () =>
    assert.equal((await call('GET', `${all}?status=open`)).error.code, 'INVALID_QUERY_PARAMETER'))
})
