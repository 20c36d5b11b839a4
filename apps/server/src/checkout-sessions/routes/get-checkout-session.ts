import { Type } from 'typebox'
import { expandedCustomer } from '../../customers/index.ts'
import { expandedPaymentLink } from '../../payment-links/expanded-link.ts'
import { answer } from '../../platform/http/answer.ts'
import { httpErrors } from '../../platform/http/errors.ts'
import { expandPaths, expandShown } from '../../platform/http/expand.ts'
import { defineRoute } from '../../platform/http/route.ts'
import { body, expandQuery, id } from '../../platform/http/schema.ts'
import { refuseUnknown } from '../close-session.ts'
import { checkoutErrors } from '../errors.ts'
import { findSessionWithOrder } from '../queries.ts'
import { CheckoutSession } from '../schemas.ts'
import { toCheckoutSession } from '../to-checkout-session.ts'

export const SessionParams = Type.Object({ checkout_session_id: id('cs', 'The checkout session') })

/** What a session can be expanded by. */
export const sessionExpansions = {
  customer: expandedCustomer,
  invoice: 'commerce.invoices.read',
  order: 'commerce.orders.read',
  payment_intents: 'payments.payment_intents.read',
  payment_link: expandedPaymentLink,
}

export const getCheckoutSessionRoute = defineRoute({
  method: 'GET',
  path: '/v1/checkout-sessions/{checkout_session_id}',
  operationId: 'getCheckoutSession',
  tag: 'Checkout sessions',
  summary: 'Read a checkout session',
  description: 'A buyer reads their own session with its two headers, also after it has ended.',
  callers: ['merchant', 'checkout'],
  scope: 'checkouts.checkout_sessions.read',
  idempotency: 'none',
  params: SessionParams,
  query: body(expandQuery),
  status: 200,
  data: CheckoutSession,
  errors: [
    checkoutErrors.CHECKOUT_SESSION_NOT_FOUND,
    httpErrors.INVALID_EXPAND,
    httpErrors.EXPANSION_LIMIT_EXCEEDED,
  ],
  run: async ({ ctx, params, query }) => {
    const expand = expandPaths(ctx, query.expand, sessionExpansions)
    const found = await ctx.db.run(findSessionWithOrder(ctx, params.checkout_session_id))
    if (!found) throw refuseUnknown()
    const shown = toCheckoutSession(ctx, found, expand)
    await expandShown(ctx, sessionExpansions, expand, [shown])
    return shown
  },
  show: (shown) => answer(200, shown),
})
