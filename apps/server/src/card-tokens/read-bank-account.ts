import {
  bankAccountSummary,
  bankDigitsOf,
  isAccountNumber,
  isRoutingNumber,
} from '../payments/bank-account.ts'
import { paymentErrors } from '../payments/errors.ts'
import type { BankAccountSummary } from '../payments/payment.ts'
import { testBankAccountFor } from '../payments/processors/simulator/find-test-bank-account.ts'
import type { Context } from '../platform/context.ts'
import { refuse } from '../platform/http/errors.ts'
import type { BankAccountInput } from './input-schemas.ts'

/** What is kept of a bank account: nothing that could be debited elsewhere. */
export type ReadBankAccount = { bankAccount: BankAccountSummary; testCard: string }

/**
 * Checks a bank account and takes from it what may be kept. Refusals name the field and never its value. A sandbox
 * takes documented test accounts only: unlike a card number, any other number may well be somebody's account.
 */
export const readBankAccount = (ctx: Pick<Context, 'secrets'>, input: BankAccountInput): ReadBankAccount => {
  const routingNumber = bankDigitsOf(input.routing_number)
  const accountNumber = bankDigitsOf(input.account_number)
  if (!isRoutingNumber(routingNumber)) throw refuseField('routing_number', 'is not a valid routing number')
  if (!isAccountNumber(accountNumber)) throw refuseField('account_number', 'must have 4 to 17 digits')
  const testAccount = testBankAccountFor(routingNumber, accountNumber)
  if (!testAccount)
    throw refuse(paymentErrors.TOKEN_TEST_BANK_ACCOUNT_REQUIRED, { param: 'bank_account.account_number' })
  const accountType = input.account_type ?? 'checking'
  return {
    bankAccount: bankAccountSummary(ctx, routingNumber, accountNumber, accountType),
    testCard: testAccount.name,
  }
}

const refuseField = (field: keyof BankAccountInput, problem: string) => {
  const param = `bank_account.${field}`
  const message = `"${param}" ${problem}.`
  return refuse(paymentErrors.TOKEN_BANK_ACCOUNT_INVALID, {
    param,
    message,
    details: [{ code: 'TOKEN_BANK_ACCOUNT_INVALID', param, message }],
  })
}
