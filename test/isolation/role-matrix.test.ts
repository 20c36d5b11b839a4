import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { routes } from '../../apps/server/src/app.ts'
import { hasScope } from '../../apps/server/src/platform/auth/scopes.ts'
import { type TeamRole, teamRoles } from '../../apps/server/src/platform/context.ts'
import { neededBy } from '../../apps/server/src/platform/http/needed-credential.ts'
import type { Route } from '../../apps/server/src/platform/http/route.ts'
import { scopesOfRole } from '../../apps/server/src/users/index.ts'
import { type AddedUser, addUser } from '../support/add-user.ts'
import { environmentOf } from '../support/add-key.ts'
import { addMerchant } from '../support/add-merchant.ts'
import { type QuickAnswer, inProcess } from '../support/many-calls.ts'
import { freshKey } from '../support/money-calls.ts'
import { bodyFor } from '../support/route-body.ts'
import { takesPeople } from '../support/route-callers.ts'
import { startTestServer } from '../support/server.ts'

/*
 * Every route, as the route table declares it, by a person of each role, and by people whom it is not for. A new route is
 * covered by being there.
 */
const server = await startTestServer()
const call = inProcess(server.app)
const people = {} as Record<TeamRole, AddedUser>
let stranger: AddedUser
let reviewer: AddedUser
let environmentId: string

before(async () => {
  const { merchantId, sandboxId } = server.seeded
  environmentId = await environmentOf(server.services, sandboxId)
  for (const role of teamRoles) people[role] = await addUser(server.services, { [merchantId]: role })
  const other = await addMerchant(server.services)
  stranger = await addUser(server.services, { [other.merchantId]: 'owner' })
  reviewer = await addUser(server.services, {}, { isOperator: true })
})

const send = (route: Route, headers: Record<string, string>): Promise<QuickAnswer> =>
  call(route.method, route.path.replace(/\{\w+\}/g, 'no_such_id'), {
    ...(route.body ? { body: JSON.stringify(bodyFor(route)) } : {}),
    headers: {
      ...headers,
      ...(route.idempotency === 'none' ? {} : { 'Idempotency-Key': freshKey('roles') }),
    },
  })

const expectCode = ({ status, error, text }: QuickAnswer, wanted: number, code: string, about: string) =>
  assert.deepEqual([status, error?.code], [wanted, code], `${about}: ${text}`)
const isClosed = ({ status, error }: QuickAnswer): boolean =>
  status === 401 ||
  ['INSUFFICIENT_SCOPE', 'AUTHORIZATION_FAILED', 'ENVIRONMENT_SELECTION_FORBIDDEN'].includes(error?.code)

/** A read of what the dashboard shows; a stream that begins does not end in process. */
const called = routes.filter((route) => takesPeople(route) && !route.stream)

describe('a person', () => {
  for (const route of called)
    it(`${route.operationId}: does what their role may do`, async () => {
      for (const role of teamRoles) {
        const answer = await send(route, people[role].headers(environmentId))
        const may = !route.scope || hasScope(scopesOfRole(role, 'test'), route.scope)
        if (may) assert.ok(!isClosed(answer) && answer.status < 500, `${role}: ${answer.text}`)
        else expectCode(answer, 403, 'INSUFFICIENT_SCOPE', role)
      }
    })

  for (const route of called)
    it(`${route.operationId}: nothing at another merchant, without an environment, or by the cookie alone`, async () => {
      const forbidden = 'ENVIRONMENT_SELECTION_FORBIDDEN'
      expectCode(await send(route, stranger.headers(environmentId)), 403, forbidden, 'a stranger')
      expectCode(await send(route, reviewer.headers(environmentId)), 403, forbidden, 'a reviewer')
      expectCode(await send(route, people.owner.headers('menv_none')), 403, forbidden, 'no environment')
      if (route.callers.includes('public')) return
      expectCode(await send(route, people.owner.headers(null)), 400, 'ENVIRONMENT_REQUIRED', 'none named')
      const { Cookie } = people.owner.headers(null)
      expectCode(await send(route, { Cookie: Cookie! }), 401, neededBy(route).code, 'a cookie alone')
    })
})

describe('what roles may do', () => {
  const written = called.filter(({ scope }) => scope?.endsWith('.write'))
  const open = (role: TeamRole) =>
    written.filter(({ scope }) => hasScope(scopesOfRole(role, 'live'), scope!)).map((route) => route.scope)

  it('an owner and an admin everything, a viewer no write', () => {
    assert.equal(open('owner').length, written.length)
    assert.equal(open('admin').length, written.length)
    assert.deepEqual(open('viewer'), [])
  })

  it('an operator all but access, the merchant itself, settings and where money goes', () => {
    const closed = new Set(written.map(({ scope }) => scope!))
    for (const scope of open('operator')) closed.delete(scope!)
    for (const scope of closed)
      assert.match(scope, /^(accounts\.api_keys|developer\.sandboxes|merchants\.|settings|money_movement)/)
    assert.ok(closed.has('accounts.api_keys.write') && closed.has('settings.write'))
    assert.ok(open('operator').includes('commerce.refunds.write'))
  })
})

describe('routes for reviewers', () => {
  for (const route of routes.filter(({ callers }) => callers.includes('operator')))
    it(`${route.operationId}: for nobody else, whatever their role at a merchant`, async () => {
      expectCode(await send(route, people.owner.headers(null)), 403, 'AUTHORIZATION_FAILED', 'an owner')
      const answer = await send(route, reviewer.headers(null))
      assert.ok(!isClosed(answer) && answer.status < 500, answer.text)
    })
})

describe('after all of these', () => {
  it('nothing failed on the way', () => assert.deepEqual(server.logLines, []))
})
