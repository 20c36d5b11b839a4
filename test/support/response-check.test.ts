import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { Type } from 'typebox'
import { answer } from '../../apps/server/src/platform/http/answer.ts'
import { httpErrors } from '../../apps/server/src/platform/http/errors.ts'
import { openApiDocument } from '../../apps/server/src/platform/http/openapi.ts'
import { defineRoute } from '../../apps/server/src/platform/http/route.ts'
import { named, nullable } from '../../apps/server/src/platform/http/schema.ts'
import { responseCheck } from './response-check.ts'

const lampRoute = defineRoute({
  method: 'GET',
  path: '/v1/lamps/{lamp_id}',
  operationId: 'getLamp',
  tag: 'Lamps',
  summary: 'Read a lamp',
  callers: ['merchant'],
  idempotency: 'none',
  status: 200,
  data: named(
    'Lamp',
    Type.Object({
      lamp_id: Type.String(),
      owner: nullable(named('Owner', Type.Object({ name: Type.String() }))),
      notes: Type.Object({}, { additionalProperties: true }),
      lit_at: Type.Optional(Type.String({ format: 'date-time' })),
    }),
  ),
  errors: [httpErrors.RESOURCE_NOT_FOUND],
  run: async () => null,
  show: () => answer(200, null),
})
const check = responseCheck(
  openApiDocument([lampRoute], {
    title: '',
    description: '',
    tags: {},
    bootstrapScopes: [],
    webhooks: { payloads: {}, delivery: {} },
  }),
)
const checkLamp = (data: unknown, status = 200) =>
  check('GET', '/v1/lamps/l1?expand=x', {
    status,
    json: { data, request_id: 'r', meta: { api_version: '2026-09-07', request_id: 'r' } },
  })
const error = (code: string) => ({
  error: {
    type: 'not_found_error',
    code,
    message: 'm',
    request_id: 'r',
    doc_url: 'http://127.0.0.1/docs/errors',
    error_source: 'integration',
    request_log_url: '/x',
    remediation: { retryable: false, next_steps: 's', missing_or_invalid_fields: [], next_actions: [] },
  },
  request_id: 'r',
})

describe('responseCheck', () => {
  it('accepts what the document says', () => {
    checkLamp({ lamp_id: 'l1', owner: null, notes: { any: 1 } })
    checkLamp({ lamp_id: 'l1', owner: { name: 'a' }, notes: {}, lit_at: '2026-07-02T18:04:11Z' })
    check('GET', '/v1/lamps/l1', { status: 404, json: error('RESOURCE_NOT_FOUND') })
  })

  it('names an undocumented field, also inside a named schema', () => {
    assert.throws(
      () => checkLamp({ lamp_id: 'l1', owner: null, notes: {}, colour: 1 }),
      /undocumented field "colour"/,
    )
    assert.throws(
      () => checkLamp({ lamp_id: 'l1', owner: { name: 'a', age: 1 }, notes: {} }),
      /\/data\/owner has an undocumented field "age"/,
    )
  })

  it('names a missing field, a wrong type, a wrong time', () => {
    assert.throws(() => checkLamp({ owner: null, notes: {} }), /required property 'lamp_id'/)
    assert.throws(() => checkLamp({ lamp_id: 1, owner: null, notes: {} }), /lamp_id must be string/)
    assert.throws(() => checkLamp({ lamp_id: 'l', owner: null, notes: {}, lit_at: 'noon' }), /date-time/)
  })

  it('refuses a status, a code, or a code under a status that is not declared', () => {
    assert.throws(() => checkLamp({ lamp_id: 'l1', owner: null, notes: {} }, 201), /201, a status/)
    assert.throws(
      () => check('GET', '/v1/lamps/l1', { status: 409, json: error('IDEMPOTENCY_KEY_REUSED') }),
      /IDEMPOTENCY_KEY_REUSED, which its route does not declare/,
    )
    assert.throws(
      () => check('GET', '/v1/lamps/l1', { status: 401, json: error('RESOURCE_NOT_FOUND') }),
      /whose status is 404/,
    )
  })

  it('leaves alone what the document does not have', () => {
    check('GET', '/healthz', { status: 200, json: { anything: true } })
    check('POST', '/v1/lamps/l1', { status: 405, json: error('METHOD_NOT_ALLOWED') })
  })
})
