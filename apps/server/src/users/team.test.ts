import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type AddedUser, addUser, dashboardHeaders } from '../../../../test/support/add-user.ts'
import { environmentOf } from '../../../../test/support/add-key.ts'
import { startTestServer } from '../../../../test/support/server.ts'
import type { TeamRole } from '../platform/context.ts'
import { createMerchant } from '../merchants/create-merchant.ts'
import { compose } from '../platform/db/statement.ts'
import { cookieIn, lettersTo } from './people.fixture.ts'

const server = await startTestServer()
const { services } = server
const dayMs = 86_400_000
const said = ({ status, error }: { status: number; error: any }) => [status, error?.code]

/** A merchant of its own, with one person of each role. */
const aTeam = async () => {
  const { merchant, writes } = createMerchant(services, { businessName: 'Lamps & Co' })
  await services.db.run(compose(writes))
  const { merchantId, liveEnvironmentId } = merchant
  const add = (role: TeamRole) => addUser(services, { [merchantId]: role })
  const people = {
    owner: await add('owner'),
    admin: await add('admin'),
    operator: await add('operator'),
    viewer: await add('viewer'),
  }
  const as = (person: AddedUser) => (method: string, path: string, body?: unknown) =>
    server.call(method, `/v1/dashboard/team${path}`, {
      key: null,
      body,
      headers: person.headers(liveEnvironmentId),
    })
  return { ...people, merchantId, liveEnvironmentId, as }
}

const tokenIn = (letter: string | undefined) => /#token=(\S+)/.exec(letter ?? '')?.[1] ?? 'none'
const accept = (body: object, headers: Record<string, string> = {}) =>
  server.call('POST', '/v1/dashboard/team/invitations/accept', { key: null, body, headers })
const newcomer = { first_name: 'Grace', last_name: 'Hopper', password: 'a moth in the relay' }
let addresses = 0
const anAddress = () => `grace${++addresses}@shop.example`

describe('GET /v1/dashboard/team', () => {
  it('200: for everybody in it; who was invited stands beside', async () => {
    const { owner, viewer, as } = await aTeam()
    await as(owner)('POST', '/invitations', { email: anAddress(), role: 'viewer' })
    const { status, data } = await as(viewer)('GET', '')
    assert.equal(status, 200)
    assert.deepEqual(
      data.members.map((each: any) => each.role),
      ['owner', 'admin', 'operator', 'viewer'],
    )
    assert.equal(data.invitations.length, 1)
    assert.doesNotMatch(JSON.stringify(data), /flint_invite_/)
  })

  it('400 ENVIRONMENT_REQUIRED: without saying whose team', async () => {
    const { owner } = await aTeam()
    const headers = dashboardHeaders(owner.token, null)
    assert.deepEqual(said(await server.call('GET', '/v1/dashboard/team', { key: null, headers })), [
      400,
      'ENVIRONMENT_REQUIRED',
    ])
  })

  it('403 ENVIRONMENT_SELECTION_FORBIDDEN: of another merchant, or of none', async () => {
    const [{ owner }, other] = [await aTeam(), await aTeam()]
    for (const environmentId of [other.liveEnvironmentId, 'menv_none', 'platform'])
      assert.deepEqual(
        said(
          await server.call('GET', '/v1/dashboard/team', {
            key: null,
            headers: owner.headers(environmentId),
          }),
        ),
        [403, 'ENVIRONMENT_SELECTION_FORBIDDEN'],
      )
  })
})

describe('POST /v1/dashboard/team/invitations', () => {
  it('201: mails a link; a new one takes the place of the last', async () => {
    const { admin, as } = await aTeam()
    const email = anAddress()
    assert.equal((await as(admin)('POST', '/invitations', { email, role: 'viewer' })).status, 201)
    const first = tokenIn((await lettersTo(server, email))[0])
    server.clock.advance(1000)
    await as(admin)('POST', '/invitations', { email, role: 'operator' })
    const [letter] = await lettersTo(server, email)
    assert.match(letter!, /Ada Lovelace invites you to work for Lamps & Co/)
    assert.equal((await accept({ invitation_token: first, ...newcomer })).error.code, 'INVALID_VERIFICATION')
    const { status, data } = await accept({ invitation_token: tokenIn(letter), ...newcomer })
    assert.deepEqual([status, data.merchants[0].role], [200, 'operator'])
  })

  it('403 AUTHORIZATION_FAILED: by an operator or a viewer; of an owner by an admin', async () => {
    const { admin, operator, viewer, as } = await aTeam()
    for (const [person, role] of [
      [operator, 'viewer'],
      [viewer, 'viewer'],
      [admin, 'owner'],
    ] as const)
      assert.deepEqual(said(await as(person)('POST', '/invitations', { email: anAddress(), role })), [
        403,
        'AUTHORIZATION_FAILED',
      ])
  })

  it('400 INVALID_ROLE; 409 for somebody who is in the team', async () => {
    const { owner, viewer, as } = await aTeam()
    const invite = (email: string, role: string) => as(owner)('POST', '/invitations', { email, role })
    assert.deepEqual(said(await invite(anAddress(), 'boss')), [400, 'INVALID_ROLE'])
    assert.deepEqual(said(await invite(viewer.email, 'admin')), [409, 'FIELD_NOT_UPDATABLE'])
  })
})

describe('the same address, invited over and over', () => {
  it('429 RATE_LIMIT_EXCEEDED: a merchant cannot flood a stranger with mail', async () => {
    const limited = await startTestServer({ FLINT_RATE_LIMIT_SETUP_PER_HOUR: '3' })
    const { merchantId, sandboxId } = limited.seeded
    const environmentId = await environmentOf(limited.services, sandboxId)
    const headers = (await addUser(limited.services, { [merchantId]: 'owner' })).headers(environmentId)
    const body = { email: 'stranger@shop.example', role: 'viewer' }
    const invite = () => limited.call('POST', '/v1/dashboard/team/invitations', { key: null, headers, body })
    for (let turn = 0; turn < 3; turn++) assert.equal((await invite()).status, 201)
    assert.equal((await invite()).status, 429)
  })
})

describe('DELETE /v1/dashboard/team/invitations/{invitation_id}', () => {
  it('200: its link opens nothing any more; then 404', async () => {
    const { owner, as } = await aTeam()
    const email = anAddress()
    const { data } = await as(owner)('POST', '/invitations', { email, role: 'viewer' })
    const token = tokenIn((await lettersTo(server, email))[0])
    const place = `/invitations/${data.invitation_id}`
    assert.equal((await as(owner)('DELETE', place)).status, 200)
    assert.equal((await accept({ invitation_token: token, ...newcomer })).status, 400)
    assert.deepEqual(said(await as(owner)('DELETE', place)), [404, 'RESOURCE_NOT_FOUND'])
  })

  it('403 AUTHORIZATION_FAILED: by a viewer; 404 in another team', async () => {
    const [{ owner, viewer, as }, other] = [await aTeam(), await aTeam()]
    const { data } = await as(owner)('POST', '/invitations', { email: anAddress(), role: 'viewer' })
    const place = `/invitations/${data.invitation_id}`
    assert.deepEqual(said(await as(viewer)('DELETE', place)), [403, 'AUTHORIZATION_FAILED'])
    assert.deepEqual(said(await other.as(other.owner)('DELETE', place)), [404, 'RESOURCE_NOT_FOUND'])
  })
})

describe('POST /v1/dashboard/team/invitations/accept', () => {
  const invited = async (email = anAddress()) => {
    const team = await aTeam()
    await team.as(team.owner)('POST', '/invitations', { email, role: 'admin' })
    return { ...team, email, token: tokenIn((await lettersTo(server, email))[0]) }
  }

  it('200: somebody new has an account from then on, once', async () => {
    const { token, email } = await invited()
    const { status, data } = await accept({ invitation_token: token, ...newcomer })
    assert.deepEqual([status, data.user.email, data.user.first_name], [200, email, 'Grace'])
    const again = await accept({ invitation_token: token, ...newcomer })
    assert.deepEqual(said(again), [400, 'INVALID_VERIFICATION'])
    const body = { email, password: newcomer.password }
    assert.equal((await server.call('POST', '/v1/dashboard/sign-in', { key: null, body })).status, 200)
  })

  it('200: somebody known, when they are signed in', async () => {
    const person = await addUser(services, {})
    const { token, merchantId } = await invited(person.email)
    const answer = await accept({ invitation_token: token }, person.headers(null))
    assert.deepEqual(
      [answer.status, answer.data.user.user_id, answer.data.merchants[0].merchant_id],
      [200, person.userId, merchantId],
    )
    assert.notEqual(cookieIn(answer), '')
  })

  it('401 AUTHENTICATION_FAILED: somebody known without their password, or as somebody else', async () => {
    const person = await addUser(services, {})
    const other = await addUser(services, {})
    const { token } = await invited(person.email)
    for (const answer of [
      await accept({ invitation_token: token }),
      await accept({ invitation_token: token, ...newcomer }),
      await accept({ invitation_token: token }, other.headers(null)),
    ])
      assert.deepEqual(said(answer), [401, 'AUTHENTICATION_FAILED'])
  })

  it('400: a new person without names or a good password; after seven days', async () => {
    const { token } = await invited()
    const cases: [object, string][] = [
      [{ password: undefined }, 'FIELD_REQUIRED'],
      [{ password: 'short' }, 'INVALID_REQUEST'],
      [{ password: 'password123' }, 'INVALID_REQUEST'],
      [{ first_name: undefined }, 'FIRST_NAME_REQUIRED'],
      [{ last_name: ' ' }, 'LAST_NAME_REQUIRED'],
    ]
    for (const [change, code] of cases)
      assert.deepEqual(said(await accept({ invitation_token: token, ...newcomer, ...change })), [400, code])
    server.clock.advance(7 * dayMs)
    assert.equal((await accept({ invitation_token: token, ...newcomer })).error.code, 'INVALID_VERIFICATION')
  })
})

describe('PATCH /v1/dashboard/team/{user_id}', () => {
  it('200: ends what they set up by API for this merchant, and nothing of what they do for another', async () => {
    const [here, there] = [await aTeam(), await aTeam()]
    const { userId } = here.viewer
    for (const { merchantId } of [here, there])
      await services.db.query(
        `INSERT INTO onboarding_sessions (token_digest, user_id, merchant_id, expires_at) VALUES ($1, $2, $3, $4)`,
        [services.ids.randomBytes(32), userId, merchantId, new Date(server.clock.nowMs() + dayMs)],
      )
    assert.equal((await here.as(here.owner)('PATCH', `/${userId}`, { role: 'operator' })).status, 200)
    const { rows } = await services.db.query(
      'SELECT merchant_id FROM onboarding_sessions WHERE user_id = $1',
      [userId],
    )
    assert.deepEqual(rows, [{ merchant_id: there.merchantId }])
  })

  it('200: what they may do follows at once', async () => {
    const { owner, viewer, liveEnvironmentId, as } = await aTeam()
    const asViewer = (body: object) =>
      server.call('PATCH', '/v1/settings', { key: null, body, headers: viewer.headers(liveEnvironmentId) })
    const change = { receipts: { footer_text: 'Thanks' } }
    assert.deepEqual(said(await asViewer(change)), [403, 'INSUFFICIENT_SCOPE'])
    const { status, data } = await as(owner)('PATCH', `/${viewer.userId}`, { role: 'admin' })
    assert.deepEqual([status, data.role], [200, 'admin'])
    assert.equal((await asViewer(change)).status, 200)
  })

  it('403 AUTHORIZATION_FAILED: by a viewer, of themselves too; an owner by an admin', async () => {
    const { owner, admin, viewer, as } = await aTeam()
    for (const answer of [
      await as(viewer)('PATCH', `/${viewer.userId}`, { role: 'admin' }),
      await as(viewer)('PATCH', `/${admin.userId}`, { role: 'viewer' }),
      await as(admin)('PATCH', `/${owner.userId}`, { role: 'viewer' }),
      await as(admin)('PATCH', `/${viewer.userId}`, { role: 'owner' }),
    ])
      assert.deepEqual(said(answer), [403, 'AUTHORIZATION_FAILED'])
  })

  it('409 FIELD_NOT_UPDATABLE: the last owner stays one, also of two who step down at once', async () => {
    const { owner, admin, as } = await aTeam()
    const demote = (person: AddedUser) => as(person)('PATCH', `/${person.userId}`, { role: 'viewer' })
    assert.deepEqual(said(await demote(owner)), [409, 'FIELD_NOT_UPDATABLE'])
    await as(owner)('PATCH', `/${admin.userId}`, { role: 'owner' })
    const answers = await Promise.all([demote(owner), demote(admin)])
    assert.deepEqual(answers.map(({ status }) => status).toSorted(), [200, 409])
  })

  it('404 RESOURCE_NOT_FOUND: nobody, or somebody of another team', async () => {
    const [{ owner, as }, other] = [await aTeam(), await aTeam()]
    for (const userId of ['usr_none', other.viewer.userId])
      assert.deepEqual(said(await as(owner)('PATCH', `/${userId}`, { role: 'admin' })), [
        404,
        'RESOURCE_NOT_FOUND',
      ])
  })
})

describe('DELETE /v1/dashboard/team/{user_id}', () => {
  it('200: reaches nothing of the merchant any more, at once', async () => {
    const { owner, operator, liveEnvironmentId, as } = await aTeam()
    const list = () =>
      server.call('GET', '/v1/orders', { key: null, headers: operator.headers(liveEnvironmentId) })
    assert.equal((await list()).status, 200)
    const { status, data } = await as(owner)('DELETE', `/${operator.userId}`)
    assert.deepEqual([status, data.status], [200, 'revoked'])
    assert.deepEqual(said(await list()), [403, 'ENVIRONMENT_SELECTION_FORBIDDEN'])
  })

  it('200: anybody may leave; whom they invited stays out', async () => {
    const { owner, admin, viewer, as } = await aTeam()
    assert.equal((await as(viewer)('DELETE', `/${viewer.userId}`)).status, 200)
    const email = anAddress()
    await as(admin)('POST', '/invitations', { email, role: 'admin' })
    const token = tokenIn((await lettersTo(server, email))[0])
    assert.equal((await as(owner)('DELETE', `/${admin.userId}`)).status, 200)
    assert.equal((await accept({ invitation_token: token, ...newcomer })).status, 400)
  })

  it('409 FIELD_NOT_UPDATABLE: not the last owner', async () => {
    const { owner, as } = await aTeam()
    assert.deepEqual(said(await as(owner)('DELETE', `/${owner.userId}`)), [409, 'FIELD_NOT_UPDATABLE'])
  })

  it('403 AUTHORIZATION_FAILED, 404 RESOURCE_NOT_FOUND', async () => {
    const { owner, admin, viewer, as } = await aTeam()
    assert.deepEqual(said(await as(viewer)('DELETE', `/${admin.userId}`)), [403, 'AUTHORIZATION_FAILED'])
    assert.deepEqual(said(await as(admin)('DELETE', `/${owner.userId}`)), [403, 'AUTHORIZATION_FAILED'])
    assert.deepEqual(said(await as(owner)('DELETE', '/usr_none')), [404, 'RESOURCE_NOT_FOUND'])
  })
})
