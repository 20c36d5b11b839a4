import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { startTestServer } from '../../../../../test/support/server.ts'

const server = await startTestServer()
const { call } = server
const path = '/v1/payment-method-domains'
const unknown = `${path}/pmdom_01J00000000000000000000000`

let made = 0
const aDomain = async (name = `shop-${++made}.example`) =>
  (await call('POST', path, { body: { domain_name: name } })).data

const refused = async (method: string, to: string, body: unknown, expected: [number, string, string?]) => {
  const { status, error } = await call(method, to, body === undefined ? {} : { body })
  assert.deepEqual([status, error?.code, error?.param].slice(0, expected.length), expected)
}

describe('createPaymentMethodDomain', () => {
  it('201: in a sandbox the wallets accept it at once', async () => {
    const { status, data } = await call('POST', path, { body: { domain_name: 'Shop.Example.' } })
    assert.equal(status, 201)
    const { payment_method_domain_id, created_at, updated_at, ...rest } = data
    assert.match(payment_method_domain_id, /^pmdom_[0-9A-Z]{26}$/)
    assert.equal(created_at, updated_at)
    assert.deepEqual(rest, {
      domain_name: 'shop.example',
      status: 'active',
      validation_status: 'active',
      payment_options: ['apple_pay', 'google_pay'],
    })
  })

  it('201: in live mode no wallet can be asked yet', async () => {
    const { data } = await call('POST', path, {
      body: { domain_name: 'live.example' },
      key: server.liveKey,
    })
    assert.deepEqual([data.validation_status, data.payment_options], ['unavailable', []])
  })

  it('400 FIELD_REQUIRED', () => refused('POST', path, {}, [400, 'FIELD_REQUIRED', 'domain_name']))

  it('400 INVALID_DOMAIN_NAME', async () => {
    for (const name of ['https://shop.example', 'localhost', ''])
      await refused('POST', path, { domain_name: name }, [400, 'INVALID_DOMAIN_NAME', 'domain_name'])
  })

  it('409 PAYMENT_METHOD_DOMAIN_ALREADY_EXISTS: in any spelling, and for all but one of many at once', async () => {
    await aDomain('taken.example')
    await refused('POST', path, { domain_name: 'TAKEN.example' }, [
      409,
      'PAYMENT_METHOD_DOMAIN_ALREADY_EXISTS',
      'domain_name',
    ])
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => call('POST', path, { body: { domain_name: 'wanted.example' } })),
    )
    assert.deepEqual(answers.map(({ status }) => status).sort(), [201, ...Array(7).fill(409)])
  })
})

describe('getPaymentMethodDomain', () => {
  it('200', async () => {
    const domain = await aDomain()
    assert.deepEqual((await call('GET', `${path}/${domain.payment_method_domain_id}`)).data, domain)
  })

  it('404 PAYMENT_METHOD_DOMAIN_NOT_FOUND', () =>
    refused('GET', unknown, undefined, [404, 'PAYMENT_METHOD_DOMAIN_NOT_FOUND', 'payment_method_domain_id']))
})

describe('updatePaymentMethodDomain', () => {
  it('200: off, and on again', async () => {
    const { payment_method_domain_id } = await aDomain()
    const change = async (status: string) =>
      (await call('PATCH', `${path}/${payment_method_domain_id}`, { body: { status } })).data
    const off = await change('inactive')
    assert.deepEqual([off.status, off.payment_options], ['inactive', []])
    assert.deepEqual((await change('active')).payment_options, ['apple_pay', 'google_pay'])
  })

  it('400 NO_FIELDS_TO_UPDATE', async () => {
    const { payment_method_domain_id } = await aDomain()
    await refused('PATCH', `${path}/${payment_method_domain_id}`, {}, [400, 'NO_FIELDS_TO_UPDATE'])
  })

  it('400: a status that is not one', async () => {
    const { payment_method_domain_id } = await aDomain()
    await refused('PATCH', `${path}/${payment_method_domain_id}`, { status: 'gone' }, [
      400,
      'INVALID_REQUEST',
      'status',
    ])
  })

  it('404 PAYMENT_METHOD_DOMAIN_NOT_FOUND', () =>
    refused('PATCH', unknown, { status: 'active' }, [404, 'PAYMENT_METHOD_DOMAIN_NOT_FOUND']))
})

describe('listPaymentMethodDomains', () => {
  it('200: newest first, page by page, by name and by status', async () => {
    const [first, second] = [await aDomain(), await aDomain('bücher.example')]
    const page = await call('GET', `${path}?page_size=1`)
    assert.deepEqual(page.data, [second])
    const next = await call('GET', `${path}?page_size=1&page_token=${page.json['next_page_token']}`)
    assert.deepEqual(next.data, [first])
    const byName = await call('GET', `${path}?domain_name=${encodeURIComponent('Bücher.example')}`)
    assert.deepEqual(byName.data, [second])
    const id = first.payment_method_domain_id
    const off = (await call('PATCH', `${path}/${id}`, { body: { status: 'inactive' } })).data
    assert.ok(
      (await call('GET', `${path}?status=inactive`)).data.some(
        (each: { payment_method_domain_id: string }) => each.payment_method_domain_id === id,
      ),
    )
    assert.equal(off.status, 'inactive')
  })
})
