import type { Money, OrderLineItem } from './api-shapes.ts'

/** What stands below a line's name: one text, and what it adds to the price of one unit, where it does. */
export interface LineDetail {
  readonly words: string
  readonly money: Money | null
}

/** The options of a variant and the modifiers chosen with it. Source: contract, flint-commerce 4.2. */
export const lineDetails = (line: OrderLineItem): LineDetail[] => {
  const options = (line.selected_options ?? []).map(({ name, value }) => ({
    words: joined([name, value]),
    money: null,
  }))
  const modifiers = (line.modifiers ?? []).map((modifier) => {
    const { quantity = 1, total_money: money = null } = modifier
    const words = joined([modifier.modifier_group_name, modifier.name, modifier.text_value])
    return {
      words: quantity > 1 ? `${quantity} × ${words}` : words,
      money: money?.amount === 0 ? null : money,
    }
  })
  return [...options, ...modifiers].filter(({ words }) => words !== '')
}

/** A text of the buyer's own bears its group's name, or itself where it has no group: nothing is said twice. */
const joined = (parts: readonly (string | null | undefined)[]): string =>
  [...new Set(parts.filter(Boolean))].join(': ')

/**
 * The address of a line's picture, or null where the page may not show it: its policy takes pictures over https, and
 * from the same machine while a shop is being built.
 */
export const pictureOf = ({ image }: Pick<OrderLineItem, 'image'>): string | null => {
  const address = image ? URL.parse(image) : null
  if (!address) return null
  const isLoopback = address.protocol === 'http:' && /^(localhost|127\.0\.0\.1)$/.test(address.hostname)
  return address.protocol === 'https:' || isLoopback ? address.href : null
}
