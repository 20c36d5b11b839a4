import { Type } from 'typebox'
import { listPage } from '../../platform/db/list-query.ts'
import { answer } from '../../platform/http/answer.ts'
import { defineRoute } from '../../platform/http/route.ts'
import {
  ExternalReferenceId,
  amountQuery,
  body,
  createdQuery,
  oneOf,
  pageQuery,
  sortQuery,
  textQuery,
  updatedQuery,
} from '../../platform/http/schema.ts'
import { intentList } from '../queries.ts'
import { PaymentIntent, paymentFlows, paymentIntentStatuses } from '../schemas.ts'
import { toPaymentIntent } from '../to-payment-intent.ts'

/** Source: contract, flint-commerce 6.1 and 12. */
const disputeStatuses = [
  'none',
  'warning_needs_response',
  'warning_under_review',
  'warning_closed',
  'needs_response',
  'under_review',
  'won',
  'lost',
  'prevented',
] as const

export const listPaymentIntentsRoute = defineRoute({
  method: 'GET',
  path: '/v1/payment-intents',
  operationId: 'listPaymentIntents',
  tag: 'Payment intents',
  summary: 'List payment intents, newest first',
  callers: ['merchant'],
  scope: 'payments.payment_intents.read',
  idempotency: 'none',
  query: body({
    order_id: Type.Optional(Type.String()),
    customer_id: Type.Optional(Type.String()),
    status: Type.Optional(oneOf(paymentIntentStatuses)),
    origin: Type.Optional(oneOf(['virtual_terminal', 'payment_link', 'checkout', 'api', 'subscription'])),
    payment_flow: Type.Optional(Type.Array(oneOf(paymentFlows))),
    external_reference_id: Type.Optional(ExternalReferenceId),
    refund_status: Type.Optional(Type.Array(oneOf(['none', 'partially_refunded', 'refunded']))),
    dispute_status: Type.Optional(Type.Array(oneOf(disputeStatuses))),
    risk_level: Type.Optional(Type.Array(oneOf(['normal', 'elevated', 'highest', 'not_assessed']))),
    invoice_id: Type.Optional(Type.String()),
    return_id: Type.Optional(Type.String()),
    return_resolution_id: Type.Optional(Type.String()),
    ...textQuery,
    ...amountQuery,
    ...createdQuery,
    ...updatedQuery,
    ...sortQuery(['created_at', 'updated_at', 'amount']),
    ...pageQuery,
  }),
  status: 200,
  data: PaymentIntent,
  isList: true,
  errors: [],
  run: ({ ctx, query }) => listPage(ctx, intentList, query),
  show: (page) => answer(200, page.items.map(toPaymentIntent), { next_page_token: page.nextPageToken }),
})
