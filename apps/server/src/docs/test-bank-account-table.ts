import { testBankAccounts } from '../payments/processors/simulator/bank-accounts.ts'
import { escapeHtml } from '../platform/http/escape-html.ts'
import { tableOf } from './render-markdown.ts'

/** Every test bank account of the simulator: number, its first token, what happens. */
export const testBankAccountTable = (): string =>
  tableOf(
    ['Account number', 'Token', 'What happens'],
    testBankAccounts.map(({ accountNumber, tokens, summary }) => [
      `<code class="number">${accountNumber}</code>`,
      `<code>${escapeHtml(tokens[0]!)}</code>`,
      escapeHtml(summary),
    ]),
  )
