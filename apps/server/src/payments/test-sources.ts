import type { PaymentSource, ProcessorAnswer } from './processors/processor.ts'

/** A documented test card or account: it behaves in sandboxes only. */
export const isTestSource = ({ testCard }: Pick<PaymentSource, 'testCard'>): boolean => testCard !== null

/** What live mode makes of one, without asking anybody. Source: contract, flint-platform 25 row 1. */
export const declinedAsTest = (source: PaymentSource): Extract<ProcessorAnswer, { outcome: 'declined' }> => ({
  outcome: 'declined',
  reference: '',
  code: source.bankAccount ? 'payment_method_declined' : 'card_declined',
  message: source.bankAccount
    ? 'This is a test bank account: it works in sandboxes only.'
    : 'This is a test card: it works in sandboxes only.',
})
