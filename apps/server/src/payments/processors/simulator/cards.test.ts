import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { cardBrandOf, isValidCardNumber } from '../../card-number.ts'
import { testCards } from './cards.ts'
import { isDocumentedTestCard, testCardFor, testCardForToken, testCardNamed } from './find-test-card.ts'

describe('testCards', () => {
  for (const card of testCards) {
    it(`${card.name}: well-formed, of its brand, found by number, token and name`, () => {
      assert.ok(isValidCardNumber(card.number))
      assert.equal(cardBrandOf(card.number), card.brand)
      assert.equal(testCardFor(card.number), card)
      assert.equal(testCardNamed(card.name), card)
      assert.ok(card.tokens.length > 0)
      for (const token of card.tokens) assert.equal(testCardForToken(token), card)
    })
  }

  it('no name, number or token stands for two cards', () => {
    for (const keys of [
      testCards.map((card) => card.name),
      testCards.map((card) => card.number),
      testCards.flatMap((card) => card.tokens),
    ]) {
      assert.equal(new Set(keys).size, keys.length)
    }
  })
})

describe('testCardFor', () => {
  // The table of flint-platform 25, as it is written there.
  const documented = [
    ['4242 4242 4242 4242', 'succeeds', false],
    ['4000 0000 0000 9995', 'insufficient_funds', false],
    ['4000 0025 0000 3155', 'succeeds', true],
    ['4000 0000 0000 0002', 'card_declined', false],
    ['4000 0000 0000 9987', 'card_declined', false],
    ['4000 0000 0000 9979', 'card_declined', false],
    ['4000 0000 0000 0069', 'expired_card', false],
    ['4000 0000 0000 0127', 'incorrect_cvc', false],
    ['4000 0000 0000 0119', 'processing_error', false],
    ['4000 0027 6000 3184', 'succeeds', true],
    ['4000 0084 0000 1629', 'card_declined', true],
    ['4000 0082 6000 3178', 'insufficient_funds', true],
    ['4000 0000 0000 3220', 'succeeds', true],
    ['4000 0000 0000 3055', 'succeeds', false],
    ['4000 0000 0000 0341', 'succeeds', false],
    ['4000 0000 0000 0259', 'succeeds', false],
    ['5555 5555 5555 4444', 'succeeds', false],
    ['3782 822463 10005', 'succeeds', false],
    ['6011 1111 1111 1117', 'succeeds', false],
  ] as const
  for (const [number, result, isChallenged] of documented) {
    it(`${number}: ${isChallenged ? 'challenge, then ' : ''}${result}`, () => {
      assert.ok(isDocumentedTestCard(number))
      assert.equal(testCardFor(number)?.result, result)
      assert.equal(testCardFor(number)?.isChallenged, isChallenged)
    })
  }

  it('a well-formed number that is not documented succeeds like a plain card of its brand', () => {
    assert.equal(testCardFor('4111111111111111')?.name, 'visa')
    assert.equal(testCardFor('5454-5454-5454-5454')?.name, 'mastercard')
    assert.equal(isDocumentedTestCard('4111111111111111'), false)
  })

  it('anything else is no test card', () => {
    for (const number of [
      '4242424242424241',
      '',
      '4242',
      'visa',
      '9999999999999995',
      '42424242424242424242',
    ]) {
      assert.equal(testCardFor(number), null)
    }
    assert.equal(testCardForToken('tok_unheard_of'), null)
    assert.equal(testCardNamed(null), null)
  })
})

describe('testCardForToken', () => {
  for (const [token, name] of [
    ['tok_visa', 'visa'],
    ['tok_mastercard', 'mastercard'],
    ['tok_amex', 'amex'],
    ['tok_discover', 'discover'],
    ['tok_chargeDeclined', 'card_declined'],
    ['tok_chargeDeclinedInsufficientFunds', 'insufficient_funds'],
    ['tok_declined_insufficient_funds', 'insufficient_funds'],
    ['tok_chargeDeclinedExpiredCard', 'expired_card'],
    ['tok_chargeDeclinedIncorrectCvc', 'incorrect_cvc'],
    ['tok_chargeDeclinedProcessingError', 'processing_error'],
    ['tok_threeDSecureRequired', 'three_ds_required'],
    ['tok_createDispute', 'dispute_fraudulent'],
  ] as const) {
    it(`${token} is ${name}`, () => assert.equal(testCardForToken(token)?.name, name))
  }
})
