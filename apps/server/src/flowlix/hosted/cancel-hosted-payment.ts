import { closing } from '../../orders/close-order.ts'
import { orderErrors } from '../../orders/errors.ts'
import { lockOrder } from '../../orders/queries.ts'
import { lockIntentsOfOrder } from '../../payments/queries.ts'
import type { Context } from '../../platform/context.ts'
import { transact } from '../../platform/db/transact.ts'
import { refuse } from '../../platform/http/errors.ts'
import { lockPayment } from '../payment-queries.ts'
import { closedReasons, stateOf } from '../payment-state.ts'
import { type HostedPayment, expectOwn, outcomeOf } from './hosted-payment.ts'
import { orderIdOf } from './order-of-payer.ts'

/** The payer gives up before they have paid: the payment ends. One that has ended already stays as it is. */
export const cancelHostedPayment = (ctx: Context, paymentId: string): Promise<HostedPayment> => {
  const orderId = orderIdOf(ctx)
  return transact(
    ctx,
    {
      order: lockOrder(ctx, orderId),
      intents: lockIntentsOfOrder(ctx, orderId),
      payment: lockPayment(ctx, paymentId),
    },
    ({ order, intents, payment }) => {
      const found = expectOwn(ctx, order && payment?.orderId === orderId ? { order, payment } : null)
      if (outcomeOf(found, ctx.now) !== 'open') return { result: found, writes: [] }
      // What is asked of the bank is not undone by closing a page: first the attempt is canceled, or waited for.
      if (found.order.activeAttemptId)
        throw refuse(orderErrors.ORDER_COLLECTION_IN_PROGRESS, {
          extra: { payment_attempt_id: found.order.activeAttemptId },
        })
      const { result, writes, wake } = closing(ctx, { order: found.order, intents }, closedReasons.canceled)
      const ended = { ...found.payment, ...stateOf(result.order, intents, ctx.now) }
      return { result: { order: result.order, payment: ended }, writes, wake }
    },
  )
}
