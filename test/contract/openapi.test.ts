import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { validate } from '@scalar/openapi-parser'
import { routes } from '../../apps/server/src/app.ts'
import { flowlixRoutes } from '../../apps/server/src/flowlix/index.ts'
import { apiDocument } from '../../apps/server/src/developer/api-document.ts'
import { apiIntroduction } from '../../apps/server/src/developer/api-introduction.ts'
import { fileNameOf, routeFiles } from '../../apps/server/src/developer/route-files.ts'
import { allScopes } from '../../apps/server/src/platform/auth/scopes.ts'
import { errorCatalogue } from '../../apps/server/src/platform/http/errors.ts'
import type { JsonObject } from '../../apps/server/src/platform/http/openapi.ts'
import { neededBy } from '../../apps/server/src/platform/http/needed-credential.ts'
import { eventTypes } from '../../apps/server/src/webhooks/event-types.ts'
import { startTestServer } from '../support/server.ts'
import { publishedOperations } from './published-operations.ts'

const server = await startTestServer()
const document = apiDocument(routes)
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ method: method.toUpperCase(), path, operation })),
)
const shapeOf = (path: string) => path.replace(/\{\w+\}/g, '{}')

describe('the OpenAPI document', () => {
  it('is a valid OpenAPI 3.1 document', async () => {
    const { valid, errors, version } = await validate(structuredClone(document) as Record<string, unknown>)
    assert.deepEqual({ valid, errors: errors ?? [], version }, { valid: true, errors: [], version: '3.1' })
  })

  it('is what openapi/flint.json holds (npm run openapi)', () => {
    const kept = readFileSync(join(import.meta.dirname, '../../openapi/flint.json'), 'utf8')
    const isCurrent = kept === `${JSON.stringify(document, null, 2)}\n`
    assert.ok(isCurrent, 'Run "npm run openapi" and commit the file.')
  })

  it('holds every reference that it makes', () => {
    for (const [, kind, name] of JSON.stringify(document).matchAll(/"#\/components\/(\w+)\/(\w+)"/g))
      assert.ok((document.components[kind!] as JsonObject)[name!], `${kind}/${name}`)
  })

  it('shows none of the words that are for the program only', () => {
    const text = JSON.stringify(document)
    for (const word of [
      'x-flint-name"',
      'x-flint-error"',
      'x-flint-required"',
      'x-flint-own-id',
      'x-flint-changes',
    ])
      assert.ok(!text.includes(word), word)
  })

  it('marks every enumeration open or closed, inside schemas', () => {
    const visit = (value: unknown, path: string) => {
      if (typeof value !== 'object' || value === null) return
      const { enum: words, 'x-flint-enum': mark } = value as JsonObject
      if (Array.isArray(words)) assert.match(String(mark), /^(open|closed)$/, path)
      for (const [name, inner] of Object.entries(value)) visit(inner, `${path}/${name}`)
    }
    visit(document.components.schemas, 'schemas')
    for (const { operation, path } of operations)
      visit([operation['requestBody'], operation['responses']], path)
  })

  it('has a sentence for every tag', () => {
    for (const route of routes)
      assert.ok(apiIntroduction.tags[route.tag], `${route.operationId}: ${route.tag}`)
  })

  it('lists the versions and what changed', () => {
    const releases = document['x-flint-api-releases'] as any
    assert.equal(document['x-flint-api-version'], '2026-09-07')
    assert.equal(releases.current_version, '2026-09-07')
    assert.deepEqual(
      releases.releases.map((each: any) => each.version),
      ['2026-09-07', '2026-02-01'],
    )
    const [newest, oldest] = releases.releases
    assert.deepEqual(oldest, { version: '2026-02-01', changes: [], affected_routes: [] })
    const changes = new Map<string, any>(newest.changes.map((each: any) => [each.id, each]))
    const axes = changes.get('order_status_axes')
    assert.equal(axes.kind, 'wire_shape')
    assert.ok(axes.schemas.includes('Order') && axes.schemas.includes('OrderPaidEventData'))
    for (const shown of ['createOrder', 'listOrders', 'payOrder', 'getCheckoutSession'])
      assert.ok(axes.operations.includes(shown), shown)
    assert.ok(!axes.operations.includes('getCustomer'))
    assert.deepEqual(changes.get('api_key_secret_inside_data').operations, [
      'createAPIKey',
      'issueDeveloperSandboxTestKey',
    ])
    const affected = newest.affected_routes.find((each: any) => each.operation_id === 'createOrder')
    assert.deepEqual(affected, {
      route_pattern: 'POST /v1/orders',
      method: 'POST',
      path: '/v1/orders',
      operation_id: 'createOrder',
      change_ids: ['order_status_axes'],
    })
    for (const { operations: named } of changes.values())
      for (const operationId of named)
        assert.ok(newest.affected_routes.some((each: any) => each.operation_id === operationId))
  })

  it('says what each event carries, how it is signed and when it is tried again', () => {
    const webhooks = document['x-flint-webhooks'] as any
    const { schemas } = document.components
    assert.deepEqual(webhooks.event_payload_schemas['payment_intent.succeeded'], {
      $ref: '#/components/schemas/PaymentIntent',
    })
    assert.ok(schemas['OrderPaidEventData'])
    for (const { eventType, eventSources } of eventTypes)
      assert.equal(eventType in webhooks.event_payload_schemas, eventSources.includes('merchant'), eventType)
    assert.equal(webhooks.retry_policy.max_attempts, 9)
    assert.equal(webhooks.retry_policy.retry_delays_seconds.length, 8)
    assert.equal(webhooks.secret_rotation.overlap_seconds, 86_400)
    assert.equal(webhooks.signing.schemes.length, 2)
  })

  it('says of each operation what kind of work it is', () => {
    const classes = new Map(
      operations.map(({ operation }) => [operation['operationId'], operation['x-flint-route-class']]),
    )
    assert.equal(classes.get('getOrder'), 'read')
    assert.equal(classes.get('createOrder'), 'write')
    assert.equal(classes.get('payOrder'), 'external_provider_action')
    for (const { operation, method } of operations)
      assert.ok(method !== 'GET' || operation['x-flint-route-class'] === 'read')
  })
})

describe('GET /v1/openapi.json', () => {
  it('200: the bare document, without a credential', async () => {
    const { status, json, headers } = await server.call('GET', '/v1/openapi.json', { key: null })
    assert.equal(status, 200)
    assert.equal(json.data, undefined)
    assert.deepEqual(json, JSON.parse(JSON.stringify(document)))
    assert.match(headers.get('etag')!, /^"[\w-]+"$/)
  })

  it('304: for who has this version', async () => {
    const first = await fetch(`${server.url}/v1/openapi.json`)
    const second = await fetch(`${server.url}/v1/openapi.json`, {
      headers: { 'If-None-Match': first.headers.get('etag')! },
    })
    assert.equal(second.status, 304)
    assert.equal(await second.text(), '')
  })
})

describe('every operation of the document', () => {
  for (const { method, path, operation } of operations)
    it(`${operation['operationId']}: ${method} ${path} is mounted`, async () => {
      const { status, error } = await server.call(method, path.replace(/\{\w+\}/g, 'no_such_id'), {
        key: null,
      })
      assert.notEqual(error?.code, 'ROUTE_NOT_FOUND')
      assert.notEqual(error?.code, 'METHOD_NOT_ALLOWED')
      const isPublic = (operation['security'] as JsonObject[]).some((each) => Object.keys(each).length === 0)
      const route = routes.find(({ operationId }) => operationId === operation['operationId'])!
      if (!isPublic) assert.deepEqual([status, error.code], [401, neededBy(route).code])
    })

  it('and no other path below /v1 is mounted', () => {
    const mounted = routes.map(({ method, path }) => `${method} ${path}`)
    assert.deepEqual(operations.map(({ method, path }) => `${method} ${path}`).toSorted(), mounted.toSorted())
    // Fastify's own list of what it serves, as the router sees it.
    const served = [...server.app.printRoutes({ commonPrefix: false }).matchAll(/(\/v1\S*) \(([^)]*)\)/g)]
    const all = [...routes, ...flowlixRoutes]
    const paths = new Set(all.map(({ path }) => path.replace(/\{(\w+)\}/g, ':$1')))
    for (const [, path] of served) assert.ok(paths.has(path!), path)
  })
})

describe('the published names', () => {
  const named = new Map(publishedOperations.map((each) => [each.operationId, each]))
  const placed = new Map(publishedOperations.map((each) => [`${each.method} ${shapeOf(each.path)}`, each]))

  for (const route of routes)
    it(`${route.operationId} stands where the published API has it`, () => {
      const here = `${route.method} ${shapeOf(route.path)}`
      const byName = named.get(route.operationId)
      const byPlace = placed.get(here)
      if (byName) assert.equal(here, `${byName.method} ${shapeOf(byName.path)}`)
      if (byPlace) assert.equal(route.operationId, byPlace.operationId)
      if (!byName) assert.ok(route.isExtension, 'Not in the published API: set isExtension.')
      else assert.ok(!route.isExtension, 'In the published API: it is no extension.')
    })

  it('uses no operation id and no place twice', () => {
    assert.equal(new Set(routes.map(({ operationId }) => operationId)).size, routes.length)
    assert.equal(new Set(routes.map(({ method, path }) => `${method} ${shapeOf(path)}`)).size, routes.length)
  })
})

describe('every declaration', () => {
  /** Any valid credential may ask who it is; nobody needs a scope to see the document. */
  const withoutScope = new Set([
    'getDeveloperAuthContext',
    'getOpenAPISpec',
    // Either of two scopes: contract, flint-platform 28 row 21.
    'getMerchantReadiness',
  ])
  const files = routeFiles()

  for (const route of routes)
    it(`${route.operationId} says what it is`, () => {
      const { operationId, callers, scope, idempotency, method, errors, summary } = route
      assert.match(summary, /^[A-Z][^.]+$/, 'a summary is one phrase without a full stop')
      assert.ok(files.has(fileNameOf(operationId)), `there is no routes/${fileNameOf(operationId)}`)
      if (callers.includes('merchant') && !withoutScope.has(operationId))
        assert.ok(scope && allScopes.includes(scope), `scope ${scope}`)
      if (method === 'GET') assert.equal(idempotency, 'none')
      if (method === 'PATCH' || method === 'DELETE') assert.notEqual(idempotency, 'none')
      for (const [name] of route.path.matchAll(/(?<=\{)\w+(?=\})/g))
        assert.ok(route.params?.properties[name], `params lacks ${name}`)
      for (const error of errors) assert.equal(errorCatalogue.get(error.code), error)
      assert.equal(new Set(errors).size, errors.length, 'an error is listed twice')
    })
})
