import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { routes } from '../../apps/server/src/app.ts'
import type { Route } from '../../apps/server/src/platform/http/route.ts'
import { aConsumer } from '../../apps/server/src/webhooks/a-consumer.fixture.ts'
import type { ApiAnswer } from '../support/api.ts'
import { freshKey, usd } from '../support/money-calls.ts'
import { addMerchant } from '../support/add-merchant.ts'
import { bodyFor } from '../support/route-body.ts'
import { startTestServer } from '../support/server.ts'
import { type FullSandbox, aFullSandbox } from '../support/a-full-sandbox.ts'

/*
 * Every route, as the route table declares it, with the ids of another sandbox wherever an id can stand: the answer is
 * the one that an id of nothing gets, and the other sandbox is as it was. A new route is covered by being there.
 * Source: contract, flint-platform 28 row 27 and 29 check 7.
 */
const server = await startTestServer()
const consumer = await aConsumer()
let theirs: FullSandbox
let ours: FullSandbox
let strangersKey: string
let atFirst: Record<string, string>

before(async () => {
  theirs = await aFullSandbox(server, server.sandboxKey, 'of-the-first', consumer.url)
  const { key } = await server.anotherSandbox()
  strangersKey = (await addMerchant(server.services)).liveKey
  ours = await aFullSandbox(server, key, 'of-the-second', consumer.url)
  atFirst = await contentsOf(server.seeded.sandboxId)
})

/** A digest of all rows of one sandbox, by table: any change shows, not only a missing row. */
const contentsOf = async (sandboxId: string): Promise<Record<string, string>> => {
  const { db } = server.services
  const { rows: tables } = await db.query(
    `SELECT table_name AS name FROM information_schema.columns
     WHERE table_schema = 'public' AND column_name = 'environment_id'
       AND table_name NOT IN ('request_logs', 'request_log_blocks', 'counters', 'environments', 'api_keys')`,
  )
  const contents: Record<string, string> = {}
  for (const { name } of tables) {
    const { rows } = await db.query(
      `SELECT md5(coalesce(string_agg(t::text, E'\\n' ORDER BY t::text), '')) AS digest FROM "${name}" t
       WHERE environment_id = (SELECT environment_id FROM environments WHERE sandbox_id = $1)`,
      [sandboxId],
    )
    contents[name] = rows[0].digest
  }
  return contents
}

/** An id like the one given that nothing has: same prefix, same length. */
const likeButNothing = (id: string): string => {
  const at = id.lastIndexOf('_') + 1
  return at === 0 ? `${id}-nothing` : id.slice(0, at) + server.services.ids.newId('x').slice(2)
}

/** What the caller learns: everything but the id that was sent and what differs between any two calls. */
const told = ({ status, json }: ApiAnswer, sent: string) => {
  const text = JSON.stringify({ status, error: json?.error, data: json?.data }, (name, value) =>
    /^(request_log_url|url|checkout_auth_token|order_number)$|_id$|_at$/.test(name) ? '' : value,
  )
  return JSON.parse(text.replaceAll(sent, '<sent>'))
}

const parametersOf = (path: string) => [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]!)

const idOf = (sandbox: FullSandbox, name: string, route: Route): string => {
  const id = sandbox.ids[name] ?? sandbox.merchantIds[name]
  assert.ok(id, `${route.operationId} has {${name}}, of which support/a-full-sandbox.ts makes none yet`)
  return id
}

const placeOf = (route: Route, idFor: (name: string) => string) =>
  route.path.replace(/\{(\w+)\}/g, (_, name: string) => idFor(name))

type Sending = { path: string; body?: unknown; key: string }

const send = (route: Route, { path, body, key }: Sending) =>
  server.call(route.method, path, {
    key,
    ...(body === undefined ? {} : { body }),
    ...(route.idempotency === 'none' ? {} : { idempotencyKey: freshKey('isolation') }),
  })

/**
 * Whose keys find nothing there. A merchant's live key reaches the keys and sandboxes of the merchant, every key the merchant
 * itself, and a test key is told that it manages no sandboxes, whichever one it names: to these, other merchants are
 * strangers. Source: contract, flint-platform 9.2, 11 and 13.
 */
const strangersTo = (name: string): string[] => {
  if (name === 'sandbox_id' || name in theirs.merchantIds) return [strangersKey]
  return [ours.key, name === 'api_key_id' ? strangersKey : server.liveKey]
}

const expectNothingOf = (text: string, sandbox: FullSandbox, sent: string) => {
  for (const [name, id] of Object.entries(sandbox.ids))
    assert.ok(id === sent || !text.includes(id), `the answer holds the other sandbox's ${name}`)
}

for (const route of routes) {
  const parameters = parametersOf(route.path)

  for (const name of parameters)
    describe(`${route.method} ${route.path}`, () => {
      it(`404: {${name}} of another sandbox, as for one that nothing has`, async () => {
        for (const key of strangersTo(name)) {
          const foreign = idOf(theirs, name, route)
          const nothing = likeButNothing(foreign)
          // What stands before it in the path is the caller's own, so that only this one is foreign.
          const at = (id: string) =>
            placeOf(route, (other) => (other === name ? id : idOf(ours, other, route)))
          const allForeign = placeOf(route, (other) => idOf(theirs, other, route))
          const body = bodyFor(route)
          const refused = await send(route, { path: at(foreign), body, key })
          assert.equal(refused.status, 404, JSON.stringify(refused.json))
          assert.deepEqual(
            told(refused, foreign),
            told(await send(route, { path: at(nothing), body, key }), nothing),
          )
          const wholly = await send(route, { path: allForeign, body, key })
          assert.equal(wholly.status, 404, JSON.stringify(wholly.json))
          expectNothingOf(JSON.stringify(refused.json), theirs, foreign)
        }
      })
    })

  for (const place of route.body ? idPlaces(route.body) : [])
    describe(`${route.method} ${route.path}`, () => {
      it(`the body's ${place.join('.')} of another sandbox, as one that nothing has`, async () => {
        const name = place.findLast((step) => step !== '0')!.replace(/_ids$/, '_id')
        const foreign = theirs.ids[aliases[name] ?? name]
        // Of customers, catalog items and the like there are none yet.
        if (foreign === undefined) return
        const nothing = likeButNothing(foreign)
        const path = placeOf(route, (other) => idOf(ours, other, route))
        const withId = (id: string) => bodyWith(route, place, id)
        const refused = await send(route, { path, body: withId(foreign), key: ours.key })
        expectNothingOf(JSON.stringify(refused.json), theirs, foreign)
        if (notLookedUp.has(`${route.operationId} ${name}`)) return
        assert.ok(refused.status >= 400, JSON.stringify(refused.json))
        assert.deepEqual(
          told(refused, foreign),
          told(await send(route, { path, body: withId(nothing), key: ours.key }), nothing),
        )
      })
    })

  // A caller's own calls show what it asked for, the ids of others included.
  if (route.isList && route.operationId !== 'listCurrentAPIKeyRequestLogs')
    describe(`${route.method} ${route.path}`, () => {
      const ownPlace = () => placeOf(route, (name) => idOf(ours, name, route))

      it('has nothing of another sandbox, whatever is asked for', async () => {
        const filters = Object.keys(route.query?.properties ?? {}).filter(
          (name) => /_id$|^query$/.test(name) && !['request_id'].includes(name),
        )
        const questions = ['', ...filters.flatMap((name) => foreignValues(name).map((v) => `?${name}=${v}`))]
        for (const question of questions) {
          // Sandboxes are listed for live keys only.
          const key = route.operationId === 'listDeveloperSandboxes' ? strangersKey : ours.key
          const { status, json } = await server.call('GET', `${ownPlace()}${question}`, { key })
          assert.equal(status, 200, JSON.stringify(json))
          expectNothingOf(JSON.stringify(json.data), theirs, '')
          if (question !== '') assert.deepEqual(json.data, [], question)
        }
      })
    })
}

describe('an idempotency key', () => {
  it('that another sandbox has used is free', async () => {
    const idempotencyKey = freshKey('shared')
    const body = { line_items: [{ name: 'A', unit_price_money: usd(100) }] }
    const [first, other] = [
      await server.call('POST', '/v1/orders', { body, idempotencyKey, key: ours.key }),
      await server.call('POST', '/v1/orders', { body, idempotencyKey, key: server.liveKey }),
    ]
    assert.deepEqual([first.status, other.status], [201, 201])
    assert.equal(other.headers.get('idempotency-replayed'), null)
    assert.notEqual(first.data.order_id, other.data.order_id)
  })
})

describe("a buyer's credential", () => {
  it("reaches nothing but its own order, in its own sandbox or another's", async () => {
    const { data } = await server.call('POST', '/v1/checkout-sessions', {
      key: ours.key,
      body: { quick_pay_item: { name: 'One', amount_money: usd(1000) } },
    })
    const headers = {
      'X-Checkout-Session-Id': data.checkout_session_id,
      'X-Checkout-Session-Secret': data.checkout_access.checkout_auth_token,
    }
    const read = (path: string) => server.call('GET', path, { key: null, headers })
    assert.equal((await read(`/v1/orders/${data.order_id}`)).status, 200)
    for (const sandbox of [ours, theirs])
      for (const path of [
        `/v1/orders/${sandbox.ids['order_id']}`,
        `/v1/checkout-sessions/${sandbox.ids['checkout_session_id']}`,
        `/v1/orders/${sandbox.ids['order_id']}/payment-attempts/${sandbox.ids['order_payment_attempt_id']}`,
        '/v1/orders',
        `/v1/refunds/${sandbox.ids['refund_id']}`,
      ]) {
        const { status, error } = await read(path)
        assert.deepEqual([status, error.code], [403, 'CHECKOUT_SESSION_SCOPE_MISMATCH'], path)
      }
  })
})

describe('after all of these', () => {
  it('the other sandbox is as it was', async () =>
    assert.deepEqual(await contentsOf(server.seeded.sandboxId), atFirst))
  it('nothing failed on the way', () => assert.deepEqual(server.logLines, []))
})

/** A leg that no attempt runs is canceled whatever attempt is named beside it. */
const notLookedUp = new Set([
  'cancelOrderPayment order_payment_attempt_id',
  'cancelOrderPayment payment_attempt_id',
])

/** Body fields that carry an id under another name. */
const aliases: Record<string, string> = {
  replace_checkout_session_id: 'checkout_session_id',
  payment_source_token: 'token',
  confirmation_token: 'token',
}

/** Places in a body where an id can stand: the names from the outside in, `0` in a list. */
function idPlaces(schema: any, place: string[] = []): string[][] {
  const choices = schema.anyOf ?? schema.oneOf ?? []
  const inside = [
    ...Object.entries(schema.properties ?? {}).flatMap(([name, field]) => idPlaces(field, [...place, name])),
    ...(schema.items ? idPlaces(schema.items, [...place, '0']) : []),
    ...choices.flatMap((choice: any) => idPlaces(choice, place)),
  ]
  const name = place.findLast((step) => step !== '0') ?? ''
  const isId = /_ids?$|token$/.test(name) && [schema.type].flat().includes('string')
  const places = isId && name !== 'external_reference_id' ? [...inside, place] : inside
  return [...new Map(places.map((one) => [one.join('.'), one])).values()]
}

/** The smallest body, what must stand beside the id included. */
function bodyWith(route: Route, place: readonly string[], id: string): unknown {
  const body = bodyFor(route)
  if (route.operationId === 'createRefund' && place[0] !== 'payment_intent_id')
    body.order_id = ours.ids['order_id']
  if (route.operationId === 'createCheckoutSession' && place[0] !== 'order_id')
    body.order_id = ours.ids['order_id']
  if (route.operationId === 'payOrder')
    body.action =
      place[0] === 'payment_intents'
        ? 'confirm_payment_intents'
        : place[0] === 'payment_source'
          ? 'pay'
          : 'resume'
  if (route.operationId === 'removeOrderDiscounts') return { order_discount_ids: [id] }
  let inside = body
  for (const [at, step] of place.entries()) {
    if (at === place.length - 1) inside[step] = id
    else inside = inside[step] ??= place[at + 1] === '0' ? [] : siblingsOf(place.slice(0, at + 1))
  }
  return body
}

const siblingsOf = (place: readonly string[]): Record<string, unknown> =>
  place.at(-2) === 'payment_intents' || place.at(-1) === '0' ? { token: 'tok_visa' } : {}

function foreignValues(name: string): string[] {
  if (name === 'query') return Object.values(theirs.ids)
  const known = theirs.ids[aliases[name] ?? name]
  return known ? [known] : []
}
