import type { ExpandedKind } from '../platform/http/expand.ts'
import { findIntents } from './queries.ts'
import { toPaymentIntent } from './to-payment-intent.ts'

/** For `expand=payment_intent`. */
export const expandedIntent: ExpandedKind = {
  scope: 'payments.payment_intents.read',
  load: async (ctx, paymentIntentIds) =>
    new Map(
      (await ctx.db.run(findIntents(ctx, paymentIntentIds))).map((intent) => [
        intent.paymentIntentId,
        toPaymentIntent(intent),
      ]),
    ),
}
