import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { freshKey } from '../../../../test/support/money-calls.ts'
import { startLiveServer } from '../payments/live-calls.fixture.ts'
import { leaseMs } from '../platform/idempotency/reserved-call.ts'
import { type Caller, type Checkout, aCheckout, aLink, readLink, readPublic } from './a-link.fixture.ts'

/*
 * Where the processor is asked outside any transaction, the place is claimed in the one that begins the charge: the process may
 * die between the claim and the answer. Source: contract, flint-commerce 9.4.
 */
const live = await startLiveServer()
const { tiny } = live
const server: Caller = {
  call: (method, path, options = {}) =>
    live.server.call(method, path, { key: live.server.liveKey, ...options }),
}

const pay = ({ orderId, headers }: Checkout, token: string, key = freshKey('pay')) =>
  live.server.call('POST', `/v1/orders/${orderId}/pay`, {
    key: null,
    headers,
    idempotencyKey: key,
    body: {
      action: 'pay',
      payment_source: { confirmation_token: token },
      buyer_contact: { email: 'buyer@example.com' },
    },
  })

const onePlace = async () => {
  const { payment_link_id: id } = await aLink(server, { max_completions: 1 })
  return { id, first: await aCheckout(server, id), second: await aCheckout(server, id) }
}

const theWorker = async () => {
  for (const ms of [0, 31_000, 61_000, 121_000, 241_000]) await live.afterMs(ms)
}

const expectLost = async (checkout: Checkout) => {
  const asked = tiny.asked.length
  const { data, json } = await pay(checkout, 'ctoken_ok')
  assert.equal(data.payment_attempt.failure_code, 'payment_link_capacity_claim_failed', JSON.stringify(json))
  assert.equal(tiny.asked.length, asked, 'the processor was asked')
}

describe('a place while the processor is asked', () => {
  it('is taken before: whoever comes too late is not asked for', async () => {
    const { id, first, second } = await onePlace()
    assert.equal((await pay(first, 'ctoken_ok')).data.payment_attempt.status, 'succeeded')
    await expectLost(second)
    assert.equal((await readLink(server, id)).completed_count, 1)
    await live.expectSameBooks()
  })

  it('is given back after a decline', async () => {
    const { id, first, second } = await onePlace()
    assert.equal((await pay(first, 'ctoken_card_declined')).data.payment_attempt.status, 'failed')
    assert.equal((await pay(second, 'ctoken_ok')).data.payment_attempt.status, 'succeeded')
    assert.equal((await readLink(server, id)).completed_count, 1)
    await live.expectSameBooks()
  })

  for (const [when, fault] of [
    ['before the processor did anything', 'before'],
    ['after the processor took the money', 'after'],
  ] as const)
    it(`a process that dies ${when} keeps the place until the outcome is known`, async () => {
      const { id, first, second } = await onePlace()
      const dies = () => {
        live.die()
        throw new Error('Dead.')
      }
      tiny.goesWrong('authorize', fault === 'before' ? { before: dies } : { after: live.die })
      const key = freshKey('crash')
      await pay(first, 'ctoken_ok', key).catch(() => {})
      live.startAgain()
      assert.equal((await readPublic(server, id)).data.is_sold_out, true)
      await expectLost(second)
      await theWorker()
      assert.equal((await readLink(server, id)).completed_count, 1)
      live.server.clock.advance(leaseMs + 1)
      assert.equal((await pay(first, 'ctoken_ok', key)).data.payment_attempt.status, 'succeeded')
      await expectLost(second)
      await live.expectSameBooks()
    })

  it('of a charge that died and is declined when it is asked for again, is free again', async () => {
    const { id, first, second } = await onePlace()
    tiny.goesWrong('authorize', {
      before: () => {
        live.die()
        throw new Error('Dead.')
      },
    })
    await pay(first, 'ctoken_card_declined').catch(() => {})
    live.startAgain()
    await theWorker()
    assert.equal((await pay(second, 'ctoken_ok')).data.payment_attempt.status, 'succeeded')
    assert.equal((await readLink(server, id)).completed_count, 1)
    await live.expectSameBooks()
  })
})
