import type { PaymentOption } from '../payments/payment.ts'

export { paymentOptions } from '../settings/index.ts'

export type CaptureMethod = 'automatic' | 'manual'

/** When an option can be offered. Null: no limit. */
export type PaymentOptionRule = {
  /** A processor of this installation takes it. */
  isOffered: boolean
  /** Minor units, both included. */
  amount: { from: number; upTo: number | null }
  currencies: readonly string[] | null
  /** Of the buyer and of the billing address, as far as they are known. */
  countries: readonly string[] | null
  captureMethods: readonly CaptureMethod[]
  /** The buyer goes to another site and comes back. */
  needsRedirect: boolean
  isForOffSession: boolean
  isForRecurring: boolean
}

const smallestAmount = 50

const card: PaymentOptionRule = {
  isOffered: true,
  amount: { from: smallestAmount, upTo: null },
  currencies: null,
  countries: null,
  captureMethods: ['automatic', 'manual'],
  needsRedirect: false,
  isForOffSession: true,
  isForRecurring: true,
}

/**
 * The one table of what each option can do. Wallets carry cards, so they can what a card can.
 * Source: contract, flint-commerce 7.1 and 19 row 11; Affirm's own range, in US dollars.
 */
export const paymentOptionRules: Record<PaymentOption, PaymentOptionRule> = {
  card,
  apple_pay: { ...card, isOffered: false },
  google_pay: { ...card, isOffered: false },
  affirm: {
    isOffered: false,
    amount: { from: 5000, upTo: 3_000_000 },
    currencies: ['USD'],
    countries: ['US'],
    captureMethods: ['automatic'],
    needsRedirect: true,
    isForOffSession: false,
    isForRecurring: false,
  },
  ach_debit: {
    isOffered: true,
    amount: { from: smallestAmount, upTo: null },
    currencies: ['USD'],
    countries: ['US'],
    captureMethods: ['automatic'],
    needsRedirect: false,
    isForOffSession: true,
    isForRecurring: true,
  },
}
