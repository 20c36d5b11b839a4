import assert from 'node:assert/strict'
import type { ApiAnswer, ApiCall } from '../../../../test/support/api.ts'
import { expectBooksInBalance } from '../../../../test/support/books.ts'
import { makeReady } from '../../../../test/support/make-ready.ts'
import { freshKey, usd } from '../../../../test/support/money-calls.ts'
import { startTestServer } from '../../../../test/support/server.ts'
import { runDueTimers } from '../platform/jobs/timers.ts'
import { timerHandlers } from '../timer-handlers.ts'
import { liveProcessors } from './processors/registered.ts'
import { tinyProcessor } from './processors/tiny.fixture.ts'

type Body = Record<string, unknown>

/** A server whose live mode takes payments through the tiny processor; all calls are live. */
export const startLiveServer = async () => {
  const tiny = tinyProcessor()
  liveProcessors['tiny'] = () => tiny.processor
  const server = await startTestServer({ FLINT_PROCESSOR: 'tiny' })
  await makeReady(server)
  server.clock.advance(2_000)
  const { db } = server.services
  let isDead = false
  for (const name of ['run', 'withConnection', 'query'] as const) {
    const alive = db[name] as (...args: unknown[]) => Promise<unknown>
    Object.assign(db, {
      [name]: async (...args: unknown[]) => {
        if (isDead) throw new Error('The process is dead.')
        return alive(...args)
      },
    })
  }

  const call = (method: string, path: string, options: ApiCall = {}): Promise<ApiAnswer> =>
    server.call(method, path, { key: server.liveKey, ...options })
  const expectData = async (status: number, called: Promise<ApiAnswer>) => {
    const { status: actual, data, json } = await called
    assert.equal(actual, status, JSON.stringify(json))
    return data
  }
  const post = (path: string, body: Body = {}, idempotencyKey = freshKey()) =>
    call('POST', path, { body, idempotencyKey })

  const anOrder = async (amount = 1000, special: Body = {}): Promise<string> => {
    const body = { line_items: [{ name: 'Thing', unit_price_money: usd(amount) }], ...special }
    return (await expectData(201, post('/v1/orders', body))).order_id
  }
  const pay = (orderId: string, token: string, special: Body = {}, key?: string) =>
    post(
      `/v1/orders/${orderId}/pay`,
      { action: 'pay', payment_source: { confirmation_token: token }, ...special },
      key,
    )
  const resume = (orderId: string, attemptId: string) =>
    post(`/v1/orders/${orderId}/pay`, { action: 'resume', order_payment_attempt_id: attemptId })
  const order = (orderId: string) => expectData(200, call('GET', `/v1/orders/${orderId}`))
  const intent = (id: string) => expectData(200, call('GET', `/v1/payment-intents/${id}`))
  const aHold = async (amount = 1000) => {
    const body = { amount_money: usd(amount), capture_method: 'manual' }
    const { payment_intent_id: id } = await expectData(201, post('/v1/payment-intents', body))
    const held = await expectData(200, confirm(id, 'ctoken_ok'))
    assert.equal(held.status, 'requires_capture')
    return id as string
  }
  const confirm = (id: string, token: string, key?: string) =>
    post(`/v1/payment-intents/${id}/confirm`, { confirmation_token: token }, key)

  /** What the worker does once this much time has passed. */
  const afterMs = async (milliseconds: number) => {
    server.clock.advance(milliseconds)
    return runDueTimers(server.services, timerHandlers)
  }

  return {
    server,
    tiny,
    call,
    post,
    expectData,
    anOrder,
    pay,
    resume,
    order,
    intent,
    aHold,
    confirm,
    afterMs,
    eventsOf: async (id: string): Promise<string[]> => {
      const sql = 'SELECT event_type FROM events WHERE resource_id = $1 ORDER BY event_id'
      return (await db.query(sql, [id])).rows.map((row) => row.event_type)
    },
    /** From now on the process reaches the database no more, until it is started again. */
    die: () => void (isDead = true),
    startAgain: () => void (isDead = false),
    /** What we have booked is what the processor has done, payment by payment. */
    expectSameBooks: async () => {
      await expectBooksInBalance(db)
      const { rows } = await db.query(
        `SELECT p.document FROM payment_intents p JOIN environments e ON e.environment_id = p.environment_id WHERE e.mode = 'live'`,
      )
      for (const { document } of rows) {
        const theirs = tiny.chargesOf(document.paymentIntentId)
        const taken = theirs.reduce((sum, one) => sum + one.captured, 0)
        const refunded = theirs.flatMap((one) => [...one.refunds.values()]).reduce((sum, one) => sum + one, 0)
        assert.deepEqual([document.captured, document.refunded], [taken, refunded], document.paymentIntentId)
        assert.equal(theirs.filter((one) => one.captured > 0).length <= 1, true, 'charged twice')
        const isHeld = theirs.some((one) => one.status === 'authorized')
        assert.equal(document.status === 'requires_capture', isHeld, document.paymentIntentId)
        assert.notEqual(document.status, 'processing')
        assert.equal(document.pendingCommand ?? null, null)
      }
    },
  }
}
export type LiveServer = Awaited<ReturnType<typeof startLiveServer>>
