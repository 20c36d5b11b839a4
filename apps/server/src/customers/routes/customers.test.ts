import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { addKey, environmentOf } from '../../../../../test/support/add-key.ts'
import { startTestServer } from '../../../../../test/support/server.ts'
import { aCustomer, freshEmail, readCustomer } from '../customer-calls.fixture.ts'

const server = await startTestServer()
const { call } = server
const sandbox = await environmentOf(server.services, server.seeded.sandboxId)
const path = '/v1/customers'

const refused = async (method: string, to: string, body: unknown, status: number, code: string) => {
  const answer = await call(method, to, body === undefined ? {} : { body })
  assert.deepEqual([answer.status, answer.error?.code], [status, code], JSON.stringify(answer.json))
  return answer.error
}
const eventsOf = async (resourceId: string): Promise<any[]> =>
  (
    await server.services.db.query('SELECT * FROM events WHERE resource_id = $1 ORDER BY event_id', [
      resourceId,
    ])
  ).rows
const idsOf = async (query: string): Promise<string[]> =>
  (await call('GET', `${path}?${query}`)).data.map((item: any) => item.customer_id)

describe('createCustomer', () => {
  it('201: with an e-mail address alone', async () => {
    const email = freshEmail()
    const { status, data } = await call('POST', path, { body: { email } })
    assert.equal(status, 201)
    const { customer_id, created_at, updated_at, ...rest } = data
    assert.match(customer_id, /^cus_[0-9A-Z]{26}$/)
    assert.equal(created_at, updated_at)
    assert.deepEqual(rest, {
      merchant_id: server.seeded.merchantId,
      version: 1,
      email,
      name: null,
      phone: null,
      group_id: null,
      internal_note: null,
      is_verified: false,
      tax_exempt: false,
      tax_identity: null,
      default_payment_method_id: null,
      default_invoice_payment_term_id: null,
      billing_address: null,
      shipping_address: null,
      receivables: [],
      external_reference_id: null,
      metadata: {},
    })
  })

  it('201: with everything that can be written, announced as it is read', async () => {
    const body = {
      email: freshEmail().toUpperCase(),
      name: 'Ada Long',
      phone: '+353 21 555 0100',
      group_id: 'wholesale',
      internal_note: 'pays late',
      is_verified: true,
      tax_exempt: true,
      tax_identity: { type: 'eu_vat', value: 'IE6388047V', country: 'IE' },
      external_reference_id: 'crm-7',
      billing_address: { line1: '1 Quay', city: 'Cork', country: 'IE' },
      metadata: { tier: 'gold' },
    }
    const data = await aCustomer(server, body)
    const billing_address = { ...body.billing_address, line2: null, state: null, postal_code: null }
    for (const [field, value] of Object.entries({ ...body, billing_address }))
      assert.deepEqual(data[field], value, field)
    assert.deepEqual(await readCustomer(server, data.customer_id), data)
    const [event] = await eventsOf(data.customer_id)
    assert.equal(event.event_type, 'customer.created')
    assert.deepEqual(event.data, data)
  })

  it('409 CUSTOMER_EMAIL_ALREADY_USED: in any letter case, in this environment only', async () => {
    const { email } = await aCustomer(server)
    const error = await refused(
      'POST',
      path,
      { email: email.toUpperCase() },
      409,
      'CUSTOMER_EMAIL_ALREADY_USED',
    )
    assert.equal(error.param, 'email')
    const live = await call('POST', path, { body: { email }, key: server.liveKey })
    assert.equal(live.status, 201)
  })

  it('409: all but one of many at once', async () => {
    const email = freshEmail()
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, index) =>
        call('POST', path, { body: { email: index % 2 ? email : email.toUpperCase() } }),
      ),
    )
    assert.deepEqual(answers.map(({ status }) => status).toSorted(), [201, ...Array(7).fill(409)])
    assert.equal((await idsOf(`email=${email}`)).length, 1)
  })

  it('201: once under one Idempotency-Key, also at once', async () => {
    const options = { body: { email: freshEmail() }, idempotencyKey: freshEmail() }
    const answers = await Promise.all(Array.from({ length: 4 }, () => call('POST', path, options)))
    assert.deepEqual(
      answers.map(({ status, data }) => [status, data.customer_id]),
      Array(4).fill([201, answers[0]!.data.customer_id]),
    )
  })

  for (const [what, body, status, code, param] of [
    ['no address', {}, 400, 'FIELD_REQUIRED', 'email'],
    ['an address that is none', { email: 'nobody' }, 400, 'INVALID_REQUEST', 'email'],
    ['an id', { email: 'a@b.example', customer_id: 'cus_1' }, 400, 'SERVER_GENERATED_ID', 'customer_id'],
    ['an unknown field', { email: 'a@b.example', colour: 'red' }, 400, 'UNKNOWN_FIELD', 'colour'],
    ['a wrong type', { email: 'a@b.example', tax_exempt: 'yes' }, 400, 'INVALID_FIELD_TYPE', 'tax_exempt'],
    [
      'no country',
      { email: 'a@b.example', billing_address: { country: 'Ireland' } },
      400,
      'INVALID_REQUEST',
      'billing_address.country',
    ],
    [
      'reserved metadata',
      { email: 'a@b.example', metadata: { flint_a: 'b' } },
      400,
      'RESERVED_METADATA_KEY',
      'metadata.flint_a',
    ],
    [
      'a payment term',
      { email: 'a@b.example', default_invoice_payment_term_id: 'ipt_1' },
      400,
      'INVALID_INVOICE_PAYMENT_TERM',
      'default_invoice_payment_term_id',
    ],
  ] as const)
    it(`${status} ${code}: ${what}`, async () => {
      assert.equal((await refused('POST', path, body, status, code)).param, param)
    })

  it('403: a key that may only read', async () => {
    const { key } = await addKey(server.services, sandbox, { scopes: ['customers.read'] })
    const { status, error } = await call('POST', path, { body: { email: freshEmail() }, key })
    assert.deepEqual([status, error.missing_scopes], [403, ['customers.write']])
  })
})

describe('getCustomer', () => {
  it('404 CUSTOMER_NOT_FOUND', async () => {
    const error = await refused('GET', `${path}/cus_none`, undefined, 404, 'CUSTOMER_NOT_FOUND')
    assert.equal(error.param, 'customer_id')
  })

  it('400 INVALID_EXPAND: nothing can be expanded yet', async () => {
    const { customer_id } = await aCustomer(server)
    await refused('GET', `${path}/${customer_id}?expand=orders`, undefined, 400, 'INVALID_EXPAND')
    await refused('GET', `${path}?expand=orders`, undefined, 400, 'INVALID_EXPAND')
  })
})

describe('updateCustomer', () => {
  it('200: changes what is named and nothing else, and says so', async () => {
    const before = await aCustomer(server, { name: 'Ada', phone: '5550100', metadata: { a: '1', b: '2' } })
    const { status, data } = await call('PATCH', `${path}/${before.customer_id}`, {
      body: { name: null, is_verified: true, metadata: { a: null, c: '3' } },
    })
    assert.equal(status, 200)
    const { updated_at } = data
    assert.deepEqual(data, {
      ...before,
      name: null,
      is_verified: true,
      metadata: { b: '2', c: '3' },
      version: 2,
      updated_at,
    })
    assert.deepEqual(await readCustomer(server, before.customer_id), data)
    const event = (await eventsOf(before.customer_id)).at(-1)
    assert.deepEqual([event.event_type, event.resource_version, event.data], ['customer.updated', 2, data])
  })

  it('200: its own address in another spelling; the old address is free', async () => {
    const { customer_id, email } = await aCustomer(server)
    const to = `${path}/${customer_id}`
    assert.equal((await call('PATCH', to, { body: { email: email.toUpperCase() } })).status, 200)
    assert.equal((await call('PATCH', to, { body: { email: freshEmail() } })).status, 200)
    assert.equal((await call('POST', path, { body: { email } })).status, 201)
  })

  it('409 CUSTOMER_EMAIL_ALREADY_USED', async () => {
    const { email } = await aCustomer(server)
    const { customer_id } = await aCustomer(server)
    await refused('PATCH', `${path}/${customer_id}`, { email }, 409, 'CUSTOMER_EMAIL_ALREADY_USED')
  })

  it('409 VERSION_CONFLICT: says which version it is; of two writers who read one, the second', async () => {
    const { customer_id } = await aCustomer(server)
    const change = (name: string) =>
      call('PATCH', `${path}/${customer_id}`, { body: { name, expected_version: 1 } })
    const answers = await Promise.all([change('Ada'), change('Bea')])
    const [first, second] = answers.toSorted((a, b) => a.status - b.status)
    assert.deepEqual([first!.status, second!.status], [200, 409])
    assert.deepEqual([second!.error.code, second!.error.current_version], ['VERSION_CONFLICT', 2])
  })

  it('400: nothing to change, null for what must be there', async () => {
    const to = `${path}/${(await aCustomer(server)).customer_id}`
    await refused('PATCH', to, {}, 400, 'NO_FIELDS_TO_UPDATE')
    await refused('PATCH', to, { expected_version: 1 }, 400, 'NO_FIELDS_TO_UPDATE')
    await refused('PATCH', to, { email: null }, 400, 'NULL_NOT_ALLOWED')
    await refused(
      'PATCH',
      to,
      { default_invoice_payment_term_id: 'ipt_1' },
      400,
      'INVALID_INVOICE_PAYMENT_TERM',
    )
    await refused('PATCH', `${path}/cus_none`, { name: 'Ada' }, 404, 'CUSTOMER_NOT_FOUND')
  })
})

describe('listCustomers', () => {
  it('200: by e-mail address, whole and in any letter case', async () => {
    const { customer_id, email } = await aCustomer(server)
    assert.deepEqual(await idsOf(`email=${email.toUpperCase()}`), [customer_id])
    assert.deepEqual(await idsOf(`email=${email.slice(0, -1)}`), [])
  })

  it('200: by reference and by free text', async () => {
    const { customer_id } = await aCustomer(server, {
      name: 'Zoë O’Brien_100%',
      external_reference_id: 'crm-zoe',
      phone: '+353 86 123',
    })
    assert.deepEqual(await idsOf('external_reference_id=crm-zoe'), [customer_id])
    for (const query of ['o’brien_100%', 'crm-z', '86 123', customer_id.slice(0, 26)])
      assert.ok((await idsOf(`query=${encodeURIComponent(query)}`)).includes(customer_id), query)
    assert.deepEqual(await idsOf('query=o’brienx100'), [])
  })

  it('200: newest first, page by page; by last change; within times', async () => {
    const made = []
    for (let index = 0; index < 3; index++) {
      made.push((await aCustomer(server, { name: 'paged' })).customer_id)
      server.clock.advance(60_000)
    }
    const [first, second, third] = made as [string, string, string]
    const page = await call('GET', `${path}?query=paged&page_size=2`)
    assert.deepEqual(
      page.data.map((item: any) => item.customer_id),
      [third, second],
    )
    assert.deepEqual(await idsOf(`query=paged&page_size=2&page_token=${page.json.next_page_token}`), [first])
    await call('PATCH', `${path}/${first}`, { body: { phone: '5550101' } })
    assert.deepEqual(await idsOf('query=paged&sort_by=updated_at'), [first, third, second])
    assert.deepEqual(await idsOf('query=paged&sort_by=created_at&sort_direction=asc'), made)
    const { created_at } = await readCustomer(server, second)
    assert.deepEqual(await idsOf(`query=paged&created_after=${created_at}`), [third, second])
    assert.deepEqual(await idsOf(`query=paged&created_before=${created_at}`), [second, first])
    assert.deepEqual(await idsOf(`query=paged&updated_before=${created_at}`), [second])
  })

  it('400: what cannot be asked', async () => {
    await refused('GET', `${path}?sort_by=email`, undefined, 400, 'INVALID_SORT_BY')
    await refused('GET', `${path}?colour=red`, undefined, 400, 'UNSUPPORTED_QUERY_PARAM')
  })
})
