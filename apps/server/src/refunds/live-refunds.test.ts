import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { startLiveServer } from '../payments/live-calls.fixture.ts'
import { usd } from '../../../../test/support/money-calls.ts'

/** Refunds of live payments: the processor is asked by the worker, outside any transaction, and gives nothing back twice. */

const live = await startLiveServer()
const { tiny, post, pay, anOrder, expectData, afterMs, order } = live

const aPaidOrder = async (amount = 1000) => {
  const orderId = await anOrder(amount)
  assert.equal((await pay(orderId, 'ctoken_ok')).data.order.payment_status, 'paid')
  return orderId
}
const refund = async (body: object) =>
  (await expectData(201, post('/v1/refunds', { ...body }))).refund_id as string
const read = async (refundId: string) => (await live.call('GET', `/v1/refunds/${refundId}`)).data

describe('createRefund in live mode', () => {
  it('is pending at first; the worker has the money given back', async () => {
    const orderId = await aPaidOrder()
    const id = await refund({ order_id: orderId, amount_money: usd(400) })
    assert.equal((await read(id)).status, 'pending')
    await afterMs(1500)
    assert.equal((await read(id)).status, 'succeeded')
    assert.equal((await order(orderId)).settlement_amounts.refunded_money.amount, 400)
    await live.expectSameBooks()
  })

  it('without an answer it stays pending, is asked for again ever later, and goes back once', async () => {
    const orderId = await aPaidOrder()
    tiny.goesWrong('refund', 'lost after')
    tiny.goesWrong('lookUpRefund', 'rejects')
    const id = await refund({ order_id: orderId })
    await afterMs(1500)
    assert.equal((await read(id)).status, 'pending')
    assert.equal(await afterMs(20_000), 0)
    await afterMs(10_001)
    assert.equal((await read(id)).status, 'pending')
    assert.equal(await afterMs(31_000), 0)
    await afterMs(30_000)
    assert.equal((await read(id)).status, 'succeeded')
    await live.expectSameBooks()
  })

  it('is never asked for twice as if it were the first time, though the process died meanwhile', async () => {
    for (const fault of [{ before: live.die }, { after: live.die }, 'lost after'] as const) {
      const orderId = await aPaidOrder()
      const id = await refund({ order_id: orderId, amount_money: usd(400) })
      tiny.asked.length = 0
      tiny.goesWrong('refund', fault)
      await afterMs(1500).catch(() => {})
      live.startAgain()
      // Days later, when no processor knows our name for the first call any more.
      await afterMs(2 * 24 * 3_600_000)
      assert.deepEqual(tiny.asked, ['refund', 'lookUpRefund'])
      assert.equal((await read(id)).status, 'succeeded')
    }
    await live.expectSameBooks()
  })

  it('that the processor has under way is asked about until it ends', async () => {
    const orderId = await aPaidOrder()
    tiny.refundsWill('pending')
    const id = await refund({ order_id: orderId })
    await afterMs(1500)
    assert.equal((await read(id)).status, 'pending')
    tiny.refundsWill('succeeds')
    tiny.asked.length = 0
    await afterMs(30_001)
    assert.deepEqual(tiny.asked, ['lookUpRefund'])
    assert.equal((await read(id)).status, 'succeeded')
    await live.expectSameBooks()
  })

  it('that fails is counted back everywhere', async () => {
    const orderId = await aPaidOrder()
    tiny.refundsWill('fails')
    const id = await refund({ order_id: orderId })
    await afterMs(1500)
    tiny.refundsWill('succeeds')
    assert.deepEqual(
      [
        (await read(id)).status,
        (await read(id)).failure_reason,
        (await order(orderId)).settlement_amounts.refunded_money.amount,
      ],
      ['failed', 'expired_or_canceled_card', 0],
    )
    await live.expectSameBooks()
  })

  it('of an account that may take no payments any more', async () => {
    const orderId = await aPaidOrder()
    const { db, wakeups } = live.server.services
    await db.query(`UPDATE merchants SET payments_status = 'blocked'`)
    wakeups.wake('environments')
    live.server.clock.advance(2000)
    const id = await refund({ order_id: orderId })
    await afterMs(1500)
    assert.equal((await read(id)).status, 'succeeded')
    await live.expectSameBooks()
  })
})
