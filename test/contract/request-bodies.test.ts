import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { routes } from '../../apps/server/src/app.ts'
import { rawRequest } from '../support/raw-request.ts'
import { rowCounts } from '../support/row-counts.ts'
import { sampleBody, takesNull, wrongTypes } from '../support/sample-body.ts'
import { takesKeys } from '../support/route-callers.ts'
import { startTestServer } from '../support/server.ts'

const server = await startTestServer()
const before = await rowCounts(server.services)
const auth = { Authorization: `Bearer ${server.sandboxKey}` }
const json = { ...auth, 'Content-Type': 'application/json' }
const placeOf = (path: string) => path.replace(/\{(\w+)\}/g, 'no_such_id')
const line = { name: 'Desk lamp', quantity: 1, unit_price_money: { amount: 4200, currency: 'USD' } }

const withBody = routes.filter((route) => route.body && route.callers.includes('merchant'))
const writesWithoutBody = routes.filter(
  (route) => !route.body && !route.stream?.takes && route.method !== 'GET' && takesKeys(route),
)

for (const route of withBody) {
  describe(`${route.method} ${route.path}: a wrong body`, () => {
    const path = placeOf(route.path)
    const properties: Record<string, any> = route.body.properties ?? {}
    const send = (body: unknown) => server.call(route.method, path, { body: JSON.stringify(body) })

    it('400 INVALID_REQUEST_BODY: JSON that is no object', async () => {
      for (const body of [[], null, 7, 'text', true, [{}]]) {
        const { status, error } = await send(body)
        assert.deepEqual([status, error.code], [400, 'INVALID_REQUEST_BODY'], JSON.stringify(body))
      }
    })

    it('400 INVALID_JSON: broken JSON, bytes that are not UTF-8', async () => {
      for (const body of ['{', '{"a":}', 'name=lamp', '{"a":1}{'])
        assert.equal((await server.call(route.method, path, { body })).error.code, 'INVALID_JSON', body)
      const bytes = Buffer.from([0x7b, 0x22, 0x61, 0x22, 0x3a, 0x22, 0xff, 0x22, 0x7d])
      const { status, error } = await rawRequest(server.url, route.method, path, json, bytes)
      assert.deepEqual([status, error.code], [400, 'INVALID_JSON'])
    })

    it('415 UNSUPPORTED_CONTENT_TYPE', async () => {
      for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'application/xml', 'nonsense']) {
        const headers = { ...auth, 'Content-Type': type }
        const { status, error } = await rawRequest(server.url, route.method, path, headers, '{}')
        assert.deepEqual([status, error.code], [415, 'UNSUPPORTED_CONTENT_TYPE'], type)
      }
    })

    it('400 UNKNOWN_FIELD with the field as param', async () => {
      const body = sampleBody(route.body)
      for (const field of ['nmae', '__proto__', 'constructor', 'toString', '']) {
        const text = JSON.stringify({ ...body, '\u0001': 1 }).replace('\\u0001', field)
        const { status, error } = await server.call(route.method, path, { body: text })
        assert.deepEqual([status, error.code, error.param], [400, 'UNKNOWN_FIELD', field], text)
      }
      assert.equal(({} as any).polluted, undefined)
    })

    it('400 with the field as param: null where none is allowed, wrong types', async () => {
      const body = sampleBody(route.body)
      for (const [name, schema] of Object.entries(properties)) {
        if (!takesNull(schema)) {
          const { status, error } = await send({ ...body, [name]: null })
          assert.deepEqual([status, error?.code, error?.param], [400, 'NULL_NOT_ALLOWED', name])
        }
        for (const value of wrongTypes(schema)) {
          const { status, error } = await send({ ...body, [name]: value })
          const given = `${name}: ${JSON.stringify(value)} gave ${error?.code} ${error?.param}`
          assert.equal(status, 400, given)
          assert.equal(error.param.split(/[.[]/)[0], name, given)
          assert.equal(error.type, 'validation_error', given)
          assert.deepEqual(error.remediation.missing_or_invalid_fields, [error.param])
        }
      }
    })

    it('400: numbers that no amount or count can be', async () => {
      const body = sampleBody(route.body)
      for (const [name, schema] of Object.entries(properties)) {
        if (!['integer', 'number'].includes(schema.type)) continue
        for (const number of ['1e400', '-1e400', '1e308', '-1', '9007199254740993000'].concat(
          schema.type === 'integer' ? ['0.5'] : [],
        )) {
          const text = JSON.stringify({ ...body, [name]: '\u0001' }).replace('"\\u0001"', number)
          const { status } = await server.call(route.method, path, { body: text })
          // Where a number has no upper bound of its own, what it is compared with is not there.
          assert.ok(status >= 400 && status < 500, `${name}: ${number} gave ${status}`)
        }
      }
    })

    it('400: nested without end', async () => {
      const deep = `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`
      const { status, error } = await server.call(route.method, path, { body: deep })
      assert.equal(status, 400)
      assert.ok(
        ['UNKNOWN_FIELD', 'FIELD_REQUIRED', 'INVALID_REQUEST_BODY'].includes(error.code) || error.param,
      )
    })

    it('400: text with a NUL or half a surrogate pair', async () => {
      for (const text of ['{"name": "a\\u0000b"}', '{"name": "\\ud800"}']) {
        const { status, error } = await server.call(route.method, path, { body: text })
        assert.deepEqual([status, error.code, error.param], [400, 'INVALID_REQUEST', 'name'])
      }
    })

    it('413 REQUEST_BODY_TOO_LARGE: over 1 MiB, or what the route says', async () => {
      const { status, error } = await server.call(route.method, path, {
        body: `{"name":"${'a'.repeat(route.bodyLimitBytes ?? 1024 * 1024)}"}`,
      })
      assert.deepEqual(
        [status, error.code, error.type],
        [413, 'REQUEST_BODY_TOO_LARGE', 'invalid_request_error'],
      )
    })
  })
}

describe('a body where none belongs', () => {
  for (const route of writesWithoutBody)
    it(`400 REQUEST_BODY_NOT_ALLOWED: ${route.method} ${route.path}`, async () => {
      for (const body of ['{"force": true}', '[1]', '7']) {
        const { status, error } = await server.call(route.method, placeOf(route.path), { body })
        assert.deepEqual([status, error.code], [400, 'REQUEST_BODY_NOT_ALLOWED'], body)
      }
    })
})

describe('POST /v1/orders: fields inside', () => {
  const cases: [what: string, body: object, code: string, param: string][] = [
    ['a misspelt field', { line_items: [line], nmae: 1 }, 'UNKNOWN_FIELD', 'nmae'],
    [
      'a misspelt field of a line',
      { line_items: [{ ...line, nmae: 1 }] },
      'UNKNOWN_FIELD',
      'line_items[0].nmae',
    ],
    ['an id of its own', { line_items: [line], order_id: 'ord_1' }, 'SERVER_GENERATED_ID', 'order_id'],
    ['no lines', {}, 'MISSING_LINE_ITEMS', 'line_items'],
    ['an empty list of lines', { line_items: [] }, 'MISSING_LINE_ITEMS', 'line_items'],
    [
      'a line without a name',
      { line_items: [{ unit_price_money: line.unit_price_money }] },
      'LINE_ITEM_NAME_REQUIRED',
      'line_items[0].name',
    ],
    [
      'a line without a price',
      { line_items: [{ name: 'a' }] },
      'LINE_ITEM_UNIT_PRICE_REQUIRED',
      'line_items[0].unit_price_money',
    ],
    [
      'a price below zero',
      { line_items: [{ ...line, unit_price_money: { amount: -1, currency: 'USD' } }] },
      'LINE_ITEM_NEGATIVE_PRICE',
      'line_items[0].unit_price_money.amount',
    ],
    [
      'a price with a fraction',
      { line_items: [{ ...line, unit_price_money: { amount: 10.5, currency: 'USD' } }] },
      'INVALID_AMOUNT',
      'line_items[0].unit_price_money.amount',
    ],
    [
      'a price as text',
      { line_items: [{ ...line, unit_price_money: { amount: '100', currency: 'USD' } }] },
      'INVALID_AMOUNT',
      'line_items[0].unit_price_money.amount',
    ],
    [
      'a price above all limits',
      { line_items: [{ ...line, unit_price_money: { amount: 1e15, currency: 'USD' } }] },
      'INVALID_AMOUNT',
      'line_items[0].unit_price_money.amount',
    ],
    [
      'a currency in lower case',
      { line_items: [{ ...line, unit_price_money: { amount: 1, currency: 'usd' } }] },
      'INVALID_CURRENCY',
      'line_items[0].unit_price_money.currency',
    ],
    [
      'a quantity of none',
      { line_items: [{ ...line, quantity: 0 }] },
      'LINE_ITEM_INVALID_QUANTITY',
      'line_items[0].quantity',
    ],
    [
      'metadata with a number',
      { line_items: [line], metadata: { a: 1 } },
      'INVALID_FIELD_TYPE',
      'metadata.a',
    ],
    [
      'reserved metadata',
      { line_items: [line], metadata: { flint_x: '1' } },
      'RESERVED_METADATA_KEY',
      'metadata.flint_x',
    ],
    [
      'an e-mail address that is none',
      { line_items: [line], buyer_contact: { email: 'nobody' } },
      'INVALID_REQUEST',
      'buyer_contact.email',
    ],
  ]
  for (const [what, body, code, param] of cases)
    it(`400 ${code}: ${what}`, async () => {
      const { status, error } = await server.call('POST', '/v1/orders', { body })
      assert.deepEqual([status, error.code, error.param], [400, code, param])
    })

  it('400 CURRENCY_MISMATCH: two currencies', async () => {
    const euro = { ...line, unit_price_money: { amount: 1, currency: 'EUR' } }
    const { status, error } = await server.call('POST', '/v1/orders', { body: { line_items: [line, euro] } })
    assert.deepEqual([status, error.code], [400, 'CURRENCY_MISMATCH'])
  })

  it('400 UNSUPPORTED_CURRENCY: three letters that are no currency', async () => {
    const odd = { ...line, unit_price_money: { amount: 1, currency: 'QQQ' } }
    const { status, error } = await server.call('POST', '/v1/orders', { body: { line_items: [odd] } })
    assert.deepEqual([status, error.code], [400, 'UNSUPPORTED_CURRENCY'])
  })
})

describe('after all of these', () => {
  it('the database is as it was: what is refused leaves no trace', async () =>
    assert.deepEqual(await rowCounts(server.services), before))
})
