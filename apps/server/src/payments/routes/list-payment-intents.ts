import { Type } from 'typebox'
import { listPage } from '../../platform/db/list-query.ts'
import { answer } from '../../platform/http/answer.ts'
import { httpErrors } from '../../platform/http/errors.ts'
import { expandPaths, expandShown } from '../../platform/http/expand.ts'
import { defineRoute } from '../../platform/http/route.ts'
import {
  ExternalReferenceId,
  amountQuery,
  body,
  createdQuery,
  expandQuery,
  oneOf,
  pageQuery,
  sortQuery,
  textQuery,
  updatedQuery,
} from '../../platform/http/schema.ts'
import { disputeStatuses } from '../dispute-status.ts'
import { intentList } from '../queries.ts'
import { paymentFlows, paymentIntentStatuses, riskLevels } from '../schemas.ts'
import { toPaymentIntent } from '../to-payment-intent.ts'
import { ExpandedIntent, intentExpansions } from './get-payment-intent.ts'

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
    origin: Type.Optional(
      oneOf(['virtual_terminal', 'payment_link', 'checkout', 'api', 'subscription', 'flowlix']),
    ),
    payment_flow: Type.Optional(Type.Array(oneOf(paymentFlows))),
    external_reference_id: Type.Optional(ExternalReferenceId),
    refund_status: Type.Optional(Type.Array(oneOf(['none', 'partially_refunded', 'refunded']))),
    dispute_status: Type.Optional(Type.Array(oneOf(disputeStatuses))),
    risk_level: Type.Optional(Type.Array(oneOf(riskLevels))),
    invoice_id: Type.Optional(Type.String()),
    return_id: Type.Optional(Type.String()),
    return_resolution_id: Type.Optional(Type.String()),
    ...textQuery,
    ...amountQuery,
    ...createdQuery,
    ...updatedQuery,
    ...sortQuery(['created_at', 'updated_at', 'amount']),
    ...expandQuery,
    ...pageQuery,
  }),
  status: 200,
  data: ExpandedIntent,
  isList: true,
  errors: [httpErrors.INVALID_EXPAND, httpErrors.EXPANSION_LIMIT_EXCEEDED],
  run: async ({ ctx, query }) => {
    const expand = expandPaths(ctx, query.expand, intentExpansions)
    const page = await listPage(ctx, intentList, query)
    const shown = page.items.map(toPaymentIntent)
    return { shown: await expandShown(ctx, intentExpansions, expand, shown), page }
  },
  show: ({ shown, page }) => answer(200, shown, { next_page_token: page.nextPageToken }),
})
