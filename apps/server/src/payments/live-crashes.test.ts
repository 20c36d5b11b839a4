import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { ApiAnswer } from '../../../../test/support/api.ts'
import { freshKey, usd } from '../../../../test/support/money-calls.ts'
import { leaseMs } from '../platform/idempotency/reserved-call.ts'
import type { Fault } from './processors/tiny.fixture.ts'
import { startLiveServer } from './live-calls.fixture.ts'
import { challengeMs } from './record-answer.ts'

/**
 * The process dies at every step between our database and the processor: it reaches neither any more. Then it starts again, and
 * either the worker or the caller, with the same key, goes on. Whatever the step: charged at most once, nothing lost, our books
 * are the processor's, nothing is stuck.
 */

const live = await startLiveServer()
const { tiny, post, expectData, anOrder, aHold, afterMs, order, intent } = live

type Call = Parameters<typeof tiny.goesWrong>[0]

/** One thing that a caller wants done: what must hold before it, the call, and what must have come of it. */
type Deed = {
  call: Call
  prepare(): Promise<string>
  run(id: string, key: string): Promise<ApiAnswer>
  expectDone(id: string): Promise<void>
}

const payWith = (token: string) => (orderId: string, key: string) =>
  post(`/v1/orders/${orderId}/pay`, { action: 'pay', payment_source: { confirmation_token: token } }, key)
const expectOrder = (status: string) => async (orderId: string) =>
  assert.equal((await order(orderId)).payment_status, status)
const expectIntent = (status: string) => async (id: string) => assert.equal((await intent(id)).status, status)
const anIntent = async (special: object = {}): Promise<string> =>
  (await expectData(201, post('/v1/payment-intents', { amount_money: usd(1000), ...special })))
    .payment_intent_id

/** An order that waits with two legs, by its id. */
const legsOf = new Map<string, string[]>()
const aSplitOrder = async () => {
  const orderId = await anOrder(3000)
  const aLeg = async (amount: number) =>
    (await expectData(201, post(`/v1/orders/${orderId}/payment-intents`, { amount_money: usd(amount) })))
      .payment_intent.payment_intent_id
  legsOf.set(orderId, [await aLeg(1000), await aLeg(2000)])
  return orderId
}
const aWaitingIntent = async () => {
  const id = await anIntent()
  await expectData(200, live.confirm(id, 'ctoken_challenge'))
  return id
}

const deeds: Record<string, Deed> = {
  'a charge': {
    call: 'authorize',
    prepare: anOrder,
    run: payWith('ctoken_ok'),
    expectDone: expectOrder('paid'),
  },
  'a charge that is declined': {
    call: 'authorize',
    prepare: anOrder,
    run: payWith('ctoken_card_declined'),
    expectDone: expectOrder('unpaid'),
  },
  'a charge of two legs': {
    call: 'authorize',
    prepare: aSplitOrder,
    run: (orderId, key) =>
      post(
        `/v1/orders/${orderId}/pay`,
        {
          action: 'confirm_payment_intents',
          payment_intents: legsOf
            .get(orderId)!
            .map((payment_intent_id) => ({ payment_intent_id, confirmation_token: 'ctoken_ok' })),
        },
        key,
      ),
    expectDone: expectOrder('paid'),
  },
  'a charge without an order': {
    call: 'authorize',
    prepare: anIntent,
    run: (id, key) => live.confirm(id, 'ctoken_ok', key),
    expectDone: expectIntent('succeeded'),
  },
  'a hold': {
    call: 'authorize',
    prepare: () => anIntent({ capture_method: 'manual' }),
    run: (id, key) => live.confirm(id, 'ctoken_ok', key),
    expectDone: expectIntent('requires_capture'),
  },
  'a capture': {
    call: 'capture',
    prepare: () => aHold(1000),
    run: (id, key) => post(`/v1/payment-intents/${id}/capture`, { amount_money: usd(600) }, key),
    expectDone: async (id) => {
      await expectIntent('succeeded')(id)
      assert.equal((await intent(id)).captured_money.amount, 600)
    },
  },
  'the end of a hold': {
    call: 'void',
    prepare: () => aHold(1000),
    run: (id, key) => post(`/v1/payment-intents/${id}/cancel`, {}, key),
    expectDone: expectIntent('canceled'),
  },
  'the end of a payment that waits for its buyer': {
    call: 'void',
    prepare: aWaitingIntent,
    run: (id, key) => post(`/v1/payment-intents/${id}/cancel`, {}, key),
    expectDone: expectIntent('canceled'),
  },
}

const { db } = live.server.services
/** Dies right after so many more transactions of ours have been committed. */
const dieAfterCommits = (commits: number) => {
  const alive = db.withConnection.bind(db)
  let left = commits
  db.withConnection = async (steps) => {
    const result = await alive(steps)
    if (--left === 0) {
      db.withConnection = alive
      live.die()
    }
    return result
  }
  return () => void (db.withConnection = alive)
}

const crashes: Record<string, (call: Call) => () => void> = {
  'before anything is recorded': () => {
    live.die()
    return () => {}
  },
  'after it is recorded, before the processor is asked': () => dieAfterCommits(1),
  'as it asks, and the processor does nothing': (call) => armed(call, { before: live.die }),
  'after the processor has done it, before its answer came': (call) => armed(call, { after: live.die }),
  'after the answer was recorded, before the caller has it': () => dieAfterCommits(2),
}
const armed = (call: Call, fault: Fault) => {
  // What died before it was asked does nothing there either.
  const silent: Fault =
    typeof fault === 'object' && fault.before
      ? {
          before: () => {
            live.die()
            throw new Error('Dead.')
          },
        }
      : fault
  tiny.goesWrong(call, silent)
  return () => {}
}

const theWorker = async () => {
  for (const ms of [0, 31_000, 61_000, 121_000, 241_000]) await afterMs(ms)
}

describe('a process that dies while a processor is asked', () => {
  for (const [deed, { call, prepare, run, expectDone }] of Object.entries(deeds))
    for (const [when, arm] of Object.entries(crashes)) {
      const crashed = async () => {
        const id = await prepare()
        const key = freshKey('crash')
        const disarm = arm(call)
        const { status } = await run(id, key).catch(() => ({ status: 500 }))
        disarm()
        live.startAgain()
        return { id, key, status }
      }

      // Whoever dies after the answer was recorded may still have sent it.
      const isHeard = when === 'after the answer was recorded, before the caller has it'
      it(`${deed}, ${when}: the caller goes on`, async () => {
        const { id, key, status } = await crashed()
        assert.equal(status, isHeard ? 200 : 500)
        live.server.clock.advance(leaseMs + 1)
        const again = await run(id, key)
        assert.ok(again.status === 200, again.text)
        await expectDone(id)
        const replay = await run(id, key)
        assert.equal(replay.headers.get('idempotency-replayed'), 'true')
        assert.deepEqual(replay.data, again.data)
        await live.expectSameBooks()
      })

      it(`${deed}, ${when}: the worker goes on, then the caller hears the same`, async () => {
        const { id, key, status } = await crashed()
        assert.equal(status, isHeard ? 200 : 500)
        await theWorker()
        const again = await run(id, key)
        assert.equal(again.status, 200, again.text)
        await expectDone(id)
        await live.expectSameBooks()
      })
    }
})

describe('a worker that dies while a processor is asked', () => {
  for (const [when, fault] of [
    [
      'before',
      {
        before: () => {
          live.die()
          throw new Error('Dead.')
        },
      },
    ],
    ['after', { after: live.die }],
  ] as const) {
    it(`a lost charge, ${when} the processor has answered`, async () => {
      const orderId = await anOrder()
      tiny.goesWrong('authorize', 'lost before')
      assert.equal((await payWith('ctoken_ok')(orderId, freshKey('pay'))).status, 200)
      tiny.goesWrong('lookUp', fault)
      await afterMs(31_000).catch(() => {})
      live.startAgain()
      await theWorker()
      await expectOrder('paid')(orderId)
      await live.expectSameBooks()
    })

    it(`a challenge that ran out, ${when} the processor has answered`, async () => {
      const id = await aWaitingIntent()
      tiny.goesWrong('void', fault)
      await afterMs(challengeMs + 1).catch(() => {})
      live.startAgain()
      await theWorker()
      assert.equal((await intent(id)).last_payment_error.code, 'payment_action_expired')
      await live.expectSameBooks()
    })

    it(`a refund, ${when} the processor has answered`, async () => {
      const orderId = await anOrder()
      assert.equal((await payWith('ctoken_ok')(orderId, freshKey('pay'))).status, 200)
      const refund = await expectData(201, post('/v1/refunds', { order_id: orderId }))
      tiny.goesWrong('refund', fault)
      await afterMs(2000).catch(() => {})
      live.startAgain()
      await theWorker()
      const { data } = await live.call('GET', `/v1/refunds/${refund.refund_id}`)
      assert.equal(data.status, 'succeeded')
      await live.expectSameBooks()
    })
  }
})
