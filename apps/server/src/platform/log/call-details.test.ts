import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type Route } from '../http/route.ts'
import { packDetails, partsOf, unpackDetails } from './call-details.ts'
import { calledResource, resourceParameters } from './called-resource.ts'
import { correlationIdOf } from './correlation-id.ts'
import type { LoggedCall } from './logged-call.ts'

const aRoute = (path: string, special: Partial<Route> = {}) => ({ method: 'GET', path, ...special }) as Route

const aCall = (special: Partial<LoggedCall> = {}): LoggedCall => ({
  apiRequestLogId: 'rlog_1',
  environmentId: 'menv_1',
  apiKeyId: 'key_1',
  userId: null,
  requestId: 'request',
  route: aRoute('/v1/orders'),
  params: {},
  url: '/v1/orders?page_size=1',
  headers: { 'user-agent': 'test' },
  requestBody: Buffer.from('{"a":"é😀"}'),
  responseBody: '{"data":[]}',
  responseContentType: 'application/json; charset=utf-8',
  idempotencyKey: null,
  statusCode: 200,
  latencyMs: 1.6,
  errorCode: null,
  requestedVersion: '2026-02-01',
  requestedVersionSource: 'current',
  servedVersion: '2026-02-01',
  createdAt: '2026-11-21T12:00:00.000Z',
  ...special,
})

describe('a block', () => {
  it('gives each of its calls back', () => {
    const calls = Array.from({ length: 5 }, (_, index) =>
      aCall({
        url: `/v1/orders?page=${index}`,
        requestBody: Buffer.from(`{"é":"${'ü😀\n,'.repeat(index)}"}`),
      }),
    )
    const block = packDetails(calls.flatMap(partsOf))
    for (const [index, call] of calls.entries()) {
      const details = unpackDetails(block, index)
      assert.equal(details.query, `page=${index}`)
      assert.equal(details.requestBody, call.requestBody!.toString())
      assert.deepEqual(details.headers, { 'user-agent': 'test' })
      assert.equal(details.responseBody, '{"data":[]}')
    }
  })

  it('has calls without any body, and with half a character at the cut', () => {
    const long = Buffer.from(`"${'😀'.repeat(10_000)}"`)
    const block = packDetails(
      [
        aCall({ requestBody: long }),
        aCall({ requestBody: null, responseBody: null, url: '/v1/orders' }),
      ].flatMap(partsOf),
    )
    const cut = unpackDetails(block, 0)
    assert.deepEqual([cut.isRequestCut, cut.responseBody], [true, '{"data":[]}'])
    const empty = unpackDetails(block, 1)
    assert.deepEqual([empty.query, empty.requestBody, empty.responseBody], ['', '', ''])
  })
})

describe('what a call is about', () => {
  const routes = [
    aRoute('/v1/orders'),
    aRoute('/v1/orders/{order_id}'),
    aRoute('/v1/orders/{order_id}/line-items/{order_line_item_id}'),
    aRoute('/v1/orders/{order_id}/payment-intents/{payment_intent_id}'),
    aRoute('/v1/payment-intents/{payment_intent_id}'),
    aRoute('/v1/developer/resource-timelines/{resource_id}'),
    aRoute('/v1/categories/{handle}'),
  ]
  const parameters = resourceParameters(routes)
  const about = (index: number, params: Record<string, string>, special = {}) =>
    calledResource(parameters, {
      route: routes[index]!,
      params,
      statusCode: 200,
      responseBody: null,
      ...special,
    })
  const order_id = 'ord_01JAAAAAAAAAAAAAAAAAAAAAAA'

  it('is what the path names: the last id with a path of its own, else the first', () => {
    assert.deepEqual(about(1, { order_id }), { type: 'order', id: order_id })
    assert.deepEqual(about(2, { order_id, order_line_item_id: 'li_1' }), { type: 'order', id: order_id })
    assert.deepEqual(about(3, { order_id, payment_intent_id: 'pi_1' }), {
      type: 'payment_intent',
      id: 'pi_1',
    })
  })

  it('is what was created', () => {
    const responseBody = `{"data":{"order_id":"${order_id}","status":"open"}}`
    assert.deepEqual(about(0, {}, { statusCode: 201, responseBody }), { type: 'order', id: order_id })
  })

  it('is nothing for a list, a one-time token, a name, an id of anything, or what is no id', () => {
    assert.equal(about(0, {}), null)
    const responseBody = '{"data":{"token_id":"tok_01JAAAAAAAAAAAAAAAAAAAAAAA"}}'
    assert.equal(about(0, {}, { statusCode: 201, responseBody }), null)
    assert.equal(about(5, { resource_id: order_id }), null)
    assert.equal(about(6, { handle: 'shoes' }), null)
    assert.equal(about(1, { order_id: '../etc' }), null)
  })
})

describe('a correlation id', () => {
  const trace = '0af7651916cd43dd8448eb211c80319c'
  const cases: [string, Record<string, string>, string | null][] = [
    ['is the one that was sent', { 'x-correlation-id': 'basket-7', traceparent: 'x' }, 'basket-7'],
    ['is the trace id', { traceparent: `00-${trace}-b7ad6b7169203331-01` }, trace],
    ['is none that cannot be read', { traceparent: `00-${trace}` }, null],
    ['is no secret', { 'x-correlation-id': 'ckat_abc' }, null],
    ['is no card number', { 'x-correlation-id': '4242424242424242' }, null],
    ['is not there by itself', {}, null],
  ]
  for (const [name, headers, expected] of cases)
    it(name, () => assert.equal(correlationIdOf(headers), expected))
})
