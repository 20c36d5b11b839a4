import { Type } from 'typebox'
import { scriptedActionOf } from '../../payments/browser-action.ts'
import { paymentErrors } from '../../payments/errors.ts'
import type { PaymentIntent } from '../../payments/payment.ts'
import { answer } from '../../platform/http/answer.ts'
import { refuse } from '../../platform/http/errors.ts'
import { defineRoute } from '../../platform/http/route.ts'
import { nullable } from '../../platform/http/schema.ts'
import { refuseUnknown } from '../close-session.ts'
import { checkoutErrors } from '../errors.ts'
import { findSessionWithOrder } from '../queries.ts'
import { SessionParams } from './get-checkout-session.ts'

/** What the page needs when the buyer's bank asks: fetched at that moment, so that the secret is part of no stored answer. */
export const getCheckoutBrowserActionRoute = defineRoute({
  method: 'GET',
  path: '/v1/checkout-sessions/{checkout_session_id}/browser-action',
  operationId: 'getCheckoutBrowserAction',
  tag: 'Checkout sessions',
  summary: "Read what the buyer's browser has to do",
  description:
    "For the page of a live session whose payment waits for the buyer: what the processor's script is called with. Without `stripe`, open the pending action's `redirect.url` instead.",
  isExtension: true,
  callers: ['merchant', 'checkout'],
  // The secret lets its holder go on with the payment.
  scope: 'checkouts.checkout_sessions.write',
  idempotency: 'none',
  params: SessionParams,
  status: 200,
  data: Type.Object({
    pending_action_id: Type.String(),
    stripe: nullable(
      Type.Object({
        publishable_key: Type.String(),
        account_id: nullable(Type.String()),
        client_secret: Type.String(),
        script_url: Type.String(),
      }),
    ),
  }),
  errors: [checkoutErrors.CHECKOUT_SESSION_NOT_FOUND, paymentErrors.PAYMENT_ATTEMPT_NOT_RESUMABLE],
  run: async ({ ctx, params }) => {
    const found = await ctx.db.run(findSessionWithOrder(ctx, params.checkout_session_id))
    if (!found) throw refuseUnknown()
    const { order, attempt, intents } = found
    const isRunning = attempt !== null && attempt.attemptId === order.activeAttemptId
    const waiting = isRunning ? intents.find(isWaiting) : undefined
    if (!waiting) throw refuse(paymentErrors.PAYMENT_ATTEMPT_NOT_RESUMABLE)
    const action = await scriptedActionOf(ctx, waiting.processorReference)
    // The buyer may just have finished in another tab: then resuming tells.
    if (!action && ctx.mode === 'live') throw refuse(paymentErrors.PAYMENT_ATTEMPT_NOT_RESUMABLE)
    return { actionId: waiting.action!.actionId, action }
  },
  show: ({ actionId, action }) =>
    answer(200, {
      pending_action_id: actionId,
      stripe: action && {
        publishable_key: action.publishableKey,
        account_id: action.account,
        client_secret: action.clientSecret,
        script_url: action.scriptUrl,
      },
    }),
})

const isWaiting = ({ status, action }: PaymentIntent): boolean =>
  status === 'requires_action' && action !== null
