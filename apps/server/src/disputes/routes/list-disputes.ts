import { Type } from 'typebox'
import { listPage } from '../../platform/db/list-query.ts'
import { answer } from '../../platform/http/answer.ts'
import { httpErrors } from '../../platform/http/errors.ts'
import { expandPaths, expandShown } from '../../platform/http/expand.ts'
import { defineRoute } from '../../platform/http/route.ts'
import { body, createdQuery, expandQuery, oneOf, pageQuery } from '../../platform/http/schema.ts'
import { caseTypes, disputeReasons } from '../dispute.ts'
import { disputeList } from '../queries.ts'
import { DisputeStatusWord, ExpandedDispute } from '../schemas.ts'
import { toDispute } from '../to-dispute.ts'
import { disputeExpansions } from './get-dispute.ts'

const bound = Type.Optional(Type.String({ format: 'date-time', 'x-flint-error': 'INVALID_TIMESTAMP' }))

export const listDisputesRoute = defineRoute({
  method: 'GET',
  path: '/v1/disputes',
  operationId: 'listDisputes',
  tag: 'Disputes',
  summary: 'List disputes, newest first',
  callers: ['merchant'],
  scope: 'payments.disputes.read',
  idempotency: 'none',
  query: body({
    payment_intent_id: Type.Optional(Type.String()),
    order_id: Type.Optional(Type.String()),
    customer_id: Type.Optional(Type.String()),
    status: Type.Optional(DisputeStatusWord),
    reason: Type.Optional(oneOf(disputeReasons)),
    case_type: Type.Optional(oneOf(caseTypes)),
    evidence_due_after: bound,
    evidence_due_before: bound,
    ...createdQuery,
    ...expandQuery,
    ...pageQuery,
  }),
  status: 200,
  data: ExpandedDispute,
  isList: true,
  errors: [httpErrors.INVALID_EXPAND, httpErrors.EXPANSION_LIMIT_EXCEEDED],
  run: async ({ ctx, query }) => {
    const expand = expandPaths(ctx, query.expand, disputeExpansions)
    const page = await listPage(ctx, disputeList, query)
    const shown = page.items.map((dispute) => toDispute(dispute, ctx.now))
    return { shown: await expandShown(ctx, disputeExpansions, expand, shown), page }
  },
  show: ({ shown, page }) => answer(200, shown, { next_page_token: page.nextPageToken }),
})
