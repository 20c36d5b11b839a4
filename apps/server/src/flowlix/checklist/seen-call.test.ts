import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { aCall, aRead, aRefusal, at } from './a-checklist.fixture.ts'
import { isBrowser, refusalsIn, replaysIn, serverErrorsIn, toldBy } from './seen-call.ts'

describe('toldBy', () => {
  it('reads the id of a resource', () =>
    assert.deepEqual(toldBy('{"id":"pay_1","object":"payment"}'), {
      resourceId: 'pay_1',
      errorType: null,
      errorParam: null,
    }))
  it('reads type and parameter of an error', () =>
    assert.deepEqual(toldBy('{"error":{"type":"invalid_request_error","param":"amount"}}'), {
      resourceId: null,
      errorType: 'invalid_request_error',
      errorParam: 'amount',
    }))
  it('is silent about what is no JSON object', () => {
    for (const text of ['', '{"id":"pa', 'null', '[]'])
      assert.deepEqual(toldBy(text), { resourceId: null, errorType: null, errorParam: null })
  })
})

describe('isBrowser', () => {
  const cases: [boolean, Record<string, string>][] = [
    [false, { 'user-agent': 'node' }],
    [false, {}],
    [true, { 'user-agent': 'Mozilla/5.0 (X11)' }],
    [true, { origin: 'https://shop.example' }],
    [true, { 'sec-fetch-site': 'cross-site' }],
    [false, { 'sec-fetch-mode': 'cors', 'user-agent': 'node' }],
  ]
  for (const [expected, headers] of cases)
    it(JSON.stringify(headers), () => assert.equal(isBrowser(headers), expected))
})

describe('replaysIn', () => {
  it('finds the same answer to the same key', () =>
    assert.equal(replaysIn([aCall({ at: at(2) }), aCall({ at: at(1) })]).length, 1))
  it('is nothing where another key made another payment', () => {
    assert.deepEqual(replaysIn([aCall({ idempotencyKey: 'order-78', resourceId: 'pay_2' }), aCall()]), [])
    assert.deepEqual(replaysIn([aCall({ apiKeyId: 'key_2' }), aCall()]), [])
    assert.deepEqual(replaysIn([aRead({ at: at(2) }), aRead()]), [])
  })
})

describe('refusalsIn', () => {
  const first = aRefusal({ at: at(1) })
  it('counts those that were sent again unchanged', () =>
    assert.deepEqual(refusalsIn([aRefusal({ at: at(2) }), first]), { count: 2, repeated: 1 }))
  it('lets a corrected request, a later one, a replayed decline and a second look be', () => {
    for (const again of [
      aRefusal({ at: at(2), requestBody: '{"amount":1}' }),
      aRefusal({ at: at(120) }),
      aRead({ at: at(2), status: 404 }),
    ])
      assert.equal(refusalsIn([again, first]).repeated, 0)
    assert.deepEqual(refusalsIn([aCall({ status: 402, at: at(2) }), aCall({ status: 402 })]), {
      count: 0,
      repeated: 0,
    })
  })
})

describe('serverErrorsIn', () => {
  const failure = aCall({ status: 500, at: at(1), resourceId: null })
  it('counts those that nobody sent again with their key', () => {
    assert.deepEqual(serverErrorsIn([failure]), { count: 1, leftAlone: 1 })
    assert.deepEqual(serverErrorsIn([aCall({ at: at(2) }), failure]), { count: 1, leftAlone: 0 })
    assert.deepEqual(serverErrorsIn([aCall({ at: at(2), idempotencyKey: 'other' }), failure]), {
      count: 1,
      leftAlone: 1,
    })
  })
})
