import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { freshKey } from '../../../../../test/support/money-calls.ts'
import { startTestServer } from '../../../../../test/support/server.ts'
import { waitFor } from '../../../../../test/support/wait-for.ts'
import { writeAny } from '../../platform/db/statement.ts'
import { aCustomer, anAddress, freshEmail } from '../customer-calls.fixture.ts'
import { onCustomerErased } from '../erasure-listeners.ts'

const server = await startTestServer()
const { call } = server
const { db } = server.services

const requestsOf = (customerId: string) => `/v1/customers/${customerId}/deletion-requests`
const refused = async (method: string, to: string, status: number, code: string) => {
  const answer = await call(method, to)
  assert.deepEqual([answer.status, answer.error?.code], [status, code], JSON.stringify(answer.json))
  return answer.error
}

/** Everything that is stored in the tables that could hold a person's data. */
const everythingStored = async (): Promise<string> => {
  const { rows: tables } = await db.query(
    `SELECT DISTINCT table_name AS name FROM information_schema.columns WHERE table_schema = 'public' AND column_name = 'environment_id'`,
  )
  let text = ''
  for (const { name } of tables)
    text += JSON.stringify((await db.query(`SELECT t::text FROM "${name}" t`)).rows)
  const { rows } = await db.query(
    `SELECT convert_from(body, 'UTF8') AS body FROM idempotency_keys WHERE NOT is_sealed`,
  )
  return text + JSON.stringify(rows)
}

const erased = async (customerId: string, requestId: string) => {
  server.clock.advance(2_000)
  return waitFor('the erasing', async () => {
    const { data } = await call('GET', `${requestsOf(customerId)}/${requestId}`)
    return data.status === 'completed' ? data : null
  })
}

describe('createCustomerDeletionRequest', () => {
  it('201: pending at first, and announced', async () => {
    const { customer_id } = await aCustomer(server)
    const { status, data } = await call('POST', requestsOf(customer_id))
    assert.equal(status, 201)
    assert.match(data.customer_deletion_request_id, /^cdel_[0-9A-Z]{26}$/)
    assert.deepEqual(data, {
      customer_deletion_request_id: data.customer_deletion_request_id,
      customer_id,
      status: 'pending_review',
      retention_policy: 'retain_required_commerce_records',
      requested_at: data.requested_at,
      resolved_at: null,
    })
    const { rows } = await db.query('SELECT event_type, data FROM events WHERE resource_id = $1', [
      data.customer_deletion_request_id,
    ])
    assert.deepEqual(rows, [{ event_type: 'customer.deletion_requested', data }])
    assert.equal((await call('GET', `/v1/customers/${customer_id}`)).status, 200)
  })

  it('409 CUSTOMER_DELETION_PROCESSING: while one runs, also of many at once', async () => {
    const { customer_id } = await aCustomer(server)
    const answers = await Promise.all(Array.from({ length: 4 }, () => call('POST', requestsOf(customer_id))))
    assert.deepEqual(answers.map(({ status }) => status).toSorted(), [201, 409, 409, 409])
    const error = await refused('POST', requestsOf(customer_id), 409, 'CUSTOMER_DELETION_PROCESSING')
    assert.equal(error.current_status, 'pending_review')
  })

  it('404 CUSTOMER_NOT_FOUND', () => refused('POST', requestsOf('cus_none'), 404, 'CUSTOMER_NOT_FOUND'))
})

describe('the erasing of a customer', () => {
  it('leaves nothing of the person behind, in any table', async () => {
    server.startWorker()
    onCustomerErased((ctx, customerId) => [
      writeAny('note_erasure', 'INSERT INTO counters (environment_id, name, next_value) VALUES ($1, $2, 1)', [
        ctx.environmentId,
        customerId,
      ]),
    ])
    const email = 'Erase.Me@shop.example'
    const creation = {
      idempotencyKey: freshKey('erased'),
      body: {
        email,
        name: 'Grace Eraseme',
        phone: '+1 555 eraseme',
        internal_note: 'eraseme note',
        external_reference_id: 'eraseme-7',
        tax_identity: { type: 'eu_vat', value: 'eraseme-vat' },
        billing_address: { line1: '1 Eraseme Street' },
        metadata: { secret: 'eraseme metadata' },
      },
    }
    const { customer_id } = (await call('POST', '/v1/customers', creation)).data
    const bystander = await aCustomer(server, { name: 'Stays Here' })
    await anAddress(server, customer_id, { recipient_name: 'Grace Eraseme', label: 'eraseme' })
    const change = { idempotencyKey: freshKey('erased'), body: { name: 'G. Eraseme' } }
    await call('PATCH', `/v1/customers/${customer_id}`, change)
    // What a purchase leaves behind: contact, note, receipt address, the page's prefill, the stored answers.
    const order = {
      idempotencyKey: freshKey('erased'),
      body: {
        customer_id,
        line_items: [{ name: 'Hat', unit_price_money: { amount: 900, currency: 'USD' } }],
        buyer_contact: { email },
        buyer_note: 'For eraseme',
      },
    }
    const { order_id } = (await call('POST', '/v1/orders', order)).data
    const prefilled_customer_info = { email, phone: '+1 555 eraseme' }
    const session = await call('POST', '/v1/checkout-sessions', {
      idempotencyKey: freshKey('erased'),
      body: { order_id, customer_collection: { prefilled_customer_info } },
    })
    assert.equal(session.status, 201, JSON.stringify(session.json))
    const payment = await call('POST', `/v1/orders/${order_id}/pay`, {
      idempotencyKey: freshKey('erased'),
      body: { action: 'pay', payment_source: { token: 'tok_visa' } },
    })
    assert.equal(payment.data.order.payment_status, 'paid', JSON.stringify(payment.json))
    assert.match(await everythingStored(), /erase.?me/i)

    const { data: request } = await call('POST', requestsOf(customer_id))
    // Written after the request, erased like the rest.
    await anAddress(server, customer_id, { label: 'late eraseme' })
    const completed = await erased(customer_id, request.customer_deletion_request_id)
    assert.ok(completed.resolved_at > completed.requested_at)

    assert.doesNotMatch(await everythingStored(), /erase.?me/i)
    assert.match(await everythingStored(), /Stays Here/)
    const noted = await db.query('SELECT 1 FROM counters WHERE name = $1', [customer_id])
    assert.equal(noted.rows.length, 1, 'What the listener wrote')
    const { rows } = await db.query('SELECT data FROM events WHERE resource_id = $1', [customer_id])
    assert.ok(rows.length >= 4)
    for (const { data } of rows) assert.deepEqual(data, { customer_id })
    const announced = await db.query(
      `SELECT data FROM events WHERE event_type = 'customer.deletion_completed'`,
    )
    assert.deepEqual(
      announced.rows.filter(({ data }) => data.customer_id === customer_id).map(({ data }) => data),
      [completed],
    )

    // Nobody finds the customer; the request can still be read, and the address belongs to nobody.
    for (const to of ['', '/addresses'])
      await refused('GET', `/v1/customers/${customer_id}${to}`, 404, 'CUSTOMER_NOT_FOUND')
    await refused('POST', requestsOf(customer_id), 404, 'CUSTOMER_NOT_FOUND')
    for (const query of [`email=${email}`, `query=${customer_id}`])
      assert.deepEqual((await call('GET', `/v1/customers?${query}`)).data, [])
    assert.deepEqual((await call('GET', requestsOf(customer_id))).data, [completed])

    const kept = (await call('GET', `/v1/orders/${order_id}`)).data
    assert.deepEqual(
      [kept.customer_id, kept.payment_status, kept.buyer_contact, kept.buyer_note],
      [customer_id, 'paid', null, null],
    )

    // A repeated request does not bring the person back.
    const again = await call('POST', '/v1/customers', creation)
    assert.deepEqual([again.status, again.error.code], [404, 'CUSTOMER_NOT_FOUND'])
    assert.equal(again.error.request_id, again.headers.get('X-Request-Id'))
    const changedAgain = await call('PATCH', `/v1/customers/${customer_id}`, change)
    assert.deepEqual([changedAgain.status, changedAgain.error.code], [404, 'CUSTOMER_NOT_FOUND'])
    assert.equal((await call('GET', `/v1/customers/${bystander.customer_id}`)).status, 200)
    assert.equal((await call('POST', '/v1/customers', { body: { email } })).status, 201)
  })
})

describe('listCustomerDeletionRequests', () => {
  it('200: none, then one', async () => {
    const { customer_id } = await aCustomer(server, { email: freshEmail() })
    assert.deepEqual((await call('GET', requestsOf(customer_id))).data, [])
    const { data } = await call('POST', requestsOf(customer_id))
    const listed = (await call('GET', requestsOf(customer_id))).data
    assert.deepEqual(
      listed.map((item: any) => item.customer_deletion_request_id),
      [data.customer_deletion_request_id],
    )
  })

  it('404 CUSTOMER_NOT_FOUND', () => refused('GET', requestsOf('cus_none'), 404, 'CUSTOMER_NOT_FOUND'))
})

describe('getCustomerDeletionRequest', () => {
  it('404: another customer’s', async () => {
    const { customer_id } = await aCustomer(server)
    const { data } = await call('POST', requestsOf(customer_id))
    const other = (await aCustomer(server)).customer_id
    const to = `${requestsOf(other)}/${data.customer_deletion_request_id}`
    await refused('GET', to, 404, 'RESOURCE_NOT_FOUND')
  })
})
