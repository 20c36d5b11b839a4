import { onCustomerErased } from '../customers/index.ts'
import { deleteEmailsOfCustomer, insertEmail, newEmail } from '../mail/index.ts'
import { type OrderListener, onOrderChange } from '../orders/listeners.ts'
import type { Order } from '../orders/order.ts'
import { outstandingOf } from '../orders/settlement.ts'
import type { Context } from '../platform/context.ts'
import type { Statement } from '../platform/db/statement.ts'

/** An order that becomes paid sends its receipt where the buyer's address is known; one row in the payment's writes. */
const sendOnPayment: OrderListener = (ctx, before, after) => {
  const email = after.buyerContact?.email
  const isPaidNow = after.settlement.paid > 0 && outstandingOf(before) > 0 && outstandingOf(after) === 0
  return { order: after, writes: email && isPaidNow ? [receiptTo(ctx, after, email)] : [] }
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
