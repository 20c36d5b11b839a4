import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import {
  type Profile,
  expectBadField,
  flowlixCalls,
  hostedBody,
  profiles,
  withField,
  withoutField,
} from '../support/flowlix-calls.ts'
import { startTestServer } from '../support/server.ts'

/* Source: contract, flowlix 3.2 and 3.3: each field of a payment with a hosted page. */
const server = await startTestServer()
const clients = await flowlixCalls(server)

const customerFields = ['email', 'first_name', 'last_name', 'country', 'phone', 'address', 'city', 'zip']
const returnField: Record<Profile, string> = { a: 'redirect_url', b: 'redirect_url', c: 'return_url' }
const currency = { a: 'eur', b: 'eur', c: 'EUR' } as const

for (const profile of profiles) {
  const client = clients[profile]
  const place = returnField[profile]
  const values: [field: string, good: unknown[], bad: unknown[]][] = [
    ['amount', [1, 99_999_999], [0, -1, 1.5, '100']],
    ['currency', [currency[profile]], [profile === 'c' ? 'eur' : 'EUR', 'xx', 7]],
    [
      place,
      ['https://shop.example', 'https://shop.example/a?b=c#d'],
      ['shop', '/done', 'javascript:alert(1)', 'ftp://shop.example', '', 7],
    ],
    ['description', [null, 'a'.repeat(500)], ['a'.repeat(501), 7]],
    ['metadata', [{}, { order_id: '77' }], [{ order_id: 77 }, 'text']],
    ...(profile === 'a'
      ? ([['callback_url', [null, 'https://shop.example/hook'], ['shop', 7]]] as [
          string,
          unknown[],
          unknown[],
        ][])
      : []),
    ...(profile === 'c'
      ? ([['merchant_reference', [null, 'r'.repeat(255)], ['r'.repeat(256)]]] as [
          string,
          unknown[],
          unknown[],
        ][])
      : []),
  ]

  describe(`${profile.toUpperCase()}: the body of a hosted payment`, () => {
    for (const [field, good, bad] of values)
      it(`${field} and its bounds`, async () => {
        for (const value of good) {
          const { status, text } = await client.open(withField(hostedBody(profile), field, value))
          assert.equal(status, 201, `${JSON.stringify(value)?.slice(0, 60)}: ${text}`)
        }
        for (const value of bad)
          expectBadField(await client.open(withField(hostedBody(profile), field, value)), profile, field)
      })

    for (const field of ['amount', 'currency', place])
      it(`needs ${field}: 400 parameter_missing`, async () =>
        expectBadField(
          await client.open(withoutField(hostedBody(profile), field)),
          profile,
          field,
          'parameter_missing',
        ))

    it('ignores fields that it does not know', async () =>
      assert.equal((await client.open({ ...hostedBody(profile), locale: 'lt' })).status, 201))
  })
}

describe('A: the payer of a hosted payment', () => {
  it('is needed', async () =>
    expectBadField(
      await clients.a.open(withoutField(hostedBody('a'), 'customer')),
      'a',
      'customer',
      'parameter_missing',
    ))
})

for (const profile of ['a', 'b'] as const)
  describe(`${profile.toUpperCase()}: the payer of a hosted payment`, () => {
    for (const name of customerFields)
      it(`is complete or not there: without ${name} 400`, async () =>
        expectBadField(
          await clients[profile].open(withoutField(hostedBody(profile), `customer.${name}`)),
          profile,
          `customer.${name}`,
          'parameter_missing',
        ))
  })

describe('B and C: the payer of a hosted payment', () => {
  it('may be left out', async () => {
    assert.equal((await clients.b.open(withoutField(hostedBody('b'), 'customer'))).status, 201)
    assert.equal((await clients.c.open(withoutField(hostedBody('c'), 'billing_details'))).status, 201)
  })
})
