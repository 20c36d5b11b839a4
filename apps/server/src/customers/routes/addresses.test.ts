import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { startTestServer } from '../../../../../test/support/server.ts'
import { aCustomer, anAddress, readCustomer } from '../customer-calls.fixture.ts'

const server = await startTestServer()
const { call } = server

const placeOf = (customerId: string, addressId?: string) =>
  `/v1/customers/${customerId}/addresses${addressId ? `/${addressId}` : ''}`
const refused = async (method: string, to: string, body: unknown, status: number, code: string) => {
  const answer = await call(method, to, body === undefined ? {} : { body })
  assert.deepEqual([answer.status, answer.error?.code], [status, code], JSON.stringify(answer.json))
}
/** Each address's label with the roles it has. */
const rolesOf = async (customerId: string) =>
  (await call('GET', placeOf(customerId))).data.map((saved: any) =>
    [saved.label, saved.is_default_billing && 'billing', saved.is_default_shipping && 'shipping']
      .filter(Boolean)
      .join(' '),
  )
const labelled = async (labels: string[]) => {
  const { customer_id: customerId } = await aCustomer(server)
  const ids: Record<string, string> = {}
  for (const label of labels)
    ids[label] = (
      await anAddress(server, customerId, { label, address: { line1: `${label} street`, country: 'IE' } })
    ).customer_address_id
  return { customerId, ids }
}

describe('createCustomerAddress', () => {
  it('201: the first becomes both defaults, the next none; the customer shows it', async () => {
    const { customer_id } = await aCustomer(server, { billing_address: { line1: 'own' } })
    const first = await anAddress(server, customer_id, { label: 'home', phone: '5550100' })
    assert.deepEqual(first, {
      customer_address_id: first.customer_address_id,
      customer_id,
      recipient_name: 'Ada Long',
      address: { line1: '1 Quay', line2: null, city: 'Cork', state: null, postal_code: 'T12', country: 'IE' },
      phone: '5550100',
      label: 'home',
      is_default_billing: true,
      is_default_shipping: true,
      created_at: first.created_at,
      updated_at: first.created_at,
    })
    assert.match(first.customer_address_id, /^caddr_[0-9A-Z]{26}$/)
    const second = await anAddress(server, customer_id)
    assert.deepEqual([second.is_default_billing, second.is_default_shipping], [false, false])
    const customer = await readCustomer(server, customer_id)
    assert.deepEqual([customer.billing_address, customer.shipping_address], [first.address, first.address])
    assert.equal(customer.version, 3)
  })

  it('201: of many at once, one becomes the default', async () => {
    const { customer_id } = await aCustomer(server)
    await Promise.all(
      Array.from({ length: 5 }, (_, index) => anAddress(server, customer_id, { label: `${index}` })),
    )
    const roles = await rolesOf(customer_id)
    assert.equal(roles.length, 5)
    assert.equal(roles.filter((role: string) => role.includes('billing shipping')).length, 1)
  })

  it('400 and 404', async () => {
    const { customer_id } = await aCustomer(server)
    await refused('POST', placeOf(customer_id), { address: {} }, 400, 'FIELD_REQUIRED')
    await refused('POST', placeOf(customer_id), { recipient_name: 'Ada' }, 400, 'FIELD_REQUIRED')
    const body = { recipient_name: 'Ada', address: {} }
    await refused('POST', placeOf('cus_none'), body, 404, 'CUSTOMER_NOT_FOUND')
  })
})

describe('listCustomerAddresses', () => {
  it('200: newest first, page by page, this customer’s alone', async () => {
    const { customerId } = await labelled(['a', 'b', 'c'])
    await labelled(['other'])
    assert.deepEqual(await rolesOf(customerId), ['c', 'b', 'a billing shipping'])
    const page = await call('GET', `${placeOf(customerId)}?page_size=2`)
    const next = await call(
      'GET',
      `${placeOf(customerId)}?page_size=2&page_token=${page.json.next_page_token}`,
    )
    assert.deepEqual(
      next.data.map((saved: any) => saved.label),
      ['a'],
    )
  })

  it('404 CUSTOMER_NOT_FOUND', () =>
    refused('GET', placeOf('cus_none'), undefined, 404, 'CUSTOMER_NOT_FOUND'))
})

describe('getCustomerAddress', () => {
  it('200, and 404 for another customer’s', async () => {
    const { customerId, ids } = await labelled(['a'])
    const { data } = await call('GET', placeOf(customerId, ids['a']))
    assert.equal(data.label, 'a')
    const other = (await aCustomer(server)).customer_id
    await refused('GET', placeOf(other, ids['a']), undefined, 404, 'RESOURCE_NOT_FOUND')
    await refused('GET', placeOf('cus_none', ids['a']), undefined, 404, 'CUSTOMER_NOT_FOUND')
  })
})

describe('updateCustomerAddress', () => {
  it('200: the customer shows a changed default', async () => {
    const { customerId, ids } = await labelled(['a', 'b'])
    const { status, data } = await call('PATCH', placeOf(customerId, ids['a']), {
      body: { recipient_name: 'Bea', phone: '5550100', label: null, address: { line1: 'new' } },
    })
    assert.equal(status, 200)
    assert.deepEqual(
      [data.recipient_name, data.phone, data.label, data.address.line1, data.address.country],
      ['Bea', '5550100', null, 'new', null],
    )
    assert.equal((await readCustomer(server, customerId)).billing_address.line1, 'new')
    await call('PATCH', placeOf(customerId, ids['b']), { body: { address: { line1: 'b2' } } })
    assert.equal((await readCustomer(server, customerId)).billing_address.line1, 'new')
  })

  it('400 and 404', async () => {
    const { customerId, ids } = await labelled(['a'])
    await refused('PATCH', placeOf(customerId, ids['a']), {}, 400, 'NO_FIELDS_TO_UPDATE')
    await refused('PATCH', placeOf(customerId, 'caddr_none'), { label: 'x' }, 404, 'RESOURCE_NOT_FOUND')
    await refused('PATCH', placeOf('cus_none', ids['a']), { label: 'x' }, 404, 'CUSTOMER_NOT_FOUND')
  })
})

describe('setDefaultCustomerAddress', () => {
  it('200: for one role, the other, both', async () => {
    const { customerId, ids } = await labelled(['a', 'b'])
    const choose = async (label: string, default_for: string) => {
      const { status } = await call('POST', `${placeOf(customerId, ids[label])}/set-default`, {
        body: { default_for },
      })
      assert.equal(status, 200)
      return rolesOf(customerId)
    }
    assert.deepEqual(await choose('b', 'shipping'), ['b shipping', 'a billing'])
    assert.deepEqual(await choose('b', 'billing'), ['b billing shipping', 'a'])
    assert.deepEqual(await choose('a', 'both'), ['b', 'a billing shipping'])
    assert.equal((await readCustomer(server, customerId)).shipping_address.line1, 'a street')
  })

  it('400 and 404', async () => {
    const { customerId, ids } = await labelled(['a'])
    const to = `${placeOf(customerId, ids['a'])}/set-default`
    await refused('POST', to, { default_for: 'mail' }, 400, 'INVALID_REQUEST')
    await refused('POST', to, {}, 400, 'FIELD_REQUIRED')
    const body = { default_for: 'both' }
    await refused('POST', `${placeOf(customerId, 'caddr_none')}/set-default`, body, 404, 'RESOURCE_NOT_FOUND')
    await refused('POST', `${placeOf('cus_none', ids['a'])}/set-default`, body, 404, 'CUSTOMER_NOT_FOUND')
  })
})

describe('deleteCustomerAddress', () => {
  it('200: its roles go to the newest that remains, and to none after the last', async () => {
    const { customerId, ids } = await labelled(['a', 'b', 'c'])
    const remove = async (label: string) => {
      const { status, data } = await call('DELETE', placeOf(customerId, ids[label]))
      assert.deepEqual([status, data], [200, { customer_address_id: ids[label], deleted: true }])
      return rolesOf(customerId)
    }
    assert.deepEqual(await remove('a'), ['c billing shipping', 'b'])
    assert.deepEqual(await remove('b'), ['c billing shipping'])
    assert.deepEqual(await remove('c'), [])
    const customer = await readCustomer(server, customerId)
    assert.deepEqual([customer.billing_address, customer.shipping_address], [null, null])
    await refused('DELETE', placeOf(customerId, ids['c']), undefined, 404, 'RESOURCE_NOT_FOUND')
    await refused('DELETE', placeOf('cus_none', ids['c']), undefined, 404, 'CUSTOMER_NOT_FOUND')
  })

  it('200: a role that the customer’s own address took stays with it', async () => {
    const { customerId, ids } = await labelled(['a', 'b'])
    await call('PATCH', `/v1/customers/${customerId}`, { body: { billing_address: { line1: 'own' } } })
    assert.deepEqual(await rolesOf(customerId), ['b', 'a shipping'])
    await call('DELETE', placeOf(customerId, ids['a']))
    assert.deepEqual(await rolesOf(customerId), ['b shipping'])
    assert.equal((await readCustomer(server, customerId)).billing_address.line1, 'own')
    await call('PATCH', `/v1/customers/${customerId}`, { body: { shipping_address: null } })
    assert.deepEqual(await rolesOf(customerId), ['b'])
  })
})
