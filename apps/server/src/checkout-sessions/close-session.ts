import { closing } from '../orders/close-order.ts'
import { lockOrder, saveOrder } from '../orders/queries.ts'
import { findActiveAttempt, lockIntentsOfOrder } from '../payments/queries.ts'
import type { Context } from '../platform/context.ts'
import { transact } from '../platform/db/transact.ts'
import { refuse } from '../platform/http/errors.ts'
import { endSession } from './end-session.ts'
import { checkoutErrors } from './errors.ts'
import { findSession } from './queries.ts'
import type { CheckoutSession, SessionWithOrder } from './session.ts'
import { afterPartOfTheMoney, endings } from './states.ts'

/**
 * Ends a session before its time. Its order stays open and can get another session: the contract's table names
 * "order closed" beside the close call as a second cause that closes a session, not as the call's effect. An order that was
 * made for the session alone is closed with it: nothing else would ever end it.
 * Source: contract, flint-commerce 8.3.
 */
export const closeSession = async (
  ctx: Context,
  checkoutSessionId: string,
  reason: string | null,
): Promise<SessionWithOrder> => {
  // A session stays with its order for ever, so the order can be named before it is locked.
  const found = await ctx.db.run(findSession(ctx, checkoutSessionId))
  if (!found) throw refuseUnknown()
  return transact(
    ctx,
    {
      order: lockOrder(ctx, found.orderId),
      session: findSession(ctx, checkoutSessionId),
      intents: lockIntentsOfOrder(ctx, found.orderId),
      attempt: findActiveAttempt(ctx, found.orderId),
    },
    ({ order: before, session, intents, attempt }) => {
      if (!before || !session) throw refuseUnknown()
      if (session.status !== 'open') throw refuseEnded(session)
      if (before.activeAttemptId)
        throw refuse(checkoutErrors.CHECKOUT_PAYMENT_RESOLVING, {
          extra: { payment_attempt_id: before.activeAttemptId },
        })
      const paidBefore = before.openCheckoutSession?.paidBefore ?? before.settlement.paid
      const ending = afterPartOfTheMoney(endings.closed, before.settlement.paid > paidBefore)
      const ended: CheckoutSession = {
        ...session,
        status: ending.status,
        terminalReason: ending.terminalReason,
        closedReason: reason,
        version: session.version + 1,
        updatedAt: ctx.now,
      }
      if (before.openCheckoutSession?.closesOrder) {
        const { result, writes, wake } = closing(ctx, { order: before, intents }, reason)
        return { result: { ...result, session: ended }, writes, wake }
      }
      const order = {
        ...before,
        openCheckoutSession: null,
        revision: before.revision + 1,
        updatedAt: ctx.now,
      }
      return {
        result: { session: ended, order, attempt, intents },
        writes: [
          saveOrder(order),
          ...endSession(ctx, order, checkoutSessionId, ending, { closedReason: reason }),
        ],
        wake: ['events'],
      }
    },
  )
}

export const refuseUnknown = () =>
  refuse(checkoutErrors.CHECKOUT_SESSION_NOT_FOUND, { param: 'checkout_session_id' })

export const refuseEnded = (session: CheckoutSession) =>
  refuse(checkoutErrors.CHECKOUT_SESSION_NOT_OPEN, {
    extra: { current_status: session.status, supported_actions: ['get_checkout_session'] },
  })
