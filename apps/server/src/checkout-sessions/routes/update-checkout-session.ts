import { answer } from '../../platform/http/answer.ts'
import { httpErrors } from '../../platform/http/errors.ts'
import { defineRoute } from '../../platform/http/route.ts'
import { timeZoneErrors } from '../../platform/http/time-zone.ts'
import { checkoutErrors } from '../errors.ts'
import { UpdateSessionBody } from '../input-schemas.ts'
import { CheckoutSession } from '../schemas.ts'
import { toCheckoutSession } from '../to-checkout-session.ts'
import { updateSession } from '../update-session.ts'
import { SessionParams } from './get-checkout-session.ts'

export const updateCheckoutSessionRoute = defineRoute({
  method: 'PATCH',
  path: '/v1/checkout-sessions/{checkout_session_id}',
  operationId: 'updateCheckoutSession',
  tag: 'Checkout sessions',
  summary: 'Change a checkout session',
  description:
    'Merchants set metadata and external_reference_id at any time; buyers set buyer_contact and timezone while the session is open.',
  callers: ['merchant', 'checkout'],
  scope: 'checkouts.checkout_sessions.write',
  idempotency: 'optional',
  isSensitive: true,
  params: SessionParams,
  body: UpdateSessionBody,
  status: 200,
  data: CheckoutSession,
  errors: [
    checkoutErrors.CHECKOUT_SESSION_NOT_FOUND,
    checkoutErrors.CHECKOUT_SESSION_NOT_OPEN,
    checkoutErrors.FIELD_NOT_ALLOWED_FOR_CALLER,
    timeZoneErrors.INVALID_TIMEZONE,
    httpErrors.NO_FIELDS_TO_UPDATE,
  ],
  run: ({ ctx, params, body }) => updateSession(ctx, params.checkout_session_id, body),
  show: (updated, ctx) => answer(200, toCheckoutSession(ctx, updated)),
})
