import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { declineCodes, declineWordsOf, fieldAtFault } from './decline-words.ts'

describe('declineWordsOf', () => {
  it('has words for the whole closed list of 18 codes', () => {
    assert.equal(declineCodes.length, 18)
    for (const code of declineCodes) {
      const { title, advice } = declineWordsOf(code)
      assert.ok(title.length > 0 && advice.endsWith('.'), code)
      // A buyer reads words, not codes.
      assert.doesNotMatch(title + advice, /_/, code)
    }
  })
  it('reads the upper-case twins', () => {
    assert.deepEqual(declineWordsOf('EXPIRED_CARD'), declineWordsOf('expired_card'))
  })
  it('speaks of an account where one was used', () => {
    assert.equal(
      declineWordsOf('insufficient_funds', true).title,
      'There is not enough money in this account',
    )
    assert.equal(declineWordsOf('bank_account_closed', true).title, 'This bank account is closed')
    assert.doesNotMatch(declineWordsOf('brand_new_code', true).advice, /card/)
  })
  it('has a catch-all', () => {
    for (const code of ['brand_new_code', '', null, undefined]) {
      assert.equal(declineWordsOf(code).title, 'The payment did not go through')
    }
  })
})

describe('fieldAtFault', () => {
  it('points at the field the bank refused', () => {
    assert.equal(fieldAtFault('incorrect_cvc'), 'securityCode')
    assert.equal(fieldAtFault('expired_card'), 'expiry')
    assert.equal(fieldAtFault('insufficient_funds'), null)
  })
})
