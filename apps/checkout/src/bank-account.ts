import type { BankAccountDetails } from './api-shapes.ts'
import { digitsOf } from './card-number.ts'

const routingWeights = [3, 7, 1] as const

/** What is wrong with a routing number, in words for the buyer; null when nothing is. */
export const routingNumberProblem = (text: string): string | null => {
  const digits = digitsOf(text)
  if (digits.length === 0) return 'Enter the routing number.'
  if (digits.length !== 9) return 'The routing number has 9 digits.'
  const sum = [...digits].reduce(
    (total, digit, at) => total + Number(digit) * (routingWeights[at % 3] ?? 0),
    0,
  )
  return sum > 0 && sum % 10 === 0 ? null : 'Check the routing number: a digit is wrong.'
}

/** What is wrong with an account number; nobody but the bank knows more than its length. */
export const accountNumberProblem = (text: string): string | null => {
  const { length } = digitsOf(text)
  if (length === 0) return 'Enter the account number.'
  return length < 4 || length > 17 ? 'The account number has 4 to 17 digits.' : null
}

export const accountHolderProblem = (text: string): string | null =>
  text.trim() === '' ? 'Enter the name on the account.' : null

/** As it was typed, ready to be sent. */
export const readBankAccount = (
  typed: Record<'routingNumber' | 'accountNumber' | 'holder', string>,
  isSavings: boolean,
): BankAccountDetails => ({
  routing_number: digitsOf(typed.routingNumber),
  account_number: digitsOf(typed.accountNumber),
  account_type: isSavings ? 'savings' : 'checking',
  account_holder_name: typed.holder.trim(),
})
