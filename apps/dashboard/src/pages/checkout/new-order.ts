import { parseMoney } from '../../parts/parse-money.ts'

/** A line of the form, as it is typed. */
export type TypedLine = { key: number; name: string; quantity: string; price: string }

export const emptyLine = (key: number): TypedLine => ({ key, name: '', quantity: '1', price: '' })

/** The order's body. What is no number is sent as it is, so that the API says what is wrong with it. */
export const orderBody = (lines: readonly TypedLine[], currency: string) => ({
  line_items: lines.map(({ name, quantity, price }) => ({
    name: name.trim(),
    quantity: Number(quantity),
    unit_price_money: { amount: parseMoney(price, currency), currency },
  })),
})

/** What the lines come to, or null while a price or quantity cannot be read. */
export const totalOf = (lines: readonly TypedLine[], currency: string): number | null => {
  let total = 0
  for (const { quantity, price } of lines) {
    const amount = parseMoney(price, currency)
    if (amount === null || !/^[1-9]\d*$/.test(quantity.trim())) return null
    total += amount * Number(quantity)
  }
  return Number.isSafeInteger(total) ? total : null
}
