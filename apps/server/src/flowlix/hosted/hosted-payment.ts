import { refuseUnknown } from '../../checkout-sessions/close-session.ts'
import type { Order } from '../../orders/order.ts'
import type { Instant } from '../../platform/clock/clock.ts'
import type { Context } from '../../platform/context.ts'
import type { FlowlixPayment, FlowlixStatus } from '../flowlix-payment.ts'

/** A payment with the order that it stands for. */
export type HostedPayment = { payment: FlowlixPayment; order: Order }

export type Outcome = 'open' | 'succeeded' | 'failed' | 'canceled' | 'expired'

const outcomes: Record<FlowlixStatus, Outcome> = {
  open: 'open',
  pending: 'open',
  requires_action: 'open',
  processing: 'open',
  succeeded: 'succeeded',
  // Given back later: for the page it was paid.
  refunded: 'succeeded',
  failed: 'failed',
  canceled: 'canceled',
  expired: 'expired',
}

/** How it has ended. One whose time is up has expired, even while the worker has not come by to write it down. */
export const outcomeOf = ({ payment, order }: HostedPayment, now: Instant): Outcome => {
  const outcome = outcomes[payment.status]
  const open = order.openCheckoutSession
  const isOver =
    outcome === 'open' && open !== null && open.expiresAt <= now && order.activeAttemptId === null
  return isOver ? 'expired' : outcome
}

/** The payer's own: another one's is not known to them. */
export const expectOwn = (ctx: Context, found: HostedPayment | null): HostedPayment => {
  const isOwn = ctx.caller.kind === 'checkout_session' && ctx.caller.orderId === found?.order.orderId
  if (!found || !isOwn) throw refuseUnknown()
  return found
}
