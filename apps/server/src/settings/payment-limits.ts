import { type WithSettings, settingsOf } from './settings-of.ts'

/** Minor units, both included; null for no limit. */
export type AmountLimits = { from: number | null; upTo: number | null }

/** How large one payment in this currency may be. Source: contract, flint-platform 16.1, `payment_limits`. */
export const paymentLimitsOf = (ctx: WithSettings, currency: string): AmountLimits => {
  const { max_amounts: most, min_amounts: least } = settingsOf(ctx).payment_limits
  return { from: least[currency] ?? null, upTo: most[currency] ?? null }
}
