import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { routes } from '../../apps/server/src/app.ts'
import { apiDocument } from '../../apps/server/src/developer/api-document.ts'
import { allScopes, canonicalScope, wildcard } from '../../apps/server/src/platform/auth/scopes.ts'
import { neededBy } from '../../apps/server/src/platform/http/needed-credential.ts'
import type { Route } from '../../apps/server/src/platform/http/route.ts'
import { aConsumer } from '../../apps/server/src/webhooks/a-consumer.fixture.ts'
import { type FullSandbox, aFullSandbox } from '../support/a-full-sandbox.ts'
import { addKey, environmentOf } from '../support/add-key.ts'
import { addMerchant } from '../support/add-merchant.ts'
import {
  type Caller,
  type QuickAnswer,
  type QuickCall,
  inProcess,
  keptConnections,
} from '../support/many-calls.ts'
import { freshKey, usd } from '../support/money-calls.ts'
import { bodyFor } from '../support/route-body.ts'
import { takesKeys } from '../support/route-callers.ts'
import { rowCounts } from '../support/row-counts.ts'
import { startTestServer } from '../support/server.ts'

/*
 * Every route, as the route table declares it, with each scope alone and with every credential that must not get in. A new
 * route and a new scope are covered by being there. Source: contract, flint-platform 3, 9.3 and 29 check 8.
 */
const server = await startTestServer()
const consumer = await aConsumer()
const environmentId = await environmentOf(server.services, server.seeded.sandboxId)
const { call, close } = keptConnections(server.url)
const callInProcess = inProcess(server.app)
after(close)

/** Older names of scopes are scopes, too. */
const olderNames = ['settings.settings', 'customers.customers', 'accounts.merchants'].flatMap((area) => [
  `${area}.read`,
  `${area}.write`,
])
const scopes = [...allScopes, ...olderNames]
const keys = new Map<string, string>()
const minuteMs = 60_000
let ours: FullSandbox
let other: FullSandbox
let strangersKey: string
let buyer: { orderId: string; checkoutSessionId: string; headers: Record<string, string> }

/** Credentials that get in nowhere, by the code that they are told. */
const refused: Record<string, Record<string, string>> = {}

before(async () => {
  for (const scope of [...scopes, wildcard])
    keys.set(scope, (await addKey(server.services, environmentId, { scopes: [scope] })).key)
  ours = await aFullSandbox(server, server.sandboxKey, 'of-the-matrix', consumer.url)
  other = await aFullSandbox(server, (await server.anotherSandbox()).key, 'of-another', consumer.url)
  strangersKey = (await addMerchant(server.services)).liveKey
  buyer = await aBuyer()
  await addRefused()
})

const aBuyer = async () => {
  const { data } = await server.call('POST', '/v1/checkout-sessions', {
    body: { quick_pay_item: { name: 'One', amount_money: usd(1000) } },
  })
  return {
    orderId: data.order_id,
    checkoutSessionId: data.checkout_session_id,
    headers: {
      'X-Checkout-Session-ID': data.checkout_session_id,
      'X-Checkout-Session-Secret': data.checkout_access.checkout_auth_token,
    },
  }
}

const addRefused = async () => {
  const add = (options: Parameters<typeof addKey>[2]) => addKey(server.services, environmentId, options)
  const bearer = (key: string) => ({ Authorization: `Bearer ${key}` })
  const expired = await add({ expiresAt: new Date(server.clock.nowMs() + minuteMs).toISOString() })
  const revoked = await add({})
  await server.call('POST', `/v1/api-keys/${revoked.apiKeyId}/revoke`)
  const archived = await server.anotherSandbox()
  await server.services.db.query(`UPDATE environments SET status = 'archived' WHERE environment_id = $1`, [
    archived.environmentId,
  ])
  server.clock.advance(minuteMs)
  Object.assign(refused, {
    INVALID_API_KEY: bearer(server.sandboxKey.replace('flint_test_', 'flint_live_')),
    API_KEY_EXPIRED: bearer(expired.key),
    API_KEY_REVOKED: bearer(revoked.key),
    API_KEY_MODE_MISMATCH: bearer((await add({ prefix: 'live' })).key),
    API_KEY_SANDBOX_UNAVAILABLE: bearer(archived.key),
    API_KEY_SCOPE_UNSUPPORTED: bearer((await add({ scopes: [...allScopes, 'commerce.carts.read'] })).key),
    AMBIGUOUS_AUTH: { ...bearer(server.sandboxKey), 'X-API-Key': server.sandboxKey },
    INVALID_ONBOARDING_SESSION: bearer(`flint_onb_${'0'.repeat(64)}`),
    INVALID_AUTHORIZATION_HEADER: { Authorization: `Basic ${server.sandboxKey}` },
    INVALID_CHECKOUT_SESSION: { ...buyer.headers, 'X-Checkout-Session-Secret': `ckat_${'0'.repeat(69)}` },
    CHECKOUT_SESSION_AUTH_REQUIRED: { 'X-Checkout-Session-ID': buyer.checkoutSessionId },
  })
}

const operations = new Map(
  Object.values(apiDocument(routes).paths)
    .flatMap((methods) => Object.values(methods as Record<string, any>))
    .map((operation) => [operation.operationId as string, operation]),
)

type Requirement = { mode: 'all' | 'any'; scopes: string[] }

/** As the document has it, so that the document is held to what happens. */
const requirementOf = ({ operationId }: Route): Requirement | null => {
  const operation = operations.get(operationId)
  const needed = operation['x-flint-required-scopes'] as string[] | undefined
  return needed ? { mode: operation['x-flint-required-scopes-mode'], scopes: needed } : null
}

/** Whether this scope alone is enough; older names count as their newer ones. A write scope includes its read scope. */
const isEnough = (scope: string, requirement: Requirement | null): boolean => {
  if (!requirement) return true
  const held = canonicalScope(scope)!
  const gives = (needed: string) => needed === held || needed === held.replace(/\.write$/, '.read')
  return requirement.mode === 'any' ? requirement.scopes.some(gives) : requirement.scopes.every(gives)
}

const placeOf = (route: Route, idOf: (name: string) => string = () => 'no_such_id') =>
  route.path.replace(/\{(\w+)\}/g, (_, name: string) => idOf(name))

const isPublic = (route: Route) => route.callers.includes('public')
const takesBuyers = (route: Route) => route.callers.includes('checkout') || isPublic(route)
const bodies = new Map(routes.map((route) => [route, route.body && JSON.stringify(bodyFor(route))]))
const sendBy =
  (caller: Caller) =>
  (route: Route, options: QuickCall, place = placeOf(route)) =>
    caller(route.method, place, {
      body: bodies.get(route),
      ...options,
      headers: {
        ...(route.idempotency === 'none' ? {} : { 'Idempotency-Key': freshKey('matrix') }),
        ...options.headers,
      },
    })
const send = sendBy(call)
const sendInProcess = sendBy(callInProcess)

const expectCode = ({ status, error, text }: QuickAnswer, wanted: number, code: string, about: string) =>
  assert.deepEqual([status, error?.code], [wanted, code], `${about}: ${text}`)

/** Whatever comes of it, it is not about who asks. */
const expectLetIn = ({ status, error, text }: QuickAnswer, about: string) => {
  // What a wrong password is told is not about who calls.
  const isLetIn = status !== 401 || error?.code === 'AUTHENTICATION_FAILED'
  assert.ok(isLetIn && status < 500, `${about}: ${status} ${text}`)
  const closed = ['INSUFFICIENT_SCOPE', 'CHECKOUT_SESSION_SCOPE_MISMATCH']
  assert.ok(!closed.includes(error?.code), `${about}: ${text}`)
}

let counts: Record<string, number>
const effects = async () =>
  Object.fromEntries(
    Object.entries(await rowCounts(server.services)).filter(([table]) => !table.startsWith('request_log')),
  )

describe('a credential that is not enough', () => {
  before(async () => {
    counts = await effects()
  })

  for (const route of routes)
    it(`${route.operationId}: none, one that is no longer good, each scope that is not enough`, async () => {
      if (!isPublic(route)) expectCode(await sendInProcess(route, {}), 401, neededBy(route).code, 'none')
      const answers = Object.entries(refused).map(async ([code, headers]) =>
        expectCode(await sendInProcess(route, { headers }), 401, code, code),
      )
      if (!takesKeys(route))
        expectCode(await sendInProcess(route, { key: server.liveKey }), 401, neededBy(route).code, 'a key')
      const requirement = takesKeys(route) ? requirementOf(route) : null
      const lacking = scopes.map(async (scope) => {
        if (isEnough(scope, requirement)) return
        const answer = await sendInProcess(route, { key: keys.get(scope)! })
        expectCode(answer, 403, 'INSUFFICIENT_SCOPE', scope)
        assert.deepEqual(answer.error.scope_requirement, requirement, scope)
        assert.ok(answer.error.missing_scopes.length > 0, scope)
        for (const missing of answer.error.missing_scopes)
          assert.ok(requirement!.scopes.includes(missing), `${scope} misses ${missing}`)
      })
      await Promise.all([...answers, ...lacking])
      if (!takesBuyers(route))
        expectCode(
          await sendInProcess(route, { headers: buyer.headers }),
          403,
          'CHECKOUT_SESSION_SCOPE_MISMATCH',
          'a buyer',
        )
    })

  it('has changed nothing', async () => assert.deepEqual(await effects(), counts))
})

describe('a credential that is enough', () => {
  // Readiness takes either of two scopes, and has tests of its own.
  for (const route of routes.filter((one) => takesKeys(one) && one.operationId !== 'getMerchantReadiness'))
    it(`${route.operationId}: each scope that is enough, alone, and the wildcard`, async () => {
      const requirement = requirementOf(route)
      const enough = scopes.filter((scope) => isEnough(scope, requirement))
      if (requirement?.mode !== 'all' || requirement.scopes.length === 1)
        assert.ok(enough.length > 0, 'no scope is enough')
      // Of a route that needs no scope, a few stand for all.
      for (const scope of [...(requirement ? enough : enough.slice(0, 2)), wildcard])
        expectLetIn(await send(route, { key: keys.get(scope)! }), scope)
      if (isPublic(route)) expectLetIn(await send(route, {}), 'nobody')
    })
})

describe("a buyer's credential", () => {
  for (const route of routes.filter(takesBuyers)) {
    const names = [...route.path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]!)
    const own: Record<string, () => string> = {
      order_id: () => buyer.orderId,
      checkout_session_id: () => buyer.checkoutSessionId,
    }

    it(`${route.operationId}: reaches the buyer's own, and nothing of others`, async () => {
      const place = placeOf(route, (name) => own[name]?.() ?? 'no_such_id')
      expectLetIn(await send(route, { headers: buyer.headers }, place), 'their own')
      for (const name of names.filter((each) => each in own))
        for (const sandbox of [ours, other]) {
          const foreign = placeOf(route, (each) =>
            each === name ? sandbox.ids[name]! : (own[each]?.() ?? 'no_such_id'),
          )
          const answer = await send(route, { headers: buyer.headers }, foreign)
          expectCode(answer, 403, 'CHECKOUT_SESSION_SCOPE_MISMATCH', `${name} of ${sandbox.name}`)
        }
    })
  }
})

/** They are about the merchant, whichever of its keys asks. */
const namesDefaultSandbox = new Set(['getOnboardingState', 'advanceOnboarding'])

describe('a key of another sandbox', () => {
  // What anybody may see who has its address is seen with any key.
  for (const route of routes.filter((one) => takesKeys(one) && !one.environmentOf))
    it(`${route.operationId}: finds nothing of this one`, async () => {
      const names = [...route.path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]!)
      const place = placeOf(route, (name) => {
        const id = ours.ids[name] ?? ours.merchantIds[name]
        assert.ok(id, `support/a-full-sandbox.ts makes no ${name} yet`)
        return id
      })
      // What a merchant's sandboxes share is foreign to another merchant only.
      const isShared = names.some((name) => name in ours.merchantIds)
      const key = isShared ? strangersKey : other.key
      const { status, error, text } = await send(route, { key }, place)
      // Sandboxes themselves are managed with a live key; a test key is told so, whichever sandbox it names.
      const isTold = status === 404 || (status === 403 && error.code.startsWith('SANDBOX_'))
      if (names.length > 0) assert.ok(isTold, `${status} ${text}`)
      // The log of a key's own calls holds what it sent.
      if (route.path.startsWith('/v1/developer/request-logs')) return
      const shown = text.replaceAll(/"(message|request_log_url|param)":"[^"]*"/g, '')
      for (const [name, id] of Object.entries(ours.ids))
        if (id.includes('_') && !(name === 'sandbox_id' && namesDefaultSandbox.has(route.operationId)))
          assert.ok(!shown.includes(id), `the answer holds the other sandbox's ${name}`)
    })
})

describe('after all of these', () => {
  it('nothing failed on the way', () => assert.deepEqual(server.logLines, []))
})
