import { Type } from 'typebox'
import { listPage } from '../../platform/db/list-query.ts'
import { answer } from '../../platform/http/answer.ts'
import { httpErrors } from '../../platform/http/errors.ts'
import { expandPaths, expandShown } from '../../platform/http/expand.ts'
import { defineRoute } from '../../platform/http/route.ts'
import {
  body,
  createdQuery,
  expandQuery,
  oneOf,
  pageQuery,
  sortQuery,
  textQuery,
  updatedQuery,
} from '../../platform/http/schema.ts'
import { sessionList } from '../queries.ts'
import { CheckoutSession } from '../schemas.ts'
import { sessionStatuses } from '../states.ts'
import { toCheckoutSession } from '../to-checkout-session.ts'
import { sessionExpansions } from './get-checkout-session.ts'

const instant = Type.Optional(Type.String({ format: 'date-time', 'x-flint-error': 'INVALID_TIMESTAMP' }))

export const listCheckoutSessionsRoute = defineRoute({
  method: 'GET',
  path: '/v1/checkout-sessions',
  operationId: 'listCheckoutSessions',
  tag: 'Checkout sessions',
  summary: 'List checkout sessions, newest first',
  callers: ['merchant'],
  scope: 'checkouts.checkout_sessions.read',
  idempotency: 'none',
  query: body({
    status: Type.Optional(oneOf(sessionStatuses)),
    order_id: Type.Optional(Type.String()),
    payment_link_id: Type.Optional(Type.String()),
    customer_id: Type.Optional(Type.String()),
    origin: Type.Optional(
      oneOf(['virtual_terminal', 'payment_link', 'checkout', 'api', 'subscription', 'flowlix']),
    ),
    external_reference_id: Type.Optional(Type.String({ minLength: 1, maxLength: 255 })),
    expires_after: instant,
    expires_before: instant,
    ...textQuery,
    ...createdQuery,
    ...updatedQuery,
    ...sortQuery(['created_at', 'updated_at']),
    ...expandQuery,
    ...pageQuery,
  }),
  status: 200,
  data: CheckoutSession,
  isList: true,
  errors: [httpErrors.INVALID_EXPAND, httpErrors.EXPANSION_LIMIT_EXCEEDED],
  run: async ({ ctx, query }) => {
    const expand = expandPaths(ctx, query.expand, sessionExpansions)
    const page = await listPage(ctx, sessionList, query)
    const shown = page.items.map((item) => toCheckoutSession(ctx, item, expand))
    return { shown: await expandShown(ctx, sessionExpansions, expand, shown), page }
  },
  show: ({ shown, page }) => answer(200, shown, { next_page_token: page.nextPageToken }),
})
