import { lockOrder } from '../orders/queries.ts'
import type { PaymentIntent } from '../payments/payment.ts'
import { lockIntent } from '../payments/queries.ts'
import type { Context } from '../platform/context.ts'
import { transact } from '../platform/db/transact.ts'
import { refuse } from '../platform/http/errors.ts'
import type { Dispute } from './dispute.ts'
import { disputeErrors } from './errors.ts'
import { findDispute, lockDispute } from './queries.ts'
import { recordMove } from './record-move.ts'
import { supportedActions } from './states.ts'

/**
 * Under what guards a payment's refunds too: its order's lock, or its own when it has no order. So a refund and a
 * dispute of the same money are decided one after the other.
 */
export const guardOf = (
  ctx: Context,
  { orderId, paymentIntentId }: Pick<PaymentIntent, 'orderId' | 'paymentIntentId'>,
) => ({
  ...(orderId === null ? {} : { order: lockOrder(ctx, orderId) }),
  intent: lockIntent(ctx, paymentIntentId),
})

/** Moves a dispute; `decide` sees it under the lock and returns it as it is then, or null to leave it alone. */
export const changeDispute = async (
  ctx: Context,
  disputeId: string,
  decide: (dispute: Dispute) => Dispute | null,
): Promise<Dispute> => {
  // What guards it never changes, so it may be found out before the lock.
  const found = await ctx.db.run(findDispute(ctx, disputeId))
  if (!found) throw refuseUnknownDispute()
  return transact(
    ctx,
    { ...guardOf(ctx, found), dispute: lockDispute(ctx, disputeId) },
    ({ intent, dispute: before }) => {
      const after = decide(before!)
      return after ? recordMove(ctx, before, after, intent!) : { result: before!, writes: [] }
    },
  )
}

export const refuseUnknownDispute = () => refuse(disputeErrors.DISPUTE_NOT_FOUND, { param: 'dispute_id' })

export const refuseStatus = ({ status }: Dispute, message?: string) =>
  refuse(disputeErrors.INVALID_DISPUTE_REQUEST, {
    param: 'dispute_id',
    ...(message ? { message } : {}),
    extra: { current_status: status, supported_actions: supportedActions(status) },
  })
