import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type Faults, faultDefaults, noFaults } from '../platform/faults/faults.ts'
import { faultyAnswer, faultyRefundAnswer } from './processor-faults.ts'
import type { AuthorizeRequest, PaymentSource, ProcessorAnswer } from './processors/processor.ts'

const source: PaymentSource = {
  card: { brand: 'visa', last4: '4242', expMonth: 12, expYear: 2034, fingerprint: 'fp_1' },
  testCard: 'visa',
  processorToken: null,
}
const request: AuthorizeRequest = {
  whose: { environmentId: 'menv_1', merchantId: 'mer_1', processorAccountId: null },
  paymentIntentId: 'pi_1',
  orderId: null,
  cardToSave: null,
  returnUrl: 'https://shop.example/back',
  chargeId: 'chg_1',
  amount: 1000,
  currency: 'USD',
  capture: 'automatic',
  source,
  isOffSession: false,
  now: '2026-07-02T18:00:00.000Z',
}
const bankDebit: AuthorizeRequest = {
  ...request,
  source: {
    card: null,
    bankAccount: { bankName: 'A bank', last4: '6789' } as any,
    testCard: null,
    processorToken: null,
  },
}
const reference = 'sim_chg_1'
const succeeded: ProcessorAnswer = { outcome: 'succeeded', reference }
const authorized: ProcessorAnswer = { outcome: 'authorized', reference }
const challenged: ProcessorAnswer = { outcome: 'requires_action', reference }
const unknown: ProcessorAnswer = { outcome: 'unknown', reference, askAgainAt: '2026-07-02T18:00:05.000Z' }
const declined: ProcessorAnswer = {
  outcome: 'declined',
  reference,
  code: 'expired_card',
  message: 'Expired.',
}
const every = [succeeded, authorized, challenged, unknown, declined]

const heard = (faults: Faults, answer: ProcessorAnswer, asked = request, mode: 'test' | 'live' = 'test') =>
  faultyAnswer({ mode, faults, ids: { random: () => 0 } }, asked, answer)

describe('an answer of the processor', () => {
  const stormed: ProcessorAnswer = {
    outcome: 'declined',
    reference,
    code: 'card_declined',
    message: "The card was declined. This sandbox's fault decline_storm asked for it.",
  }
  const lost: ProcessorAnswer = {
    outcome: 'unknown',
    reference: null,
    askAgainAt: '2026-07-02T18:00:30.000Z',
  }
  const storm: Faults = { decline_storm: faultDefaults.decline_storm }
  const timeouts: Faults = { processor_timeouts: faultDefaults.processor_timeouts }

  it('stays as it is without faults, and in live mode', () => {
    for (const answer of every) {
      assert.equal(heard(noFaults, answer), answer)
      assert.equal(heard(faultDefaults, answer, request, 'live'), answer)
    }
  })
  it('in a storm: every card is declined, one that declines by itself with its own code', () => {
    assert.deepEqual(
      every.map((answer) => heard(storm, answer)),
      [stormed, stormed, stormed, stormed, declined],
    )
  })
  it('in a storm: bank debits are left alone', () => {
    for (const answer of every) assert.equal(heard(storm, answer, bankDebit), answer)
  })
  it('with time-outs: what was taken or held is not heard of for 30 seconds; the rest is', () => {
    assert.deepEqual(
      every.map((answer) => heard(timeouts, answer)),
      [lost, lost, challenged, unknown, declined],
    )
  })
  it('with both: the decline is heard', () =>
    assert.deepEqual(heard({ ...storm, ...timeouts }, succeeded), stormed))
  it('of a refund is lost when the money went back', () => {
    const refunded = (faults: Faults, outcome: 'succeeded' | 'pending') =>
      faultyRefundAnswer({ mode: 'test', faults, ids: { random: () => 0 } }, { outcome }).outcome
    assert.equal(refunded(timeouts, 'succeeded'), 'unknown')
    assert.equal(refunded(timeouts, 'pending'), 'pending')
    assert.equal(refunded(noFaults, 'succeeded'), 'succeeded')
  })
})
