import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import {
  backTo,
  cards,
  flowlixCalls,
  profiles,
  type Profile,
} from '../../../../../../test/support/flowlix-calls.ts'
import { letTimePass } from '../../../../../../test/support/let-time-pass.ts'
import { startTestServer } from '../../../../../../test/support/server.ts'
import { said } from '../../../checkout-sessions/a-checkout.fixture.ts'
import { pageOf, payerOn } from '../a-payer.fixture.ts'

const server = await startTestServer()
const flowlix = await flowlixCalls(server)

/** A payment whose page is open, as its payer and as its merchant see it. */
const openPage = async (profile: Profile, change: object = {}) => {
  const payment = await flowlix[profile].opened(change)
  const payer = payerOn(server, pageOf(payment))
  const merchantSees = async () => (await flowlix[profile].read(payment.id)).json
  return { payer, id: payment.id as string, merchantSees }
}

const orderOf = async (orderId: string) => (await server.call('GET', `/v1/orders/${orderId}`)).data
const sessionOf = async (sessionId: string) =>
  (await server.call('GET', `/v1/checkout-sessions/${sessionId}`)).data
const chargesOf = async (orderId: string) =>
  (await server.call('GET', `/v1/payment-intents?order_id=${orderId}`)).data.filter(
    (intent: { status: string }) => intent.status === 'succeeded',
  ).length

const back = (id: string, status: string) => `${backTo}?payment_id=${id}&status=${status}`

const words = {
  a: { succeeded: 'succeeded', failed: 'failed', canceled: 'failed', expired: 'failed' },
  b: { succeeded: 'succeeded', failed: 'failed', canceled: 'canceled', expired: 'expired' },
  c: { succeeded: 'SUCCEEDED', failed: 'FAILED', canceled: 'CANCELED', expired: 'EXPIRED' },
} as const

for (const profile of profiles) {
  const word = words[profile]
  describe(`a hosted payment of form ${profile}`, () => {
    it('is open, and tells its payer what is to be paid and nothing of where they go on', async () => {
      const { payer, id } = await openPage(profile)
      const { billing_details: billing, ...shown } = await payer.payment()
      assert.deepEqual(shown, {
        payment_id: id,
        status: profile === 'c' ? 'REQUIRES_ACTION' : 'pending',
        outcome: 'open',
        amount: 1250,
        currency: 'EUR',
        description: 'Order 77',
        asks_billing_details: profile === 'c',
        decline_code: null,
        return_url: null,
      })
      if (profile === 'c') assert.equal(billing.address.city, 'Berlin')
      else assert.equal(billing, null)
    })

    it('succeeds', async () => {
      const { payer, id, merchantSees } = await openPage(profile)
      const { data } = await payer.pay(cards.visa)
      assert.equal(data.payment_attempt.status, 'succeeded')
      const { outcome, status, return_url } = await payer.payment()
      assert.deepEqual([outcome, status, return_url], ['succeeded', word.succeeded, back(id, word.succeeded)])
      const seen = await merchantSees()
      assert.equal(seen.status, word.succeeded)
      assert.equal(seen.card.last4, '4242')
      assert.equal(profile === 'c' ? seen.hosted_payment_url : seen.redirect_url, null)
      assert.equal((await sessionOf(payer.sessionId)).status, 'paid')
    })

    it('fails with its one decline: order and session are closed, and nothing can pay it any more', async () => {
      const { payer, id, merchantSees } = await openPage(profile)
      const orderId = await payer.orderId()
      const spare = (await payer.token(cards.visa)).data.token
      const { status, data } = await payer.pay(cards.insufficientFunds)
      assert.deepEqual([status, data.payment_attempt.status], [200, 'failed'])
      const seen = await payer.payment()
      assert.deepEqual(
        [seen.outcome, seen.status, seen.decline_code, seen.return_url],
        ['failed', word.failed, 'insufficient_funds', back(id, word.failed)],
      )
      assert.equal((await merchantSees()).decline_code, 'insufficient_funds')
      assert.equal((await orderOf(orderId)).status, 'closed')
      assert.equal((await sessionOf(payer.sessionId)).status, 'closed')
      assert.equal((await payer.payWith({ token: spare })).status, 409)
      const { status: byMerchant } = await server.call('POST', `/v1/orders/${orderId}/pay`, {
        body: { action: 'pay', payment_source: { token: 'tok_visa' } },
        idempotencyKey: `late-${id}`,
      })
      assert.equal(byMerchant, 409)
      assert.equal(await chargesOf(orderId), 0)
      assert.equal((await payer.token(cards.visa)).status, 409)
    })

    it('is declined for a number that no table has', async () => {
      const { payer } = await openPage(profile)
      await payer.pay('4000000000000010')
      const { outcome, decline_code } = await payer.payment()
      assert.deepEqual([outcome, decline_code], ['failed', 'generic_decline'])
    })

    it('waits for the bank, and succeeds or fails by what it says', async () => {
      for (const [answer, outcome] of [
        ['completed', 'succeeded'],
        ['failed', 'failed'],
      ] as const) {
        const { payer, merchantSees } = await openPage(profile)
        const { data } = await payer.pay(cards.challenged)
        const attempt = data.payment_attempt
        assert.equal(attempt.status, 'requires_action')
        const waiting = { a: 'pending', b: 'requires_action', c: 'REQUIRES_ACTION' }[profile]
        assert.equal((await merchantSees()).status, waiting)
        assert.equal((await payer.payment()).outcome, 'open')
        const link = new URL(attempt.pending_actions[0].client_action.redirect.url, server.url)
        await fetch(link, {
          method: 'POST',
          body: new URLSearchParams({ outcome: answer }),
          redirect: 'manual',
        })
        await payer.resume(attempt.order_payment_attempt_id)
        const seen = await payer.payment()
        assert.equal(seen.outcome, outcome)
        assert.equal((await merchantSees()).status, word[outcome])
        if (outcome === 'failed') assert.equal(seen.decline_code, 'authentication_failed')
      }
    })

    it('ends as canceled when its payer gives up before their bank', async () => {
      const { payer, id, merchantSees } = await openPage(profile)
      const { data } = await payer.pay(cards.challenged)
      assert.deepEqual(said(await payer.cancel()).slice(0, 2), [409, 'ORDER_COLLECTION_IN_PROGRESS'])
      const attemptId = data.payment_attempt.order_payment_attempt_id
      assert.equal((await payer.cancelAttempt(attemptId)).status, 200)
      const seen = await payer.payment()
      assert.deepEqual([seen.outcome, seen.return_url], ['canceled', back(id, word.canceled)])
      const merchants = await merchantSees()
      assert.deepEqual([merchants.status, merchants.decline_code], [word.canceled, null])
    })

    it('ends as canceled by the button, once, and says where to go', async () => {
      const { payer, id, merchantSees } = await openPage(profile)
      const first = await payer.cancel()
      assert.equal(first.status, 200)
      assert.deepEqual([first.data.outcome, first.data.return_url], ['canceled', back(id, word.canceled)])
      assert.deepEqual((await payer.cancel()).data, first.data)
      assert.deepEqual(await payer.payment(), first.data)
      const seen = await merchantSees()
      assert.deepEqual([seen.status, seen.decline_code, seen.decline_message], [word.canceled, null, null])
      assert.equal((await orderOf(await payer.orderId())).status, 'closed')
      assert.equal((await payer.token(cards.visa)).status, 409)
    })

    it('stays what it is when it is canceled after it was paid', async () => {
      const { payer } = await openPage(profile)
      await payer.pay(cards.visa)
      const { status, data } = await payer.cancel()
      assert.deepEqual([status, data.outcome], [200, 'succeeded'])
    })

    it('stays pending for a day when its page is left, and expires then', async () => {
      const { payer, id, merchantSees } = await openPage(profile)
      const before = (await merchantSees()).status
      await letTimePass(server, 23 * 3_600_000 + 59 * 60_000)
      assert.equal((await merchantSees()).status, before)
      assert.equal((await payer.payment()).outcome, 'open')
      // Seen to be over by who looks, before the worker has come by.
      server.clock.advance(2 * 60_000)
      assert.equal((await payer.payment()).outcome, 'expired')
      assert.equal((await payer.token(cards.visa)).status, 409)
      await letTimePass(server, 1000)
      const seen = await payer.payment()
      assert.deepEqual([seen.outcome, seen.return_url], ['expired', back(id, word.expired)])
      const merchants = await merchantSees()
      assert.deepEqual([merchants.status, merchants.decline_code], [word.expired, null])
      assert.equal((await sessionOf(payer.sessionId)).status, 'expired')
      assert.equal((await orderOf(await payer.orderId())).status, 'closed')
    })

    it("expires when the bank's question is left unanswered, and nothing can be paid then", async () => {
      const { payer, merchantSees } = await openPage(profile)
      await payer.pay(cards.challenged)
      for (let hour = 0; hour < 26; hour++) await letTimePass(server, 3_600_000)
      assert.equal((await payer.payment()).outcome, 'expired')
      assert.equal((await merchantSees()).status, word.expired)
      assert.equal((await orderOf(await payer.orderId())).status, 'closed')
    })

    it('is charged once when two pay at the same moment', async () => {
      const { payer } = await openPage(profile)
      const tokens = await Promise.all([1, 2, 3, 4].map(() => payer.token(cards.visa)))
      const answers = await Promise.all(tokens.map(({ data }) => payer.payWith({ token: data.token })))
      assert.deepEqual(answers.map(({ status }) => status).toSorted(), [200, 409, 409, 409])
      assert.equal(await chargesOf(await payer.orderId()), 1)
    })
  })
}

describe('GET /v1/flowlix/hosted-payments/{payment_id}', () => {
  it('404 CHECKOUT_SESSION_NOT_FOUND: the payment of somebody else, or none', async () => {
    const { payer } = await openPage('a')
    const { id } = await openPage('a')
    for (const other of [id, 'pay_unheardof']) {
      const path = `/v1/flowlix/hosted-payments/${other}`
      for (const answer of [
        await payer.call('GET', path),
        await payer.call('POST', `${path}/cancel`, {}),
        await payer.call('PATCH', path, { billing_details: {} }),
        await payer.call('POST', `${path}/card-tokens`, {
          card: { number: cards.visa, exp_month: 1, exp_year: 2040, cvc: '123' },
        }),
      ])
        assert.deepEqual(said(answer).slice(0, 2), [404, 'CHECKOUT_SESSION_NOT_FOUND'])
    }
  })

  it('401 or 403: without the two headers, also with a key', async () => {
    const { id } = await openPage('a')
    const path = `/v1/flowlix/hosted-payments/${id}`
    for (const key of [null, server.sandboxKey])
      assert.ok([401, 403].includes((await server.call('GET', path, { key })).status))
  })

  it('keeps query and fragment of the address to come back to', async () => {
    const { payer, id } = await openPage('b', { redirect_url: 'https://shop.example/x?cart=7#basket' })
    await payer.cancel()
    const { return_url } = await payer.payment()
    assert.equal(return_url, `https://shop.example/x?cart=7&payment_id=${id}&status=canceled#basket`)
  })
})

describe('PATCH /v1/flowlix/hosted-payments/{payment_id}', () => {
  const billing = {
    email: 'new@example.com',
    first_name: 'Ada',
    last_name: 'Lovelace',
    phone: null,
    address: { line1: 'Side Street 2', city: 'Paris', postal_code: '75001', country: 'FR' },
  }

  it("200: the payer's words replace the merchant's, as a whole", async () => {
    const { payer, merchantSees } = await openPage('c')
    const { status, data } = await payer.sayWhoPays(billing)
    assert.equal(status, 200)
    const address = { ...billing.address, line2: null, state: null }
    assert.deepEqual(data.billing_details, { ...billing, address })
    assert.deepEqual((await merchantSees()).billing_details, { ...billing, address })
    await payer.pay(cards.visa)
    assert.deepEqual((await merchantSees()).billing_details, { ...billing, address })
  })

  it('409 CHECKOUT_SESSION_NOT_OPEN: once it is over, or being paid', async () => {
    const { payer } = await openPage('c')
    await payer.pay(cards.challenged)
    assert.deepEqual(said(await payer.sayWhoPays(billing)).slice(0, 2), [409, 'CHECKOUT_SESSION_NOT_OPEN'])
    const { payer: other } = await openPage('c')
    await other.cancel()
    assert.deepEqual(said(await other.sayWhoPays(billing)).slice(0, 2), [409, 'CHECKOUT_SESSION_NOT_OPEN'])
  })

  it('400 CHECKOUT_ORDER_UPDATE_FIELD_NOT_ALLOWED: where the merchant has said who pays', async () => {
    const { payer } = await openPage('a')
    assert.deepEqual(said(await payer.sayWhoPays(billing)), [
      400,
      'CHECKOUT_ORDER_UPDATE_FIELD_NOT_ALLOWED',
      'billing_details',
    ])
  })
})

describe('POST /v1/flowlix/hosted-payments/{payment_id}/card-tokens', () => {
  it('400 TOKEN_CARD_INVALID: a security code that does not fit, and never a word of the card', async () => {
    const { payer } = await openPage('a')
    const answer = await payer.token(cards.amex, { cvc: '123' })
    assert.deepEqual(said(answer), [400, 'TOKEN_CARD_INVALID', 'card.cvc'])
    assert.ok(!answer.text.includes(cards.amex))
  })
})
