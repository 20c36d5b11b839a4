import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { bankDigitsOf, isAccountNumber, isRoutingNumber } from './bank-account.ts'

describe('isRoutingNumber', () => {
  for (const [digits, isValid] of [
    // of real banks, and of the test bank
    ['021000021', true],
    ['011401533', true],
    ['110000000', true],
    // a wrong digit, two swapped, too short, too long, nothing
    ['021000022', false],
    ['012000021', false],
    ['02100002', false],
    ['0210000210', false],
    ['000000000', false],
    ['', false],
  ] as const)
    it(`${digits}: ${isValid}`, () => assert.equal(isRoutingNumber(digits), isValid))
})

describe('isAccountNumber', () => {
  for (const [digits, isValid] of [
    ['1234', true],
    ['12345678901234567', true],
    ['123', false],
    ['123456789012345678', false],
    ['12345a', false],
  ] as const)
    it(`${digits}: ${isValid}`, () => assert.equal(isAccountNumber(digits), isValid))
})

describe('bankDigitsOf', () => {
  it('takes out what people put between digits', () =>
    assert.equal(bankDigitsOf(' 0001-2345 6789'), '000123456789'))
})
