import type { Instant } from '../platform/clock/clock.ts'
import { refuse } from '../platform/http/errors.ts'
import { paymentLinkErrors } from './errors.ts'
import type { CountedLink, PaymentLink, PaymentLinkStatus } from './payment-link.ts'

/** A link whose end has come is as inactive as one that was switched off. */
export const statusOf = ({ status, terms }: PaymentLink, now: Instant): PaymentLinkStatus => {
  const endsAt = terms.expiration?.expires_at
  return endsAt !== undefined && endsAt <= now ? 'inactive' : status
}

/** Tickets that are neither paid for nor being paid for; null where they are not limited. */
export const remainingOf = ({ link, counts }: CountedLink): number | null => {
  const most = link.terms.event_config?.max_total_quantity
  return most === undefined ? null : Math.max(0, most - counts.quantitySold - counts.heldQuantity)
}

export const isSoldOut = (counted: CountedLink): boolean => remainingOf(counted) === 0

/** Orders that are being paid count: whoever came now would find out only when they pay. */
export const isFull = ({ link, counts }: CountedLink): boolean =>
  link.terms.max_completions !== undefined && counts.completed + counts.held >= link.terms.max_completions

/** Whether a buyer may begin. Places are claimed when money is taken, so this is no promise. Source: contract, flint-commerce 9.4. */
export const expectOpen = (counted: CountedLink, now: Instant): void => {
  const { link } = counted
  if (statusOf(link, now) === 'inactive')
    throw refuse(paymentLinkErrors.PAYMENT_LINK_INACTIVE, {
      param: 'payment_link_id',
      ...(link.terms.inactive_message ? { message: link.terms.inactive_message } : {}),
      extra: { current_status: 'inactive' },
    })
  if (isFull(counted))
    throw refuse(paymentLinkErrors.PAYMENT_LINK_MAX_COMPLETIONS_REACHED, {
      param: 'payment_link_id',
      extra: { limit: link.terms.max_completions },
    })
  if (isSoldOut(counted)) throw refuseSoldOut(0)
}

export const expectTickets = (counted: CountedLink, quantity: number): void => {
  const left = remainingOf(counted)
  if (left !== null && quantity > left) throw refuseSoldOut(left)
}

const refuseSoldOut = (left: number) =>
  refuse(paymentLinkErrors.EVENT_SOLD_OUT, {
    param: 'quantity_overrides',
    message: left === 0 ? 'The event is sold out.' : `Only ${left} tickets are left.`,
    extra: { limit: left },
  })
