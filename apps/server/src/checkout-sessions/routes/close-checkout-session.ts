import { Type } from 'typebox'
import { answer } from '../../platform/http/answer.ts'
import { defineRoute } from '../../platform/http/route.ts'
import { body } from '../../platform/http/schema.ts'
import { closeSession } from '../close-session.ts'
import { checkoutErrors } from '../errors.ts'
import { CheckoutSession } from '../schemas.ts'
import { toCheckoutSession } from '../to-checkout-session.ts'
import { SessionParams } from './get-checkout-session.ts'

const reason = Type.Optional(Type.String({ minLength: 1, maxLength: 1024 }))

export const closeCheckoutSessionRoute = defineRoute({
  method: 'POST',
  path: '/v1/checkout-sessions/{checkout_session_id}/close',
  operationId: 'closeCheckoutSession',
  tag: 'Checkout sessions',
  summary: 'End a checkout session early',
  description:
    'The order stays open and can get another session; one that was made for this session alone, as for a Flowlix payment, is closed with it.',
  callers: ['merchant'],
  scope: 'checkouts.checkout_sessions.write',
  idempotency: 'optional',
  isSensitive: true,
  params: SessionParams,
  body: body({ reason_message: reason, reason }),
  isBodyOptional: true,
  status: 200,
  data: CheckoutSession,
  errors: [
    checkoutErrors.CHECKOUT_SESSION_NOT_FOUND,
    checkoutErrors.CHECKOUT_SESSION_NOT_OPEN,
    checkoutErrors.CHECKOUT_PAYMENT_RESOLVING,
  ],
  run: ({ ctx, params, body: input }) =>
    closeSession(ctx, params.checkout_session_id, input.reason_message ?? input.reason ?? null),
  show: (closed, ctx) => answer(200, toCheckoutSession(ctx, closed)),
})
