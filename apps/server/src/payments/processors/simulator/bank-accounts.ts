import { dayMs } from '../../../platform/clock/clock.ts'
import type { DeclineCode } from '../../payment.ts'
import { LATE_RESULT_MS, type TestBehaviour } from './behaviour.ts'

export type TestBankAccount = TestBehaviour & {
  accountNumber: string
  /** Reusable test tokens that stand for this account. */
  tokens: readonly string[]
}

/** The routing number of every test account, and the bank that it names. */
export const testRoutingNumber = '110000000'
export const testBankName = 'Flint Test Bank'

/** Bank debits have two token spellings in public use; both are taken. */
const account = (
  name: string,
  accountNumber: string,
  alias: string,
  summary: string,
  behaviour: Partial<Pick<TestBehaviour, 'result' | 'resultAfterMs' | 'dispute'>> = {},
): TestBankAccount => ({
  name: `us_bank_account_${name}`,
  accountNumber,
  tokens: [`tok_us_bank_account_${name}`, `tok_usBankAccount_${alias}`],
  summary,
  result: 'succeeds',
  isChallenged: false,
  offSession: 'as_result',
  resultAfterMs: LATE_RESULT_MS,
  refund: 'succeeds_later',
  risk: null,
  dispute: null,
  ...behaviour,
})

const failing = (name: string, accountNumber: string, alias: string, result: DeclineCode): TestBankAccount =>
  account(name, accountNumber, alias, `Processing for five seconds, then fails: ${result}.`, { result })

/**
 * Every documented test bank account. The numbers are the processor's public ones, so that tests written against it pass
 * unchanged; the restricted account is our own. A bank debit is never known at once.
 * Source: contract, flint-platform 25 item 5 and 6.4.
 */
export const testBankAccounts: readonly TestBankAccount[] = [
  account('success', '000123456789', 'success', 'Processing for five seconds, then succeeds.'),
  failing('insufficient_funds', '000222222227', 'insufficientFunds', 'insufficient_funds'),
  failing('account_closed', '000111111113', 'accountClosed', 'bank_account_closed'),
  failing('no_account', '000111111116', 'noAccount', 'bank_account_not_found'),
  failing('debit_not_authorized', '000333333335', 'debitNotAuthorized', 'bank_debit_not_authorized'),
  failing('account_restricted', '000888888888', 'accountRestricted', 'bank_account_restricted'),
  failing('limit_exceeded', '000777777771', 'weeklyLimitExceeded', 'bank_debit_limit_exceeded'),
  account('processing', '000000000009', 'processing', 'Processing for three days, then succeeds.', {
    resultAfterMs: 3 * dayMs,
  }),
  account(
    'bank_return',
    '000555555559',
    'dispute',
    'Processing for five seconds, succeeds, then the bank takes it back.',
    { dispute: 'bank_return' },
  ),
]
