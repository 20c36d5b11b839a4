import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { isAccountNumber, isRoutingNumber } from '../../bank-account.ts'
import type { BankAccountSource } from '../processor.ts'
import { testBankAccounts, testRoutingNumber } from './bank-accounts.ts'
import { testCards } from './cards.ts'
import { testBankAccountFor, testBankAccountForToken, testBehaviourNamed } from './find-test-bank-account.ts'
import { answerToAuthorize, answerToLookUp } from './translate.ts'

describe('testBankAccounts', () => {
  for (const account of testBankAccounts)
    it(`${account.name}: well-formed, found by number, token and name`, () => {
      assert.ok(isAccountNumber(account.accountNumber))
      assert.equal(testBankAccountFor(testRoutingNumber, account.accountNumber), account)
      assert.equal(testBehaviourNamed(account.name), account)
      for (const token of account.tokens) assert.equal(testBankAccountForToken(token), account)
    })

  it('no name, number or token stands for two, nor for a card as well', () => {
    for (const keys of [
      [...testBankAccounts, ...testCards].map(({ name }) => name),
      testBankAccounts.map(({ accountNumber }) => accountNumber),
      [...testBankAccounts, ...testCards].flatMap(({ tokens }) => tokens),
    ])
      assert.equal(new Set(keys).size, keys.length)
  })

  it('another bank, and another account, are not known', () => {
    assert.ok(isRoutingNumber(testRoutingNumber))
    assert.equal(testBankAccountFor('021000021', '000123456789'), null)
    assert.equal(testBankAccountFor(testRoutingNumber, '000123456780'), null)
    assert.equal(testBankAccountForToken('tok_us_bank_account_unheard_of'), null)
  })
})

describe('a bank debit', () => {
  const startedAt = '2026-07-02T18:00:00.000Z'
  const bankAccount = {
    bankName: 'Flint Test Bank',
    last4: '2227',
    accountType: 'checking',
    fingerprint: 'fp',
  } as const
  const source: BankAccountSource = { card: null, bankAccount, testCard: null, processorToken: null }
  const request = {
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
    now: startedAt,
  } as const
  const lookUp = { ...request, reference: 'sim_chg_1', startedAt, challenge: null }

  it('is never known at once, with or without the buyer', () => {
    for (const account of testBankAccounts)
      for (const isOffSession of [false, true])
        assert.equal(answerToAuthorize(account, { ...request, isOffSession }).outcome, 'unknown')
  })

  it('is known when its time has come, to the millisecond, and in words of its own', () => {
    const account = testBehaviourNamed('us_bank_account_insufficient_funds')
    assert.equal(answerToLookUp(account, { ...lookUp, now: '2026-07-02T18:00:04.999Z' }).outcome, 'unknown')
    assert.deepEqual(answerToLookUp(account, { ...lookUp, now: '2026-07-02T18:00:05.000Z' }), {
      outcome: 'declined',
      reference: 'sim_chg_1',
      code: 'insufficient_funds',
      message: 'The bank account has insufficient funds.',
      risk: null,
    })
  })
})
