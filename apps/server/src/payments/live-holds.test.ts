import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { freshKey, usd } from '../../../../test/support/money-calls.ts'
import { askAgainMs } from './ask-remote.ts'
import { startLiveServer } from './live-calls.fixture.ts'
import { holdMs } from './record-answer.ts'

/** Commands about held money: wished for and committed, then asked of a remote processor, then recorded. */

const live = await startLiveServer()
const { tiny, post, aHold, intent, afterMs, anOrder, expectData, order } = live

const capture = (id: string, amount?: number, key?: string) =>
  post(`/v1/payment-intents/${id}/capture`, amount === undefined ? {} : { amount_money: usd(amount) }, key)
const cancel = (id: string, key?: string) => post(`/v1/payment-intents/${id}/cancel`, {}, key)
const said = ({ status, data, error }: any) => [status, error?.code ?? data.status]
const statusOf = async (id: string) => (await intent(id)).status

describe('capture in live mode', () => {
  it('takes a part; the rest is given back', async () => {
    const id = await aHold(5000)
    const { data } = await capture(id, 3000)
    assert.deepEqual(
      [data.status, data.captured_money.amount, data.released_money.amount],
      ['succeeded', 3000, 2000],
    )
    assert.equal(tiny.chargesOf(id)[0]!.captured, 3000)
    assert.equal(await afterMs(holdMs + 1), 0, 'no timer is left')
    await live.expectSameBooks()
  })

  it('of an order settles it', async () => {
    const orderId = await anOrder(5000)
    const leg = await expectData(
      201,
      post(`/v1/orders/${orderId}/payment-intents`, { capture_method: 'manual' }),
    )
    const id = leg.payment_intent.payment_intent_id
    const held = await post(`/v1/orders/${orderId}/pay`, {
      action: 'confirm_payment_intents',
      payment_intents: [{ payment_intent_id: id, confirmation_token: 'ctoken_ok' }],
    })
    assert.equal(held.data.payment_attempt.status, 'requires_capture', held.text)
    const taken = await post(`/v1/orders/${orderId}/payment-intents/${id}/capture`, {})
    assert.deepEqual(
      [taken.data.payment_attempt.status, taken.data.payment_intent.status, taken.data.order.payment_status],
      ['succeeded', 'succeeded', 'paid'],
    )
    assert.equal((await order(orderId)).payment_status, 'paid')
    await live.expectSameBooks()
  })

  it('without an answer: 503, everything else waits, and the worker brings it', async () => {
    const id = await aHold()
    tiny.goesWrong('capture', 'lost after')
    assert.deepEqual(said(await capture(id, 400)), [503, 'SERVICE_UNAVAILABLE'])
    assert.deepEqual(said(await cancel(id)), [409, 'PAYMENT_OPERATION_IN_PROGRESS'])
    assert.deepEqual(said(await capture(id, 500)), [409, 'PAYMENT_OPERATION_IN_PROGRESS'])
    assert.equal(await statusOf(id), 'requires_capture')
    await afterMs(2 * askAgainMs + 1)
    assert.equal((await intent(id)).captured_money.amount, 400)
    await live.expectSameBooks()
  })

  it('without an answer: the same command asks again, under the same key or another', async () => {
    for (const isSameKey of [true, false]) {
      const id = await aHold()
      tiny.goesWrong('capture', 'lost after')
      const key = freshKey('capture')
      assert.equal((await capture(id, 400, key)).status, 503)
      const again = await capture(id, 400, isSameKey ? key : freshKey('capture'))
      assert.deepEqual(said(again), [200, 'succeeded'])
    }
    await live.expectSameBooks()
  })

  it('refused by the processor: 409, kept under the key, and the hold stands as it was', async () => {
    const id = await aHold()
    const [charge] = tiny.chargesOf(id)
    charge!.status = 'canceled'
    const key = freshKey('capture')
    const refused = await capture(id, 400, key)
    assert.deepEqual(said(refused), [409, 'PAYMENT_AUTHORIZATION_NOT_CAPTURABLE'])
    assert.equal((await capture(id, 400, key)).headers.get('idempotency-replayed'), 'true')
    assert.equal(await statusOf(id), 'requires_capture')
    assert.deepEqual(said(await cancel(id)), [200, 'canceled'])
    await live.expectSameBooks()
  })
})

describe('cancel of a hold in live mode', () => {
  it('gives it back at the processor first', async () => {
    const id = await aHold()
    assert.deepEqual(said(await cancel(id)), [200, 'canceled'])
    assert.equal(tiny.chargesOf(id)[0]!.status, 'canceled')
    await live.expectSameBooks()
  })

  it('without an answer: 503, a capture waits, and the worker brings it', async () => {
    const id = await aHold()
    tiny.goesWrong('void', 'rejects')
    assert.deepEqual(said(await cancel(id)), [503, 'SERVICE_UNAVAILABLE'])
    assert.deepEqual(said(await capture(id)), [409, 'PAYMENT_OPERATION_IN_PROGRESS'])
    await afterMs(2 * askAgainMs + 1)
    assert.equal(await statusOf(id), 'canceled')
    await live.expectSameBooks()
  })

  it('that was captured at the processor by somebody else: refused, and the money is recorded', async () => {
    const id = await aHold()
    Object.assign(tiny.chargesOf(id)[0]!, { status: 'succeeded', captured: 1000 })
    assert.deepEqual(said(await cancel(id)), [409, 'CANNOT_CANCEL_SUCCEEDED_PAYMENT'])
    assert.equal(await statusOf(id), 'succeeded')
    await live.expectSameBooks()
  })
})

describe('a hold of which a part was captured at the processor by somebody else', () => {
  const capturedThere = async (amount: number) => {
    const id = await aHold(1000)
    Object.assign(tiny.chargesOf(id)[0]!, { status: 'succeeded', captured: amount })
    return id
  }
  const expectPart = async (id: string, amount: number) => {
    const { status, captured_money: captured, released_money: released } = await intent(id)
    assert.deepEqual([status, captured.amount, released.amount], ['succeeded', amount, 1000 - amount])
    await live.expectSameBooks()
  }

  it('is recorded with that part when it is canceled', async () => {
    const id = await capturedThere(600)
    assert.deepEqual(said(await cancel(id)), [409, 'CANNOT_CANCEL_SUCCEEDED_PAYMENT'])
    await expectPart(id, 600)
  })

  it('is recorded with that part when its time is up', async () => {
    const id = await capturedThere(600)
    await afterMs(holdMs + 1)
    await expectPart(id, 600)
  })
})

describe('a hold that nobody captures', () => {
  it('is given back at the processor, and asked for until it is', async () => {
    const id = await aHold()
    tiny.goesWrong('void', 'lost before', 'rejects')
    await afterMs(holdMs + 1)
    assert.equal(await statusOf(id), 'requires_capture')
    assert.deepEqual(said(await capture(id)), [409, 'PAYMENT_AUTHORIZATION_EXPIRED'])
    await afterMs(2 * askAgainMs + 1)
    assert.equal(await statusOf(id), 'requires_capture')
    await afterMs(4 * askAgainMs + 1)
    assert.equal(await statusOf(id), 'expired')
    assert.equal(tiny.chargesOf(id)[0]!.status, 'canceled')
    await live.expectSameBooks()
  })

  it('does not lapse while a capture is asked for', async () => {
    const id = await aHold()
    await afterMs(holdMs - 1000)
    tiny.goesWrong('capture', 'lost after')
    assert.equal((await capture(id)).status, 503)
    await afterMs(2000)
    assert.equal(await statusOf(id), 'requires_capture')
    await afterMs(2 * askAgainMs)
    assert.equal(await statusOf(id), 'succeeded')
    await live.expectSameBooks()
  })
})
