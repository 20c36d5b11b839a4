import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { askAgainMs } from '../payments/ask-remote.ts'
import { startLiveServer } from '../payments/live-calls.fixture.ts'
import { challengeMs } from '../payments/record-answer.ts'
import { checkoutCalls, newKey } from './a-checkout.fixture.ts'
import { recoveryMs } from './session.ts'

const live = await startLiveServer()
const { tiny, afterMs } = live
const { aBuyer } = checkoutCalls({ ...live.server, call: live.call })

/** A buyer whose bank asks, a second before their session ends. */
const waitingAtTheEnd = async () => {
  const buyer = await aBuyer()
  const { expires_at: expiresAt } = await buyer.session()
  live.server.clock.advance(Date.parse(expiresAt) - live.server.clock.nowMs() - 1000)
  const paid = await buyer.call(
    'POST',
    `/v1/orders/${buyer.orderId}/pay`,
    { action: 'pay', payment_source: { confirmation_token: 'ctoken_challenge' } },
    { idempotencyKey: newKey() },
  )
  assert.equal(paid.data?.payment_attempt.status, 'requires_action', paid.text)
  return { buyer, id: paid.data.payment_attempt.payment_intents[0].payment_intent_id as string }
}
const stateOf = async (buyer: Awaited<ReturnType<typeof aBuyer>>) => [
  (await live.call('GET', `/v1/checkout-sessions/${buyer.sessionId}`)).data.status,
  (await live.order(buyer.orderId)).payment_status,
]

describe('a live session whose time is up while the bank asks', () => {
  it('ends when the processor lets the payment go no further, not before', async () => {
    const { buyer, id } = await waitingAtTheEnd()
    await afterMs(2000)
    tiny.goesWrong('void', 'lost before', 'lost before')
    await afterMs(challengeMs)
    await afterMs(recoveryMs - challengeMs + 2000)
    assert.deepEqual(await stateOf(buyer), ['open', 'unpaid'])
    assert.equal(tiny.chargesOf(id)[0]!.status, 'requires_action')
    await afterMs(4 * askAgainMs)
    await afterMs(8 * askAgainMs)
    assert.deepEqual(await stateOf(buyer), ['expired', 'unpaid'])
    assert.equal(tiny.chargesOf(id)[0]!.status, 'canceled')
    await live.expectSameBooks()
  })

  it('is paid by a buyer who passes before that', async () => {
    const { buyer, id } = await waitingAtTheEnd()
    await afterMs(2000)
    tiny.goesWrong('void', 'lost before')
    await afterMs(challengeMs)
    await afterMs(recoveryMs - challengeMs + 2000)
    tiny.buyerAnswers(id, 'completed')
    await afterMs(8 * askAgainMs)
    assert.deepEqual(await stateOf(buyer), ['paid', 'paid'])
    await live.expectSameBooks()
  })
})
