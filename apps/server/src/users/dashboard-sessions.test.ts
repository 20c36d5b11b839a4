import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { addUser } from '../../../../test/support/add-user.ts'
import { environmentOf } from '../../../../test/support/add-key.ts'
import { startTestServer } from '../../../../test/support/server.ts'
import { waitFor } from '../../../../test/support/wait-for.ts'
import { seedOwner } from './seed-owner.ts'

const server = await startTestServer()
const { services, seeded } = server
const environmentId = await environmentOf(services, seeded.sandboxId)
const order = { line_items: [{ name: 'Lamp', unit_price_money: { amount: 100, currency: 'USD' } }] }
const callAs =
  (headers: Record<string, string>) =>
  (method: string, path: string, options: object = {}) =>
    server.call(method, path, { key: null, ...options, headers })

describe('a call of a person', () => {
  it('counts as theirs: in the headers, in the request log, under their own idempotency keys', async () => {
    const [one, two] = [
      await addUser(services, { [seeded.merchantId]: 'owner' }),
      await addUser(services, { [seeded.merchantId]: 'viewer' }),
    ]
    const made = await callAs(one.headers(environmentId))('POST', '/v1/orders', {
      body: order,
      idempotencyKey: 'shared',
    })
    assert.equal(made.status, 201)
    assert.equal(made.headers.get('flint-merchant-environment-id'), environmentId)
    const byKey = await server.call('POST', '/v1/orders', { body: order, idempotencyKey: 'shared' })
    assert.equal(byKey.headers.get('idempotency-replayed'), null)
    const log = await waitFor('the call is logged', async () => {
      const { data } = await callAs(two.headers(environmentId))(
        'GET',
        `/v1/developer/request-logs?request_id=${made.json.request_id}`,
      )
      return data[0]
    })
    assert.deepEqual(
      [log.user_id, log.api_key_id, log.response_shape_metadata.auth_mode],
      [one.userId, null, 'dashboard_session'],
    )
    const detail = await callAs(two.headers(environmentId))(
      'GET',
      `/v1/developer/request-logs/${log.api_request_log_id}`,
    )
    assert.equal(detail.data.request_headers.cookie, '[redacted]')
  })

  it('is one of a person, when asked', async () => {
    const person = await addUser(services, { [seeded.merchantId]: 'viewer' })
    const { data } = await callAs(person.headers(environmentId))('GET', '/v1/developer/auth-context')
    assert.deepEqual([data.auth_type, data.user_id], ['dashboard_session', person.userId])
    assert.ok(data.scopes.includes('commerce.orders.read'))
  })

  it('a key counts more than the cookie beside it', async () => {
    const person = await addUser(services, {})
    const { status } = await server.call('GET', '/v1/orders', { headers: person.headers(environmentId) })
    assert.equal(status, 200)
  })

  it('is limited like a key, person by person', async () => {
    const limited = await startTestServer({ FLINT_RATE_LIMIT_PER_KEY: '1' })
    const place = await environmentOf(limited.services, limited.seeded.sandboxId)
    const add = () => addUser(limited.services, { [limited.seeded.merchantId]: 'owner' })
    const [one, two] = [await add(), await add()]
    const ask = (headers: Record<string, string>) =>
      limited.call('GET', '/v1/orders', { key: null, headers: headers })
    let last = await ask(one.headers(place))
    for (let turn = 0; turn < 20 && last.status === 200; turn++) last = await ask(one.headers(place))
    assert.deepEqual([last.status, last.headers.get('flint-rate-limited-reason')], [429, 'api-key'])
    assert.equal((await ask(two.headers(place))).status, 200)
  })
})

describe('the owner of a local start', () => {
  it('signs in once by the link that was printed last, and reviews accounts', async () => {
    const first = (await seedOwner(services, seeded.merchantId))!
    const second = (await seedOwner(services, seeded.merchantId))!
    assert.equal(first.userId, second.userId)
    const signIn = (url: string) =>
      server.call('POST', '/v1/dashboard/sign-in-link', {
        key: null,
        body: { token: new URLSearchParams(new URL(url).hash.slice(1)).get('token') },
      })
    assert.equal((await signIn(first.signInUrl)).error.code, 'AUTHENTICATION_FAILED')
    const { status, data } = await signIn(second.signInUrl)
    assert.deepEqual(
      [status, data.user.email, data.user.is_operator, data.merchants[0].merchant_id],
      [200, 'developer@flint.localhost', true, seeded.merchantId],
    )
    assert.equal((await signIn(second.signInUrl)).status, 401)
  })

  it('is nobody where others reach the server', async () => {
    const shared = { ...services, config: { ...services.config, makesLiveKey: false } }
    assert.equal(await seedOwner(shared, seeded.merchantId), null)
  })
})

describe('FLINT_OPERATOR_EMAILS', () => {
  it('names who reviews accounts', async () => {
    const named = await startTestServer({ FLINT_OPERATOR_EMAILS: 'Ada@shop.example, b@shop.example' })
    const [ada, other] = [
      await addUser(named.services, {}, { email: 'ada@SHOP.example' }),
      await addUser(named.services, {}),
    ]
    const isOperator = async (headers: Record<string, string>) =>
      (await named.call('GET', '/v1/dashboard/session', { key: null, headers })).data.user.is_operator
    assert.deepEqual(
      [await isOperator(ada.headers(null)), await isOperator(other.headers(null))],
      [true, false],
    )
  })
})

describe('tries to sign in', () => {
  it('429: after so many with one address in an hour; another address goes on', async () => {
    const limited = await startTestServer({ FLINT_RATE_LIMIT_SIGN_IN_PER_HOUR: '2' })
    const attempt = (email: string) =>
      limited.call('POST', '/v1/dashboard/sign-in', { key: null, body: { email, password: 'nothing' } })
    for (let turn = 0; turn < 2; turn++) assert.equal((await attempt('a@shop.example')).status, 401)
    const { status, headers } = await attempt('A@shop.example ')
    assert.deepEqual([status, headers.get('flint-rate-limited-reason')], [429, 'setup-flow'])
    assert.equal((await attempt('b@shop.example')).status, 401)
  })

  it('400: what is too long to be an address is not kept to be counted', async () => {
    const limited = await startTestServer({ FLINT_RATE_LIMIT_SIGN_IN_PER_HOUR: '2' })
    const body = { email: `${'a'.repeat(100_000)}@shop.example`, password: 'whatever it is' }
    for (let turn = 0; turn < 4; turn++) {
      const { status } = await limited.call('POST', '/v1/dashboard/sign-in', { key: null, body })
      assert.equal(status, 400)
    }
  })
})
