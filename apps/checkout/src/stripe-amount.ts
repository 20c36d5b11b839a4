import type { Money } from './api-shapes.ts'

/** Where Stripe counts in other units: decimals more, or less, than ours. The server's table is its own. Source: docs.stripe.com/currencies. */
const decimalsMore: Readonly<Record<string, number>> = { ISK: 2, UGX: 2, MGA: -2 }

/** What Stripe's form is told is to be paid. Never what is charged: the server says that. */
export const stripeAmount = ({ amount, currency }: Money): number =>
  Math.round(amount * 10 ** (decimalsMore[currency] ?? 0))
