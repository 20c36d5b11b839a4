import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import {
  accountHolderProblem,
  accountNumberProblem,
  readBankAccount,
  routingNumberProblem,
} from './bank-account.ts'

describe('routingNumberProblem', () => {
  for (const [text, problem] of [
    ['110000000', null],
    ['021 000 021', null],
    ['', 'Enter the routing number.'],
    ['11000000', 'The routing number has 9 digits.'],
    ['110000001', 'Check the routing number: a digit is wrong.'],
    ['000000000', 'Check the routing number: a digit is wrong.'],
  ] as const)
    it(`${text || 'nothing'}: ${problem ?? 'fine'}`, () => assert.equal(routingNumberProblem(text), problem))
})

describe('accountNumberProblem', () => {
  for (const [text, problem] of [
    ['000123456789', null],
    ['0001-2345-6789', null],
    ['', 'Enter the account number.'],
    ['123', 'The account number has 4 to 17 digits.'],
    ['123456789012345678', 'The account number has 4 to 17 digits.'],
  ] as const)
    it(`${text || 'nothing'}: ${problem ?? 'fine'}`, () => assert.equal(accountNumberProblem(text), problem))
})

describe('accountHolderProblem', () => {
  it('wants a name', () => {
    assert.equal(accountHolderProblem('Ada Lovelace'), null)
    assert.equal(accountHolderProblem('  '), 'Enter the name on the account.')
  })
})

describe('readBankAccount', () => {
  it('sends digits and the name as typed', () =>
    assert.deepEqual(
      readBankAccount(
        { routingNumber: '110 000 000', accountNumber: '0001-2345 6789', holder: ' Ada Lovelace ' },
        true,
      ),
      {
        routing_number: '110000000',
        account_number: '000123456789',
        account_type: 'savings',
        account_holder_name: 'Ada Lovelace',
      },
    ))
})
