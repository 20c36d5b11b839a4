import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { declines } from '../../declines.ts'
import type { AuthorizeRequest, LookUpRequest, PaymentSource, ProcessorAnswer } from '../processor.ts'
import { testCards } from './cards.ts'
import { testCardNamed } from './find-test-card.ts'
import { simulator } from './talk.ts'
import { answerToAuthorize, answerToLookUp } from './translate.ts'

const STARTED_AT = '2026-07-02T18:00:00.000Z'

const sourceOf = (testCard: string | null): PaymentSource => ({
  card: { brand: 'visa', last4: '4242', expMonth: 12, expYear: 2034, fingerprint: 'fp_1' },
  testCard,
  processorToken: null,
})

const aRequest = (testCard: string | null, special: Partial<AuthorizeRequest> = {}): AuthorizeRequest => ({
  whose: { environmentId: 'menv_1', merchantId: 'mer_1', processorAccountId: null },
  paymentIntentId: 'pi_1',
  orderId: null,
  cardToSave: null,
  returnUrl: 'https://shop.example/back',
  chargeId: 'ch_1',
  amount: 7557,
  currency: 'USD',
  capture: 'automatic',
  source: sourceOf(testCard),
  isOffSession: false,
  now: STARTED_AT,
  ...special,
})

const aLookUp = (testCard: string | null, special: Partial<LookUpRequest> = {}): LookUpRequest => ({
  ...aRequest(testCard),
  reference: 'sim_ch_1',
  startedAt: STARTED_AT,
  challenge: null,
  ...special,
})

const said = (answer: ProcessorAnswer) => (answer.outcome === 'declined' ? answer.code : answer.outcome)
const authorized = (name: string | null, special?: Partial<AuthorizeRequest>) =>
  said(answerToAuthorize(testCardNamed(name), aRequest(name, special)))
const lookedUp = (name: string | null, special?: Partial<LookUpRequest>) =>
  said(answerToLookUp(testCardNamed(name), aLookUp(name, special)))

describe('authorize', () => {
  const cases = [
    // card, at once, by hand, without the buyer
    ['visa', 'succeeded', 'authorized', 'succeeded'],
    ['insufficient_funds', 'insufficient_funds', 'insufficient_funds', 'insufficient_funds'],
    ['lost_card', 'card_declined', 'card_declined', 'card_declined'],
    ['saves_then_declines', 'succeeded', 'authorized', 'card_declined'],
    ['three_ds_required', 'requires_action', 'requires_action', 'authentication_required'],
    ['three_ds_unless_set_up', 'requires_action', 'requires_action', 'succeeded'],
    ['three_ds_optional', 'succeeded', 'authorized', 'succeeded'],
    ['late_success', 'unknown', 'unknown', 'unknown'],
    ['late_decline', 'unknown', 'unknown', 'unknown'],
    ['dispute_fraudulent', 'succeeded', 'authorized', 'succeeded'],
    // not a test card
    [null, 'card_declined', 'card_declined', 'card_declined'],
    ['no_such_card', 'card_declined', 'card_declined', 'card_declined'],
  ] as const
  for (const [name, automatic, manual, offSession] of cases) {
    it(`${name}`, () => {
      assert.equal(authorized(name), automatic)
      assert.equal(authorized(name, { capture: 'manual' }), manual)
      assert.equal(authorized(name, { isOffSession: true }), offSession)
    })
  }

  it('gives the same answer to the same request, named after our key', () => {
    for (const card of testCards) {
      const answer = answerToAuthorize(card, aRequest(card.name))
      assert.deepEqual(answerToAuthorize(card, aRequest(card.name)), answer)
      assert.equal(answer.reference, 'sim_ch_1')
    }
  })

  it('a decline carries its sentence', () => {
    const answer = answerToAuthorize(testCardNamed('expired_card'), aRequest('expired_card'))
    assert.equal(answer.outcome === 'declined' && answer.message, declines.expired_card.message)
  })
})

describe('lookUp', () => {
  it('a challenge: waits for the buyer, then passes or fails', () => {
    assert.equal(lookedUp('three_ds_required'), 'requires_action')
    assert.equal(lookedUp('three_ds_required', { challenge: 'completed' }), 'succeeded')
    assert.equal(lookedUp('three_ds_required', { challenge: 'completed', capture: 'manual' }), 'authorized')
    assert.equal(lookedUp('three_ds_required', { challenge: 'failed' }), 'authentication_required')
  })
  it('a challenge passed, then declined', () => {
    assert.equal(lookedUp('three_ds_then_declined', { challenge: 'completed' }), 'card_declined')
    assert.equal(
      lookedUp('three_ds_then_insufficient_funds', { challenge: 'completed' }),
      'insufficient_funds',
    )
  })
  it('a late result is unknown for five seconds, to the millisecond', () => {
    const before = aLookUp('late_success', { now: '2026-07-02T18:00:04.999Z' })
    assert.deepEqual(answerToLookUp(testCardNamed('late_success'), before), {
      outcome: 'unknown',
      reference: 'sim_ch_1',
      askAgainAt: '2026-07-02T18:00:05.000Z',
    })
    const now = '2026-07-02T18:00:05.000Z'
    assert.equal(lookedUp('late_success', { now }), 'succeeded')
    assert.equal(lookedUp('late_decline', { now }), 'card_declined')
  })
  it('a payment whose answer was lost has the answer it had', () => {
    for (const card of testCards.filter((one) => one.resultAfterMs === 0)) {
      assert.deepEqual(answerToLookUp(card, aLookUp(card.name)), answerToAuthorize(card, aRequest(card.name)))
    }
  })
})

const refundOf = (testCard: string | null) =>
  ({
    whose: aRequest('visa').whose,
    paymentIntentId: 'pi_1',
    refundId: 'ref_1',
    reference: 'sim_ch_1',
    amount: 100,
    currency: 'USD',
    testCard,
  }) as const

describe('the simulator', () => {
  it('authorizes and looks up by the test card of the source', () => {
    const taken = { outcome: 'succeeded', reference: 'sim_ch_1', risk: { level: 'normal', score: 12 } }
    assert.deepEqual(simulator.authorize(aRequest('visa')), taken)
    assert.deepEqual(simulator.lookUp(aLookUp('visa')), taken)
  })
  it('captures and voids', () => {
    const held = { whose: aRequest('visa').whose, reference: 'sim_ch_1', chargeId: 'ch_2' }
    assert.deepEqual(simulator.capture({ ...held, amount: 1, currency: 'USD' }), { outcome: 'captured' })
    assert.deepEqual(simulator.void(held), { outcome: 'voided' })
  })

  it('refunds at once, later, or fails later', () => {
    assert.deepEqual(simulator.refund(refundOf('visa')), { outcome: 'succeeded' })
    assert.deepEqual(simulator.lookUpRefund(refundOf('visa')), { outcome: 'succeeded' })
    assert.deepEqual(simulator.refund(refundOf('refund_succeeds_later')), { outcome: 'pending' })
    assert.deepEqual(simulator.lookUpRefund(refundOf('refund_succeeds_later')), { outcome: 'succeeded' })
    assert.deepEqual(simulator.refund(refundOf('refund_fails_later')), { outcome: 'pending' })
    assert.deepEqual(simulator.lookUpRefund(refundOf('refund_fails_later')), {
      outcome: 'failed',
      reason: 'expired_or_canceled_card',
    })
  })
})
