import type { Minor } from '@flint/money'

/** What an order still asks for: all of it, and the requested tip in it. */
export type Due = { outstanding: Minor; tip: Minor }

/**
 * The tip in each of several payments that are made in this order. Goods and fees are paid first: only what reaches
 * beyond them is tip. No part is more than its payment, even when a discount has left less to pay than the tip.
 *
 * @example tipShares([700, 500], { outstanding: 1200, tip: 200 }) // [0, 200]
 * Source: contract, flint-commerce 4.5 and 6.1.
 */
export const tipShares = (amounts: readonly Minor[], { outstanding, tip }: Due): Minor[] => {
  let goods = Math.max(0, outstanding - tip)
  return amounts.map((amount) => {
    const goodsPart = Math.min(amount, goods)
    goods -= goodsPart
    return amount - goodsPart
  })
}

/** The tip in a payment that is made next. */
export const tipShare = (amount: Minor, due: Due): Minor => tipShares([amount], due)[0]!
