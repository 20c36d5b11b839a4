import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { dashboardHeaders } from '../../../../test/support/add-user.ts'
import { startTestServer } from '../../../../test/support/server.ts'
import { codeFor, cookieIn, lettersTo, wrong } from './people.fixture.ts'

const server = await startTestServer()
const minuteMs = 60_000
const dayMs = 24 * 60 * minuteMs
const password = 'a lamp on every desk'
const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
  server.call('POST', `/v1/dashboard/${path}`, { key: null, body, headers })
const session = (token: string) =>
  server.call('GET', '/v1/dashboard/session', { key: null, headers: dashboardHeaders(token, null) })
const said = ({ status, error }: { status: number; error: any }) => [status, error?.code, error?.param]

let people = 0
const anAddress = () => `ada${++people}@shop.example`
const startFor = async (email: string) => {
  const { status, data } = await post('sign-up', {
    email,
    password,
    first_name: 'Ada',
    last_name: 'Lovelace',
  })
  assert.equal(status, 200)
  return data.verification_token as string
}
const verify = (verification_token: string, verification_code: string, more: object = {}) =>
  post('verify-email', { verification_token, verification_code, ...more })
/** Somebody with an account, signed in. */
const somebody = async (email = anAddress()) => {
  const token = await startFor(email)
  const answer = await verify(token, await codeFor(server, email), { business_name: 'Lamps' })
  assert.equal(answer.status, 200)
  return { email, cookie: cookieIn(answer), session: answer.data }
}

describe('POST /v1/dashboard/sign-up', () => {
  it('200: mails six digits, and makes nobody yet', async () => {
    const email = anAddress()
    await startFor(email)
    const [letter] = await lettersTo(server, email)
    assert.match(letter!, /\b\d{6}\b/)
    const { rows } = await server.services.db.query('SELECT 1 FROM users WHERE email = $1', [email])
    assert.equal(rows.length, 0)
  })

  it('200: the same for an address that has an account; the mail says so, and no code works', async () => {
    const { email } = await somebody()
    const token = await startFor(email.toUpperCase())
    const [letter] = await lettersTo(server, email)
    assert.match(letter!, /have a Flint account already/)
    assert.doesNotMatch(letter!, /\d{6}/)
    for (let turn = 0; turn < 3; turn++)
      assert.deepEqual(said(await verify(token, `00000${turn}`)), [
        400,
        'INVALID_VERIFICATION',
        'verification_code',
      ])
  })

  it('400: no address, no name, a password that is too short or would be guessed', async () => {
    const good = { email: anAddress(), password, first_name: 'Ada', last_name: 'Lovelace' }
    const cases: [object, unknown[]][] = [
      [{ email: undefined }, [400, 'EMAIL_REQUIRED', 'email']],
      [{ email: 'ada' }, [400, 'INVALID_REQUEST', 'email']],
      [{ first_name: undefined }, [400, 'FIRST_NAME_REQUIRED', 'first_name']],
      [{ last_name: '  ' }, [400, 'LAST_NAME_REQUIRED', 'last_name']],
      [{ password: 'too short' }, [400, 'INVALID_REQUEST', 'password']],
      [{ password: good.email }, [400, 'INVALID_REQUEST', 'password']],
      [{ password: 'Password1234' }, [400, 'INVALID_REQUEST', 'password']],
      [{ password: 'aaaaaaaaaaaaa' }, [400, 'INVALID_REQUEST', 'password']],
    ]
    for (const [change, wanted] of cases)
      assert.deepEqual(said(await post('sign-up', { ...good, ...change })), wanted)
  })
})

describe('POST /v1/dashboard/verify-email', () => {
  it('200: a person who owns a merchant with live mode and a default sandbox, signed in', async () => {
    const { cookie, session: made, email } = await somebody()
    assert.deepEqual([made.user.email, made.user.is_operator, made.user.status], [email, false, 'active'])
    const [merchant] = made.merchants
    assert.deepEqual([merchant.business_name, merchant.role], ['Lamps', 'owner'])
    assert.deepEqual(
      merchant.environments.map((one: any) => [one.mode, one.is_default, one.sandbox_id !== null]),
      [
        ['live', false, false],
        ['test', true, true],
      ],
    )
    assert.deepEqual((await session(cookie)).data, made)
  })

  it('200: two codes for one address at once make one account', async () => {
    const email = anAddress()
    const first = await startFor(email)
    const firstCode = await codeFor(server, email)
    server.clock.advance(1000)
    const second = await startFor(email)
    const secondCode = await codeFor(server, email)
    const answers = await Promise.all([verify(first, firstCode), verify(second, secondCode)])
    assert.deepEqual(answers.map(({ status }) => status).toSorted(), [200, 409])
  })

  it('400 INVALID_VERIFICATION: five wrong tries, then the right code is wrong, too', async () => {
    const email = anAddress()
    const token = await startFor(email)
    const code = await codeFor(server, email)
    for (let turn = 0; turn < 5; turn++)
      assert.equal((await verify(token, wrong(code))).error.code, 'INVALID_VERIFICATION')
    assert.equal((await verify(token, code)).error.code, 'INVALID_VERIFICATION')
  })

  it('400 INVALID_VERIFICATION: after 15 minutes; another token; a code for something else', async () => {
    const email = anAddress()
    const token = await startFor(email)
    const code = await codeFor(server, email)
    assert.deepEqual(said(await verify(`${token}0`, code)), [
      400,
      'INVALID_VERIFICATION',
      'verification_token',
    ])
    server.clock.advance(15 * minuteMs)
    assert.equal((await verify(token, code)).error.code, 'INVALID_VERIFICATION')
    const known = await somebody()
    const reset = await post('password-reset', { email: known.email })
    const resetCode = await codeFor(server, known.email)
    assert.equal((await verify(reset.data.verification_token, resetCode)).error.code, 'INVALID_VERIFICATION')
  })

  it('409 VERIFICATION_ALREADY_USED', async () => {
    const email = anAddress()
    const token = await startFor(email)
    const code = await codeFor(server, email)
    assert.equal((await verify(token, code)).status, 200)
    assert.deepEqual(said(await verify(token, code)).slice(0, 2), [409, 'VERIFICATION_ALREADY_USED'])
  })
})

describe('POST /v1/dashboard/sign-in', () => {
  it('200: in any letter case of the address; the cookie is for this server only', async () => {
    const { email } = await somebody()
    const answer = await post('sign-in', { email: email.toUpperCase(), password })
    assert.equal(answer.status, 200)
    const cookie = answer.headers.get('set-cookie')!
    for (const part of ['HttpOnly', 'SameSite=Strict', 'Path=/']) assert.ok(cookie.includes(part), cookie)
    assert.equal((await session(cookieIn(answer))).status, 200)
  })

  it('401 AUTHENTICATION_FAILED: the same for a wrong password and an unknown address', async () => {
    const { email } = await somebody()
    const answers = [
      await post('sign-in', { email, password: 'a lamp on no desk' }),
      await post('sign-in', { email: anAddress(), password }),
    ]
    for (const answer of answers) {
      assert.deepEqual(said(answer), [401, 'AUTHENTICATION_FAILED', undefined])
      assert.equal(answer.headers.get('set-cookie'), null)
    }
    assert.equal(answers[0]!.error.message, answers[1]!.error.message)
  })
})

describe('POST /v1/dashboard/sign-out', () => {
  it('200: ends this session, and no other', async () => {
    const { email, cookie } = await somebody()
    const other = cookieIn(await post('sign-in', { email, password }))
    const answer = await post('sign-out', undefined, dashboardHeaders(cookie, null))
    assert.deepEqual([answer.status, answer.data.signed_out], [200, true])
    assert.match(answer.headers.get('set-cookie')!, /^flint_dashboard=;.*Max-Age=0/)
    assert.deepEqual(said(await session(cookie)).slice(0, 2), [401, 'AUTHENTICATION_REQUIRED'])
    assert.equal((await session(other)).status, 200)
  })

  it('200: without a session', async () => assert.equal((await post('sign-out', undefined)).status, 200))
})

describe('a session', () => {
  it('ends after 14 days without use; use carries it on, for 90 days', async () => {
    const { cookie } = await somebody()
    for (let turn = 0; turn < 6; turn++) {
      server.clock.advance(13 * dayMs)
      assert.equal((await session(cookie)).status, 200, `after ${13 * (turn + 1)} days`)
      // The use is written beside the answer.
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
    server.clock.advance(13 * dayMs)
    assert.equal((await session(cookie)).status, 401)
    const idle = await somebody()
    server.clock.advance(14 * dayMs)
    assert.equal((await session(idle.cookie)).status, 401)
  })

  it('is none without a header that only the dashboard sends', async () => {
    const { cookie } = await somebody()
    const bare = await server.call('GET', '/v1/dashboard/session', {
      key: null,
      headers: { Cookie: `flint_dashboard=${cookie}` },
    })
    assert.deepEqual(said(bare).slice(0, 2), [401, 'AUTHENTICATION_REQUIRED'])
  })
})

describe('POST /v1/dashboard/password-reset', () => {
  it('200: a new password ends every other session', async () => {
    const { email, cookie } = await somebody()
    const { data } = await post('password-reset', { email })
    const body = {
      verification_token: data.verification_token,
      verification_code: await codeFor(server, email),
      password: 'two lamps on every desk',
    }
    const answer = await post('password-reset/complete', body)
    assert.equal(answer.status, 200)
    assert.equal((await session(cookieIn(answer))).status, 200)
    assert.equal((await session(cookie)).status, 401)
    assert.equal((await post('sign-in', { email, password })).status, 401)
    assert.equal((await post('sign-in', { email, password: body.password })).status, 200)
    assert.equal((await post('password-reset/complete', body)).error.code, 'VERIFICATION_ALREADY_USED')
  })

  it('200: nothing is mailed to an address that nobody has, and no code works', async () => {
    const email = anAddress()
    const { status, data } = await post('password-reset', { email })
    assert.deepEqual([status, data.verification_started], [200, true])
    assert.deepEqual(await lettersTo(server, email), [])
    const { error } = await post('password-reset/complete', {
      verification_token: data.verification_token,
      verification_code: '123456',
      password: 'two lamps on every desk',
    })
    assert.equal(error.code, 'INVALID_VERIFICATION')
  })

  it('400: a password that would be guessed leaves the code as it was', async () => {
    const { email } = await somebody()
    const { data } = await post('password-reset', { email })
    const code = await codeFor(server, email)
    const complete = (next: string) =>
      post('password-reset/complete', {
        verification_token: data.verification_token,
        verification_code: code,
        password: next,
      })
    assert.deepEqual(said(await complete('password123')), [400, 'INVALID_REQUEST', 'password'])
    assert.equal((await complete('three lamps on a desk')).status, 200)
  })
})
