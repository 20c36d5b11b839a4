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
 * | processing_fees | what we earned by payments | credit |
 * | dispute_fees | what we earned by disputes | credit |
 */
export type LedgerAccount = 'processor_clearing' | 'merchant_balance' | 'processing_fees' | 'dispute_fees'

export type LedgerEntryKind =
  | 'capture'
  | 'fee'
  | 'refund'
  | 'refund_reversal'
  | 'dispute'
  | 'dispute_fee'
  | 'dispute_reversal'
  | 'dispute_fee_reversal'

export type LedgerEntry = {
  account: LedgerAccount
  /** Signed minor units: a debit above, a credit below zero. Never zero. */
  amount: Minor
  currency: string
  orderId: string | null
  paymentIntentId: string
  refundId: string | null
  disputeId: string | null
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
 * What a dispute costs the merchant, in minor units: 15 dollars, or about as much in a few other currencies. A
 * currency without a row costs nothing. Source: contract, flint-billing 6.5 (the amount), Q25 (may be chosen).
 */
const disputeFees: Readonly<Record<string, Minor>> = {
  USD: 1500,
  CAD: 1500,
  AUD: 2500,
  EUR: 2000,
  GBP: 2000,
}
export const disputeFeeOf = (currency: string): Minor => disputeFees[currency] ?? 0

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
  const gross = transfer(subject, {}, 'capture', 'merchant_balance', 'processor_clearing', amount)
  const fees = fee === 0 ? [] : transfer(subject, {}, 'fee', 'processing_fees', 'merchant_balance', fee)
  return balanced([...gross, ...fees])
}

/** Money goes back to the buyer. Fees stay where they are. Source: contract, flint-commerce 10.2. */
export function refundEntries(subject: LedgerSubject, refundId: string, amount: Minor): LedgerEntry[] {
  assertPositive(amount)
  return balanced(transfer(subject, { refundId }, 'refund', 'processor_clearing', 'merchant_balance', amount))
}

/** A refund that failed: entries are never changed, so its posting is undone by an opposite one. */
export function refundReversalEntries(
  subject: LedgerSubject,
  refundId: string,
  amount: Minor,
): LedgerEntry[] {
  assertPositive(amount)
  return balanced(
    transfer(subject, { refundId }, 'refund_reversal', 'merchant_balance', 'processor_clearing', amount),
  )
}

/**
 * A cardholder's bank takes a payment back: the processor takes it from us, we from the merchant, who pays the fee as
 * well. `fee` may be zero. Source: contract, flint-billing 6.3 and 6.5.
 */
export const disputeEntries = (
  subject: LedgerSubject,
  disputeId: string,
  amount: Minor,
  fee: Minor,
): LedgerEntry[] => {
  assertPositive(amount)
  const fees =
    fee === 0 ? [] : transfer(subject, { disputeId }, 'dispute_fee', 'dispute_fees', 'merchant_balance', fee)
  return balanced([
    ...transfer(subject, { disputeId }, 'dispute', 'processor_clearing', 'merchant_balance', amount),
    ...fees,
  ])
}

/** The merchant won: amount and fee come back. Source: contract, flint-billing 6.5 row 6, Q25. */
export const disputeReversalEntries = (
  subject: LedgerSubject,
  disputeId: string,
  amount: Minor,
  fee: Minor,
): LedgerEntry[] => {
  assertPositive(amount)
  const fees =
    fee === 0
      ? []
      : transfer(subject, { disputeId }, 'dispute_fee_reversal', 'merchant_balance', 'dispute_fees', fee)
  return balanced([
    ...transfer(subject, { disputeId }, 'dispute_reversal', 'merchant_balance', 'processor_clearing', amount),
    ...fees,
  ])
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
  { refundId = null, disputeId = null }: Partial<Pick<LedgerEntry, 'refundId' | 'disputeId'>>,
  kind: LedgerEntryKind,
  credited: LedgerAccount,
  debited: LedgerAccount,
  amount: Minor,
): LedgerEntry[] {
  const shared = { currency, orderId, paymentIntentId, refundId, disputeId, processorReference, kind }
  return [
    { account: debited, amount, ...shared },
    { account: credited, amount: -amount, ...shared },
  ]
}

function assertPositive(amount: Minor): void {
  if (!Number.isSafeInteger(amount) || amount < 1) throw new Error(`${amount} cannot be posted.`)
}
