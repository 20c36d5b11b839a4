import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import Stripe from 'stripe'
import { jsonLogger } from '../../../platform/log/logger.ts'
import { NoStripeAccount } from './client.ts'
import { hear, unheardOf } from './hear.ts'

const errorOf = (statusCode: number, more: Record<string, unknown> = {}) =>
  Stripe.errors.StripeError.generate({
    statusCode,
    type: 'invalid_request_error',
    message: 'No.',
    headers: {},
    requestId: 'req_1',
    ...more,
  } as never)

const noAnswer = new Stripe.errors.StripeConnectionError({ message: 'socket hang up' } as never)

describe("an error of Stripe's", () => {
  for (const [what, error, kind] of [
    ['a cut connection', noAnswer, 'unknown'],
    ['an internal error', errorOf(500, { type: 'api_error' }), 'unknown'],
    ['a service that is away', errorOf(503, { type: 'api_error' }), 'unknown'],
    ['the same request under way', errorOf(409, { code: 'idempotency_key_in_use' }), 'unknown'],
    ['too many requests', errorOf(429, { code: 'rate_limit' }), 'unknown'],
    ['a locked object', errorOf(400, { code: 'lock_timeout' }), 'unknown'],
    ['a bug of ours', new TypeError('x is not a function'), 'unknown'],
    ['a declined card', errorOf(402, { type: 'card_error' }), 'declined'],
    ['a wrong parameter', errorOf(400, { param: 'amount' }), 'refused'],
    ['a wrong key', errorOf(401), 'refused'],
    ['a missing permission', errorOf(403), 'refused'],
    ['no such thing', errorOf(404), 'refused'],
    ['no account', new NoStripeAccount(), 'refused'],
  ] as const)
    it(`${what} is ${kind}`, () => assert.equal(unheardOf(error).kind, kind))

  it('says when to ask again, within bounds', () => {
    const after = (seconds: string | undefined) => {
      const heard = unheardOf(
        errorOf(429, { headers: seconds === undefined ? {} : { 'retry-after': seconds } }),
      )
      return heard.kind === 'unknown' ? heard.retryAfterMs : null
    }
    assert.deepEqual(
      [after('30'), after('0'), after('86400'), after('soon'), after(undefined)],
      [30_000, 1_000, 600_000, 5_000, 5_000],
    )
  })

  it('shows whether it will come again under the same key', () => {
    const heard = unheardOf(errorOf(500, { type: 'api_error', headers: { 'idempotent-replayed': 'true' } }))
    assert.ok(heard.kind === 'unknown' && heard.isReplayed)
  })
})

describe('hearing', () => {
  const said: string[] = []
  const log = jsonLogger('info', (line) => said.push(line))

  it('never rejects, and tells an operator what Stripe refused without showing a key', async () => {
    const wrongKey = errorOf(401, { message: 'Invalid API Key provided: sk_live_****abcd' })
    const heard = await hear(log, 'charge', { chargeId: 'chg_1' }, () => Promise.reject(wrongKey))
    assert.equal(heard.kind, 'refused')
    const line = JSON.parse(said.at(-1)!)
    assert.deepEqual(
      [line.level, line.what, line.chargeId, line.status, line.stripe_request_id, line.said],
      ['error', 'charge', 'chg_1', 401, 'req_1', null],
    )
  })

  it('says nothing of a declined card', async () => {
    const before = said.length
    await hear(log, 'charge', {}, () => Promise.reject(errorOf(402, { type: 'card_error' })))
    assert.equal(said.length, before)
  })
})
