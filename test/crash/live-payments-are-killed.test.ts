import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { advanceBody, detailsBody } from '../../apps/server/src/verification/an-account.fixture.ts'
import { aConsumer } from '../../apps/server/src/webhooks/a-consumer.fixture.ts'
import type { StandInControls } from '../stripe-stand-in/controls.ts'
import type { StandInFault } from '../stripe-stand-in/faults.ts'
import { callApi } from '../support/api.ts'
import type { Queryable } from '../support/books.ts'
import { freshDatabase } from '../support/database.ts'
import { findFreePort } from '../support/free-port.ts'
import { type Program, startProgram } from '../support/program.ts'
import { seededRandom } from '../support/seeded-random.ts'
import { testLiveKey } from '../support/server.ts'
import { waitFor } from '../support/wait-for.ts'
import { send } from './buyers.ts'
import { withServices } from './expect-nothing-lost.ts'
import { startLiveBuyers } from './live-buyers.ts'
import { type StandInProgram, startStandInProgram } from './stand-in-program.ts'
import { expectAllFinished, expectKeptAnswer } from './what-must-hold.ts'

/*
 * `flint api` and `flint worker` are killed while they move live money, and the processor's answers get lost besides. In the end
 * our books are the processor's, order by order. Source: contract, flint-platform 7 and 29; flint-commerce 10.4.
 */

const buyerCount = 5
const victims = ['api', 'worker', 'both', 'api'] as const
const restWhileStartingMs = 200
const twoHoursMs = 2 * 3_600_000

/** Of a call that is cut the package sends a second one by itself. */
const losses: readonly StandInFault['what'][] = [
  'no_answer_before',
  'no_answer_after',
  'error_before',
  'error_after',
  'rate_limit',
]

/** Only who is killed is spared the wait for an answer that never comes. */
const deaths: readonly StandInFault['what'][] = ['hang_before', 'hang_after', 'slow']

const random = seededRandom()
const dataDir = await mkdtemp(join(tmpdir(), 'flint-live-'))
after(() => rm(dataDir, { recursive: true, force: true }))
const database = await freshDatabase()
const standIn = await startStandInProgram()
after(standIn.close)
const env = {
  ...standIn.env,
  DATABASE_URL: database.url,
  FLINT_DATA_DIR: dataDir,
  FLINT_LIVE_KEY: testLiveKey,
  PORT: String(await findFreePort()),
  FLINT_WORKER_PORT: String(await findFreePort()),
  FLINT_RATE_LIMIT_PER_KEY: '0',
  FLINT_RATE_LIMIT_PER_MERCHANT: '0',
  FLINT_RATE_LIMIT_PER_IP: '0',
}
const startApi = () => startProgram('main-api.ts', env)
const startWorker = () => startProgram('main-worker.ts', env)

describe('kill -9: the API and the worker, while they move live money', () => {
  it('charges nobody twice, loses nothing, and agrees with the processor', async (t) => {
    t.diagnostic(`TEST_SEED=${random.seed}`)
    const consumer = await aConsumer()
    let api = await startApi()
    let worker = await startWorker()
    await call(api, 'POST', '/v1/webhook-endpoints', { url: consumer.url })
    await becomeReady(api)
    await standIn.control('listen', { url: `${api.apiUrl}/webhooks/stripe`, secret: standIn.webhookSecret })

    const buyers = startLiveBuyers(buyerCount, random, `live-${random.seed}`, standIn)
    const { written } = buyers
    const answered = () => written.filter(({ answer }) => answer !== null).length
    try {
      for (const victim of victims) {
        buyers.apiUrls = [api.apiUrl]
        await loseSomeAnswers(standIn)
        const enough = answered() + 15 + random.below(30)
        await waitFor('they write', () => answered() >= enough, { everyMs: 2, withinMs: 60_000 })
        // Whoever is killed now is killed while it waits for the processor, whether that has done it or not.
        const last = victim === 'worker' ? 'slow' : deaths[random.below(deaths.length)]!
        await standIn.control('fault', { on: 'POST /v1/', what: last, times: 4, delayMs: 300 })
        await sleep(random.below(60))
        if (victim !== 'worker') buyers.apiUrls = []
        await Promise.all([
          victim === 'worker' ? null : api.killAll(),
          victim === 'api' ? null : worker.killAll(),
        ])
        await standIn.control('mend')
        // A start takes a while, and each write is checked at the end.
        buyers.restMs = restWhileStartingMs
        if (victim !== 'worker') api = await startApi()
        if (victim !== 'api') worker = await startWorker()
        buyers.restMs = 0
      }
      buyers.apiUrls = [api.apiUrl]
      await buyers.stop()
      await Promise.all([api.killAll(), worker.killAll()])

      const unanswered = written.filter(({ answer }) => answer === null)
      const again = written.filter(({ sent }) => sent > 1)
      t.diagnostic(`${written.length} writes, ${again.length} sent again, ${unanswered.length} put aside`)
      assert.ok(again.length > 0, 'no kill met a request')
      await withServices(env, database.url, ({ db }) => endLeases(db))

      api = await startApi()
      worker = await startWorker()
      for (const one of unanswered) {
        const { status, data, text } = await send(api.apiUrl, one, testLiveKey)
        assert.ok(status < 300, `${one.key} ${one.path}: ${text}`)
        one.answer = { status, data }
      }
      for (const one of written) await expectKeptAnswer(api.apiUrl, one, testLiveKey)
      await hearOldNews(standIn)
      assert.deepEqual([await api.end(), await worker.end()], [0, 0])
    } finally {
      // A failed run must not go on beside the next.
      buyers.abandon()
      await Promise.all([api.killAll(), worker.killAll()])
    }
    await withServices(env, database.url, async (services, clock) => {
      // Every payment that the processor did not answer has been asked about again by then.
      clock.advance(twoHoursMs)
      await expectAllFinished(services, clock, written, consumer)
      const { orders, paid, refunded } = await expectSameBooks(services.db, await standIn.control('state'))
      t.diagnostic(`${orders} orders, ${paid} paid, ${refunded} refunded`)
      assert.ok(paid > 0 && refunded > 0)
    })
  })
})

const call = async ({ apiUrl }: Program, method: string, path: string, body?: unknown) => {
  const { status, data, text } = await callApi(apiUrl, testLiveKey, method, path, body ? { body } : {})
  assert.ok(status < 300, `${method} ${path}: ${text}`)
  return data
}

/** As its owner does it before the first live payment. */
const becomeReady = async (api: Program) => {
  await call(api, 'POST', '/v1/onboarding/advance', advanceBody('https://lamps.example'))
  const { merchant_id: id } = await call(api, 'GET', '/v1/developer/auth-context')
  await call(api, 'POST', `/v1/merchants/${id}/verification`, detailsBody)
  await waitFor('live payments are ready', async () => {
    const { payments } = await call(api, 'GET', `/v1/merchants/${id}/readiness`)
    return payments.status === 'ready'
  })
  // Each process remembers an account for a second.
  await sleep(1100)
}

const loseSomeAnswers = async ({ control }: StandInProgram) => {
  for (let left = 3; left > 0; left--) {
    const what = losses[random.below(losses.length)]!
    const on = ['POST /v1/payment_intents', 'POST /v1/payment_intents/', 'POST /v1/refunds'][random.below(3)]!
    await control('fault', { on, what, times: what.startsWith('no_answer') ? 2 : 1 })
  }
  await control('fault', { on: 'POST /v1/payment_intents', what: 'slow', times: 5, delayMs: 50 })
}

/** The minute that a lease lasts goes by while nobody runs. */
const endLeases = async (db: Queryable) => {
  await db.query(
    `UPDATE idempotency_keys SET leased_until = now() - interval '1 second' WHERE state = 'in_progress'`,
  )
}

/** Stripe tells again what nobody has taken, for days and in any order; some of it was taken before. */
const hearOldNews = async ({ control }: StandInProgram) => {
  const { data: events } = await control('events')
  for (let left = 40; left > 0; left--)
    await control('resend', { id: events[random.below(events.length)]!.id })
}

type There = Awaited<ReturnType<StandInControls['state']>>

/** What was paid and given back for each order is what the processor took and gave back, in one charge. */
const expectSameBooks = async (db: Queryable, there: There) => {
  const sum = (things: any[], field: string): number => things.reduce((total, one) => total + one[field], 0)
  const { rows } = await db.query(
    'SELECT order_id, paid::float8 AS paid, refunded::float8 AS refunded FROM orders',
  )
  for (const { order_id: orderId, paid, refunded } of rows) {
    const intents = there['payment_intents'].filter(
      ({ metadata }: any) => metadata.flint_order_id === orderId,
    )
    const ids = new Set(intents.map(({ id }: any) => id))
    const charges = there['charges'].filter((one: any) => ids.has(one.payment_intent) && one.captured)
    const refunds = there['refunds'].filter(
      (one: any) => ids.has(one.payment_intent) && one.status !== 'failed',
    )
    assert.ok(charges.length <= 1, `${orderId} was charged ${charges.length} times`)
    assert.deepEqual([paid, refunded], [sum(intents, 'amount_received'), sum(refunds, 'amount')], orderId)
    assert.equal(sum(charges, 'amount_captured'), paid, orderId)
    for (const { id, status } of intents)
      assert.ok(!['processing', 'requires_action', 'requires_capture'].includes(status), `${id} is ${status}`)
  }
  const known = new Set(rows.map((row) => row.order_id))
  for (const { id, metadata } of there['payment_intents'])
    assert.ok(known.has(metadata.flint_order_id), `${id} is for no order`)
  return { orders: rows.length, paid: sum(rows, 'paid'), refunded: sum(rows, 'refunded') }
}
