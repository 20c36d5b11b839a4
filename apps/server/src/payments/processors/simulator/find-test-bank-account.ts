import type { TestBehaviour } from './behaviour.ts'
import { type TestBankAccount, testBankAccounts, testRoutingNumber } from './bank-accounts.ts'
import { testCardNamed } from './find-test-card.ts'

const byName = new Map(testBankAccounts.map((account) => [account.name, account]))
const byNumber = new Map(testBankAccounts.map((account) => [account.accountNumber, account]))
const byToken = new Map(
  testBankAccounts.flatMap((account) => account.tokens.map((token) => [token, account] as const)),
)

/** What the card or bank account does that is kept with a payment under this name; null for names that are not known. */
export const testBehaviourNamed = (name: string | null): TestBehaviour | null =>
  testCardNamed(name) ?? byName.get(name ?? '') ?? null

/** An account by a test token such as `tok_us_bank_account_success`. */
export const testBankAccountForToken = (token: string): TestBankAccount | null => byToken.get(token) ?? null

/** An account by its numbers; only documented ones are known, so that nobody tests with an account of their own. */
export const testBankAccountFor = (routingNumber: string, accountNumber: string): TestBankAccount | null =>
  routingNumber === testRoutingNumber ? (byNumber.get(accountNumber) ?? null) : null
