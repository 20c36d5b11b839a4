import { onCustomerErased } from '../customers/index.ts'
import { deleteEmailsOfCustomer, insertEmail, newEmail } from '../mail/index.ts'
import { type OrderListener, onOrderChange } from '../orders/listeners.ts'
import type { Order } from '../orders/order.ts'
import { outstandingOf } from '../orders/settlement.ts'
import type { Context } from '../platform/context.ts'
import type { Statement } from '../platform/db/statement.ts'
import { settingsOf } from '../settings/index.ts'

/** An order that becomes paid sends its receipt where the buyer's address is known; one row in the payment's writes. */
const sendOnPayment: OrderListener = (ctx, before, after) => {
  const email = after.buyerContact?.email
  const isPaidNow = after.settlement.paid > 0 && outstandingOf(before) > 0 && outstandingOf(after) === 0
  const isSent = email && isPaidNow && sendsByItself(ctx)
  return { order: after, writes: isSent ? [receiptTo(ctx, after, email)] : [] }
}

/** Unless the merchant sends receipts or wants none. Asked for by a call, one is sent all the same. */
const sendsByItself = (ctx: Context): boolean => {
  const { receipts, customer_email_delivery: delivery } = settingsOf(ctx)
  return receipts.is_auto_email_enabled && delivery.order_receipts === 'flint_sends'
}

const receiptTo = (ctx: Context, order: Order, recipient: string): Statement<void> =>
  insertEmail(
    newEmail(ctx, {
      kind: 'order_receipt',
      cause: 'event',
      recipient,
      orderId: order.orderId,
      customerId: order.customerId,
    }),
  )

onOrderChange(sendOnPayment)
onCustomerErased((ctx, customerId) => [deleteEmailsOfCustomer(ctx, customerId)])
