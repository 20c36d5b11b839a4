import { checkoutErrors } from '../../checkout-sessions/errors.ts'
import { orderErrors } from '../../orders/errors.ts'
import { lockOrder } from '../../orders/queries.ts'
import type { Context } from '../../platform/context.ts'
import { transact } from '../../platform/db/transact.ts'
import { refuse } from '../../platform/http/errors.ts'
import { payerOf } from '../payer.ts'
import { lockPayment, savePayment } from '../payment-queries.ts'
import { type HostedPayment, expectOwn, outcomeOf } from './hosted-payment.ts'
import { orderIdOf } from './order-of-payer.ts'
import type { BillingDetails } from './schemas.ts'

/** What the payer says of themselves replaces what the merchant has sent. Source: contract, flowlix 3.3 and 8, form C. */
export const updatePayer = (
  ctx: Context,
  paymentId: string,
  details: BillingDetails,
): Promise<HostedPayment> => {
  const orderId = orderIdOf(ctx)
  return transact(
    ctx,
    { order: lockOrder(ctx, orderId), payment: lockPayment(ctx, paymentId) },
    ({ order, payment }) => {
      const found = expectOwn(ctx, order && payment?.orderId === orderId ? { order, payment } : null)
      if (found.payment.profile !== 'c')
        throw refuse(orderErrors.CHECKOUT_ORDER_UPDATE_FIELD_NOT_ALLOWED, {
          param: 'billing_details',
          message: 'The merchant has said who pays: that stays.',
        })
      if (outcomeOf(found, ctx.now) !== 'open' || found.order.activeAttemptId)
        throw refuse(checkoutErrors.CHECKOUT_SESSION_NOT_OPEN, {
          extra: { supported_actions: ['get_checkout_session'] },
        })
      const changed = { ...found.payment, payer: payerOf({ billing_details: details }), updatedAt: ctx.now }
      return { result: { ...found, payment: changed }, writes: [savePayment(changed)] }
    },
  )
}
