import { addMoney, percentOf } from '@flint/money'
import type { Minor } from '@flint/money'

/**
 * Bookkeeping of card payments, per environment and currency. A posting is a list of entries that adds up to
 * zero; debits are positive, credits negative.
 *
 * | Account | Stands for | Grows by |
 * | --- | --- | --- |
 * | processor_clearing | what the processor owes us | debit |
 * | merchant_balance | what we owe the merchant | credit |
 * | processing_fees | what we earned | credit |
 */
export type LedgerAccount = 'processor_clearing' | 'merchant_balance' | 'processing_fees'

export type LedgerEntryKind = 'capture' | 'fee' | 'refund' | 'refund_reversal'

export type LedgerEntry = {
  account: LedgerAccount
  /** Signed minor units: a debit above, a credit below zero. Never zero. */
  amount: Minor
  currency: string
  orderId: string | null
  paymentIntentId: string
  refundId: string | null
  processorReference: string | null
  kind: LedgerEntryKind
}

/** What every entry of a posting names. */
export type LedgerSubject = Pick<
  LedgerEntry,
  'currency' | 'orderId' | 'paymentIntentId' | 'processorReference'
>

export type FeeRate = { bps: number; fixed: Minor }

/** Source: contract, flint-commerce 19 row 26. */
export const DEFAULT_FEE_RATE: FeeRate = { bps: 290, fixed: 30 }

/**
 * The processing fee of one capture: basis points half-up plus a fixed part in minor units of the currency.
 * Never above the amount, so a tiny payment earns the merchant nothing but costs nothing either.
 *
 * @example feeOf(7557, { bps: 290, fixed: 30 }) // 249
 */
export const feeOf = (amount: Minor, { bps, fixed }: FeeRate): Minor =>
  Math.min(amount, addMoney(percentOf(amount, bps / 100, 'half_up'), fixed))

/**
 * Money was captured: the processor owes it to us, we owe it to the merchant less the fee. Gross amount and fee
 * are entries of their own, so that both can be read from the ledger.
 */
export function captureEntries(subject: LedgerSubject, amount: Minor, fee: Minor): LedgerEntry[] {
  assertPositive(amount)
  if (fee < 0 || fee > amount) throw new Error(`A fee of ${fee} does not fit a capture of ${amount}.`)
  const gross = transfer(subject, null, 'capture', 'merchant_balance', 'processor_clearing', amount)
  const fees = fee === 0 ? [] : transfer(subject, null, 'fee', 'processing_fees', 'merchant_balance', fee)
  return balanced([...gross, ...fees])
}

/** Money goes back to the buyer. Fees stay where they are. Source: contract, flint-commerce 10.2. */
export function refundEntries(subject: LedgerSubject, refundId: string, amount: Minor): LedgerEntry[] {
  assertPositive(amount)
  return balanced(transfer(subject, refundId, 'refund', 'processor_clearing', 'merchant_balance', amount))
}

/** A refund that failed: entries are never changed, so its posting is undone by an opposite one. */
export function refundReversalEntries(
  subject: LedgerSubject,
  refundId: string,
  amount: Minor,
): LedgerEntry[] {
  assertPositive(amount)
  return balanced(
    transfer(subject, refundId, 'refund_reversal', 'merchant_balance', 'processor_clearing', amount),
  )
}

/**
 * Passes a posting through when it adds up to zero in one currency.
 *
 * @throws Error otherwise: a bug of ours, which must stop the transaction.
 */
export function balanced(entries: LedgerEntry[]): LedgerEntry[] {
  const sum = addMoney(...entries.map((entry) => entry.amount))
  if (sum !== 0) throw new Error(`A posting is out of balance by ${sum}.`)
  if (new Set(entries.map((entry) => entry.currency)).size > 1) throw new Error('A posting mixes currencies.')
  return entries
}

function transfer(
  { currency, orderId, paymentIntentId, processorReference }: LedgerSubject,
  refundId: string | null,
  kind: LedgerEntryKind,
  credited: LedgerAccount,
  debited: LedgerAccount,
  amount: Minor,
): LedgerEntry[] {
  const shared = { currency, orderId, paymentIntentId, refundId, processorReference, kind }
  return [
    { account: debited, amount, ...shared },
    { account: credited, amount: -amount, ...shared },
  ]
}

function assertPositive(amount: Minor): void {
  if (!Number.isSafeInteger(amount) || amount < 1) throw new Error(`${amount} cannot be posted.`)
}
