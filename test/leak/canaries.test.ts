import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { hasCardNumber } from '../../apps/server/src/platform/http/card-data.ts'
import {
  accountNumber,
  cardNumbers,
  foundIn,
  grouped,
  impossibleSecurityCode,
  securityCode,
} from './canaries.ts'

const secrets = { 'an API key': 'flint_test_abc' }

describe('the search itself', () => {
  for (const number of cardNumbers)
    it(`finds ${number}, however it is written`, () => {
      assert.ok(hasCardNumber(number))
      for (const text of [number, grouped(number, ' '), grouped(number, '-'), `{"a":"x${number}y"}`])
        assert.deepEqual(foundIn(text, secrets), ['a card number'], text)
    })

  it('finds a bank account number, however it is written', () => {
    for (const text of [accountNumber, grouped(accountNumber, ' '), `{"a":"x${accountNumber}y"}`])
      assert.deepEqual(foundIn(text, secrets), ['a bank account number'], text)
  })

  it('finds security codes and keys, and nothing in what is none', () => {
    assert.deepEqual(foundIn(`{"cvc":"${securityCode}"}`, secrets), ['a security code'])
    assert.deepEqual(foundIn(`x ${impossibleSecurityCode}`, secrets), ['an impossible security code'])
    assert.deepEqual(foundIn('Bearer flint_test_abc', secrets), ['an API key'])
    assert.deepEqual(foundIn(`2026-11-21T15:02:33.${securityCode}45Z 4242 visa`, secrets), [])
  })
})
