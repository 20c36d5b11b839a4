import assert from 'node:assert/strict'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, it } from 'node:test'
import { startTestServer } from '../../../../test/support/server.ts'
import {
  aPaidIntent,
  aPaidOrder,
  aSplitOrder,
  afterMs,
  eventsOf,
  expectBooksToAgree,
  readOrder,
  readRefund,
  refunded,
  theExampleOrderPaid,
  usd,
} from './a-paid-order.ts'
import { refundFailureReasons } from './refund.ts'
import { finishRefund } from './finish-refund.ts'
import { askAgainAfterMs, finishAfterMs } from './finish-timer.ts'
import { environments } from '../platform/auth/environments.ts'
import { systemContext } from '../platform/context.ts'

const server = await startTestServer()
const typesOf = async (id: string) => (await eventsOf(server, id)).map((event) => event.event_type)

describe('a refund that succeeds', () => {
  it('is pending until a second has passed, then succeeded', async () => {
    const { order_id } = await aPaidOrder(server)
    const { refund_id } = await refunded(server, { order_id, amount_money: usd(100) })
    await afterMs(server, 0)
    assert.equal((await readRefund(server, refund_id)).status, 'pending')
    await afterMs(server, finishAfterMs)
    const data = await readRefund(server, refund_id)
    assert.deepEqual(
      [data.status, data.failure_reason, data.payment_refunds[0].status],
      ['succeeded', null, 'succeeded'],
    )
    const events = await eventsOf(server, refund_id)
    assert.deepEqual(
      events.map((event) => event.event_type),
      ['refund.created', 'refund.updated'],
    )
    assert.deepEqual(events[1]?.data, data)
    assert.equal((await typesOf(order_id)).at(-1), 'order.refunded')
    assert.equal((await expectBooksToAgree(server, order_id)).refunded, 100)
  })

  it('is finished by the worker itself', async () => {
    const { order_id } = await aPaidOrder(server)
    const { refund_id } = await refunded(server, { order_id })
    const worker = server.startWorker()
    server.clock.advance(finishAfterMs)
    while ((await readRefund(server, refund_id)).status === 'pending') await sleep(20)
    await worker.stop()
    assert.equal((await readRefund(server, refund_id)).status, 'succeeded')
  })

  it('without an order', async () => {
    const { payment_intent_id } = await aPaidIntent(server, 1000)
    const { refund_id } = await refunded(server, { payment_intent_id, amount_money: usd(300) })
    await afterMs(server)
    assert.equal((await readRefund(server, refund_id)).status, 'succeeded')
  })

  it('later: card 4000000000007726 keeps it pending longer', async () => {
    const { order_id } = await aPaidOrder(server, { token: 'tok_pendingRefund' })
    const { refund_id } = await refunded(server, { order_id })
    await afterMs(server, finishAfterMs)
    assert.equal((await readRefund(server, refund_id)).status, 'pending')
    await afterMs(server, askAgainAfterMs)
    assert.equal((await readRefund(server, refund_id)).status, 'succeeded')
    assert.deepEqual(await typesOf(refund_id), ['refund.created', 'refund.updated'])
  })
})

describe('a refund that fails', () => {
  it('1000 of 7557, card 4000000000005126: back to 0 and none, with events, activity and ledger', async () => {
    const paid = await theExampleOrderPaid(server, 'tok_refundFail')
    const before = await readOrder(server, paid.order_id)
    const { refund_id } = await refunded(server, { order_id: paid.order_id, amount_money: usd(1000) })
    assert.equal((await expectBooksToAgree(server, paid.order_id)).refunded, 1000)
    await afterMs(server, finishAfterMs)
    await afterMs(server, askAgainAfterMs)

    const data = await readRefund(server, refund_id)
    assert.deepEqual(
      [data.status, data.failure_reason, data.payment_refunds[0].failure_reason],
      ['failed', 'expired_or_canceled_card', 'expired_or_canceled_card'],
    )
    const after = await readOrder(server, paid.order_id)
    assert.deepEqual(
      [after.settlement_amounts, after.refund_status, after.payment_status],
      [before.settlement_amounts, 'none', 'paid'],
    )
    assert.deepEqual(await typesOf(refund_id), ['refund.created', 'refund.updated', 'refund.failed'])
    const last = (await eventsOf(server, paid.order_id)).at(-1)
    assert.deepEqual([last?.event_type, last?.data.refund_status], ['order.updated', 'none'])
    const activities = (await server.call('GET', `/v1/orders/${paid.order_id}/activities`)).data
    assert.deepEqual([activities[0].activity_type, activities[0].refund_id], ['refund_failed', refund_id])
    assert.equal((await expectBooksToAgree(server, paid.order_id)).refunded, 0)
  })

  it('metadata simulate_refund "failed": all of it comes back, lines, charges and tip too', async () => {
    const { order_id } = await theExampleOrderPaid(server)
    const before = await readOrder(server, order_id)
    const data = await refunded(server, { order_id, metadata: { simulate_refund: 'failed' } })
    assert.deepEqual(data.refunded_tip_money, usd(837))
    assert.equal((await readOrder(server, order_id)).refund_status, 'refunded')
    await afterMs(server)
    const failed = await readRefund(server, data.refund_id)
    assert.deepEqual([failed.status, failed.failure_reason], ['failed', 'declined'])
    const after = await readOrder(server, order_id)
    for (const part of ['line_items', 'charges', 'tips', 'settlement_amounts', 'refund_status'])
      assert.deepEqual(after[part], before[part], part)
    assert.equal((await expectBooksToAgree(server, order_id)).refunded, 0)
    // What came back can be refunded again.
    assert.deepEqual((await refunded(server, { order_id })).amount_money, usd(7557))
    await expectBooksToAgree(server, order_id)
  })

  it('without an order: the payment holds its money again', async () => {
    const { payment_intent_id } = await aPaidIntent(server, 1000)
    await refunded(server, { payment_intent_id, metadata: { simulate_refund: 'failed' } })
    await afterMs(server)
    const intent = (await server.call('GET', `/v1/payment-intents/${payment_intent_id}`)).data
    assert.deepEqual([intent.refunded_money, intent.refund_status], [usd(0), 'none'])
  })
})

describe('a refund that bounces', () => {
  it('succeeded, then failed: order, payment and ledger take it back', async () => {
    const { order_id } = await theExampleOrderPaid(server)
    const { refund_id } = await refunded(server, {
      order_id,
      amount_money: usd(1000),
      metadata: { simulate_refund: 'bounced' },
    })
    await afterMs(server, finishAfterMs)
    assert.equal((await readRefund(server, refund_id)).status, 'succeeded')
    assert.equal((await expectBooksToAgree(server, order_id)).refunded, 1000)
    await afterMs(server, askAgainAfterMs)
    const data = await readRefund(server, refund_id)
    assert.deepEqual([data.status, data.failure_reason], ['failed', 'refund_failed'])
    assert.deepEqual(await typesOf(refund_id), [
      'refund.created',
      'refund.updated',
      'refund.updated',
      'refund.failed',
    ])
    assert.equal((await readOrder(server, order_id)).refund_status, 'none')
    assert.equal((await expectBooksToAgree(server, order_id)).refunded, 0)
    // It has ended: nobody asks again.
    await afterMs(server, askAgainAfterMs)
    assert.deepEqual(await readRefund(server, refund_id), data)
  })
})

describe('a refund that fails for a reason', () => {
  for (const reason of refundFailureReasons)
    it(`metadata simulate_refund "${reason}"`, async () => {
      const { payment_intent_id } = await aPaidIntent(server, 1000)
      const { refund_id } = await refunded(server, {
        payment_intent_id,
        metadata: { simulate_refund: reason },
      })
      await afterMs(server)
      const { status, failure_reason } = await readRefund(server, refund_id)
      assert.deepEqual([status, failure_reason], ['failed', reason])
    })
})

describe('a refund to a bank account', () => {
  it('in_transit on its way, then succeeded', async () => {
    const made = await server.call('POST', '/v1/payment-intents', {
      body: { amount_money: usd(1000), payment_options: ['ach_debit'] },
    })
    const { payment_intent_id } = made.data
    await server.call('POST', `/v1/payment-intents/${payment_intent_id}/confirm`, {
      body: { payment_source_token: 'tok_us_bank_account_success' },
    })
    await afterMs(server, 5_000)
    const { refund_id } = await refunded(server, { payment_intent_id, amount_money: usd(400) })
    await afterMs(server, finishAfterMs)
    const sent = await readRefund(server, refund_id)
    assert.deepEqual([sent.status, sent.payment_refunds[0].status], ['in_transit', 'in_transit'])
    await afterMs(server, askAgainAfterMs)
    assert.equal((await readRefund(server, refund_id)).status, 'succeeded')
    assert.deepEqual(await typesOf(refund_id), ['refund.created', 'refund.updated', 'refund.updated'])
  })
})

describe('a refund over two legs, one of which fails', () => {
  it('partially_succeeded: what failed comes back, the rest stays', async () => {
    const { order, intentIds } = await aSplitOrder(server, [
      { amount: 4000, token: 'tok_visa' },
      { amount: 6000, token: 'tok_refundFail' },
    ])
    const { refund_id } = await refunded(server, { order_id: order.order_id, amount_money: usd(7000) })
    await afterMs(server, finishAfterMs)
    const halfway = await readRefund(server, refund_id)
    assert.deepEqual(
      [halfway.status, halfway.payment_refunds.map((leg: any) => leg.status)],
      ['pending', ['pending', 'succeeded']],
    )
    assert.equal((await expectBooksToAgree(server, order.order_id)).refunded, 7000)

    await afterMs(server, askAgainAfterMs)
    const data = await readRefund(server, refund_id)
    assert.deepEqual(
      data.payment_refunds.map((leg: any) => [leg.payment_intent_id, leg.status, leg.failure_reason]),
      [
        [intentIds[1], 'failed', 'expired_or_canceled_card'],
        [intentIds[0], 'succeeded', null],
      ],
    )
    assert.deepEqual(
      [data.status, data.failure_reason, data.amount_money],
      ['partially_succeeded', 'expired_or_canceled_card', usd(7000)],
    )
    assert.equal((await expectBooksToAgree(server, order.order_id)).refunded, 1000)
    assert.deepEqual((await typesOf(order.order_id)).slice(-2), ['order.refunded', 'order.updated'])
  })
})

describe('a timer that fires twice', () => {
  it('changes nothing the second time, nor when two fire at once', async () => {
    const { order_id } = await aPaidOrder(server, { token: 'tok_visa' })
    const { refund_id } = await refunded(server, { order_id, metadata: { simulate_refund: 'failed' } })
    const { rows } = await server.services.db.query(
      'SELECT environment_id FROM refunds WHERE refund_id = $1',
      [refund_id],
    )
    const environment = await environments(server.services).find(rows[0]!['environment_id'])
    const finish = () => finishRefund(systemContext(server.services, environment!), refund_id)
    await Promise.all([finish(), finish(), finish()])
    const once = await readRefund(server, refund_id)
    await finish()
    assert.deepEqual(await readRefund(server, refund_id), once)
    assert.deepEqual(await typesOf(refund_id), ['refund.created', 'refund.updated', 'refund.failed'])
    assert.equal((await expectBooksToAgree(server, order_id)).refunded, 0)
  })
})
