/**
 * What the shop works out with a pencil: its own small arithmetic, which shares nothing with the product's. All amounts
 * are US cents.
 */

export type Article = {
  name: string
  /** Of one piece, with what was chosen on top. */
  unit: number
  quantity: number
  shelf: 'drinks' | 'food' | 'clothing' | 'mugs' | 'other'
  /** A tax rate of the shop's own, for what it does not have looked up. */
  ownTax?: { percent: number; isInside: boolean }
  /** The line as it is sent, without its quantity. */
  line: object
}

export type Fee = { type: 'delivery_fee' | 'service_fee'; amount: number } | { percent: number }

export type Basket = {
  articles: Article[]
  fees: Fee[]
  place: Place | null
  tip: { amount: number } | { percent: number } | null
  /** A tax on the order as a whole, in cents. */
  flatTax?: number
  /** What the shop takes off by hand. */
  apology?: number
}

export type LineOfBill = { subtotal: number; discount: number; tax: number; total: number }
export type Bill = {
  lines: LineOfBill[]
  fees: { amount: number; tax: number; total: number }[]
  sales: number
  discount: number
  charges: number
  tax: number
  tip: number
  total: number
}

/** Rates in per cent, by what is sold; `usual` for the rest. As in shop-tax-rates.csv. */
const rates = {
  newYork: { usual: [4, 4.5, 0.375], food: [], clothing: [] },
  texas: { usual: [6.25], food: [], delivery_fee: [] },
  oregon: { usual: [] },
} satisfies Record<string, Record<string, number[]>>
export type Place = keyof typeof rates
export const postalCodes: Record<Place, string> = { newYork: '10001', texas: '73301', oregon: '97201' }

const ratesAt = (place: Place, what: string): number[] => {
  const here: Record<string, number[]> = rates[place]
  return here[what] ?? here['usual']!
}

/** All that the shop gives away. No two come together, but free delivery goes with the discount for large orders. */
export const vouchers = {
  LARGE: { percent: 5, from: 4000 },
  WELCOME: { percent: 10, from: 0 },
  FIVEOFF: { amount: 500, from: 1000, maxUses: 5 },
  MUGS: { percent: 20, from: 0 },
  SHIPFREE: { percent: 100, from: 0 },
} as const
export type Voucher = keyof typeof vouchers

const sum = (amounts: readonly number[]) => amounts.reduce((all, amount) => all + amount, 0)
const halfUp = (above: number, below: number) => Math.floor((2 * above + below) / (2 * below))
/** Rates have four decimals at most. */
const percentOf = (amount: number, percent: number) =>
  halfUp(amount * Math.round(percent * 10_000), 1_000_000)
const taxInside = (price: number, percent: number) =>
  halfUp(price * Math.round(percent * 10_000), 1_000_000 + Math.round(percent * 10_000))

/** In proportion; the cents that are left over go to the largest remainders, the first of equal ones before the others. */
const spread = (amount: number, weights: readonly number[]): number[] => {
  const all = sum(weights)
  const parts = weights.map((weight) => Math.floor((amount * weight) / all))
  const inTurn = weights
    .map((weight, at) => ({ at, remainder: (amount * weight) % all }))
    .toSorted((a, b) => b.remainder - a.remainder || a.at - b.at)
  for (const { at } of inTurn.slice(0, amount - sum(parts))) parts[at]!++
  return parts
}

const subtotalsOf = ({ articles }: Basket) => articles.map(({ unit, quantity }) => unit * quantity)

/** What each line gives away. */
const takenOff = (basket: Basket, voucher: Voucher): number[] => {
  const subtotals = subtotalsOf(basket)
  const sales = sum(subtotals)
  const nothing = subtotals.map(() => 0)
  const terms = vouchers[voucher]
  if (sales < terms.from || voucher === 'SHIPFREE') return nothing
  if (voucher === 'MUGS')
    return basket.articles.map(({ shelf }, at) => (shelf === 'mugs' ? percentOf(subtotals[at]!, 20) : 0))
  return spread(
    'amount' in terms ? Math.min(sales, terms.amount) : percentOf(sales, terms.percent),
    subtotals,
  )
}

/** Which vouchers count when a buyer has this code, or why it does not. */
export const vouchersFor = (
  basket: Basket,
  code: Voucher | null,
): { count: Voucher[]; refusal: string | null } => {
  const sales = sum(subtotalsOf(basket))
  const large: Voucher[] = sales >= vouchers.LARGE.from ? ['LARGE'] : []
  if (code === null) return { count: large, refusal: null }
  const refused = (refusal: string) => ({ count: large, refusal })
  if (sales < vouchers[code].from) return refused('minimum_not_met')
  if (code === 'SHIPFREE')
    return basket.fees.length > 0
      ? { count: [...large, code], refusal: null }
      : refused('no_discountable_balance')
  const [withCode, without] = [sum(takenOff(basket, code)), large.length ? sum(takenOff(basket, 'LARGE')) : 0]
  if (withCode === 0) return refused('no_discountable_balance')
  return without > withCode ? refused('superseded_by_better_offer') : { count: [code], refusal: null }
}

export const billOf = (basket: Basket, counting: readonly Voucher[]): Bill => {
  const subtotals = subtotalsOf(basket)
  const sales = sum(subtotals)
  const off = subtotals.map((_, at) => sum(counting.map((voucher) => takenOff(basket, voucher)[at]!)))
  if (basket.apology) spread(basket.apology, subtotals).forEach((part, at) => (off[at] = off[at]! + part))
  const goods = sales - sum(off)

  const taxOn = (amount: number, what: string) =>
    basket.place ? sum(ratesAt(basket.place, what).map((percent) => percentOf(amount, percent))) : 0
  const lines = basket.articles.map(({ shelf, ownTax }, at): LineOfBill => {
    const price = subtotals[at]! - off[at]!
    const isInside = ownTax?.isInside ?? false
    const tax = ownTax
      ? isInside
        ? taxInside(price, ownTax.percent)
        : percentOf(price, ownTax.percent)
      : taxOn(price, shelf)
    return { subtotal: subtotals[at]!, discount: off[at]!, tax, total: price + (isInside ? 0 : tax) }
  })
  const areFeesFree = counting.includes('SHIPFREE')
  const fees = basket.fees.map((fee) => {
    const amount = 'amount' in fee ? fee.amount : percentOf(goods, fee.percent)
    const price = areFeesFree ? 0 : amount
    const tax = taxOn(price, 'type' in fee ? fee.type : 'service_fee')
    return { amount, tax, total: price + tax }
  })

  const { tip: wish, flatTax = 0 } = basket
  const tip = wish === null ? 0 : 'amount' in wish ? wish.amount : percentOf(goods, wish.percent)
  const charges = sum(fees.map(({ amount }) => amount))
  return {
    lines,
    fees,
    sales,
    discount: sum(off) + (areFeesFree ? charges : 0),
    charges,
    tax: sum([...lines, ...fees].map(({ tax }) => tax)) + flatTax,
    tip,
    total: sum([...lines, ...fees].map(({ total }) => total)) + flatTax + tip,
  }
}

/** What some pieces of a line come to when they are given back: each of its amounts by itself, cents rounded down. */
export const piecesOf = (
  { subtotal, discount, total }: LineOfBill,
  pieces: number,
  quantity: number,
): number => {
  const share = (amount: number) => Math.floor((amount * pieces) / quantity)
  return share(subtotal) - share(discount) + share(total - subtotal + discount)
}

/** What Flint keeps of a payment: 2.9 % and 30 cents. */
export const flintsShareOf = (payment: number) => Math.min(payment, percentOf(payment, 2.9) + 30)
export const bankFeeOfDispute = 1500
