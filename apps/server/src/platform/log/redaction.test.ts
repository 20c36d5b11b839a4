import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { redactBody, redactHeaders, redactQuery, redacted } from './redaction.ts'

const limit = 2000
const sent = (value: unknown, isRefused = false) =>
  redactBody(
    typeof value === 'string' ? value : JSON.stringify(value),
    { isRefused, hasSecretFields: true },
    limit,
  )
const answered = (value: unknown, isRefused = false) =>
  redactBody(JSON.stringify(value), { isRefused, hasSecretFields: false }, limit)

const key = `flint_test_${'a'.repeat(64)}`
const token = 'tok_01JABCDEFGHJKMNPQRSTVWXYZ0'

describe("a person's tokens", () => {
  for (const start of ['dash', 'onb', 'code', 'invite', 'link'])
    it(`flint_${start}_… goes wherever it stands`, () => {
      const secret = `flint_${start}_${'5e'.repeat(32)}`
      for (const { text, isRedacted } of [
        sent({ note: `see ${secret}` }),
        answered({ a: [secret] }),
        redactQuery(`a=${secret}`),
        redactHeaders({ 'x-request-id': secret }),
      ]) {
        assert.ok(!text.includes(secret), text)
        assert.equal(isRedacted, true)
      }
    })

  it('a cookie goes whole', () =>
    assert.ok(!redactHeaders({ cookie: 'a=b; flint_dashboard=c' }).text.includes('flint_dashboard=c')))
})

describe('a body', () => {
  it('that holds nothing secret is kept letter by letter', () => {
    const text = '{ "name" : "A",\n "amount": 10.0, "code": "SUMMER" }'
    assert.deepEqual(sent(text), { text, isRedacted: false })
    assert.deepEqual(sent(''), { text: '', isRedacted: false })
  })

  it('loses what is named a secret, whatever it is, and keeps its shape', () => {
    const body = { a: [{ client_secret: 'x', password: 7, cvc: '123', security_code: null }], keep: 'b' }
    const { text, isRedacted } = sent(body)
    assert.deepEqual(JSON.parse(text), {
      a: [{ client_secret: redacted, password: redacted, cvc: redacted, security_code: null }],
      keep: 'b',
    })
    assert.equal(isRedacted, true)
  })

  for (const name of [
    'clientSecret',
    'clientsecret',
    'apiKey',
    'APIKey',
    'accessToken',
    'refresh-token',
    'cardCvc',
    'cardCVC',
    'card[cvc]',
    'password[]',
    'routingNumber',
    'iban',
    'ssn',
    'ssn_last_4',
    'ssnLast4',
    'webhook.secret',
  ])
    it(`loses what is named ${name}, however names are written`, () => {
      assert.deepEqual(JSON.parse(sent({ [name]: 'hunter2', keep: 'b' }).text), {
        [name]: redacted,
        keep: 'b',
      })
      const { text } = redactQuery(`${encodeURIComponent(name)}=hunter2&keep=b`)
      assert.doesNotMatch(text, /hunter2/)
      assert.match(text, /keep=b/)
    })

  it('keeps names that only resemble those', () => {
    const body = { order_number: '7', laptop: 'a', page_token: 'b', key: 'c', secretary: 'd', code: 'e' }
    assert.deepEqual(sent(body), { text: JSON.stringify(body), isRedacted: false })
  })

  it('loses all that is in what is named a secret', () => {
    const body = { secret: { value: 'hunter2' }, password: ['hunter2'], authorization: { basic: 'hunter2' } }
    assert.deepEqual(JSON.parse(sent(body).text), {
      secret: redacted,
      password: redacted,
      authorization: redacted,
    })
  })

  it('loses private keys and credentials that were pasted with the rest', () => {
    const pem = '-----BEGIN RSA PRIVATE KEY-----\nMIIEvQ\n-----END RSA PRIVATE KEY-----'
    const body = { note: `a ${pem} b`, other: 'Authorization: bearer\n\tabcdefghijklmnopqrst' }
    assert.deepEqual(JSON.parse(sent(body).text), {
      note: `a ${redacted} b`,
      other: `Authorization: ${redacted}`,
    })
  })

  it('loses such a field in capitals or behind an escape', () => {
    assert.deepEqual(JSON.parse(sent('{"CVC":"123"}').text), { CVC: redacted })
    assert.deepEqual(JSON.parse(sent(String.raw`{"\u0063vc":"123"}`).text), { cvc: redacted })
  })

  for (const secret of [
    key,
    'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
    `ckat_${'A'.repeat(69)}`,
    token,
    'sk_live_abc',
    'pi_3Nabc_secret_Xyz9',
  ])
    it(`loses ${secret.slice(0, 9)}… anywhere, in answers too`, () => {
      for (const redact of [sent, answered]) {
        const { text } = redact({ note: `see ${secret}!`, [secret]: 1, list: [secret] })
        assert.ok(!text.includes(secret))
        assert.equal(JSON.parse(text).note, `see ${redacted}!`)
      }
    })

  it('keeps the documented test tokens, so that a call can be made again', () => {
    const body = { payment_source: { token: 'tok_visa' }, page_token: 'abc' }
    assert.deepEqual(JSON.parse(sent(body).text), body)
  })

  it('keeps nothing of a described card but when it expires', () => {
    const card = {
      number: '4242424242424242',
      exp_month: 12,
      exp_year: 2040,
      cvc: '7391',
      colour: '73917391739',
    }
    assert.deepEqual(JSON.parse(sent({ card }).text).card, {
      number: redacted,
      exp_month: 12,
      exp_year: 2040,
      cvc: redacted,
      colour: redacted,
    })
    const account = { routing_number: '110000000', account_number: '000333333335', account_type: 'checking' }
    assert.deepEqual(JSON.parse(sent({ bank_account: account }).text).bank_account, {
      routing_number: redacted,
      account_number: redacted,
      account_type: 'checking',
    })
  })

  it('keeps what the API itself shows of a card', () => {
    const shown = { card: { brand: 'visa', last4: '4242', exp_month: 12 } }
    assert.deepEqual(JSON.parse(answered(shown).text), shown)
  })

  it('of a refused call has no card number, in values, names or spread over a list', () => {
    for (const body of [
      { note: 'paid with 4242 4242 4242 4242' },
      { '4242424242424242': 'a' },
      { amount: 4242424242424242 },
      { parts: [4242, 4242, 4242, 4242] },
    ])
      assert.doesNotMatch(sent(body, true).text, /4242\D{0,3}4242/)
  })

  it('that is no JSON and looks suspicious is not kept at all', () => {
    assert.deepEqual(sent('{"cvc": "7391', true), { text: redacted, isRedacted: true })
    assert.deepEqual(sent(`{"a": "${key}`), { text: redacted, isRedacted: true })
    for (const text of [`{'password':'hunter2'}`, 'clientSecret=hunter2', 'api-key: hunter2'])
      assert.deepEqual(sent(text), { text: redacted, isRedacted: true })
  })

  it('is cut, and a secret at the cut goes with it', () => {
    const { text } = sent({ a: 'x'.repeat(limit - 12), b: key })
    assert.equal(text.length, limit)
    assert.ok(!text.includes('flint_test'))
  })

  it('nested deeper than any stack is taken', () => {
    const deep = `{"cvc":1,"a":${'['.repeat(5000)}${']'.repeat(5000)}}`
    assert.ok(sent(deep).isRedacted)
  })

  it('property: no secret that was put in anywhere comes out', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), fc.string(), (value, around) => {
        const text = JSON.stringify({ value, hidden: [{ deep: around + key }] })
        assert.ok(!sent(text, true).text.includes(key))
        assert.ok(!redactBody(text, { isRefused: false, hasSecretFields: false }, limit).text.includes(key))
      }),
    )
  })
})

describe('headers', () => {
  it('lose credentials and cookies, and keep the rest', () => {
    const { text, isRedacted } = redactHeaders({
      authorization: `Bearer ${key}`,
      'x-api-key': key,
      cookie: 'a=b',
      'x-checkout-session-secret': 'c',
      'user-agent': 'test/1',
    })
    assert.deepEqual(JSON.parse(text), {
      authorization: redacted,
      'x-api-key': redacted,
      cookie: redacted,
      'x-checkout-session-secret': redacted,
      'user-agent': 'test/1',
    })
    assert.equal(isRedacted, true)
  })

  for (const name of [
    'x-authorization',
    'x-forwarded-authorization',
    'x-auth',
    'apikey',
    'ocp-apim-subscription-key',
    'x-hub-signature-256',
    'x-credential',
  ])
    it(`lose ${name}`, () => {
      assert.deepEqual(JSON.parse(redactHeaders({ [name]: 'hunter2' }).text), { [name]: redacted })
    })

  it('keep the idempotency key, which is there to be seen again', () => {
    const headers = { 'idempotency-key': 'k1' }
    assert.deepEqual(redactHeaders(headers), { text: JSON.stringify(headers), isRedacted: false })
  })

  it('lose keys and card numbers that stand where nobody expects them', () => {
    const { text } = redactHeaders({
      referer: `https://a.example/?k=${key}`,
      'user-agent': '4242-4242-4242-4242',
    })
    assert.deepEqual(JSON.parse(text), {
      referer: `https://a.example/?k=${redacted}`,
      'user-agent': redacted,
    })
  })
})

describe('a query', () => {
  it('is kept as it was sent', () => {
    const query = 'page_size=2&expand=customer&query=a%20b'
    assert.deepEqual(redactQuery(query), { text: query, isRedacted: false })
  })

  it('loses secrets and card numbers, however they are encoded', () => {
    const digits = [...'4242424242424242'].map((digit) => `%3${digit}`).join('')
    const { text } = redactQuery(`a=1&query=${digits}&client_secret=x&b=${key}`)
    assert.deepEqual(
      [...new URLSearchParams(text)],
      [
        ['a', '1'],
        ['query', redacted],
        ['client_secret', redacted],
        ['b', redacted],
      ],
    )
  })
})
