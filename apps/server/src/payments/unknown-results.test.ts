import assert from 'node:assert/strict'
import { type TestContext, describe, it } from 'node:test'
import { startTestServer } from '../../../../test/support/server.ts'
import { orderTimers } from '../orders/jobs.ts'
import { plusMs } from '../platform/clock/clock.ts'
import { systemContext } from '../platform/context.ts'
import { findEnvironment } from '../platform/auth/queries.ts'
import { newKey, paymentCalls, usd } from './payment-calls.fixture.ts'
import type { AuthorizeRequest, LookUpRequest, ProcessorAnswer } from './processors/processor.ts'
import { simulator } from './processors/simulator/talk.ts'
import { challengeMs, timerKinds } from './record-answer.ts'

/**
 * A call without an answer is unknown, never a decline: money may have moved. A stand-in processor keeps quiet,
 * answers late, answers twice or breaks off; the payment must stay processing until an answer is recorded, once.
 */

const server = await startTestServer()
const {
  afterMs,
  anIntent,
  anOrder,
  answerChallenge,
  booksOf,
  command,
  confirmed,
  eventTypesOf,
  goneOn,
  paidWith,
  pay,
  read,
  readOrder,
} = paymentCalls(server)

const askAgainMs = 10_000
type Silence = 'no answer' | 'broken off'
type Says = Silence | 'succeeded' | 'declined' | 'authorized'

const answerOf = (says: Says, request: AuthorizeRequest): ProcessorAnswer => {
  const reference = `proc_${request.chargeId}`
  switch (says) {
    case 'no answer':
      return { outcome: 'unknown', reference: null, askAgainAt: plusMs(request.now, askAgainMs) }
    case 'broken off':
      throw new Error('The connection was reset.')
    case 'declined':
      return { outcome: 'declined', reference, code: 'insufficient_funds', message: 'Not enough.' }
    default:
      return { outcome: says, reference }
  }
}

/** The processor says these, one a call; the last one again and again. */
const processorSays = (t: TestContext, atFirst: Says, ...later: Says[]) => {
  const asked: LookUpRequest[] = []
  const authorized: AuthorizeRequest[] = []
  t.mock.method(simulator, 'authorize', (request: AuthorizeRequest) => {
    authorized.push(request)
    return answerOf(atFirst, request)
  })
  t.mock.method(simulator, 'lookUp', (request: LookUpRequest) => {
    asked.push(request)
    return answerOf(later[Math.min(asked.length, later.length) - 1] ?? 'no answer', request)
  })
  return { asked, authorized }
}

const sandbox = async () =>
  (await server.services.db.run(
    findEnvironment(
      (
        await server.services.db.query('SELECT environment_id FROM environments WHERE sandbox_id = $1', [
          server.seeded.sandboxId,
        ])
      ).rows[0].environment_id,
    ),
  ))!
/** What one worker does with this payment, whether or not another one does the same. */
const resolve = async (id: string) =>
  orderTimers[timerKinds.resolve]!(systemContext(server.services, await sandbox()), id)

describe('a payment whose result is not known', () => {
  it('stays processing, without an error, a fee or an entry; the worker asks under the same charge id', async (t) => {
    const { asked, authorized } = processorSays(t, 'no answer', 'succeeded')
    const processing = await paidWith('tok_visa')
    const id = processing.payment_intent_id
    assert.deepEqual(
      [processing.status, processing.last_payment_error, processing.processing_fee_money],
      ['processing', null, null],
    )
    assert.deepEqual(await booksOf(id), {})
    await afterMs(askAgainMs - 1000)
    assert.equal(asked.length, 0, 'not before it is time')
    await afterMs(1001)
    assert.deepEqual(
      asked.map(({ chargeId, amount, currency, reference }) => ({ chargeId, amount, currency, reference })),
      [{ chargeId: authorized[0]!.chargeId, amount: 1000, currency: 'USD', reference: null }],
    )
    const paid = await read(id)
    assert.deepEqual([paid.status, paid.captured_money], ['succeeded', usd(1000)])
    assert.deepEqual(await eventTypesOf(id), ['payment_intent.processing', 'payment_intent.succeeded'])
    assert.equal(await afterMs(60_000), 0, 'asked no more')
  })

  it('is asked for again and again, until it is declined', async (t) => {
    const { asked } = processorSays(t, 'no answer', 'no answer', 'no answer', 'declined')
    const { payment_intent_id: id } = await paidWith('tok_visa')
    for (const times of [1, 2]) {
      await afterMs(askAgainMs + 1)
      assert.deepEqual([asked.length, (await read(id)).status], [times, 'processing'])
    }
    await afterMs(askAgainMs + 1)
    const declined = await read(id)
    assert.deepEqual(
      [declined.status, declined.last_payment_error.code],
      ['requires_payment_method', 'insufficient_funds'],
    )
    assert.deepEqual(await eventTypesOf(id), ['payment_intent.processing', 'payment_intent.payment_failed'])
    assert.deepEqual(await booksOf(id), {})
  })

  it('survives a worker that breaks off while it asks: the next one asks again', async (t) => {
    const { asked } = processorSays(t, 'no answer', 'broken off', 'succeeded')
    const { payment_intent_id: id } = await paidWith('tok_visa')
    await afterMs(askAgainMs + 1)
    assert.deepEqual([asked.length, (await read(id)).status], [1, 'processing'])
    await afterMs(60_000)
    assert.deepEqual([asked.length, (await read(id)).status], [2, 'succeeded'])
    assert.equal((await booksOf(id))['processor_clearing'], 1000)
  })

  it('is captured once, though two workers and the merchant bring the answer at once', async (t) => {
    processorSays(t, 'no answer', 'succeeded')
    const { payment_intent_id: id } = await paidWith('tok_visa')
    await Promise.all([resolve(id), resolve(id), goneOn(id), goneOn(id)])
    await resolve(id)
    assert.equal((await booksOf(id))['processor_clearing'], 1000)
    assert.deepEqual(await eventTypesOf(id), ['payment_intent.processing', 'payment_intent.succeeded'])
  })

  it('with delayed capture: the hold begins when the answer comes', async (t) => {
    processorSays(t, 'no answer', 'authorized')
    const { payment_intent_id: id } = await paidWith('tok_visa', { capture_method: 'manual' })
    await afterMs(askAgainMs + 1)
    const held = await read(id)
    assert.deepEqual([held.status, held.capturable_money], ['requires_capture', usd(1000)])
  })

  it('after a passed challenge: the end of the challenge does not decline it', async (t) => {
    const waiting = await paidWith('tok_threeDSecureRequired')
    const id = waiting.payment_intent_id
    await answerChallenge(waiting, 'completed')
    const { asked } = processorSays(t, 'no answer', 'no answer', 'no answer', 'succeeded')
    assert.equal((await goneOn(id)).status, 'processing')
    await afterMs(challengeMs + 1)
    assert.equal((await read(id)).status, 'processing')
    assert.equal(asked.length, 2)
    await afterMs(askAgainMs + 1)
    assert.equal((await read(id)).status, 'succeeded')
  })
})

describe('an order whose payment has no known result', () => {
  const aProcessingOrder = async () => {
    const { order_id } = await anOrder(2000)
    const { data } = await pay(order_id, { action: 'pay', payment_source: { token: 'tok_visa' } })
    return { orderId: order_id as string, attempt: data.payment_attempt }
  }

  it('is unpaid and cannot be paid, changed, canceled or closed meanwhile; then it is paid, once', async (t) => {
    processorSays(t, 'no answer', 'succeeded')
    const { orderId, attempt } = await aProcessingOrder()
    assert.deepEqual([attempt.status, attempt.failure_code], ['processing', null])
    assert.equal((await readOrder(orderId)).payment_status, 'unpaid')
    const path = `/v1/orders/${orderId}`
    const attemptId = attempt.order_payment_attempt_id
    const refused = [
      await pay(orderId, { action: 'pay', payment_source: { token: 'tok_visa' } }),
      await server.call('PATCH', path, { body: { requested_tip: { amount_money: usd(100) } } }),
      await server.call('POST', `${path}/payment-attempts/${attemptId}/cancel`, { body: {} }),
      await server.call('POST', `${path}/close`, { body: {} }),
    ]
    assert.deepEqual(
      refused.map(({ status, error }) => [status, error?.code]),
      [
        [409, 'ORDER_PAYMENT_ATTEMPT_ACTIVE'],
        [409, 'ORDER_PAYMENT_ATTEMPT_ACTIVE'],
        [409, 'PAYMENT_ATTEMPT_STILL_PROCESSING'],
        [409, 'ORDER_COLLECTION_IN_PROGRESS'],
      ],
    )
    await afterMs(askAgainMs + 1)
    const order = await readOrder(orderId)
    assert.deepEqual([order.payment_status, order.settlement_amounts.paid_money], ['paid', usd(2000)])
    const { data } = await server.call('GET', `${path}/payment-attempts/${attemptId}`)
    assert.equal(data.status, 'succeeded')
  })

  it('can be paid another way once the answer was a decline', async (t) => {
    processorSays(t, 'no answer', 'declined')
    const { orderId } = await aProcessingOrder()
    await afterMs(askAgainMs + 1)
    assert.equal((await readOrder(orderId)).payment_status, 'unpaid')
    t.mock.restoreAll()
    const { data } = await pay(orderId, { action: 'pay', payment_source: { token: 'tok_visa' } })
    assert.equal(data.order.payment_status, 'paid')
  })
})

describe('a processor that breaks off while it is asked to charge', () => {
  it('500, and nothing is recorded, the token neither; the same call with the same key then pays once', async (t) => {
    const { payment_intent: before } = await anIntent()
    const id = before.payment_intent_id
    const idempotencyKey = newKey()
    const call = () =>
      server.call('POST', `/v1/payment-intents/${id}/confirm`, {
        body: { payment_source_token: 'tok_visa' },
        idempotencyKey,
      })
    processorSays(t, 'broken off')
    const { status, error } = await call()
    assert.deepEqual([status, error.code], [500, 'INTERNAL_ERROR'])
    assert.deepEqual(await read(id), before)
    t.mock.restoreAll()
    assert.equal((await call()).data.status, 'succeeded')
    assert.equal((await booksOf(id))['processor_clearing'], 1000)
    assert.equal((await command(id, 'confirm', { payment_source_token: 'tok_visa' })).status, 409)
    await confirmed((await anIntent()).payment_intent_id, 'tok_visa')
  })
})
