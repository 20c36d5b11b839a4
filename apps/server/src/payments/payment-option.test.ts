import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { Refusal } from '../platform/http/errors.ts'
import { aPaymentIntent } from './a-payment-intent.ts'
import { expectOption, expectOptions, isSlowRail } from './payment-option.ts'
import type { PaymentSource } from './processors/processor.ts'

const card: PaymentSource = {
  card: { brand: 'visa', last4: '4242', expMonth: 12, expYear: 2040, fingerprint: 'fp' },
  testCard: 'visa',
  processorToken: null,
}
const bankAccount = {
  bankName: 'Flint Test Bank',
  last4: '6789',
  accountType: 'checking',
  fingerprint: 'fp',
} as const
const debit: PaymentSource = { card: null, bankAccount, testCard: null, processorToken: null }

/** The code and param of what this throws; null when it does not. */
const refusalOf = (check: () => void) => {
  try {
    check()
    return null
  } catch (error) {
    assert.ok(error instanceof Refusal)
    return [error.definition.code, error.context.param]
  }
}

describe('expectOptions', () => {
  for (const [paymentOptions, currency, captureMethod, refused] of [
    [['card'], 'EUR', 'manual', null],
    [['card', 'ach_debit'], 'USD', 'automatic', null],
    [['card', 'affirm'], 'USD', 'automatic', ['PAYMENT_OPTION_NOT_ALLOWED', 'payment_options[1]']],
    [['ach_debit'], 'EUR', 'automatic', ['PAYMENT_OPTION_UNAVAILABLE', 'payment_options[0]']],
    [['card', 'ach_debit'], 'USD', 'manual', ['PAYMENT_CAPTURE_METHOD_NOT_ALLOWED', 'capture_method']],
  ] as const)
    it(`${paymentOptions}, ${currency}, ${captureMethod}: ${refused?.[0] ?? 'can be had'}`, () =>
      assert.deepEqual(
        refusalOf(() => expectOptions({ paymentOptions: [...paymentOptions], currency, captureMethod })),
        refused,
      ))
})

describe('expectOption', () => {
  it('takes a source of a kind that is offered, and no other', () => {
    assert.equal(
      refusalOf(() => expectOption(['card'], card, 'token')),
      null,
    )
    assert.equal(
      refusalOf(() => expectOption(['card', 'ach_debit'], debit, 'token')),
      null,
    )
    assert.deepEqual(
      refusalOf(() => expectOption(['card'], debit, 'token')),
      ['PAYMENT_OPTION_NOT_ALLOWED', 'token'],
    )
    assert.deepEqual(
      refusalOf(() => expectOption(['ach_debit'], card, 'token')),
      ['PAYMENT_OPTION_NOT_ALLOWED', 'token'],
    )
  })
})

describe('isSlowRail', () => {
  it('is what a bank account pays', () => {
    assert.equal(isSlowRail(aPaymentIntent({ card: card.card })), false)
    assert.equal(isSlowRail(aPaymentIntent({ bankAccount })), true)
  })
})
