import type { Email, EmailContent, EmailWriters } from '../mail/index.ts'
import { findOrder } from '../orders/queries.ts'
import { paymentStatusOf } from '../orders/settlement.ts'
import type { Context } from '../platform/context.ts'
import { findRefundsOfOrder } from '../refunds/queries.ts'
import { settingsOf } from '../settings/index.ts'
import { receiptHtml } from './receipt-html.ts'
import { receiptText } from './receipt-text.ts'
import { subjectOf } from './receipt-words.ts'
import { type PaidOrder, type ReceiptSettings, receiptOf } from './receipt.ts'

/** The order's receipt as of now, in the worker: a payment does not wait for it. */
const writeReceipt = async (ctx: Context, { orderId }: Email): Promise<EmailContent | null> => {
  if (orderId === null) return null
  const [found, refunds] = await Promise.all([
    ctx.db.run(findOrder(ctx, orderId)),
    ctx.db.run(findRefundsOfOrder(ctx, orderId)),
  ])
  return found && paymentStatusOf(found.order) === 'paid'
    ? renderReceipt(ctx, { ...found, refunds }, settingsOf(ctx))
    : null
}

export const renderReceipt = (
  merchant: Pick<Context, 'merchantName' | 'mode'>,
  paid: PaidOrder,
  settings?: ReceiptSettings,
): EmailContent => {
  const receipt = receiptOf(paid, merchant, settings)
  return { subject: subjectOf(receipt), html: receiptHtml(receipt), text: receiptText(receipt) }
}

export const receiptWriters = { order_receipt: writeReceipt } satisfies Partial<EmailWriters>
