import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import type { PaymentOption } from '../payments/payment.ts'
import { paymentOptions } from './payment-option-rules.ts'
import { type PaymentContext, resolvePaymentOptions, unknownContext } from './resolve-payment-options.ts'

const blockersOf = (option: PaymentOption, context: Partial<PaymentContext>) =>
  resolvePaymentOptions({ ...unknownContext, ...context }, [option])[0]!.blockers.map(({ code }) => code)
const ofDollars = (amount: number, more: Partial<PaymentContext> = {}) => ({
  amount,
  currency: 'USD',
  ...more,
})

describe('resolvePaymentOptions', () => {
  it('offers what a processor takes while nothing is known', () => {
    assert.deepEqual(
      resolvePaymentOptions(unknownContext).map(({ paymentOption, blockers }) => [
        paymentOption,
        blockers.map(({ code }) => code),
      ]),
      [
        ['card', []],
        ['apple_pay', ['capability_pending']],
        ['google_pay', ['capability_pending']],
        ['affirm', ['capability_pending']],
        ['ach_debit', []],
      ],
    )
  })

  const cases: [what: string, option: PaymentOption, context: Partial<PaymentContext>, blockers: string[]][] =
    [
      // The smallest payment.
      ['card, 0.50', 'card', ofDollars(50), []],
      ['card, 0.49', 'card', ofDollars(49), ['amount_out_of_range']],
      ['card, nothing', 'card', ofDollars(0), ['amount_out_of_range']],
      ['card, 50 yen', 'card', { amount: 50, currency: 'JPY' }, []],
      // A card can all of it, and so can a wallet.
      [
        'card, held, off session, again and again',
        'card',
        ofDollars(5000, { captureMethod: 'manual', isOffSession: true, isRecurring: true }),
        [],
      ],
      [
        'wallet in any country',
        'apple_pay',
        ofDollars(5000, { buyerCountry: 'DE', billingCountry: 'JP' }),
        [],
      ],
      ['wallet without redirects', 'google_pay', ofDollars(5000, { allowsRedirects: false }), []],
      // Affirm: 50.00 to 30,000.00 US dollars, once, by redirect.
      ['affirm, 50.00', 'affirm', ofDollars(5000), []],
      ['affirm, 49.99', 'affirm', ofDollars(4999), ['amount_out_of_range']],
      ['affirm, 30,000.00', 'affirm', ofDollars(3_000_000), []],
      ['affirm, 30,000.01', 'affirm', ofDollars(3_000_001), ['amount_out_of_range']],
      ['affirm in euros', 'affirm', { amount: 5000, currency: 'EUR' }, ['currency_not_supported']],
      ['affirm in Germany', 'affirm', ofDollars(5000, { buyerCountry: 'DE' }), ['country_not_supported']],
      [
        'affirm, held',
        'affirm',
        ofDollars(5000, { captureMethod: 'manual' }),
        ['capture_method_not_supported'],
      ],
      [
        'affirm without redirects',
        'affirm',
        ofDollars(5000, { allowsRedirects: false }),
        ['redirects_not_allowed'],
      ],
      [
        'affirm off session',
        'affirm',
        ofDollars(5000, { isOffSession: true }),
        ['off_session_not_supported'],
      ],
      ['affirm, recurring', 'affirm', ofDollars(5000, { isRecurring: true }), ['recurring_not_supported']],
      // A bank debit: US dollars, US accounts, captured at once.
      ['bank debit', 'ach_debit', ofDollars(50, { billingCountry: 'US', isRecurring: true }), []],
      ['bank debit in euros', 'ach_debit', { amount: 50, currency: 'EUR' }, ['currency_not_supported']],
      [
        'bank debit, billed in Canada',
        'ach_debit',
        ofDollars(50, { billingCountry: 'CA', buyerCountry: 'US' }),
        ['country_not_supported'],
      ],
      [
        'bank debit, held',
        'ach_debit',
        ofDollars(50, { captureMethod: 'manual' }),
        ['capture_method_not_supported'],
      ],
      // Every reason is named, those about the money first.
      [
        'several reasons',
        'affirm',
        { amount: 10, currency: 'EUR', buyerCountry: 'DE', isRecurring: true },
        ['currency_not_supported', 'amount_out_of_range', 'country_not_supported', 'recurring_not_supported'],
      ],
      // Before the account may take payments nothing else matters; an option that was not asked for comes last.
      [
        'payments are off',
        'affirm',
        { accountBlocker: 'merchant_payments_disabled', currency: 'EUR' },
        ['merchant_payments_disabled'],
      ],
      ['details are missing', 'card', { accountBlocker: 'requirements_due' }, ['requirements_due']],
    ]
  for (const [what, option, context, blockers] of cases)
    it(`${what}: ${blockers.join(', ') || 'available'}`, () =>
      assert.deepEqual(
        blockersOf(option, context).filter((code) => code !== 'capability_pending'),
        blockers,
      ))

  it('answers in the order asked, each option once', () => {
    assert.deepEqual(
      resolvePaymentOptions(unknownContext, ['affirm', 'card', 'affirm']).map((each) => each.paymentOption),
      ['affirm', 'card'],
    )
  })

  it('knowing more never makes an option available', () => {
    const context = fc.record({
      accountBlocker: fc.constantFrom(null, 'requirements_due' as const, 'capability_pending' as const),
      notRequested: fc.subarray(['ach_debit' as const, 'card' as const]),
      amount: fc.nat(5_000_000),
      currency: fc.constantFrom('USD', 'EUR', 'JPY'),
      buyerCountry: fc.constantFrom('US', 'DE'),
      billingCountry: fc.constantFrom('US', 'DE'),
      captureMethod: fc.constantFrom('automatic' as const, 'manual' as const),
      isOffSession: fc.boolean(),
      isRecurring: fc.boolean(),
      allowsRedirects: fc.boolean(),
    })
    const forgotten = fc.subarray(Object.keys(unknownContext) as (keyof PaymentContext)[])
    fc.assert(
      fc.property(context, forgotten, fc.constantFrom(...paymentOptions), (known, names, option) => {
        const less = Object.fromEntries(names.map((name) => [name, unknownContext[name]]))
        const offered = blockersOf(option, known).length === 0
        assert.ok(!offered || blockersOf(option, { ...known, ...less }).length === 0)
      }),
    )
  })
})
