import { findCustomer } from '../customers/index.ts'
import { type Email, findRequestedEmails, insertEmail, newEmail } from '../mail/index.ts'
import { orderErrors } from '../orders/errors.ts'
import { findCustomerOfOrder, lockOrder } from '../orders/queries.ts'
import { paymentStatusOf } from '../orders/settlement.ts'
import { type Instant, minuteMs, plusMs } from '../platform/clock/clock.ts'
import type { Context } from '../platform/context.ts'
import { transact } from '../platform/db/transact.ts'
import { refuse } from '../platform/http/errors.ts'
import { receiptErrors } from './errors.ts'

const pauseMs = 5 * minuteMs

/**
 * Mails the receipt of a paid order: to the address given, else the buyer's on the order, else the customer's. The
 * order's lock makes two requests at once one after the other. Source: contract, flint-commerce 4.8.
 */
export const resendReceipt = async (
  ctx: Context,
  orderId: string,
  input: { email?: string },
): Promise<Email> => {
  const customerId = input.email === undefined ? await ctx.db.run(findCustomerOfOrder(ctx, orderId)) : null
  return transact(
    ctx,
    {
      order: lockOrder(ctx, orderId),
      requested: findRequestedEmails(ctx, 'order_receipt', orderId, plusMs(ctx.now, -pauseMs)),
      // Without one it asks for a customer that nobody is.
      customer: findCustomer(ctx, customerId ?? ''),
    },
    ({ order, requested, customer }) => {
      if (!order) throw refuse(orderErrors.ORDER_NOT_FOUND, { param: 'order_id' })
      if (paymentStatusOf(order) !== 'paid')
        throw refuse(receiptErrors.ORDER_RECEIPT_NOT_AVAILABLE, {
          param: 'order_id',
          extra: { current_status: paymentStatusOf(order) },
        })
      const recipient = input.email ?? order.buyerContact?.email ?? customer?.email
      if (!recipient) throw refuse(receiptErrors.ORDER_RECEIPT_EMAIL_UNAVAILABLE, { param: 'email' })
      const last = requested.find((one) => one.recipient.toLowerCase() === recipient.toLowerCase())
      if (last) throw refuseSoon(ctx, last.createdAt)
      const email = newEmail(ctx, {
        kind: 'order_receipt',
        cause: 'request',
        recipient,
        orderId,
        customerId: order.customerId,
      })
      return { result: email, writes: [insertEmail(email)] }
    },
  )
}

const refuseSoon = (ctx: Context, lastAt: Instant) => {
  const waitMs = Date.parse(lastAt) + pauseMs - Date.parse(ctx.now)
  return refuse(receiptErrors.ORDER_RECEIPT_RESEND_RATE_LIMITED, {
    param: 'email',
    headers: {
      'Retry-After': String(Math.ceil(waitMs / 1000)),
      'Flint-Rate-Limited-Reason': 'resource',
    },
  })
}
