import { activitiesOf } from '../orders/activities.ts'
import { toBuyerContact } from '../orders/buyer-contact.ts'
import type { Order } from '../orders/order.ts'
import { recordActivities } from '../orders/queries.ts'
import type { Instant } from '../platform/clock/clock.ts'
import type { Context } from '../platform/context.ts'
import type { Statement } from '../platform/db/statement.ts'
import { recordEventOfRow } from '../platform/events/events.ts'
import { dropTimers } from '../platform/jobs/timers.ts'
import { endOpenSession, sessionPayload } from './queries.ts'
import { expiryTimer } from './session.ts'
import { type Ending, afterPartOfTheMoney, endings } from './states.ts'

type EndedBecause = {
  closedReason?: string | null
  supersededBy?: string
  termsAcceptedAt?: Instant | null
}

/** How a session ends whose time is up. `order` is as it is before that. */
export const expiredEnding = (order: Order): Ending => {
  const paidBefore = order.openCheckoutSession?.paidBefore ?? order.settlement.paid
  return afterPartOfTheMoney(endings.expired, order.settlement.paid > paidBefore)
}

/** Everything that is written when an open session ends. `order` is as it is after what ended the session. */
export const endSession = (
  ctx: Context,
  order: Order,
  checkoutSessionId: string,
  ending: Ending,
  { closedReason = null, supersededBy, termsAcceptedAt = null }: EndedBecause = {},
): Statement<void>[] => [
  endOpenSession(ctx, checkoutSessionId, {
    status: ending.status,
    terminalReason: ending.terminalReason,
    closedReason,
    supersededBy: supersededBy ?? null,
    recoveryExpiresAt: null,
    ...(termsAcceptedAt === null ? {} : { termsAcceptedAt }),
    updatedAt: ctx.now,
  }),
  ...recordActivities(ctx, order, activitiesOf(order, order, notesOf(checkoutSessionId, ending))),
  ...recordEventOfRow(
    ctx,
    {
      type: `checkout_session.${ending.event}`,
      resourceType: 'checkout_session',
      resourceId: checkoutSessionId,
      data: payloadOf(ctx, order, checkoutSessionId, ending, supersededBy ?? null),
    },
    {
      table: 'checkout_sessions',
      idColumn: 'checkout_session_id',
      payload: ending.event === 'completed' ? sessionPayload : `'{}'::jsonb`,
    },
  ),
  dropTimers(ctx, [{ kind: expiryTimer, subjectId: checkoutSessionId }]),
]

/** `completed` carries the whole resource, the other endings a short form. Source: contract, flint-platform 18.2. */
const payloadOf = (
  ctx: Context,
  order: Order,
  checkoutSessionId: string,
  ending: Ending,
  supersededBy: string | null,
) => {
  const both = {
    checkout_session_id: checkoutSessionId,
    status: ending.status,
    resource_updated_at: ctx.now,
    order_id: order.orderId,
    invoice_id: null,
    payment_link_id: order.paymentLink?.paymentLinkId ?? null,
  }
  if (ending.event !== 'completed')
    return {
      ...both,
      reason: reasons[ending.event] ?? ending.terminalReason,
      expired_at: ending.event === 'expired' ? ctx.now : null,
      superseding_checkout_session_id: supersededBy,
    }
  return {
    ...both,
    terminal_reason: ending.terminalReason,
    customer_id: order.customerId,
    origin: order.origin,
    payment_intent_ids: order.paymentIntentIds,
    buyer_contact: toBuyerContact(order.buyerContact),
    recovery_mode: false,
    delivery_method_ids: [],
    delivery_selection_required: false,
    problems: [],
    updated_at: ctx.now,
  }
}

const reasons: Partial<Record<Ending['event'], string>> = { expired: 'expired', closed: 'api' }

const notesOf = (checkoutSessionId: string, { event }: Ending) => {
  const reference = { referenceType: 'checkout_session' as const, referenceId: checkoutSessionId }
  if (event === 'expired')
    return [{ type: 'checkout_session_expired' as const, description: 'Checkout expired', ...reference }]
  if (event === 'invalidated')
    return [
      {
        type: 'checkout_session_invalidated' as const,
        description: 'Checkout no longer valid',
        ...reference,
      },
    ]
  return []
}
