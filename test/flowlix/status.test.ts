import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { answerBank } from '../support/flowlix-pages.ts'
import { backTo, cards, expectError, flowlixCalls, profiles, withCard } from '../support/flowlix-calls.ts'
import { hostedPayer } from '../support/flowlix-hosted.ts'
import { letTimePass } from '../support/let-time-pass.ts'
import { startTestServer } from '../support/server.ts'

/* Source: contract, flowlix 6 and 17.2: which status a payment has, in the words of each form, and which never change. */
const server = await startTestServer()
const clients = await flowlixCalls(server)
const { a, b, c } = clients
const hourMs = 3_600_000

/** One payment read in all three forms. */
const seen = async (id: string) => [
  (await a.read(id)).json.status,
  (await b.read(id)).json.status,
  (await c.read(id)).json.status,
]

type Made = { id: string }
const challenged = async (): Promise<Made> => {
  const { json } = await b.pay({ ...withCard('b', cards.challenged), return_url: backTo })
  return b.settle(json.id)
}
const states: [what: string, make: () => Promise<Made>, expected: [string, string, string]][] = [
  ['a page that is open', () => a.opened(), ['pending', 'pending', 'REQUIRES_ACTION']],
  ['a challenge that is open', challenged, ['pending', 'requires_action', 'REQUIRES_ACTION']],
  ['captured', () => a.paid(), ['succeeded', 'succeeded', 'SUCCEEDED']],
  ['declined', () => a.declined(), ['failed', 'failed', 'FAILED']],
  [
    'canceled by its payer',
    async () => {
      const payment = await a.opened()
      await (await hostedPayer(server, payment)).cancel()
      return payment
    },
    ['failed', 'canceled', 'CANCELED'],
  ],
  [
    'a page whose time is up',
    async () => {
      const payment = await a.opened()
      await letTimePass(server, 24 * hourMs + 60_000)
      return payment
    },
    ['failed', 'expired', 'EXPIRED'],
  ],
  [
    'a challenge whose time is up',
    async () => {
      const payment = await challenged()
      await letTimePass(server, 16 * 60_000)
      return payment
    },
    ['failed', 'expired', 'EXPIRED'],
  ],
  [
    'given back in part',
    async () => {
      const payment = await b.paid()
      await b.refund(payment, 300)
      await letTimePass(server, 60_000)
      return payment
    },
    ['succeeded', 'succeeded', 'SUCCEEDED'],
  ],
  [
    'given back in full',
    async () => {
      const payment = await a.paid()
      await a.refund(payment)
      return payment
    },
    ['refunded', 'refunded', 'SUCCEEDED'],
  ],
]

describe('the words of the three forms for one state', () => {
  for (const [what, make, expected] of states)
    it(`${what}: ${expected.join(', ')}`, async () =>
      assert.deepEqual(await seen((await make()).id), expected))
})

describe('A: legal moves', () => {
  it('pending → succeeded, pending → failed, succeeded → refunded', async () => {
    const one = await a.opened()
    await (await hostedPayer(server, one)).pay(cards.visa)
    assert.equal((await a.read(one.id)).json.status, 'succeeded')
    await a.refund(one)
    assert.equal((await a.read(one.id)).json.status, 'refunded')
    const other = await a.opened()
    await (await hostedPayer(server, other)).pay(cards.declined)
    assert.equal((await a.read(other.id)).json.status, 'failed')
  })

  it('times say when: each status has its own, and an earlier one is kept', async () => {
    const payment = await a.opened()
    server.clock.advance(10_000)
    await (await hostedPayer(server, payment)).pay(cards.visa)
    const paid = (await a.read(payment.id)).json
    assert.ok(paid.succeeded_at >= payment.created + 10)
    server.clock.advance(10_000)
    await a.refund(payment)
    const refunded = (await a.read(payment.id)).json
    assert.ok(refunded.refunded_at >= paid.succeeded_at + 10)
    assert.deepEqual(
      [refunded.succeeded_at, refunded.created, refunded.failed_at],
      [paid.succeeded_at, payment.created, null],
    )
  })
})

describe('what has ended', () => {
  it('never changes: not by a refund, a payer, the other API or time', async () => {
    for (const make of [() => a.declined(), () => b.declined(), () => c.declined()]) {
      const { id } = await make()
      const before = await Promise.all([a, b, c].map(async (client) => (await client.read(id)).json))
      for (const client of [a, b, c]) {
        const { status } = await client.refund({ id, amount: 1250 })
        assert.equal(status, 422)
      }
      const { rows } = await server.services.db.query(
        'SELECT order_id FROM flowlix_payments WHERE payment_id = $1',
        [id],
      )
      for (const path of ['/pay', '/close'])
        await server.call('POST', `/v1/orders/${rows[0].order_id}${path}`, {
          body: path === '/pay' ? { action: 'pay', payment_source: { token: 'tok_visa' } } : {},
          idempotencyKey: `${id}${path.replace('/', '-')}`,
        })
      await letTimePass(server, 26 * hourMs)
      const after = await Promise.all([a, b, c].map(async (client) => (await client.read(id)).json))
      assert.deepEqual(after, before)
    }
  })

  it('C: a refund changes only what was given back', async () => {
    const before = await c.paid()
    await c.refund(before, 250)
    await letTimePass(server, 60_000)
    const after = (await c.read(before.id)).json
    const changed = Object.keys(after).filter(
      (name) => JSON.stringify(after[name]) !== JSON.stringify(before[name]),
    )
    assert.deepEqual(changed.toSorted(), ['amount_refundable', 'amount_refunded', 'refunds'])
  })
})

describe('C: status_transitions', () => {
  it('keep each entry: the challenge, then the success', async () => {
    const { json } = await c.pay({ ...withCard('c', cards.challenged), return_url: backTo })
    const waiting = await c.settle(json.id)
    server.clock.advance(5000)
    await answerBank(server, waiting.next_action.redirect_url, 'completed')
    const { status_transitions: times, status } = await c.settle(json.id)
    assert.equal(status, 'SUCCEEDED')
    assert.ok(times.requires_action_at !== null && times.succeeded_at >= times.requires_action_at + 5)
    assert.equal(times.requires_action_at, waiting.status_transitions.requires_action_at)
  })

  it('of what ended otherwise', async () => {
    const canceled = await c.opened()
    await (await hostedPayer(server, canceled)).cancel()
    const times = (await c.read(canceled.id)).json.status_transitions
    assert.ok(Number.isInteger(times.canceled_at))
    const expired = await c.opened()
    await letTimePass(server, 24 * hourMs + 60_000)
    assert.ok(Number.isInteger((await c.read(expired.id)).json.status_transitions.expired_at))
  })
})

describe('only what succeeded', () => {
  it('can be given back', async () => {
    for (const profile of profiles)
      for (const [what, make] of states.slice(0, 2)) {
        const { id } = await make()
        expectError(
          await clients[profile].refund({ id, amount: 1250 }),
          { status: 422, type: 'invalid_request_error', code: 'payment_not_refundable' },
          profile,
        )
        assert.ok(what)
      }
  })
})
