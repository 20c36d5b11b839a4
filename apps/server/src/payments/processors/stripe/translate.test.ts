import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type Stripe from 'stripe'
import {
  answerOfIntent,
  answerOfRefund,
  answerOfSetUp,
  browserActionOf,
  captureAnswerOf,
  cardOf,
  isLeftOpen,
  refusedRefundReason,
  riskOf,
} from './translate.ts'

const now = '2026-11-22T10:00:00.000Z'
const card = { brand: 'visa', last4: '4242', exp_month: 12, exp_year: 2034, fingerprint: 'fp' }
const ours = { brand: 'visa', last4: '4242', expMonth: 12, expYear: 2034, fingerprint: 'fp' }
const charge = (special: object = {}) => ({
  id: 'ch_1',
  payment_method_details: { card },
  outcome: { type: 'authorized', risk_level: 'normal', risk_score: 12 },
  ...special,
})
const anIntent = (special: object = {}) =>
  ({
    id: 'pi_1',
    status: 'succeeded',
    amount: 2000,
    amount_received: 2000,
    currency: 'usd',
    latest_charge: charge(),
    payment_method: { id: 'pm_1', card },
    payment_method_types: ['card'],
    last_payment_error: null,
    ...special,
  }) as unknown as Stripe.PaymentIntent
const answerTo = (special: object, isSaved = false) => answerOfIntent(anIntent(special), { now, isSaved })

describe('a payment at Stripe', () => {
  const assessed = { card: ours, risk: { level: 'normal', score: 12 } }
  const notCompleted = {
    outcome: 'declined',
    reference: 'pi_1',
    code: 'payment_not_completed',
    message: 'The payment was not completed.',
  }
  for (const [what, special, answer] of [
    ['succeeded', {}, { outcome: 'succeeded', reference: 'pi_1', ...assessed }],
    [
      'was captured in part',
      { amount_received: 700 },
      { outcome: 'succeeded', reference: 'pi_1', captured: 700, ...assessed },
    ],
    ['is held', { status: 'requires_capture' }, { outcome: 'authorized', reference: 'pi_1', ...assessed }],
    ['waits for its buyer', { status: 'requires_action' }, { outcome: 'requires_action', reference: 'pi_1' }],
    [
      "takes a card's time",
      { status: 'processing' },
      { outcome: 'unknown', reference: 'pi_1', askAgainAt: '2026-11-22T10:01:00.000Z' },
    ],
    [
      "takes a bank's time",
      { status: 'processing', payment_method_types: ['us_bank_account'] },
      { outcome: 'unknown', reference: 'pi_1', askAgainAt: '2026-11-22T16:00:00.000Z' },
    ],
    [
      'has a status that nobody knows yet',
      { status: 'pondering' },
      { outcome: 'unknown', reference: 'pi_1', askAgainAt: '2026-11-22T10:01:00.000Z' },
    ],
    [
      'was declined',
      {
        status: 'requires_payment_method',
        latest_charge: null,
        payment_method: null,
        last_payment_error: {
          code: 'card_declined',
          decline_code: 'insufficient_funds',
          payment_method: { card },
        },
      },
      {
        outcome: 'declined',
        reference: 'pi_1',
        code: 'insufficient_funds',
        message: 'The card has insufficient funds.',
        card: ours,
      },
    ],
    [
      'was blocked',
      {
        status: 'requires_payment_method',
        latest_charge: charge({ outcome: { type: 'blocked', risk_level: 'highest' } }),
        last_payment_error: { code: 'card_declined', decline_code: 'generic_decline' },
      },
      {
        outcome: 'declined',
        reference: 'pi_1',
        code: 'payment_blocked',
        message: 'The payment was blocked.',
        card: ours,
        risk: { level: 'highest', score: 75 },
      },
    ],
    ['was given up', { status: 'canceled', latest_charge: null, payment_method: null }, notCompleted],
  ] as const)
    it(what, () => assert.deepEqual(answerTo(special), answer))

  it('names the card that it keeps, when it was asked to', () => {
    const saved = answerTo({}, true)
    assert.ok('savedToken' in saved && saved.savedToken === 'pm_1')
    assert.ok(!('savedToken' in answerTo({}, false)))
    const byName = answerTo({ payment_method: 'pm_2' }, true)
    assert.ok('savedToken' in byName && byName.savedToken === 'pm_2')
  })

  it('is left open while somebody could still pay it', () => {
    const open = [
      'requires_payment_method',
      'requires_confirmation',
      'requires_action',
      'succeeded',
      'canceled',
    ].filter((status) => isLeftOpen({ status }))
    assert.deepEqual(open, ['requires_payment_method', 'requires_confirmation'])
  })
})

describe('what is shown of a card', () => {
  it('nothing where we have no word for its network', () => {
    assert.equal(cardOf({ ...card, brand: 'unknown' }), null)
    assert.equal(cardOf({ ...card, brand: 'constructor' }), null)
    assert.equal(cardOf(null), null)
  })
})

describe('risk', () => {
  const level = (risk: object) => riskOf(charge({ outcome: risk }) as unknown as Stripe.Charge)
  it('is what Stripe says, or the least that its level stands for', () => {
    assert.deepEqual(level({ risk_level: 'elevated', risk_score: 71 }), { level: 'elevated', score: 71 })
    assert.deepEqual(level({ risk_level: 'elevated' }), { level: 'elevated', score: 65 })
  })
  it('is nothing where nobody assessed it', () => {
    assert.equal(level({ risk_level: 'not_assessed' }), null)
    assert.equal(riskOf(null), null)
  })
})

describe('a capture', () => {
  for (const [special, outcome] of [
    [{ amount_received: 1500 }, 'captured'],
    [{ amount_received: 1400 }, 'failed'],
    [{ status: 'canceled' }, 'failed'],
    [{ status: 'requires_capture' }, undefined],
  ] as const)
    it(`${JSON.stringify(special)} is ${outcome}`, () =>
      assert.equal(captureAnswerOf(anIntent(special), 1500)?.outcome, outcome))
})

describe('a refund', () => {
  for (const [special, answer] of [
    [{ status: 'succeeded' }, { outcome: 'succeeded' }],
    [{ status: 'pending' }, { outcome: 'pending' }],
    [{ status: 'requires_action' }, { outcome: 'pending' }],
    [
      { status: 'failed', failure_reason: 'lost_or_stolen_card' },
      { outcome: 'failed', reason: 'lost_or_stolen_card' },
    ],
    [
      { status: 'failed', failure_reason: 'unknown' },
      { outcome: 'failed', reason: 'refund_failed' },
    ],
    [{ status: 'canceled' }, { outcome: 'failed', reason: 'merchant_request' }],
  ] as const)
    it(`${JSON.stringify(special)}`, () => assert.deepEqual(answerOfRefund(special as Stripe.Refund), answer))

  it('is refused for a reason', () =>
    assert.deepEqual(
      ['charge_disputed', 'balance_insufficient', 'charge_already_refunded', 'parameter_missing', null].map(
        refusedRefundReason,
      ),
      [
        'payment_disputed',
        'insufficient_available_balance',
        'payment_refund_not_attempted',
        'refund_failed',
        'refund_failed',
      ],
    ))
})

describe('a set-up', () => {
  const setUp = (special: object) =>
    ({
      id: 'seti_1',
      status: 'succeeded',
      payment_method: { id: 'pm_1', card },
      last_setup_error: null,
      ...special,
    }) as Stripe.SetupIntent
  it('succeeds with the card that is kept', () =>
    assert.deepEqual(answerOfSetUp(setUp({}), false), {
      outcome: 'succeeded',
      card: ours,
      savedToken: 'pm_1',
    }))
  it('waits for a buyer who is there', () => {
    assert.equal(answerOfSetUp(setUp({ status: 'requires_action' }), false).outcome, 'requires_action')
    assert.equal(answerOfSetUp(setUp({ status: 'requires_action' }), true).outcome, 'declined')
  })
  it('is unknown while it takes its time', () =>
    assert.equal(answerOfSetUp(setUp({ status: 'processing' }), false).outcome, 'unknown'))
})

describe('what a browser is given', () => {
  it('the secret, only while its buyer is asked something', () => {
    const give = (status: string) => browserActionOf({ status, client_secret: 'pi_1_secret_1' }, 'pk_1', null)
    assert.deepEqual(give('requires_action'), {
      publishableKey: 'pk_1',
      clientSecret: 'pi_1_secret_1',
      account: null,
    })
    assert.equal(give('requires_payment_method'), null)
    assert.equal(give('succeeded'), null)
  })
})
