import type { PaymentLink } from '../../api/shapes.ts'
import { showMoney } from '../../parts/show-money.ts'

/** What one order by the link comes to, in a few words. */
export const priceWords = (link: PaymentLink): string => {
  if (link.payment_link_type === 'donation') {
    const least = link.donation_min_amount_money
    return least ? `${showMoney(least)} or more` : 'Any amount'
  }
  const prices = link.line_items.map(priceOf)
  const [first] = prices
  if (prices.length !== 1 || !first) return `${prices.length} lines`
  return link.line_items[0]!.allow_unit_price_adjustment ? 'Any amount' : showMoney(first)
}

const priceOf = (line: PaymentLink['line_items'][number]) =>
  line.resolved_unit_price_money ?? line.unit_price_money

/** @example completionsWords(link) // '3 of 10' */
export const completionsWords = ({ completed_count: count, max_completions: most }: PaymentLink): string =>
  most === null ? String(count) : `${count} of ${most}`

/** Why nobody can buy by it now, although it is switched on; null where they can. */
export const fullWords = (link: PaymentLink): string | null => {
  if (link.status !== 'active' || !link.is_sold_out) return null
  return link.payment_link_type === 'event' ? 'Sold out' : 'Used up'
}

/** A link may be inactive because its end has come: switching it on would not help. */
export const isPastEnd = (link: PaymentLink, nowMs: number): boolean => {
  const end = link.expiration?.expires_at
  return end !== undefined && Date.parse(end) <= nowMs
}

/** When it is, on the clocks of its place. */
export const eventWords = (
  { event_at: at, timezone }: NonNullable<PaymentLink['event_config']>,
  locale?: string,
): string => {
  const zone = timezone ?? 'UTC'
  const time = new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeStyle: 'short', timeZone: zone })
  return `${time.format(new Date(at))}, ${zone.replaceAll('_', ' ')}`
}
