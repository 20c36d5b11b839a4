import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { aCharge, aLookUp, aMerchant, freshId, startFixture } from './stripe-calls.fixture.ts'

// All of this runs against Stripe's own test mode too: see the README.
const { processor, client, mint } = await startFixture()

const charged = async (card: string, special: Parameters<typeof aCharge>[1] = {}) => {
  const request = aCharge(await mint(card), special)
  return { request, answer: await processor.authorize(request) }
}
const referenceOf = (answer: { reference?: string | null }) => answer.reference!

describe('authorize', () => {
  it('succeeds, and says which card it was', async () => {
    const { answer } = await charged('visa')
    assert.equal(answer.outcome, 'succeeded')
    assert.ok(answer.outcome === 'succeeded' && answer.card)
    assert.deepEqual([answer.card.brand, answer.card.last4, answer.risk?.level], ['visa', '4242', 'normal'])
    assert.match(answer.card.fingerprint, /^[\w-]{8,}$/)
    assert.match(referenceOf(answer), /^pi_/)
    assert.equal(answer.savedToken, undefined)
  })

  it('leaves our names with the payment', async () => {
    const { request, answer } = await charged('mastercard')
    const intent = await client.paymentIntents.retrieve(referenceOf(answer))
    assert.deepEqual(
      { ...intent.metadata },
      {
        flint_environment_id: 'menv_1',
        flint_payment_intent_id: request.paymentIntentId,
        flint_order_id: 'ord_1',
        flint_charge_id: request.chargeId,
      },
    )
  })

  it('holds', async () => {
    const { answer } = await charged('visa', { capture: 'manual' })
    assert.equal(answer.outcome, 'authorized')
  })

  it("counts in Stripe's units", async () => {
    const { answer } = await charged('visa', { amount: 700, currency: 'ISK' })
    const intent = await client.paymentIntents.retrieve(referenceOf(answer))
    assert.deepEqual([intent.amount, intent.currency], [70_000, 'isk'])
  })

  for (const [card, code] of [
    ['visa_chargeDeclined', 'card_declined'],
    ['visa_chargeDeclinedInsufficientFunds', 'insufficient_funds'],
    ['visa_chargeDeclinedLostCard', 'card_declined'],
    ['visa_chargeDeclinedStolenCard', 'card_declined'],
    ['chargeDeclinedExpiredCard', 'expired_card'],
    ['chargeDeclinedIncorrectCvc', 'incorrect_cvc'],
    ['chargeDeclinedProcessingError', 'processing_error'],
    ['radarBlock', 'payment_blocked'],
  ] as const)
    it(`${card} is declined: ${code}`, async () => {
      const { answer } = await charged(card)
      assert.ok(answer.outcome === 'declined')
      assert.equal(answer.code, code)
      assert.match(answer.reference, /^pi_/)
      assert.match(answer.card?.last4 ?? '', /^\d{4}$/)
    })

  it('charges once, however often it is sent', async () => {
    const request = aCharge(await mint('visa'))
    const [first, second] = [await processor.authorize(request), await processor.authorize(request)]
    assert.deepEqual(second, first)
  })

  it('is not a decline of the card when the source is gone', async () => {
    const answer = await processor.authorize(aCharge('ctoken_none'))
    assert.ok(answer.outcome === 'declined')
    assert.equal(answer.code, 'payment_method_unavailable')
  })

  it('does not charge an amount that Stripe has no unit for', async () => {
    const answer = await processor.authorize(aCharge('ctoken_none', { amount: 5124, currency: 'KWD' }))
    assert.ok(answer.outcome === 'declined')
    assert.equal(answer.code, 'processing_error')
  })
})

describe('a challenge', () => {
  it('waits for the buyer, whose browser gets the secret', async () => {
    const { request, answer } = await charged('authenticationRequired')
    assert.equal(answer.outcome, 'requires_action')
    const reference = referenceOf(answer as { reference: string })
    const action = await processor.browserAction({ whose: aMerchant, reference })
    assert.match(action?.clientSecret ?? '', /^pi_\w+_secret_/)
    assert.deepEqual(action?.account, null)
    assert.equal((await processor.lookUp(aLookUp(request, { reference }))).outcome, 'requires_action')
  })

  it('is given up by a void', async () => {
    const { request, answer } = await charged('authenticationRequired')
    const reference = referenceOf(answer as { reference: string })
    const voided = await processor.void({ whose: aMerchant, reference, chargeId: request.chargeId })
    assert.deepEqual(voided, { outcome: 'voided' })
    assert.equal(await processor.browserAction({ whose: aMerchant, reference }), null)
    const after = await processor.lookUp(aLookUp(request, { reference }))
    assert.ok(after.outcome === 'declined' && after.code === 'payment_not_completed')
  })

  it('cannot be asked of somebody who is not there', async () => {
    const request = aCharge(await mint('authenticationRequired'), { isOffSession: true })
    const answer = await processor.authorize(request)
    assert.ok(answer.outcome === 'declined')
    assert.equal(answer.code, 'authentication_required')
  })
})

describe('a hold', () => {
  const held = async () => {
    const { request, answer } = await charged('visa', { capture: 'manual' })
    return {
      whose: aMerchant,
      reference: referenceOf(answer as { reference: string }),
      chargeId: request.chargeId,
    }
  }

  it('is captured in part, once', async () => {
    const hold = { ...(await held()), amount: 1500, currency: 'USD' }
    assert.deepEqual(await processor.capture(hold), { outcome: 'captured' })
    assert.deepEqual(await processor.capture(hold), { outcome: 'captured' })
    const intent = await client.paymentIntents.retrieve(hold.reference)
    assert.deepEqual([intent.status, intent.amount_received], ['succeeded', 1500])
    // The same by another call, as after Stripe has forgotten the first.
    const again = await processor.capture({ ...hold, chargeId: freshId('chg') })
    assert.deepEqual(again, { outcome: 'captured' })
  })

  it('is not captured above what is held', async () => {
    const hold = { ...(await held()), amount: 2500, currency: 'USD' }
    assert.equal((await processor.capture(hold)).outcome, 'failed')
  })

  it('is given back, once', async () => {
    const hold = await held()
    assert.deepEqual(await processor.void(hold), { outcome: 'voided' })
    assert.deepEqual(await processor.void({ ...hold, chargeId: freshId('chg') }), { outcome: 'voided' })
    const late = await processor.capture({ ...hold, amount: 2000, currency: 'USD' })
    assert.equal(late.outcome, 'failed')
  })

  it('is not given back once it was captured', async () => {
    const hold = await held()
    await processor.capture({ ...hold, amount: 2000, currency: 'USD' })
    assert.equal((await processor.void(hold)).outcome, 'failed')
  })
})

describe('refund', () => {
  const refundOf = async (card: string, amount: number) => {
    const { request, answer } = await charged(card)
    return {
      whose: aMerchant,
      refundId: freshId('ref'),
      paymentIntentId: request.paymentIntentId,
      reference: referenceOf(answer as { reference: string }),
      amount,
      currency: 'USD',
      testCard: null,
    }
  }

  it('gives back once, however often it is sent', async () => {
    const request = await refundOf('visa', 500)
    assert.deepEqual(await processor.refund(request), { outcome: 'succeeded' })
    assert.deepEqual(await processor.refund(request), { outcome: 'succeeded' })
    assert.deepEqual(await processor.lookUpRefund(request), { outcome: 'succeeded' })
    const { data } = await client.refunds.list({ payment_intent: request.reference })
    assert.deepEqual([data.length, data[0]?.amount], [1, 500])
  })

  it('is sent when it is looked up and never arrived', async () => {
    const request = await refundOf('visa', 700)
    assert.deepEqual(await processor.lookUpRefund(request), { outcome: 'succeeded' })
  })

  it('stays pending with a bank that takes its time', async () => {
    const request = await refundOf('pendingRefund', 500)
    assert.deepEqual(await processor.refund(request), { outcome: 'pending' })
    assert.deepEqual(await processor.lookUpRefund(request), { outcome: 'pending' })
  })

  it('fails when nothing is left', async () => {
    const request = await refundOf('visa', 2000)
    await processor.refund(request)
    const another = await processor.refund({ ...request, refundId: freshId('ref'), amount: 100 })
    assert.deepEqual(another, { outcome: 'failed', reason: 'payment_refund_not_attempted' })
  })
})

describe('saving a card', () => {
  const setUpOf = (token: string) => ({
    whose: aMerchant,
    setUpId: freshId('seti'),
    source: { card: null, testCard: null, processorToken: token },
    reference: null,
    isOffSession: false,
    returnUrl: 'https://shop.example/back',
    challenge: null,
  })

  it('with a payment, then charges it without the buyer', async () => {
    const { answer } = await charged('visa', { cardToSave: 'off_session' })
    assert.ok(answer.outcome === 'succeeded')
    assert.match(answer.savedToken ?? '', /^pm_/)
    const later = await processor.authorize(aCharge(answer.savedToken!, { isOffSession: true }))
    assert.equal(later.outcome, 'succeeded')
  })

  it('without a payment, then charges it', async () => {
    const answer = await processor.setUp(setUpOf(await mint('visa')))
    assert.ok(answer.outcome === 'succeeded' && answer.savedToken)
    assert.equal(answer.card?.last4, '4242')
    const later = await processor.authorize(aCharge(answer.savedToken, { isOffSession: true }))
    assert.equal(later.outcome, 'succeeded')
  })

  it('waits for the buyer where the bank asks', async () => {
    const request = setUpOf(await mint('authenticationRequired'))
    const answer = await processor.setUp(request)
    assert.ok(answer.outcome === 'requires_action' && answer.reference)
    const action = await processor.browserAction({ whose: aMerchant, reference: answer.reference })
    assert.match(action?.clientSecret ?? '', /^seti_\w+_secret_/)
    const again = await processor.setUp({ ...request, reference: answer.reference })
    assert.equal(again.outcome, 'requires_action')
  })

  it('is declined', async () => {
    const answer = await processor.setUp(setUpOf(await mint('visa_chargeDeclinedInsufficientFunds')))
    assert.ok(answer.outcome === 'declined')
    assert.equal(answer.code, 'insufficient_funds')
  })
})

describe('looking up', () => {
  it('finds a payment by its name', async () => {
    const { request, answer } = await charged('visa')
    assert.deepEqual(await processor.lookUp(aLookUp(request, { reference: referenceOf(answer) })), answer)
  })

  it('sends a try again that nobody heard of, and charges once', async () => {
    const { request, answer } = await charged('visa')
    assert.deepEqual(await processor.lookUp(aLookUp(request)), answer)
  })

  it('finds nothing of a try that was never sent and is old: it is declined', async () => {
    const request = aCharge('ctoken_none')
    const startedHoursAgo = (hours: number) =>
      aLookUp(request, { startedAt: new Date(Date.parse(request.now) - hours * 3_600_000).toISOString() })
    // It was sent until an hour ago: what came of that may not be found yet.
    assert.equal((await processor.lookUp(startedHoursAgo(24))).outcome, 'unknown')
    const answer = await processor.lookUp(startedHoursAgo(25))
    assert.ok(answer.outcome === 'declined' && answer.code === 'processing_error')
  })
})
