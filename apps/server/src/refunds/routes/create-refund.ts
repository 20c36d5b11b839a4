import { orderErrors } from '../../orders/errors.ts'
import { paymentErrors } from '../../payments/errors.ts'
import { answer } from '../../platform/http/answer.ts'
import { httpErrors } from '../../platform/http/errors.ts'
import { defineRoute } from '../../platform/http/route.ts'
import { createRefund } from '../create-refund.ts'
import { refundErrors } from '../errors.ts'
import { allocationErrors } from '../refuse-allocation.ts'
import { CreateRefundBody, Refund } from '../schemas.ts'
import { toRefund } from '../to-refund.ts'

export const createRefundRoute = defineRoute({
  method: 'POST',
  path: '/v1/refunds',
  operationId: 'createRefund',
  tag: 'Refunds',
  summary: 'Refund an order or a payment',
  description:
    'By amount, by line items, charges and flat taxes, or all that is left. The refund is pending at first and counts as refunded from then on; `refund.updated` or `refund.failed` says how it ended. Amounts come from the newest payment first, or as tender_allocations say, goods and fees before the tip; disputed payments give nothing. With tender_allocations the Idempotency-Key is required and kept for ever.',
  callers: ['merchant'],
  scope: 'commerce.refunds.write',
  idempotency: 'conditional',
  asksProcessor: true,
  body: CreateRefundBody,
  status: 201,
  data: Refund,
  errors: [
    ...Object.values(allocationErrors),
    refundErrors.ORDER_REQUIRED_FOR_LINE_ITEM_REFUND,
    refundErrors.ORDER_REQUIRED_FOR_CHARGE_REFUND,
    refundErrors.ORDER_REQUIRED_FOR_TAX_BREAKDOWN_REFUND,
    refundErrors.INVALID_TAX_REFUND_MODE,
    refundErrors.REFUND_ADJUSTMENT_REASON_REQUIRED,
    httpErrors.EXACTLY_ONE_REQUIRED,
    httpErrors.IDEMPOTENCY_KEY_REQUIRED,
    httpErrors.RESOURCE_NOT_FOUND,
    orderErrors.ORDER_NOT_FOUND,
    paymentErrors.PAYMENT_INTENT_NOT_FOUND,
    paymentErrors.MERCHANT_ONBOARDING_REQUIRED,
    httpErrors.UNSUPPORTED_CURRENCY,
  ],
  run: ({ ctx, body }) => createRefund(ctx, body),
  show: (refund) => answer(201, toRefund(refund)),
})
