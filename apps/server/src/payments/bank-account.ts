import type { Context } from '../platform/context.ts'
import type { BankAccountSummary } from './payment.ts'
import { testBankName, testRoutingNumber } from './processors/simulator/bank-accounts.ts'

const longestAccountNumber = 17

/** Digits alone; what people put between them is taken out. */
export const bankDigitsOf = (typed: string): string => typed.replace(/[\s-]/g, '')

/** Nine digits whose weighted sum is divisible by ten, as the American Bankers Association has it. */
export const isRoutingNumber = (digits: string): boolean => {
  if (!/^\d{9}$/.test(digits)) return false
  const weights = [3, 7, 1]
  const sum = [...digits].reduce((total, digit, at) => total + Number(digit) * weights[at % 3]!, 0)
  return sum > 0 && sum % 10 === 0
}

export const isAccountNumber = (digits: string): boolean =>
  new RegExp(`^\\d{4,${longestAccountNumber}}$`).test(digits)

/** What may be kept of a bank account. The fingerprint tells the same account again without telling its number. */
export const bankAccountSummary = (
  ctx: Pick<Context, 'secrets'>,
  routingNumber: string,
  accountNumber: string,
  accountType: BankAccountSummary['accountType'],
): BankAccountSummary => ({
  bankName: routingNumber === testRoutingNumber ? testBankName : 'Bank',
  last4: accountNumber.slice(-4),
  accountType,
  fingerprint: ctx.secrets.digest('bank-account', `${routingNumber} ${accountNumber}`).toString('base64url'),
})
