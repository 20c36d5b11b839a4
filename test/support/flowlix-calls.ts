import assert from 'node:assert/strict'
import type { ApiAnswer, ApiCall } from './api.ts'
import { letTimePass } from './let-time-pass.ts'
import { freshKey } from './money-calls.ts'
import type { TestServer } from './server.ts'

/** Calls of Flowlix's API as its clients make them, in each of its three published forms. Source: contract, flowlix 0. */
export type Profile = 'a' | 'b' | 'c'
export const profiles = ['a', 'b', 'c'] as const satisfies readonly Profile[]

export type Body = Record<string, any>

/** From this version on a key of form A is answered in form B. Source: contract, flowlix 18 Q2. */
export const bFrom = '2026-06-01'

/** Which card numbers do what. Source: contract, flowlix 12. */
export const cards = {
  visa: '4242424242424242',
  mastercard: '5555555555554444',
  amex: '378282246310005',
  plain: '4111111111111111',
  declined: '4000000000000002',
  insufficientFunds: '4000000000009995',
  challenged: '4635440000002223',
  expired: '4000000000000069',
  incorrectCvc: '4000000000000127',
  processingError: '4000000000000119',
  lost: '4000000000009987',
  stolen: '4000000000009979',
  velocity: '4000000000006975',
  /** Not in the contract: succeeds, then the bank takes the money back. */
  disputed: '4000000000000259',
} as const

const card = { number: cards.visa, exp_month: 8, exp_year: 2040, cvc: '123', holder_name: 'Test Buyer' }
const customer = {
  email: 'buyer@example.com',
  first_name: 'Test',
  last_name: 'Buyer',
  country: 'DE',
  phone: '+4930123456',
  address: 'Main Street 1',
  city: 'Berlin',
  zip: '10115',
}
const billing = {
  email: 'buyer@example.com',
  first_name: 'Test',
  last_name: 'Buyer',
  phone: '+4930123456',
  address: {
    line1: 'Main Street 1',
    line2: null,
    city: 'Berlin',
    state: null,
    postal_code: '10115',
    country: 'DE',
  },
}
export const backTo = 'https://shop.example/done'

const directBodies: Record<Profile, Body> = {
  a: { amount: 1250, currency: 'eur', card, customer, description: 'Order 77', metadata: { order_id: '77' } },
  b: { amount: 1250, currency: 'eur', card, customer, description: 'Order 77', metadata: { order_id: '77' } },
  c: {
    amount: 1250,
    currency: 'EUR',
    payment_method_data: { card },
    billing_details: billing,
    return_url: backTo,
    merchant_reference: 'cart-77',
    description: 'Order 77',
    metadata: { order_id: '77' },
  },
}
const hostedBodies: Record<Profile, Body> = {
  a: { amount: 1250, currency: 'eur', redirect_url: backTo, customer, description: 'Order 77' },
  b: { amount: 1250, currency: 'eur', redirect_url: backTo, customer, description: 'Order 77' },
  c: { amount: 1250, currency: 'EUR', return_url: backTo, billing_details: billing, description: 'Order 77' },
}

/** A body of its own for each call, so that a test may change it. */
export const directBody = (profile: Profile): Body => structuredClone(directBodies[profile])
export const hostedBody = (profile: Profile): Body => structuredClone(hostedBodies[profile])

/** Where a form has the card and the payer. */
export const cardPlace = { a: 'card', b: 'card', c: 'payment_method_data.card' } as const
export const payerPlace = { a: 'customer', b: 'customer', c: 'billing_details' } as const

const parentOf = (body: Body, path: string): [parent: Body, name: string] => {
  const names = path.split('.')
  const name = names.pop()!
  return [names.reduce((part, at) => (part[at] ??= {}), body), name]
}
/** @param path As `card.number`. */
export const withField = (body: Body, path: string, value: unknown): Body => {
  const [parent, name] = parentOf(body, path)
  parent[name] = value
  return body
}
export const withoutField = (body: Body, path: string): Body => {
  const [parent, name] = parentOf(body, path)
  delete parent[name]
  return body
}
export const withCard = (profile: Profile, change: Body | string): Body => {
  const body = directBody(profile)
  const place = cardPlace[profile]
  const fields = typeof change === 'string' ? { number: change } : change
  for (const [name, value] of Object.entries(fields)) withField(body, `${place}.${name}`, value)
  return body
}

/** How an error names a field: A and B with dots, C with brackets. Source: contract, flowlix 18 Q12. */
export const paramOf = (profile: Profile, path: string): string =>
  profile === 'c' ? path.replace(/\.(\w+)/g, '[$1]') : path

/** A status as a form writes it. */
export const statusIn = (profile: Profile, status: string): string =>
  profile === 'c' ? status.toUpperCase() : status

/** What a form shows for a payment whose money was given back whole. Source: contract, flowlix 17.2. */
export const refundedIn = { a: 'refunded', b: 'refunded', c: 'SUCCEEDED' } as const

export type FlowlixClient = Awaited<ReturnType<typeof flowlixCalls>>[Profile]

/** A client of each form, on the merchant's first sandbox: three keys of one merchant. */
export const flowlixCalls = async (server: TestServer) => {
  const { status, json } = await server.call('PATCH', '/v1/flowlix/settings', { body: { b_from: bFrom } })
  assert.equal(status, 200, JSON.stringify(json))
  const keys: Record<Profile, string> = {
    a: server.flowlixKey,
    b: await makeFlowlixKey(server, 'flowlix_a'),
    c: await makeFlowlixKey(server, 'flowlix_c'),
  }
  // Each process remembers an environment's settings for a second.
  server.clock.advance(1100)
  return Object.fromEntries(
    profiles.map((profile) => [profile, clientOf(server, profile, keys[profile])]),
  ) as Record<Profile, ReturnType<typeof clientOf>>
}

/** @param by A Flint key that may make keys: of the sandbox, or of live mode. */
export const makeFlowlixKey = async (
  server: TestServer,
  dialect: 'flowlix_a' | 'flowlix_c',
  { by = server.sandboxKey, scopes }: { by?: string; scopes?: readonly string[] } = {},
): Promise<string> => {
  const { status, json, data } = await server.call('POST', '/v1/api-keys', {
    key: by,
    body: { name: `A ${dialect} key`, dialect, ...(scopes ? { scopes } : {}) },
  })
  assert.equal(status, 201, JSON.stringify(json))
  return data.secret_key ?? json.secret_key
}

const versionOf: Record<Profile, Record<string, string>> = { a: {}, b: { 'Flowlix-Version': bFrom }, c: {} }

export const clientOf = (server: TestServer, profile: Profile, key: string) => {
  const call = (method: string, path: string, { headers, ...options }: ApiCall = {}): Promise<ApiAnswer> =>
    server.flowlix(method, path, { key, headers: { ...versionOf[profile], ...headers }, ...options })
  const post = (path: string, body: unknown, options: ApiCall = {}) =>
    call('POST', path, { body, idempotencyKey: freshKey('flowlix'), ...options })
  const read = (id: string) => call('GET', `/v1/payments/${id}`)

  /** The payment once it has ended, or waits for its buyer. */
  const settle = async (id: string): Promise<any> => {
    for (let tries = 0; tries < 12; tries++) {
      const { status, json } = await read(id)
      assert.equal(status, 200, JSON.stringify(json))
      if (!/^(pending|processing)$/i.test(json.status)) return json
      await letTimePass(server, 1000)
    }
    return (await read(id)).json
  }
  const pay = (body: unknown = directBody(profile), options?: ApiCall) => post('/v1/payments', body, options)
  /** A payment that has gone through, as a GET shows it. */
  const paid = async (change: Body = {}): Promise<any> => {
    const { status, json } = await pay({ ...directBody(profile), ...change })
    assert.equal(status, 201, JSON.stringify(json))
    const payment = await settle(json.id)
    assert.equal(payment.status, statusIn(profile, 'succeeded'), JSON.stringify(payment))
    return payment
  }
  /** The newest payment: where A answers a decline, its body names none. */
  const newest = async (): Promise<any> => (await call('GET', '/v1/payments?limit=1')).json.data[0]
  /** A payment with a card that is declined, as a GET shows it. */
  const declined = async (number: string = cards.insufficientFunds): Promise<any> => {
    const { status, json } = await pay(withCard(profile, number))
    assert.equal(status, profile === 'a' ? 402 : 201, JSON.stringify(json))
    return settle(profile === 'a' ? (await newest()).id : json.id)
  }
  const open = (body: unknown = hostedBody(profile), options?: ApiCall) =>
    post('/v1/payments/hpp', body, options)
  /** A payment whose hosted page is open. */
  const opened = async (change: Body = {}): Promise<any> => {
    const { status, json } = await open({ ...hostedBody(profile), ...change })
    assert.equal(status, 201, JSON.stringify(json))
    return json
  }
  /** Gives back what is named, else all: in the words of the form. */
  const refund = (payment: { id: string; amount: number }, amount?: number, options?: ApiCall) => {
    const part = amount === undefined ? {} : { amount }
    if (profile === 'c') {
      const body = {
        payment_id: payment.id,
        amount: payment.amount,
        reason: 'requested_by_customer',
        ...part,
      }
      return post('/v1/refunds', body, options)
    }
    const body = profile === 'b' ? { reason: 'requested_by_customer', ...part } : undefined
    return post(`/v1/payments/${payment.id}/refund`, body, options)
  }
  return {
    profile,
    key,
    call,
    post,
    read,
    settle,
    pay,
    paid,
    declined,
    newest,
    open,
    opened,
    refund,
    list: (query = '') => call('GET', `/v1/payments${query && `?${query}`}`),
  }
}

export type ExpectedError = {
  status: number
  type: string
  code: string
  /** Left out where the contract names none. */
  param?: string | null
  decline_code?: string | null
}

/** The whole shape of an error, and what it says. Source: contract, flowlix 10.1. */
export const expectError = (
  answer: ApiAnswer,
  { status, type, code, param, decline_code = null }: ExpectedError,
  profile: Profile = 'a',
): void => {
  assert.ok(answer.json?.error, `${answer.status}: ${answer.text}`)
  const { message, doc_url, request_id, param: named, ...said } = answer.json.error
  const mayOmit = profile === 'c' && decline_code === null
  assert.deepEqual(
    { status: answer.status, ...said },
    { status, type, code, ...(mayOmit ? {} : { decline_code }) },
    answer.text,
  )
  assert.ok(named === null || typeof named === 'string', answer.text)
  if (param !== undefined) assert.equal(named, param, answer.text)
  assert.deepEqual(Object.keys(answer.json), ['error'])
  assert.match(message, /\w+ \w+/)
  assert.ok(doc_url === null || /^https?:\/\//.test(doc_url), `doc_url ${doc_url}`)
  assert.match(request_id, /^req_[A-Za-z0-9]+$/)
  assert.equal(answer.headers.get('flowlix-request-id'), request_id)
}

/** 400, about one field. */
export const expectBadField = (
  answer: ApiAnswer,
  profile: Profile,
  path: string,
  code: 'parameter_missing' | 'parameter_invalid' = 'parameter_invalid',
): void =>
  expectError(
    answer,
    { status: 400, type: 'invalid_request_error', code, param: paramOf(profile, path) },
    profile,
  )
