import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { freshKey, usd } from '../../../../test/support/money-calls.ts'
import { resolveAfterMs } from '../challenge/answer-challenge.ts'
import { resolvePayment } from '../orders/resolve-payment.ts'
import { findEnvironment } from '../platform/auth/queries.ts'
import { systemContext } from '../platform/context.ts'
import { leaseMs } from '../platform/idempotency/reserved-call.ts'
import { askAgainMs } from './ask-remote.ts'
import { startLiveServer } from './live-calls.fixture.ts'
import { challengeMs } from './record-answer.ts'

/** Live payments go to a processor over the network: what is begun is committed, then it is asked, then the answer is recorded. */

const live = await startLiveServer()
const { tiny, post, call, expectData, anOrder, pay, resume, order, intent, confirm, afterMs, eventsOf } = live

const legOf = (paid: any) => paid.data.payment_attempt.payment_intents[0]
const attemptOf = (paid: any) => paid.data.payment_attempt.order_payment_attempt_id as string

describe('payOrder in live mode', () => {
  it('takes the money, learns the card, and tells of it once', async () => {
    const orderId = await anOrder(2500)
    const paid = await pay(orderId, 'ctoken_ok')
    assert.equal(paid.status, 200, paid.text)
    assert.deepEqual(
      [paid.data.payment_attempt.status, paid.data.order.payment_status, paid.headers.get('flint-mode')],
      ['succeeded', 'paid', 'live'],
    )
    const id = legOf(paid).payment_intent_id
    assert.equal((await intent(id)).payment_source.card.last4, '1881')
    assert.deepEqual(await eventsOf(id), ['payment_intent.succeeded'])
    const [charge] = tiny.chargesOf(id)
    assert.deepEqual(
      [charge!.request.amount, charge!.request.orderId, charge!.request.whose.merchantId],
      [2500, orderId, live.server.seeded.merchantId],
    )
    assert.equal(await afterMs(askAgainMs + 1), 0, 'nothing is left to ask')
    await live.expectSameBooks()
  })

  it('a decline is an outcome, and another card pays the same payment', async () => {
    const orderId = await anOrder()
    const declined = await pay(orderId, 'ctoken_insufficient_funds')
    assert.deepEqual(
      [declined.status, declined.data.payment_attempt.status, legOf(declined).last_payment_error.code],
      [200, 'failed', 'insufficient_funds'],
    )
    const paid = await pay(orderId, 'ctoken_ok')
    assert.equal(legOf(paid).payment_intent_id, legOf(declined).payment_intent_id)
    assert.equal(paid.data.order.payment_status, 'paid')
    assert.deepEqual(await eventsOf(legOf(paid).payment_intent_id), [
      'payment_intent.payment_failed',
      'payment_intent.succeeded',
    ])
    await live.expectSameBooks()
  })

  it('test cards and named test tokens are declined, and nobody is asked', async () => {
    const number = '4242424242424242'
    const { token } = await expectData(
      201,
      post('/v1/tokens', { card: { number, exp_month: 12, exp_year: 2050, cvc: '123' } }),
    )
    tiny.asked.length = 0
    for (const test of ['tok_visa', 'tok_threeDSecureRequired', token]) {
      const declined = await post(`/v1/orders/${await anOrder()}/pay`, {
        action: 'pay',
        payment_source: { token: test },
      })
      assert.equal(declined.status, 200, declined.text)
      const error = legOf(declined).last_payment_error
      assert.equal(error.code, 'card_declined')
      assert.match(error.message, /test card/)
    }
    assert.deepEqual(tiny.asked, [])
  })

  it('other card numbers go into the processor’s form: POST /v1/tokens refuses them', async () => {
    const card = { number: '4111111111111111', exp_month: 12, exp_year: 2050, cvc: '123' }
    const refused = await post('/v1/tokens', { card })
    assert.deepEqual([refused.status, refused.error.code], [400, 'TOKEN_CARD_INVALID'])
    assert.match(refused.error.message, /form/)
  })

  it('several legs are asked for at once, and settle one by one', async () => {
    const orderId = await anOrder(10_000)
    const leg = async (amount: number) =>
      (await expectData(201, post(`/v1/orders/${orderId}/payment-intents`, { amount_money: usd(amount) })))
        .payment_intent.payment_intent_id as string
    const legs = [await leg(4000), await leg(6000)]
    const confirmLegs = (...tokens: string[]) =>
      post(`/v1/orders/${orderId}/pay`, {
        action: 'confirm_payment_intents',
        payment_intents: tokens.map((confirmation_token, at) => ({
          payment_intent_id: legs[at],
          confirmation_token,
        })),
      })
    const paid = await confirmLegs('ctoken_ok', 'ctoken_card_declined')
    assert.deepEqual(
      [paid.status, paid.data.payment_attempt.status, paid.data.order.payment_status],
      [200, 'partially_succeeded', 'partially_paid'],
    )
    assert.equal((await intent(legs[1]!)).status, 'requires_payment_method')
    await live.expectSameBooks()
  })
})

describe('a live payment without an answer', () => {
  it('stays processing; the worker asks again, ever later, and charges once', async () => {
    const orderId = await anOrder()
    tiny.goesWrong('authorize', 'lost after')
    tiny.goesWrong('lookUp', 'lost before', 'rejects')
    const paid = await pay(orderId, 'ctoken_ok')
    assert.deepEqual([paid.status, paid.data.payment_attempt.status], [200, 'processing'])
    const id = legOf(paid).payment_intent_id
    assert.deepEqual(await eventsOf(id), ['payment_intent.processing'])
    const again = await pay(orderId, 'ctoken_ok')
    assert.deepEqual([again.status, again.error.code], [409, 'ORDER_PAYMENT_ATTEMPT_ACTIVE'])
    assert.equal(await afterMs(askAgainMs - 1000), 0)
    assert.equal(await afterMs(1001), 1)
    assert.equal(await afterMs(askAgainMs + 1), 0, 'the second pause is twice as long')
    assert.equal(await afterMs(askAgainMs), 1)
    assert.equal((await intent(id)).status, 'processing')
    assert.ok(live.server.logLines.some((line) => line.includes('gave no answer') && line.includes(id)))
    assert.equal(await afterMs(4 * askAgainMs + 1), 1)
    assert.equal((await order(orderId)).payment_status, 'paid')
    assert.deepEqual(await eventsOf(id), ['payment_intent.processing', 'payment_intent.succeeded'])
    await live.expectSameBooks()
  })

  it('that never reached the processor is sent again by the worker, under the same id', async () => {
    const orderId = await anOrder()
    tiny.goesWrong('authorize', 'rejects')
    const paid = await pay(orderId, 'ctoken_insufficient_funds')
    assert.equal(paid.data.payment_attempt.status, 'processing')
    await afterMs(askAgainMs + 1)
    assert.equal((await intent(legOf(paid).payment_intent_id)).last_payment_error.code, 'insufficient_funds')
    assert.equal((await pay(orderId, 'ctoken_ok')).data.order.payment_status, 'paid')
    await live.expectSameBooks()
  })

  it('is resolved by resume before the worker comes', async () => {
    const orderId = await anOrder()
    tiny.goesWrong('authorize', 'lost after')
    const paid = await pay(orderId, 'ctoken_ok')
    const resumed = await resume(orderId, attemptOf(paid))
    assert.deepEqual(
      [resumed.data.payment_attempt.status, resumed.data.order.payment_status],
      ['succeeded', 'paid'],
    )
    await afterMs(askAgainMs + 1)
    await live.expectSameBooks()
  })
})

describe('an answer that several bring at once', () => {
  it('is recorded once: the worker, the buyer’s page and two hints of the processor', async () => {
    const orderId = await anOrder()
    tiny.goesWrong('authorize', 'lost after')
    const paid = await pay(orderId, 'ctoken_ok')
    const id = legOf(paid).payment_intent_id
    const { db } = live.server.services
    const { rows } = await db.query(`SELECT environment_id FROM environments WHERE mode = 'live'`)
    const environment = await db.run(findEnvironment(rows[0].environment_id))
    const hint = () => resolvePayment(systemContext(live.server.services, environment!), id)
    const resumes = [resume(orderId, attemptOf(paid)), resume(orderId, attemptOf(paid))]
    await Promise.all([...resumes, hint(), hint(), afterMs(askAgainMs + 1)])
    for (const { status } of await Promise.all(resumes)) assert.equal(status, 200)
    await hint()
    assert.equal((await order(orderId)).payment_status, 'paid')
    assert.deepEqual(await eventsOf(id), ['payment_intent.processing', 'payment_intent.succeeded'])
    await live.expectSameBooks()
  })
})

describe('a challenge in live mode', () => {
  const challenged = async () => {
    const orderId = await anOrder()
    const paid = await pay(orderId, 'ctoken_challenge')
    assert.deepEqual([paid.status, paid.data.payment_attempt.status], [200, 'requires_action'], paid.text)
    return { orderId, attemptId: attemptOf(paid), id: legOf(paid).payment_intent_id as string }
  }

  it('passed: resume takes the money', async () => {
    const { orderId, attemptId, id } = await challenged()
    assert.equal((await resume(orderId, attemptId)).data.payment_attempt.status, 'requires_action')
    tiny.buyerAnswers(id, 'completed')
    assert.equal((await resume(orderId, attemptId)).data.order.payment_status, 'paid')
    await live.expectSameBooks()
  })

  it('failed: the attempt has failed', async () => {
    const { orderId, attemptId, id } = await challenged()
    tiny.buyerAnswers(id, 'failed')
    const failed = await resume(orderId, attemptId)
    assert.deepEqual(
      [failed.data.payment_attempt.status, failed.data.payment_attempt.failure_code],
      ['failed', 'authentication_required'],
    )
  })

  it('left alone: the payment is stopped at the processor before it counts as failed', async () => {
    const { orderId, id } = await challenged()
    tiny.goesWrong('void', 'lost before')
    await afterMs(challengeMs + 1)
    assert.equal((await intent(id)).status, 'requires_action', 'nobody knows whether it can still go on')
    await afterMs(2 * askAgainMs + 1)
    assert.equal((await intent(id)).last_payment_error.code, 'payment_action_expired')
    assert.equal(tiny.chargesOf(id)[0]!.status, 'canceled')
    assert.equal((await pay(orderId, 'ctoken_ok')).data.order.payment_status, 'paid')
    await live.expectSameBooks()
  })

  it('left alone by a page that was closed after the buyer had passed: it counts', async () => {
    const { orderId, id } = await challenged()
    tiny.buyerAnswers(id, 'completed')
    await afterMs(challengeMs + 1)
    assert.equal((await order(orderId)).payment_status, 'paid')
    await live.expectSameBooks()
  })

  it('said to be passed by a buyer whom the bank still asks: it ends with its time all the same', async () => {
    const { orderId, id } = await challenged()
    const { redirect } = (await intent(id)).current_payment_action.client_action
    const said = { method: 'POST', body: new URLSearchParams({ outcome: 'completed' }) }
    assert.equal((await fetch(redirect.url, { ...said, redirect: 'manual' })).status, 303)
    await afterMs(resolveAfterMs + 1)
    assert.equal((await intent(id)).status, 'requires_action')
    await afterMs(challengeMs + 1)
    assert.equal((await intent(id)).last_payment_error?.code, 'payment_action_expired')
    assert.equal((await pay(orderId, 'ctoken_ok')).data.order.payment_status, 'paid')
    await live.expectSameBooks()
  })

  it('left alone, and looked up without an answer while it is being stopped: it is stopped', async () => {
    const { orderId, attemptId, id } = await challenged()
    tiny.goesWrong('void', 'lost before')
    await afterMs(challengeMs + 1)
    tiny.goesWrong('lookUp', 'lost before')
    assert.equal((await resume(orderId, attemptId)).data.payment_attempt.status, 'processing')
    assert.equal((await resume(orderId, attemptId)).data.payment_attempt.status, 'requires_action')
    await afterMs(challengeMs + 1)
    await afterMs(2 * askAgainMs + 1)
    assert.equal((await intent(id)).last_payment_error?.code, 'payment_action_expired')
    await live.expectSameBooks()
  })

  const cancel = ({ orderId, attemptId }: { orderId: string; attemptId: string }, key = freshKey('cancel')) =>
    post(`/v1/orders/${orderId}/payment-attempts/${attemptId}/cancel`, {}, key)

  it('canceled: stopped at the processor first', async () => {
    const waiting = await challenged()
    const canceled = await cancel(waiting)
    assert.equal(canceled.status, 200, canceled.text)
    assert.equal(canceled.data.payment_attempt.status, 'canceled')
    assert.equal(tiny.chargesOf(waiting.id)[0]!.status, 'canceled')
    assert.equal((await pay(waiting.orderId, 'ctoken_ok')).data.order.payment_status, 'paid')
    await live.expectSameBooks()
  })

  it('canceled without an answer: 503; the same call again, or the worker, brings it', async () => {
    const [one, other] = [await challenged(), await challenged()]
    tiny.goesWrong('void', 'lost after', 'lost before')
    const key = freshKey('cancel')
    assert.equal((await cancel(one, key)).status, 503)
    assert.equal((await cancel(other)).status, 503)
    assert.equal((await cancel(one, key)).data.payment_attempt.status, 'canceled')
    await afterMs(2 * askAgainMs + 1)
    const { data } = await call('GET', `/v1/orders/${other.orderId}/payment-attempts/${other.attemptId}`)
    assert.equal((data.payment_attempt ?? data).status, 'canceled')
    await live.expectSameBooks()
  })

  it('canceled after the buyer had passed: refused, and the money is recorded', async () => {
    const waiting = await challenged()
    tiny.buyerAnswers(waiting.id, 'completed')
    const refused = await cancel(waiting)
    assert.deepEqual([refused.status, refused.error?.code], [409, 'PAYMENT_ATTEMPT_NOT_CANCELABLE'])
    assert.equal((await order(waiting.orderId)).payment_status, 'paid')
    await live.expectSameBooks()
  })
})

describe('payment intents of their own in live mode', () => {
  it('are created and confirmed, or both at once', async () => {
    const { payment_intent_id: id } = await expectData(
      201,
      post('/v1/payment-intents', { amount_money: usd(700) }),
    )
    assert.equal((await expectData(200, confirm(id, 'ctoken_ok'))).status, 'succeeded')
    const atOnce = await post('/v1/payment-intents', {
      amount_money: usd(800),
      payment_source_token: 'ctoken_ok',
      auto_confirm: true,
    })
    assert.deepEqual([atOnce.status, atOnce.data.status], [201, 'succeeded'], atOnce.text)
    await live.expectSameBooks()
  })

  it('keep what they were created with until they are confirmed', async () => {
    const created = await post('/v1/payment-intents', {
      amount_money: usd(700),
      payment_source_token: 'ctoken_ok',
    })
    assert.equal(created.data.status, 'requires_confirmation', created.text)
    const confirmed = await post(`/v1/payment-intents/${created.data.payment_intent_id}/confirm`)
    assert.equal(confirmed.data.status, 'succeeded', confirmed.text)
    await live.expectSameBooks()
  })

  it('of an order are confirmed on their own route', async () => {
    const orderId = await anOrder(900)
    const { payment_intent_id: id } = await expectData(
      201,
      post('/v1/payment-intents', { order_id: orderId }),
    )
    assert.equal((await expectData(200, confirm(id, 'ctoken_ok'))).status, 'succeeded')
    assert.equal((await order(orderId)).payment_status, 'paid')
  })

  it('that wait for the buyer go on without a source, and can be canceled', async () => {
    const waiting = async () => {
      const { payment_intent_id: id } = await expectData(
        201,
        post('/v1/payment-intents', { amount_money: usd(700) }),
      )
      assert.equal((await expectData(200, confirm(id, 'ctoken_challenge'))).status, 'requires_action')
      return id as string
    }
    const [one, other] = [await waiting(), await waiting()]
    tiny.buyerAnswers(one, 'completed')
    assert.equal((await post(`/v1/payment-intents/${one}/confirm`)).data.status, 'succeeded')
    assert.equal((await post(`/v1/payment-intents/${other}/cancel`)).data.status, 'canceled')
    assert.equal(tiny.chargesOf(other)[0]!.status, 'canceled')
    await live.expectSameBooks()
  })
})

describe('Idempotency-Key of a live payment', () => {
  it('while the first call runs: 409, another body another 409; afterwards the first’s answer', async () => {
    const orderId = await anOrder()
    const key = freshKey('pay')
    let goOn = () => {}
    tiny.goesWrong('authorize', { before: () => new Promise<void>((resolve) => (goOn = resolve)) })
    const first = pay(orderId, 'ctoken_ok', {}, key)
    while (tiny.asked.at(-1) !== 'authorize' || goOn.toString() === '() => {}')
      await new Promise((resolve) => setTimeout(resolve, 5))
    const second = await pay(orderId, 'ctoken_ok', {}, key)
    assert.deepEqual([second.status, second.error.code], [409, 'IDEMPOTENCY_KEY_IN_PROGRESS'])
    const third = await pay(orderId, 'ctoken_card_declined', {}, key)
    assert.deepEqual([third.status, third.error.code], [409, 'IDEMPOTENCY_KEY_REUSED'])
    goOn()
    const paid = await first
    assert.equal(paid.data.order.payment_status, 'paid')
    const replay = await pay(orderId, 'ctoken_ok', {}, key)
    assert.equal(replay.headers.get('idempotency-replayed'), 'true')
    assert.deepEqual(replay.data, paid.data)
    await live.expectSameBooks()
  })

  it('parallel calls with one key charge once', async () => {
    const orderId = await anOrder()
    const key = freshKey('pay')
    const answers = await Promise.all(Array.from({ length: 5 }, () => pay(orderId, 'ctoken_ok', {}, key)))
    for (const { status, error } of answers)
      assert.ok(status === 200 || error.code === 'IDEMPOTENCY_KEY_IN_PROGRESS', error?.code)
    assert.equal([...tiny.charges.values()].filter((one) => one.request.orderId === orderId).length, 1)
    await live.expectSameBooks()
  })

  it('a call whose process died is taken over once its lease is over', async () => {
    const orderId = await anOrder()
    const key = freshKey('pay')
    tiny.goesWrong('authorize', { after: live.die })
    assert.equal((await pay(orderId, 'ctoken_ok', {}, key)).status, 500)
    live.startAgain()
    const early = await pay(orderId, 'ctoken_ok', {}, key)
    assert.deepEqual([early.status, early.error.code], [409, 'IDEMPOTENCY_KEY_IN_PROGRESS'])
    live.server.clock.advance(leaseMs)
    const paid = await pay(orderId, 'ctoken_ok', {}, key)
    assert.deepEqual([paid.status, paid.data.order.payment_status], [200, 'paid'], paid.text)
    assert.deepEqual((await pay(orderId, 'ctoken_ok', {}, key)).data, paid.data)
    await live.expectSameBooks()
  })
})

describe('an account that may not take payments', () => {
  const setStatus = async (status: string) => {
    const { db, wakeups } = live.server.services
    await db.query(`UPDATE merchants SET payments_status = $1`, [status])
    wakeups.wake('environments')
    live.server.clock.advance(2_000)
  }
  it('409 MERCHANT_ONBOARDING_REQUIRED; what is under way goes on', async () => {
    const orderId = await anOrder()
    const hold = await live.aHold()
    await setStatus('blocked')
    const refused = await pay(orderId, 'ctoken_ok')
    assert.deepEqual(
      [refused.status, refused.error.code, refused.error.param],
      [409, 'MERCHANT_ONBOARDING_REQUIRED', 'merchant_id'],
    )
    assert.equal((await post(`/v1/payment-intents/${hold}/capture`)).status, 200)
    await setStatus('ready')
    assert.equal((await pay(orderId, 'ctoken_ok')).status, 200)
    await live.expectSameBooks()
  })

  it('a call whose process died before is finished, not refused', async () => {
    const key = freshKey('create')
    const create = () =>
      post(
        '/v1/payment-intents',
        { amount_money: usd(800), payment_source_token: 'ctoken_ok', auto_confirm: true },
        key,
      )
    tiny.goesWrong('authorize', { after: live.die })
    assert.equal((await create()).status, 500)
    live.startAgain()
    await setStatus('blocked')
    live.server.clock.advance(leaseMs + 1)
    const again = await create()
    await setStatus('ready')
    assert.deepEqual([again.status, again.data?.status], [201, 'succeeded'], again.text)
    await live.expectSameBooks()
  })
})
