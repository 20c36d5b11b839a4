import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { freshKey } from '../../../../test/support/money-calls.ts'
import { startTestServer } from '../../../../test/support/server.ts'

const server = await startTestServer()
const path = '/v1/feedback-reports'
const smallest = { kind: 'bug', surface: 'api', summary: 'A list misses an order' }
const report = (special: object = {}, options: object = {}) =>
  server.call('POST', path, { body: { ...smallest, ...special }, ...options })

const whole = {
  kind: 'papercut',
  surface: 'cli',
  summary: 's'.repeat(200),
  description: 'd'.repeat(8000),
  expected_behavior: 'e'.repeat(4000),
  actual_behavior: 'a'.repeat(4000),
  reproduction_steps: Array.from({ length: 20 }, (_, index) => `Step ${index}`),
  related_resource_ids: ['ord_01JAAAAAAAAAAAAAAAAAAAAAAA'],
  component: 'orders',
  code_location: 'src/pay.ts:12',
  canonical_command: 'flint orders list',
  related_request_id: '3d0c2f0a-6d54-4b1e-9c57-0f2a7f0b1c11',
  surface_route: '/orders',
  reporter_kind: 'ai_agent',
  reporting_client: { name: 'flint', version: '1.0.0', platform: 'linux', schema_version: '1' },
  sentiment: 'negative',
}

describe('POST /v1/feedback-reports', () => {
  it('201: what was sent, with an id and a time', async () => {
    const { status, data } = await server.call('POST', path, { body: whole })
    assert.equal(status, 201)
    const { feedback_report_id, created_at, ...content } = data
    assert.match(feedback_report_id, /^fbr_[0-9A-HJKMNP-TV-Z]{26}$/)
    assert.ok(created_at)
    assert.deepEqual(content, whole)
  })

  it('201: the smallest report; what was left out is null', async () => {
    const { status, data } = await report()
    assert.deepEqual([status, data.description, data.sentiment], [201, null, null])
  })

  it('201: the same answer for the same key, and one report', async () => {
    const idempotencyKey = freshKey('feedback')
    const first = await report({}, { idempotencyKey })
    const again = await report({}, { idempotencyKey })
    assert.deepEqual(again.data, first.data)
    assert.equal(again.headers.get('idempotency-replayed'), 'true')
  })

  const refused: [string, string, object][] = [
    ['INVALID_FEEDBACK_KIND', 'kind', { kind: 'rant' }],
    ['INVALID_FEEDBACK_KIND', 'kind', { kind: undefined }],
    ['INVALID_FEEDBACK_SURFACE', 'surface', { surface: 'fridge' }],
    ['INVALID_FEEDBACK_SURFACE', 'surface', { surface: undefined }],
    ['INVALID_FEEDBACK_SHAPE', 'summary', { summary: undefined }],
    ['INVALID_FEEDBACK_SHAPE', 'summary', { summary: 's'.repeat(201) }],
    ['INVALID_FEEDBACK_SHAPE', 'description', { description: 'd'.repeat(8001) }],
    ['INVALID_FEEDBACK_SHAPE', 'expected_behavior', { expected_behavior: 'e'.repeat(4001) }],
    ['INVALID_FEEDBACK_SHAPE', 'actual_behavior', { actual_behavior: 'a'.repeat(4001) }],
    ['INVALID_FEEDBACK_SHAPE', 'reproduction_steps', { reproduction_steps: Array(21).fill('Step') }],
    ['INVALID_FEEDBACK_SHAPE', 'related_resource_ids', { related_resource_ids: Array(21).fill('ord_a') }],
    ['INVALID_FEEDBACK_SHAPE', 'sentiment', { sentiment: 'angry' }],
    ['INVALID_FEEDBACK_SHAPE', 'reporter_kind', { reporter_kind: 'cat' }],
    ['INVALID_SURFACE_ROUTE', 'surface_route', { surface_route: 'orders' }],
    ['INVALID_SURFACE_ROUTE', 'surface_route', { surface_route: '/orders?key=1' }],
    ['UNKNOWN_FIELD', 'colour', { colour: 'red' }],
    ['UNSAFE_FEEDBACK_CONTENT', 'description', { description: `It says flint_test_${'a'.repeat(64)}` }],
    [
      'UNSAFE_FEEDBACK_CONTENT',
      'summary',
      { summary: 'My secret is whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw' },
    ],
    [
      'UNSAFE_FEEDBACK_CONTENT',
      'canonical_command',
      { canonical_command: 'curl -H "Authorization: Bearer abcdefghijklmnop"' },
    ],
    [
      'UNSAFE_FEEDBACK_CONTENT',
      'reproduction_steps[0]',
      { reproduction_steps: ['Pay with 4242 4242 4242 4242'] },
    ],
    [
      'UNSAFE_FEEDBACK_CONTENT',
      'reporting_client.name',
      { reporting_client: { name: '-----BEGIN PRIVATE KEY-----' } },
    ],
  ]
  for (const [code, param, special] of refused)
    it(`400 ${code}: ${param} (${JSON.stringify(special).slice(0, 60)})`, async () => {
      const { status, error } = await report(special)
      assert.deepEqual([status, error.code, error.param], [400, code, param])
    })

  it('429: one report too many in an hour, counted for itself', async () => {
    const strict = await startTestServer({ FLINT_RATE_LIMIT_FEEDBACK_PER_HOUR: '2' })
    const send = () => strict.call('POST', path, { body: smallest })
    assert.deepEqual([(await send()).status, (await send()).status], [201, 201])
    const { status, error, headers } = await send()
    assert.deepEqual([status, error.code], [429, 'RATE_LIMIT_EXCEEDED'])
    assert.equal(headers.get('flint-rate-limited-reason'), 'feedback-intake')
    assert.match(headers.get('retry-after')!, /^\d+$/)
    assert.equal((await strict.call('GET', path)).status, 200)
  })
})

describe('GET /v1/feedback-reports', () => {
  it('200: newest first, page by page', async () => {
    const first = (await report()).data
    const second = (await report()).data
    const page = await server.call('GET', `${path}?page_size=1`)
    assert.deepEqual(page.data, [second])
    const next = await server.call(
      'GET',
      `${path}?page_size=1&page_token=${encodeURIComponent(page.json.next_page_token)}`,
    )
    assert.deepEqual(next.data, [first])
  })
})

describe('GET /v1/feedback-reports/{feedback_report_id}', () => {
  it('200: as it was answered when it was sent', async () => {
    const { data } = await report()
    assert.deepEqual((await server.call('GET', `${path}/${data.feedback_report_id}`)).data, data)
  })

  it('404 FEEDBACK_REPORT_NOT_FOUND', async () => {
    const { status, error } = await server.call('GET', `${path}/fbr_01JAAAAAAAAAAAAAAAAAAAAAAA`)
    assert.deepEqual(
      [status, error.code, error.param],
      [404, 'FEEDBACK_REPORT_NOT_FOUND', 'feedback_report_id'],
    )
  })
})
