import { type Static, Type } from 'typebox'
import type { Email } from '../../mail/index.ts'
import { orderErrors } from '../../orders/errors.ts'
import { answer } from '../../platform/http/answer.ts'
import { type Route, defineRoute } from '../../platform/http/route.ts'
import { Timestamp, body, id, named, oneOf } from '../../platform/http/schema.ts'
import { receiptErrors } from '../errors.ts'
import { resendReceipt } from '../resend-receipt.ts'

const ReceiptParams = Type.Object({ order_id: id('ord', 'The order') })

const ResendReceiptBody = body({
  email: Type.Optional(
    Type.String({
      format: 'email',
      maxLength: 254,
      description: "Where to; else the buyer's address on the order, else the customer's.",
    }),
  ),
})

/** The contract names no answer: what was recorded, so that a caller can follow it. */
const OrderReceipt = named(
  'OrderReceipt',
  Type.Object({
    order_id: id('ord', 'The order'),
    email: Type.String({ description: 'Where the receipt goes.' }),
    email_id: id('eml', 'The message'),
    status: oneOf(['queued']),
    created_at: Timestamp,
  }),
)

/** The one operation under its two names. Source: contract, flint-commerce 3.1. */
export const receiptRoute = (
  special: Pick<Route, 'path' | 'operationId' | 'summary' | 'isExtension'>,
): Route =>
  defineRoute({
    method: 'POST',
    tag: 'Orders',
    description:
      'The order must be paid. At most one in five minutes to the same address; the receipt that a payment sends by itself is not counted.',
    callers: ['merchant'],
    scope: 'commerce.orders.write',
    idempotency: 'optional',
    params: ReceiptParams,
    body: ResendReceiptBody,
    isBodyOptional: true,
    status: 200,
    data: OrderReceipt,
    errors: [
      orderErrors.ORDER_NOT_FOUND,
      receiptErrors.ORDER_RECEIPT_NOT_AVAILABLE,
      receiptErrors.ORDER_RECEIPT_EMAIL_UNAVAILABLE,
      receiptErrors.ORDER_RECEIPT_RESEND_RATE_LIMITED,
    ],
    ...special,
    run: ({ ctx, params, body: input }) =>
      resendReceipt(ctx, (params as Static<typeof ReceiptParams>).order_id, input as { email?: string }),
    show: (email: Email) =>
      answer(200, {
        order_id: email.orderId,
        email: email.recipient,
        email_id: email.emailId,
        status: 'queued',
        created_at: email.createdAt,
      }),
  }) as Route
