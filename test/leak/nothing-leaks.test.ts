import assert from 'node:assert/strict'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { inflateRawSync, inflateSync, zstdDecompressSync } from 'node:zlib'
import pg from 'pg'
import { routes } from '../../apps/server/src/app.ts'
import { flowlixRoutes } from '../../apps/server/src/flowlix/index.ts'
import { startEmbeddedPostgres } from '../../apps/server/src/platform/db/embedded-postgres.ts'
import type { Route } from '../../apps/server/src/platform/http/route.ts'
import { callApi } from '../support/api.ts'
import { findFreePort } from '../support/free-port.ts'
import { anOrderOf, freshKey, pay, refund, usd } from '../support/money-calls.ts'
import { startProgram } from '../support/program.ts'
import { testFlowlixKey, testKey, testLiveKey } from '../support/server.ts'
import { waitFor } from '../support/wait-for.ts'
import { bodyWith, placesIn } from './body-places.ts'
import {
  accountNumber,
  cardNumbers,
  foundIn,
  grouped,
  impossibleSecurityCode,
  securityCode,
} from './canaries.ts'
import { type FlowlixKeys, formB, pushIntoFlowlix } from './flowlix-pushes.ts'

/*
 * Card numbers and security codes are pushed through every route and field, then looked for in the whole database, in
 * all that the program said and in every file of its folder; so are the keys and secrets that it used meanwhile.
 * Source: contract, flint-platform 9.2, 17.2, 20.1 and 25.
 */
const dataDir = await mkdtemp(join(tmpdir(), 'flint-leak-'))
after(() => rm(dataDir, { recursive: true, force: true }))
const program = await startProgram('main-start.ts', {
  FLINT_DATA_DIR: dataDir,
  PORT: String(await findFreePort()),
  FLINT_TEST_KEY: testKey,
  FLINT_LIVE_KEY: testLiveKey,
  FLOWLIX_TEST_KEY: testFlowlixKey,
  FLOWLIX_RATE_LIMIT_PER_MINUTE: '0',
  FLINT_LOG_LEVEL: 'info',
  FLINT_RATE_LIMIT_PER_KEY: '0',
  FLINT_RATE_LIMIT_PER_MERCHANT: '0',
  FLINT_RATE_LIMIT_PER_IP: '0',
  FLINT_RATE_LIMIT_PER_CHECKOUT_SESSION: '0',
  FLINT_RATE_LIMIT_FEEDBACK_PER_HOUR: '0',
  FLINT_RATE_LIMIT_SETUP_PER_HOUR: '0',
  FLINT_RATE_LIMIT_SIGN_IN_PER_HOUR: '0',
})
const server = {
  call: (method: string, path: string, options = {}) =>
    callApi(program.apiUrl, testKey, method, path, options),
}
/** What nobody can tell for what it is where it does not belong: a password, a number that is no card's. */
const likeAnything = new Set(['a password'])
const secrets: Record<string, string> = {
  'the sandbox key': testKey,
  'the live key': testLiveKey,
  'the Flowlix key': testFlowlixKey,
}
const flowlixKeys: FlowlixKeys = { a: testFlowlixKey, b: testFlowlixKey, c: '' }
const ids: Record<string, string> = {}

let turn = 0
/** The next number, written as people write them. */
const aNumber = () => {
  const number = cardNumbers[turn++ % cardNumbers.length]!
  return [number, grouped(number, ' '), grouped(number, '-'), `paid with ${number}.`][turn % 4]!
}

const created = async (path: string, body: unknown) => {
  const answer = await server.call('POST', path, { body, idempotencyKey: freshKey() })
  assert.ok(answer.status < 300, JSON.stringify(answer.json))
  return answer.data
}

/** Own resources to aim at: what is not refused would be stored. */
const prepare = async () => {
  const endpoint = await created('/v1/webhook-endpoints', {
    url: `http://127.0.0.1:${await findFreePort()}/hooks`,
  })
  secrets['a webhook secret'] = endpoint.secret
  const rotated = await created(`/v1/webhook-endpoints/${endpoint.webhook_endpoint_id}/rotate-secret`, {})
  secrets['a rotated webhook secret'] = rotated.secret
  assert.ok(endpoint.secret && rotated.secret)
  ids['webhook_endpoint_id'] = endpoint.webhook_endpoint_id
  const flowlixEndpoint = await created('/v1/flowlix/webhook-endpoints', {
    url: `http://127.0.0.1:${await findFreePort()}/hooks`,
  })
  secrets['a Flowlix webhook secret'] = flowlixEndpoint.secret
  ids['flowlix_webhook_endpoint_id'] = flowlixEndpoint.flowlix_webhook_endpoint_id
  secrets['a callback secret'] = (await server.call('GET', '/v1/flowlix/callback-secret')).data.secret
  const apiKey = await created('/v1/api-keys', { name: 'One', scopes: ['commerce.orders.read'] })
  secrets['a created key'] = apiKey.secret_key
  assert.ok(apiKey.secret_key)
  const flowlixKey = await created('/v1/api-keys', { name: 'One', dialect: 'flowlix_c' })
  flowlixKeys.c = secrets['a created Flowlix key'] = flowlixKey.secret_key
  await server.call('PATCH', '/v1/flowlix/settings', { body: { b_from: formB } })
  const session = await created('/v1/checkout-sessions', {
    quick_pay_item: { name: 'One', amount_money: usd(1000) },
  })
  secrets['a checkout secret'] = session.checkout_access.checkout_auth_token
  ids['checkout_session_id'] = session.checkout_session_id
  ids['order_id'] = await anOrderOf(server, 5000)
  const paid = await anOrderOf(server, 900)
  await pay(server, paid)
  ids['refund_id'] = (await refund(server, { order_id: paid, amount_money: usd(10) })).data.refund_id
  const intent = await created('/v1/payment-intents', {
    amount_money: usd(700),
    payment_options: ['card'],
  })
  ids['payment_intent_id'] = intent.payment_intent_id
  const product = await created('/v1/products', {
    name: 'One',
    product_type: 'physical',
    default_variant: { unit_price_money: usd(700) },
  })
  ids['product_id'] = product.product_id
  ids['variant_id'] = product.default_variant_id
  const components = [{ variant_id: product.default_variant_id, quantity: 1 }]
  const bundle = await created('/v1/bundles', { name: 'Set', unit_price_money: usd(700), components })
  ids['bundle_id'] = bundle.bundle_id
  await verify()
}

/** What a merchant proves about itself is sealed: of none of it the text stays anywhere. */
const verify = async () => {
  const own = { key: testLiveKey }
  const { data } = await server.call('GET', '/v1/developer/auth-context', own)
  const path = `/v1/merchants/${data.merchant_id}/verification`
  const document = Buffer.from('%PDF-1.7 a passport of nobody else 5309117').toString('base64')
  const sent: [string, string, unknown][] = [
    ['a tax id', '917350286', { business: { tax_id: '917350286' } }],
    ['a tax id with its dash', '91-7350287', { business: { tax_id: '91-7350287' } }],
    [
      'the account that payouts go to',
      '71940263558',
      { bank_account: { routing_number: '110000000', account_number: '71940263558' } },
    ],
  ]
  for (const [name, secret, body] of sent) {
    secrets[name] = secret
    likeAnything.add(name)
    const { status, json } = await server.call('POST', path, { ...own, body, idempotencyKey: freshKey() })
    assert.equal(status, 200, JSON.stringify(json))
  }
  // Four digits stand in many a number: what a refusal and an answer show of them is nothing.
  for (const ssn_last_4 of ['8264', '82645'])
    await server.call('POST', path, { ...own, body: { people: [{ first_name: 'A', ssn_last_4 }] } })
  secrets['a refused social security number'] = '"82645"'
  secrets['a document'] = document
  for (const name of ['a refused social security number', 'a document']) likeAnything.add(name)
  const body = { kind: 'identity_document', file_name: 'passport.pdf', content: document }
  const { status } = await server.call('POST', `${path}/documents`, {
    ...own,
    body,
    idempotencyKey: freshKey(),
  })
  assert.equal(status, 201)
}

/** A person who signs in by the link of the start, invites somebody and opens an account by API: each token must stay with them. */
const preparePeople = async () => {
  const link = new URL(
    JSON.parse(program.lines.find((line) => line.startsWith('{"api_url"'))!).dashboard_sign_in_url,
  )
  const token = new URLSearchParams(link.hash.slice(1)).get('token')!
  secrets['the sign-in link'] = token
  const free = { key: null, headers: { 'Flint-Dashboard': '1' } }
  const signedIn = await server.call('POST', '/v1/dashboard/sign-in-link', { ...free, body: { token } })
  const cookie = /flint_dash_\w+/.exec(signedIn.headers.get('set-cookie')!)![0]
  secrets['a dashboard session'] = cookie
  const [{ environments }] = signedIn.data.merchants
  const headers = {
    Cookie: `flint_dashboard=${cookie}`,
    'Flint-Environment': environments[0].merchant_environment_id,
  }
  await server.call('GET', '/v1/orders', { key: null, headers })
  const password = 'a canary that sings in the mine'
  secrets['a password'] = password
  const person = { first_name: 'Ada', last_name: 'Lovelace' }
  const email = 'canary@people.example'
  const signUp = await server.call('POST', '/v1/dashboard/sign-up', {
    ...free,
    body: { email, password, ...person },
  })
  secrets['a verification token'] = signUp.data.verification_token
  const sent = await server.call('POST', '/v1/onboarding/start', {
    key: null,
    body: { email: 'miner@people.example', ...person },
  })
  secrets['an onboarding verification token'] = sent.data.verification_token
  const code = await waitFor('the code is mailed', async () => {
    const letter = await fetch(`${program.apiUrl}/mail/latest?to=miner@people.example`)
    return /\b\d{6}\b/.exec(await letter.text())?.[0]
  })
  const { data } = await server.call('POST', '/v1/onboarding/verify-email', {
    key: null,
    body: { verification_token: sent.data.verification_token, verification_code: code },
  })
  secrets['an onboarding session'] = data.onboarding_session_token
  const first = await server.call('POST', '/v1/onboarding/api-key', {
    key: data.onboarding_session_token,
    body: { name: 'First' },
    idempotencyKey: freshKey(),
  })
  secrets['a first key'] = first.data.secret_key
  assert.ok(Object.values(secrets).every(Boolean))
}

const placeOf = (route: Route, replaced?: string, value = '') =>
  route.path.replace(/\{(\w+)\}/g, (_, name: string) =>
    name === replaced ? value : (ids[name] ?? 'no_such_id'),
  )

/** Sent under a key of its own where the route takes one, so that whatever is answered is kept. */
const push = (route: Route, path: string, options: { body?: unknown; headers?: Record<string, string> }) =>
  server.call(route.method, path, {
    ...(options.body === undefined && route.body && !route.isBodyOptional
      ? { body: bodyWith(route.body, [], null) }
      : {}),
    ...(route.idempotency === 'none' ? {} : { idempotencyKey: freshKey() }),
    ...options,
  })

describe('a card number', () => {
  it('is taken where it belongs, and pays', async () => {
    await prepare()
    await preparePeople()
    const cards = [
      { number: cardNumbers[0], cvc: '123' },
      { number: grouped(cardNumbers[1]!, ' '), cvc: '123' },
      { number: '378282246310005', cvc: securityCode },
    ]
    for (const card of cards) {
      const token = await created('/v1/tokens', { card: { ...card, exp_month: 12, exp_year: 2040 } })
      const order = await anOrderOf(server, 1200)
      const { data } = await pay(server, order, freshKey(), token.token_id ?? token.token)
      assert.equal(data.payment_attempt.status, 'succeeded')
      await refund(server, { order_id: order, amount_money: usd(100) })
    }
    const wrong = { number: cardNumbers[0], exp_month: 12, exp_year: 2040 }
    for (const card of [
      { ...wrong, cvc: impossibleSecurityCode },
      { ...wrong, cvc: securityCode },
      { ...wrong, cvc: '123', exp_year: 2001 },
      { ...wrong, cvc: '123', colour: impossibleSecurityCode },
    ]) {
      const { status } = await server.call('POST', '/v1/tokens', {
        body: { card },
        idempotencyKey: freshKey(),
      })
      assert.equal(status, 400)
    }
  })

  it('of a bank account is taken where it belongs, and pays', async () => {
    const account = { routing_number: '110000000', account_holder_name: 'Ada Lovelace' }
    for (const number of [accountNumber, grouped(accountNumber, ' ')]) {
      const token = await created('/v1/tokens', { bank_account: { ...account, account_number: number } })
      const { data } = await pay(server, await anOrderOf(server, 1200), freshKey(), token.token)
      assert.equal(data.payment_attempt.status, 'processing')
    }
    for (const wrong of [
      { routing_number: '110000001' },
      { routing_number: '021000021' },
      { account_type: 'none' },
      { account_number: `${accountNumber} ${accountNumber}` },
      { colour: accountNumber },
    ]) {
      const { status } = await server.call('POST', '/v1/tokens', {
        body: { bank_account: { ...account, account_number: accountNumber, ...wrong } },
        idempotencyKey: freshKey(),
      })
      assert.equal(status, 400)
    }
  })

  for (const route of routes)
    it(`goes into ${route.method} ${route.path}`, async () => {
      for (const [, name] of route.path.matchAll(/\{(\w+)\}/g)) {
        await push(route, placeOf(route, name, encodeURIComponent(aNumber())), {})
        await push(
          route,
          placeOf(route, name, [...cardNumbers[0]!].map((digit) => `%3${digit}`).join('')),
          {},
        )
      }
      const path = placeOf(route)
      for (const name of [...Object.keys(route.query?.properties ?? {}), 'card', aNumber()])
        await push(route, `${path}?${encodeURIComponent(name)}=${encodeURIComponent(aNumber())}`, {})
      for (const name of [
        'X-Request-Id',
        'Idempotency-Key',
        'User-Agent',
        'Flint-Version',
        'X-Checkout-Session-Id',
        'Referer',
      ])
        for (const value of [cardNumbers[0]!, grouped(cardNumbers[1]!, '-')])
          await push(route, path, { headers: { [name]: value } })
      if (route.method === 'GET') return
      await push(route, path, { body: { [aNumber()]: 'a', colour: aNumber() } })
      await push(route, path, { body: `{"broken": "${aNumber()}"` })
      if (!route.body) return
      for (const { path: place, isNumber } of placesIn(route.body)) {
        if (place.join('.') === 'card.number') continue
        const value = isNumber ? Number(cardNumbers[turn++ % 2]) : aNumber()
        const { status } = await push(route, path, { body: bodyWith(route.body, place, value) })
        assert.ok(status >= 400 && status < 500, `${place.join('.')} was answered ${status}`)
      }
      if (route.body['properties'].metadata)
        await push(route, path, { body: bodyWith(route.body, ['metadata'], { [aNumber()]: 'a' }) })
    })

  for (const route of flowlixRoutes)
    for (const profile of route.profiles)
      it(`goes into ${route.method} ${route.path} of the Flowlix API, form ${profile.toUpperCase()}`, () =>
        pushIntoFlowlix(program.apiUrl, flowlixKeys, route, profile, aNumber))

  it('nor do keys and secrets of ours that stand in the wrong header', async () => {
    const orders = routes.find(({ operationId }) => operationId === 'createOrder')!
    for (const [what, secret] of Object.entries(secrets))
      for (const name of likeAnything.has(what)
        ? []
        : ['X-Request-Id', 'Idempotency-Key', 'X-Correlation-Id', 'X-Auth', 'User-Agent'])
        await push(orders, placeOf(orders), { headers: { [name]: secret } })
  })

  it('goes where no route is, and into a credential', async () => {
    for (const path of [`/v1/${cardNumbers[0]}`, `/v1/orders/a/${cardNumbers[0]}`, `/${cardNumbers[1]}`])
      await server.call('GET', path)
    for (const key of [cardNumbers[0]!, `flint_test_${cardNumbers[0]}`])
      assert.equal((await server.call('GET', '/v1/orders', { key })).status, 401)
  })
})

describe('nothing of it is found', () => {
  it('in what the program said', async () => {
    assert.equal(await program.end(), 0)
    // The line for scripts, which they asked for, has the sandbox's key.
    const said = program.lines.filter((line) => !line.startsWith('{"api_url"'))
    for (const line of said) assert.deepEqual(foundIn(line, secrets), [], line)
  })

  it('in any column of any table', async () => {
    const database = await startEmbeddedPostgres({ dataDir, log: () => undefined })
    const client = new pg.Client({ connectionString: database.url })
    try {
      await client.connect()
      const { rows: tables } = await client.query(
        `SELECT table_schema AS schema, table_name AS name FROM information_schema.tables
         WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema')`,
      )
      assert.ok(tables.length > 15)
      for (const { schema, name } of tables) {
        const { rows } = await client.query(`SELECT * FROM "${schema}"."${name}"`)
        for (const row of rows)
          for (const [column, value] of Object.entries(row))
            for (const text of textsOf(value))
              assert.deepEqual(foundIn(text, secrets), [], `${name}.${column}: ${text}`)
      }
      const { rows } = await client.query(
        `SELECT (SELECT count(*)::int FROM idempotency_keys) AS answers,
                (SELECT count(*)::int FROM request_logs WHERE block_id IS NOT NULL) AS calls`,
      )
      assert.ok(rows[0].answers > 300, 'the answers were kept, so there was something to look into')
      assert.ok(rows[0].calls > 1000, 'and so were the calls, with headers and bodies')
    } finally {
      await client.end()
      await database.stop()
    }
  })

  it('in any file of its folder', async () => {
    const needles = [
      ...cardNumbers.flatMap((number) => [number, grouped(number, ' '), grouped(number, '-')]),
      impossibleSecurityCode,
      ...Object.values(secrets),
    ].map((text) => Buffer.from(text))
    let files = 0
    for (const entry of await readdir(dataDir, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue
      files++
      const bytes = await readFile(join(entry.parentPath, entry.name))
      const found = needles.filter((needle) => bytes.includes(needle)).map(String)
      assert.deepEqual(found, [], join(entry.parentPath, entry.name))
    }
    assert.ok(files > 100)
  })
})

/** What a value says, compressed bytes unpacked as well. */
const textsOf = (value: unknown): string[] => {
  if (!Buffer.isBuffer(value)) return [typeof value === 'string' ? value : (JSON.stringify(value) ?? '')]
  const texts = [value.toString('latin1')]
  for (const unpack of [zstdDecompressSync, inflateRawSync, inflateSync])
    try {
      texts.push(unpack(value).toString('utf8'))
    } catch {
      // It was packed in another way, or not at all.
    }
  return texts
}
