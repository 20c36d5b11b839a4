import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import {
  type Profile,
  cardPlace,
  directBody,
  expectBadField,
  flowlixCalls,
  payerPlace,
  profiles,
  withField,
  withoutField,
} from '../support/flowlix-calls.ts'
import { startTestServer } from '../support/server.ts'

/* Source: contract, flowlix 3.1 and 3.3: each field of a direct payment with its bounds; 12 and 15 for card and metadata. */
const server = await startTestServer()
const clients = await flowlixCalls(server)

const currency = { a: 'eur', b: 'eur', c: 'EUR' } as const
const payerFields: Record<Profile, readonly string[]> = {
  a: ['email', 'first_name', 'last_name', 'country', 'phone', 'address', 'city', 'zip'],
  b: ['email', 'first_name', 'last_name', 'country', 'phone', 'address', 'city', 'zip'],
  c: ['email', 'first_name', 'last_name'],
}
const countryPlace = { a: 'customer.country', b: 'customer.country', c: 'billing_details.address.country' }

const metadataOf = (keys: number) =>
  Object.fromEntries(Array.from({ length: keys }, (_, at) => [`key_${at}`, 'value']))

/** Fields of every form, with values just inside and just outside their bounds. */
const valuesOf = (profile: Profile): [field: string, good: unknown[], bad: unknown[]][] => {
  const card = cardPlace[profile]
  return [
    ['amount', [1, 99_999_999], [0, -1, 1.5, '100', null, true]],
    [
      'currency',
      [currency[profile]],
      // Of the other letter case, of no currency that is taken, not of three letters.
      [profile === 'c' ? 'eur' : 'EUR', profile === 'c' ? 'USD' : 'sek', 'eu', 'euro', '', 978, null],
    ],
    [
      `${card}.number`,
      ['4242424242424242'],
      [
        '4242 4242 4242 4242',
        '4242-4242-4242-4242',
        '42424242424',
        '42424242424242424242',
        'abcd',
        '',
        4242424242424242,
      ],
    ],
    [`${card}.exp_month`, [1, 12], [0, 13, 1.5, '08', null]],
    [`${card}.exp_year`, [2040], [40, 999, 10000, 2040.5, '2040', null]],
    [`${card}.cvc`, ['123'], ['12', '12345', '12a', '', 123, null]],
    [`${card}.holder_name`, ['Test Buyer'], [7, null]],
    ['description', [null, 'a', 'a'.repeat(500)], ['a'.repeat(501), 7]],
    [
      'metadata',
      [{}, metadataOf(50), { ['k'.repeat(40)]: 'v' }, { key: 'v'.repeat(500) }],
      [metadataOf(51), { ['k'.repeat(41)]: 'v' }, { key: 'v'.repeat(501) }, { key: 7 }, 'text', []],
    ],
    [`${payerPlace[profile]}.email`, ['buyer@example.com'], ['buyer', 'buyer@', 7]],
    [countryPlace[profile], ['DE', 'LT'], ['de', 'DEU', 'Germany', 7]],
    ...(profile === 'c'
      ? ([
          ['merchant_reference', [null, 'r', 'r'.repeat(255)], ['r'.repeat(256), 7]],
          ['return_url', ['https://shop.example/back'], ['shop', 'ftp://shop.example', 7]],
        ] as [string, unknown[], unknown[]][])
      : ([['customer.phone', ['+4930123456'], ['030123456', 'phone', 7]]] as [
          string,
          unknown[],
          unknown[],
        ][])),
    ...(profile === 'b'
      ? ([['return_url', ['https://shop.example/back'], ['shop', 'ftp://shop.example', 7]]] as [
          string,
          unknown[],
          unknown[],
        ][])
      : []),
  ]
}

const requiredOf = (profile: Profile): string[] => {
  const card = cardPlace[profile]
  return [
    'amount',
    'currency',
    card,
    ...['number', 'exp_month', 'exp_year', 'cvc', 'holder_name'].map((name) => `${card}.${name}`),
    ...(profile === 'a' ? ['customer'] : []),
    ...(profile === 'c' ? ['payment_method_data', 'billing_details'] : []),
    ...(profile === 'c' ? [] : payerFields[profile].map((name) => `customer.${name}`)),
  ]
}

for (const profile of profiles) {
  const client = clients[profile]
  const pay = (field: string, value: unknown) => client.pay(withField(directBody(profile), field, value))

  describe(`${profile.toUpperCase()}: the body of a direct payment`, () => {
    for (const [field, good, bad] of valuesOf(profile)) {
      it(`takes ${field} within its bounds`, async () => {
        for (const value of good) {
          const { status, text } = await pay(field, value)
          assert.equal(status, 201, `${JSON.stringify(value)?.slice(0, 60)}: ${text}`)
        }
      })
      it(`refuses ${field} outside of them: 400 parameter_invalid`, async () => {
        for (const value of bad) {
          const answer = await pay(field, value)
          const said = answer.error ?? {}
          assert.equal(answer.status, 400, `${JSON.stringify(value)?.slice(0, 60)}: ${answer.text}`)
          // A null may as well count as missing.
          if (value === null && said.code === 'parameter_missing')
            expectBadField(answer, profile, field, 'parameter_missing')
          else expectBadField(answer, profile, field)
        }
      })
    }

    for (const field of requiredOf(profile))
      it(`needs ${field}: 400 parameter_missing`, async () => {
        const answer = await client.pay(withoutField(directBody(profile), field))
        expectBadField(answer, profile, field, 'parameter_missing')
      })

    it('needs a body that is an object', async () => {
      for (const body of ['[]', '"text"', '7', 'null']) {
        const { status, error } = await client.pay(body)
        assert.deepEqual([status, error.type], [400, 'invalid_request_error'], body)
      }
      const none = await client.pay({})
      assert.deepEqual([none.status, none.error.code], [400, 'parameter_missing'])
    })

    // Source: contract, flowlix 18 Q18.
    it('ignores fields that it does not know', async () => {
      const body = { ...directBody(profile), capture: false, customer_id: 'x', on_behalf_of: { a: 1 } }
      withField(body, `${cardPlace[profile]}.network`, 'visa')
      assert.equal((await client.pay(body)).status, 201)
    })

    it('takes four digits of an American Express, and no three', async () => {
      const amex = directBody(profile)
      withField(amex, `${cardPlace[profile]}.number`, '378282246310005')
      assert.equal((await client.pay(withField(amex, `${cardPlace[profile]}.cvc`, '1234'))).status, 201)
      const three = await client.pay(withField(amex, `${cardPlace[profile]}.cvc`, '123'))
      expectBadField(three, profile, `${cardPlace[profile]}.cvc`)
    })
  })
}

describe('A: every currency that is taken', () => {
  for (const one of ['eur', 'usd', 'gbp'])
    it(one, async () => {
      const { status, json } = await clients.a.pay({ ...directBody('a'), currency: one })
      assert.deepEqual([status, json.currency, json.amount], [201, one, 1250])
    })
})

describe('B: the payer', () => {
  it('may be left out', async () => {
    const { status, json } = await clients.b.pay(withoutField(directBody('b'), 'customer'))
    assert.equal(status, 201, JSON.stringify(json))
  })
})

describe('C: what of the payer may be left out', () => {
  it('the second line, the state', async () => {
    const body = directBody('c')
    withoutField(body, 'billing_details.address.line2')
    withoutField(body, 'billing_details.address.state')
    assert.equal((await clients.c.pay(body)).status, 201)
  })
})
