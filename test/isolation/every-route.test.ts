import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { routes } from '../../apps/server/src/app.ts'
import type { Route } from '../../apps/server/src/platform/http/route.ts'
import { aConsumer } from '../../apps/server/src/webhooks/a-consumer.fixture.ts'
import type { ApiAnswer } from '../support/api.ts'
import { freshKey } from '../support/money-calls.ts'
import { environmentOf } from '../support/add-key.ts'
import { aFullLive, liveEnvironmentOf } from '../support/a-full-live.ts'
import { addMerchant } from '../support/add-merchant.ts'
import { bodyFor } from '../support/route-body.ts'
import { takesKeys } from '../support/route-callers.ts'
import { startTestServer } from '../support/server.ts'
import { type FullSandbox, aFullSandbox } from '../support/a-full-sandbox.ts'

/*
 * Every route, as the route table declares it, with the ids of another plane wherever an id can stand: the answer is the one
 * that an id of nothing gets, and the other plane is as it was. The planes are live mode and each sandbox; each looks at each
 * other. A new route is covered by being there. Source: contract, flint-platform 3.1 rule 4, 28 row 27 and 29 check 7.
 */
const server = await startTestServer()
const consumer = await aConsumer()
const planes = {} as Record<'first' | 'second' | 'live', FullSandbox>
let strangersKey: string

before(async () => {
  planes.first = await aFullSandbox(server, server.sandboxKey, 'of-the-first', consumer.url)
  const { key } = await server.anotherSandbox()
  strangersKey = (await addMerchant(server.services)).liveKey
  planes.second = await aFullSandbox(server, key, 'of-the-second', consumer.url)
  planes.live = await aFullLive(server, 'of-live', consumer.url)
})

/** Who looks, and at whose things. Put in place before the tests of one view, which run one after the other. */
let theirs: FullSandbox
let ours: FullSandbox
let isLiveConcerned: boolean
const views = [
  { title: 'a sandbox looks at another sandbox', whose: 'first', who: 'second' },
  { title: 'a sandbox looks at live mode', whose: 'live', who: 'second' },
  { title: 'live mode looks at a sandbox', whose: 'first', who: 'live' },
] as const

/** A digest of all rows of one sandbox, by table: any change shows, not only a missing row. */
const contentsOf = async (plane: FullSandbox): Promise<Record<string, string>> => {
  const { db } = server.services
  const environmentId =
    plane.key === server.liveKey
      ? await liveEnvironmentOf(server, server.seeded.merchantId)
      : await environmentOf(server.services, plane.ids['sandbox_id']!)
  const { rows: tables } = await db.query(
    `SELECT table_name AS name FROM information_schema.columns
     WHERE table_schema = 'public' AND column_name = 'environment_id'
       AND table_name NOT IN
         ('request_logs', 'request_log_blocks', 'call_counts', 'counters', 'environments', 'api_keys')`,
  )
  const contents: Record<string, string> = {}
  for (const { name } of tables) {
    const { rows } = await db.query(
      `SELECT md5(coalesce(string_agg(t::text, E'\\n' ORDER BY t::text), '')) AS digest FROM "${name}" t
       WHERE environment_id = $1`,
      [environmentId],
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

/** What needs no key is about the one thing that its path names, and answers anybody alike. */
const isAsked = (route: Route): boolean => takesKeys(route) && !route.environmentOf

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
  if (name !== 'api_key_id') return isLiveConcerned ? [ours.key] : [ours.key, server.liveKey]
  return ours.key === server.liveKey ? [strangersKey] : [ours.key, strangersKey]
}

const expectNothingOf = (text: string, sandbox: FullSandbox, sent: string) => {
  for (const [name, id] of Object.entries(sandbox.ids))
    assert.ok(id === sent || !text.includes(id), `the answer holds the other sandbox's ${name}`)
}

for (const [index, { title, whose, who }] of views.entries())
  describe(title, () => {
    let atFirst: Record<string, string>
    before(async () => {
      theirs = planes[whose]
      ours = planes[who]
      isLiveConcerned = [whose, who].includes('live' as never)
      atFirst = await contentsOf(theirs)
    })
    for (const route of routes.filter(isAsked)) lookThrough(route, index === 0)
    it('and leaves them as they were', async () => assert.deepEqual(await contentsOf(theirs), atFirst))
  })

describe('after all of these', () => {
  it('nothing failed on the way', () => assert.deepEqual(server.logLines, []))
})

function lookThrough(route: Route, isFirstView: boolean) {
  // A sandbox and a merchant are the same thing to all planes of a merchant: seen by strangers, once.
  const isShared = (name: string) => name === 'sandbox_id' || name === 'merchant_id'
  const parameters = parametersOf(route.path).filter((name) => isFirstView || !isShared(name))

  for (const name of parameters)
    describe(`${route.method} ${route.path}`, () => {
      it(`404: {${name}} of the other plane, as for one that nothing has`, async () => {
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
      it(`the body's ${place.join('.')} of the other plane, as one that nothing has`, async () => {
        const name = place.findLast((step) => step !== '0')!.replace(/_ids$/, '_id')
        const foreign = theirs.ids[aliases[name] ?? name]
        // Of customers, catalog items and the like there are none yet.
        if (foreign === undefined || isShared(name)) return
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

      it('has nothing of the other plane, whatever is asked for', async () => {
        const filters = Object.keys(route.query?.properties ?? {}).filter(
          (name) => /_id$|^query$/.test(name) && !['request_id'].includes(name),
        )
        const questions = ['', ...filters.flatMap((name) => foreignValues(name).map((v) => `?${name}=${v}`))]
        for (const question of questions) {
          // Sandboxes are listed for live keys only, and a live key also lists the keys of its merchant's sandboxes.
          const isOfMerchant =
            route.operationId === 'listDeveloperSandboxes' ||
            (route.operationId === 'listAPIKeys' && ours.key === server.liveKey)
          const key = isOfMerchant ? strangersKey : ours.key
          const { status, json } = await server.call('GET', `${ownPlace()}${question}`, { key })
          assert.equal(status, 200, JSON.stringify(json))
          expectNothingOf(JSON.stringify(json.data), theirs, '')
          if (question !== '') assert.deepEqual(json.data, [], question)
        }
      })
    })
}

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
