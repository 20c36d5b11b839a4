import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { addUser } from '../../../../test/support/add-user.ts'
import { startTestServer } from '../../../../test/support/server.ts'
import { bootstrapScopes } from '../platform/auth/scopes.ts'
import { codeFor, wrong } from '../users/people.fixture.ts'

const server = await startTestServer()
const hourMs = 3_600_000
const said = ({ status, error }: { status: number; error: any }) => [status, error?.code, error?.param]
const post = (step: string, body: unknown, key: string | null = null) =>
  server.call('POST', `/v1/onboarding/${step}`, { key, body })

let people = 0
const anAddress = () => `grace${++people}@shop.example`
const start = async (email: string) => {
  const { status, data } = await post('start', { email, first_name: 'Grace', last_name: 'Hopper' })
  assert.equal(status, 200)
  return data.verification_token as string
}
const verify = async (email: string, more: object = {}) => {
  const verification_token = await start(email)
  return post('verify-email', {
    verification_token,
    verification_code: await codeFor(server, email),
    ...more,
  })
}
const onboarded = async (email = anAddress()) => (await verify(email)).data
const mint = (session: any, body: object = {}) =>
  post('api-key', { name: 'First', ...body }, session.onboarding_session_token)

describe('POST /v1/onboarding/start', () => {
  it('200: mails a code that is good for 15 minutes', async () => {
    const email = anAddress()
    const { data } = await post('start', { email, first_name: 'Grace', last_name: 'Hopper' })
    assert.equal(data.verification_started, true)
    assert.equal(Math.round((Date.parse(data.expires_at) - server.clock.nowMs()) / 60_000), 15)
    assert.match(await codeFor(server, email), /^\d{6}$/)
  })

  it('200: X-Turnstile-Token is accepted', async () => {
    const body = { email: anAddress(), first_name: 'Grace', last_name: 'Hopper' }
    const headers = { 'X-Turnstile-Token': 'anything' }
    assert.equal(
      (await server.call('POST', '/v1/onboarding/start', { key: null, body, headers })).status,
      200,
    )
  })

  it('400: EMAIL_REQUIRED, FIRST_NAME_REQUIRED, LAST_NAME_REQUIRED', async () => {
    const good = { email: anAddress(), first_name: 'Grace', last_name: 'Hopper' }
    for (const name of ['email', 'first_name', 'last_name'])
      assert.deepEqual(said(await post('start', { ...good, [name]: undefined })), [
        400,
        `${name.toUpperCase()}_REQUIRED`,
        name,
      ])
  })

  it('429 RATE_LIMIT_EXCEEDED: a sixth within an hour for one address, as setup-flow', async () => {
    const limited = await startTestServer({ FLINT_RATE_LIMIT_SETUP_PER_HOUR: '5' })
    const body = { email: 'Often@shop.example', first_name: 'Grace', last_name: 'Hopper' }
    const ask = (email = body.email) =>
      limited.call('POST', '/v1/onboarding/start', { key: null, body: { ...body, email } })
    for (let turn = 0; turn < 5; turn++) assert.equal((await ask()).status, 200)
    const refused = await ask('often@SHOP.example')
    assert.equal(refused.error.code, 'RATE_LIMIT_EXCEEDED')
    assert.equal(refused.headers.get('flint-rate-limited-reason'), 'setup-flow')
    assert.match(refused.headers.get('retry-after')!, /^\d+$/)
    assert.equal((await ask('other@shop.example')).status, 200)
  })
})

describe('POST /v1/onboarding/verify-email', () => {
  it('200: somebody new gets a merchant, and a session for setting it up', async () => {
    const email = anAddress()
    const data = await onboarded(email)
    assert.match(data.onboarding_session_token, /^flint_onb_[0-9a-f]{64}$/)
    assert.deepEqual(
      [data.merchant_created, data.can_issue_api_key, data.status, data.next_step.code],
      [true, true, 'ready_for_api_key', 'create_api_key'],
    )
    assert.match(data.default_sandbox_id, /^test_/)
    assert.deepEqual([data.user.email, data.merchant.business_name], [email, 'Grace Hopper'])
  })

  it('200: somebody known finds their merchant again', async () => {
    const email = anAddress()
    const first = await onboarded(email)
    const second = await onboarded(email.toUpperCase())
    assert.equal(second.merchant_created, false)
    assert.deepEqual(
      [second.merchant.merchant_id, second.user.user_id],
      [first.merchant.merchant_id, first.user.user_id],
    )
    assert.notEqual(second.onboarding_session_token, first.onboarding_session_token)
  })

  it('409 MERCHANT_SELECTION_REQUIRED: of several; the same code serves with the choice', async () => {
    const [one, two] = [await onboarded(), await onboarded()]
    const ids = [one.merchant.merchant_id, two.merchant.merchant_id]
    const person = await addUser(server.services, { [ids[0]]: 'owner', [ids[1]]: 'admin' })
    const body = {
      verification_token: await start(person.email),
      verification_code: await codeFor(server, person.email),
    }
    const undecided = await post('verify-email', body)
    assert.deepEqual(said(undecided), [409, 'MERCHANT_SELECTION_REQUIRED', 'merchant_id'])
    const foreign = await post('verify-email', { ...body, merchant_id: server.seeded.merchantId })
    assert.deepEqual(said(foreign), [404, 'RESOURCE_NOT_FOUND', 'merchant_id'])
    const { data } = await post('verify-email', { ...body, merchant_id: ids[1] })
    assert.equal(data.merchant.merchant_id, ids[1])
  })

  it('400 INVALID_VERIFICATION, 409 VERIFICATION_ALREADY_USED', async () => {
    const email = anAddress()
    const verification_token = await start(email)
    const verification_code = await codeFor(server, email)
    const attempt = (code: string) => post('verify-email', { verification_token, verification_code: code })
    assert.deepEqual(said(await attempt(wrong(verification_code))).slice(0, 2), [400, 'INVALID_VERIFICATION'])
    assert.equal((await attempt(verification_code)).status, 200)
    assert.deepEqual(said(await attempt(verification_code)).slice(0, 2), [409, 'VERIFICATION_ALREADY_USED'])
  })

  it('409 EMAIL_ALREADY_LINKED: of an account that cannot be used', async () => {
    const person = await addUser(server.services, {})
    await server.services.db.query(`UPDATE users SET status = 'deactivated' WHERE user_id = $1`, [
      person.userId,
    ])
    assert.deepEqual(said(await verify(person.email)).slice(0, 2), [409, 'EMAIL_ALREADY_LINKED'])
  })
})

describe('POST /v1/onboarding/api-key', () => {
  it('201: a test key of the default sandbox, which works; a second is 409', async () => {
    const session = await onboarded()
    const { status, data } = await mint(session)
    assert.equal(status, 201)
    assert.deepEqual([data.sandbox_id, data.scopes], [session.default_sandbox_id, bootstrapScopes])
    const order = await server.call('POST', '/v1/orders', {
      key: data.secret_key,
      body: { line_items: [{ name: 'Lamp', unit_price_money: { amount: 100, currency: 'USD' } }] },
    })
    assert.equal(order.status, 201)
    assert.deepEqual(said(await mint(session)).slice(0, 2), [409, 'INITIAL_API_KEY_ALREADY_CREATED'])
  })

  it('201: the same request again shows the same key', async () => {
    const session = await onboarded()
    const once = () =>
      server.call('POST', '/v1/onboarding/api-key', {
        key: session.onboarding_session_token,
        body: { name: 'First' },
        idempotencyKey: 'first-key',
      })
    const [first, second] = [await once(), await once()]
    assert.deepEqual([second.status, second.data], [201, first.data])
    assert.equal(second.headers.get('idempotency-replayed'), 'true')
  })

  it('201: the first live key, once, with any scopes', async () => {
    const session = await onboarded()
    const scopes = ['commerce.orders.write', 'settings.write']
    const { status, data } = await mint(session, { mode: 'live', scopes })
    assert.deepEqual([status, data.scopes, 'sandbox_id' in data], [201, scopes, false])
    assert.match(data.secret_key, /^flint_live_/)
    const context = await server.call('GET', '/v1/developer/auth-context', { key: data.secret_key })
    assert.equal(context.headers.get('flint-mode'), 'live')
    assert.equal((await mint(session, { mode: 'live' })).error.code, 'INITIAL_API_KEY_ALREADY_CREATED')
  })

  it('400: NAME_REQUIRED; INVALID_BOOTSTRAP_SCOPES for scopes that are unknown, repeated or not of the mode', async () => {
    const session = await onboarded()
    assert.equal((await mint(session, { name: ' ' })).error.code, 'NAME_REQUIRED')
    for (const scopes of [
      [],
      ['commerce.carts.read'],
      ['reports.read', 'reports.read'],
      ['developer.partner_apps.read'],
    ])
      assert.deepEqual(said(await mint(session, { scopes })).slice(0, 2), [400, 'INVALID_BOOTSTRAP_SCOPES'])
  })

  it('404 SANDBOX_NOT_FOUND: of another merchant', async () =>
    assert.deepEqual(
      said(await mint(await onboarded(), { sandbox_id: server.seeded.sandboxId })).slice(0, 2),
      [404, 'SANDBOX_NOT_FOUND'],
    ))

  it('403 ONBOARDING_DIRECT_OWNER_REQUIRED: for a viewer', async () => {
    const { merchant } = await onboarded()
    const viewer = await addUser(server.services, { [merchant.merchant_id]: 'viewer' })
    assert.deepEqual(said(await mint((await verify(viewer.email)).data)).slice(0, 2), [
      403,
      'ONBOARDING_DIRECT_OWNER_REQUIRED',
    ])
  })

  it('401: ONBOARDING_SESSION_REQUIRED with a key or nothing; INVALID_ONBOARDING_SESSION after 24 hours', async () => {
    const session = await onboarded()
    for (const key of [null, server.liveKey])
      assert.deepEqual(said(await post('api-key', { name: 'a' }, key)).slice(0, 2), [
        401,
        'ONBOARDING_SESSION_REQUIRED',
      ])
    assert.equal(
      (await post('api-key', { name: 'a' }, `flint_onb_${'0'.repeat(64)}`)).error.code,
      'INVALID_ONBOARDING_SESSION',
    )
    server.clock.advance(24 * hourMs)
    assert.equal((await mint(session)).error.code, 'INVALID_ONBOARDING_SESSION')
  })

  it('an onboarding session opens nothing else', async () => {
    const { onboarding_session_token: key } = await onboarded()
    assert.deepEqual(said(await server.call('GET', '/v1/orders', { key })).slice(0, 2), [
      401,
      'API_KEY_REQUIRED',
    ])
  })
})
