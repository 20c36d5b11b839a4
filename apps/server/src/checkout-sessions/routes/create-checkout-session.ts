import { customerErrors } from '../../customers/errors.ts'
import { orderErrors } from '../../orders/errors.ts'
import { paymentErrors } from '../../payments/errors.ts'
import { answer } from '../../platform/http/answer.ts'
import { httpErrors } from '../../platform/http/errors.ts'
import { defineRoute } from '../../platform/http/route.ts'
import { createSession } from '../create-session.ts'
import { checkoutErrors } from '../errors.ts'
import '../follow-order-changes.ts'
import { CreateSessionBody } from '../input-schemas.ts'
import { CreatedCheckoutSession } from '../schemas.ts'
import { toCreatedSession } from '../to-checkout-session.ts'

export const createCheckoutSessionRoute = defineRoute({
  method: 'POST',
  path: '/v1/checkout-sessions',
  operationId: 'createCheckoutSession',
  tag: 'Checkout sessions',
  summary: 'Open a checkout session',
  description:
    'For an order, or for one line that becomes an order. An order has one open session at most; name it in replace_checkout_session_id to replace it. Nothing is paid until the order says so: the buyer coming back is no proof.',
  callers: ['merchant'],
  scope: 'checkouts.checkout_sessions.write',
  idempotency: 'optional',
  isSensitive: true,
  body: CreateSessionBody,
  status: 201,
  data: CreatedCheckoutSession,
  errors: [
    checkoutErrors.CHECKOUT_SESSION_SOURCE_REQUIRED,
    checkoutErrors.CHECKOUT_SESSION_SOURCE_CONFLICT,
    checkoutErrors.CHECKOUT_REPLACEMENT_REQUIRES_ORDER,
    checkoutErrors.CHECKOUT_SESSION_ALREADY_EXISTS,
    checkoutErrors.CHECKOUT_SESSION_CURRENT_CHANGED,
    checkoutErrors.CHECKOUT_PAYMENT_RESOLVING,
    checkoutErrors.EMBEDDED_PAYMENT_RETURN_URL_REQUIRED,
    checkoutErrors.INVALID_CHECKOUT_SURFACE,
    checkoutErrors.INVALID_ORIGIN,
    checkoutErrors.SUBSCRIPTION_PLAN_NOT_FOUND,
    orderErrors.ORDER_NOT_FOUND,
    orderErrors.ORDER_CLOSED,
    orderErrors.ORDER_ALREADY_PAID,
    customerErrors.CUSTOMER_NOT_FOUND,
    orderErrors.ORDER_CUSTOMER_ALREADY_SET,
    orderErrors.ORDER_CUSTOMER_NOT_UPDATABLE_AFTER_PAYMENT,
    orderErrors.ORDER_CUSTOMER_CHECKOUT_ACTIVE,
    orderErrors.LINE_ITEM_NAME_REQUIRED,
    orderErrors.LINE_ITEM_NAME_TOO_LONG,
    orderErrors.INVALID_TIP_PERCENT,
    paymentErrors.PAYMENT_OPTION_NOT_ALLOWED,
    paymentErrors.PAYMENT_OPTION_UNAVAILABLE,
    paymentErrors.PAYMENT_RETURN_URL_INVALID,
    httpErrors.UNSUPPORTED_CURRENCY,
  ],
  run: ({ ctx, body }) => createSession(ctx, body),
  show: (created, ctx) => answer(201, toCreatedSession(ctx, created)),
})
