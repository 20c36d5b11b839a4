import { type Minor, currencyExponent, isCurrency } from '@flint/money'

/**
 * Where Stripe counts in other units than ISO 4217 does: decimals that an amount has there. Krona and shilling have none
 * any more, and are still written with two. Source: docs.stripe.com/currencies, "Zero-decimal currencies", "Special cases".
 */
const decimalsAtStripe: Readonly<Record<string, number>> = { ISK: 2, UGX: 2, MGA: 0 }

/** Cards have no third decimal: the last digit must be 0. */
const stepAtStripe: Readonly<Record<string, number>> = {
  ISK: 100,
  UGX: 100,
  BHD: 10,
  JOD: 10,
  KWD: 10,
  OMR: 10,
  TND: 10,
}

/**
 * The same amount in Stripe's units.
 *
 * @returns Null where Stripe cannot say it exactly; nothing is ever rounded.
 * @example toStripeAmount(500, 'ISK') // 50000
 */
export const toStripeAmount = (amount: Minor, currency: string): number | null => {
  if (!isCurrency(currency)) return null
  const shift = (decimalsAtStripe[currency] ?? currencyExponent(currency)) - currencyExponent(currency)
  const factor = 10 ** Math.abs(shift)
  if (shift < 0 && amount % factor !== 0) return null
  const there = shift < 0 ? amount / factor : amount * factor
  return Number.isSafeInteger(there) && there % (stepAtStripe[currency] ?? 1) === 0 ? there : null
}

/** An amount of Stripe's in ours; null where ours has no unit small enough, as half a krona. */
export const fromStripeAmount = (amount: number, currency: string): Minor | null => {
  if (!isCurrency(currency)) return null
  const shift = (decimalsAtStripe[currency] ?? currencyExponent(currency)) - currencyExponent(currency)
  const factor = 10 ** Math.abs(shift)
  if (shift > 0 && amount % factor !== 0) return null
  const here = shift > 0 ? amount / factor : amount * factor
  return Number.isSafeInteger(here) ? here : null
}

export const toStripeCurrency = (currency: string): string => currency.toLowerCase()
export const fromStripeCurrency = (currency: string): string => currency.toUpperCase()
