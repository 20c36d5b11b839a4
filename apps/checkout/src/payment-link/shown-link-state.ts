import type { LinkSnapshot } from './link-shapes.ts'
import type { LinkState } from './payment-link.ts'

/** The page's states. */
export type ShownLinkState =
  | 'loading'
  | 'missing'
  | 'unreachable'
  | 'open'
  | 'inactive'
  | 'expired'
  | 'full'
  | 'sold-out'
  | 'unavailable'

/**
 * Why nobody can buy by this link; null where they can.
 * @param nowMs On the server's clock.
 */
export const endingOf = ({ payment_link: link, ...snapshot }: LinkSnapshot, nowMs: number) => {
  if (snapshot.ends_at && Date.parse(snapshot.ends_at) <= nowMs) return 'expired'
  if (link.status !== 'active') return 'inactive'
  if (snapshot.is_sold_out) return link.payment_link_type === 'event' ? 'sold-out' : 'full'
  if (typeof link.max_completions === 'number' && link.completed_count >= link.max_completions) return 'full'
  return null
}

export const shownLinkState = ({ load, snapshot, offer }: LinkState, nowMs: number): ShownLinkState => {
  if (load === 'missing') return 'missing'
  if (snapshot === null || offer === null) return load === 'unreachable' ? 'unreachable' : 'loading'
  const ending = endingOf(snapshot, nowMs)
  if (ending !== null) return ending
  // A line that nobody has to take is no reason to turn everybody away.
  const lacks = offer.lines.some((line) => line.isUnavailable && line.quantities?.min !== 0)
  return offer.lines.length === 0 || lacks ? 'unavailable' : 'open'
}

/** The page's title: what it is about first, because that is what a narrow tab shows and a screen reader says. */
export const linkTitle = (shown: ShownLinkState, snapshot: LinkSnapshot | null): string => {
  const fixed: Partial<Record<ShownLinkState, string>> = {
    loading: 'Loading',
    missing: 'Page not found',
    unreachable: 'Connection problem',
    'sold-out': 'Sold out',
  }
  const name = fixed[shown] ?? snapshot?.payment_link.name ?? ''
  const merchant = snapshot?.merchant_name?.trim()
  return merchant ? `${name} · ${merchant}` : name
}
