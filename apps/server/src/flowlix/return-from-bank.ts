import { onReturn } from '../challenge/return-addresses.ts'
import { resolvePayment } from '../orders/resolve-payment.ts'
import { shownStatus } from './statuses.ts'
import { returnAddress } from './hosted/return-address.ts'
import { findPaymentOfOrder } from './payment-queries.ts'

/**
 * The payer of a direct payment comes back from their bank: what the bank says is heard first, so that the address can tell
 * how the payment ended. No page of ours goes on with it otherwise. Source: contract, flowlix 13.4 and 13.6.
 */
onReturn('flowlix', async (ctx, intent) => {
  if (intent.challenge !== null && intent.status === 'requires_action')
    await resolvePayment(ctx, intent.paymentIntentId).catch((error: unknown) =>
      // The worker goes on with it; the payer need not wait for that.
      ctx.log.warn('A payment could not go on when its payer returned', {
        error,
        payment_intent_id: intent.paymentIntentId,
      }),
    )
  const payment = await ctx.db.run(findPaymentOfOrder(ctx, intent.orderId!))
  if (!payment) return intent.returnUrl
  const status = shownStatus(payment.profile, payment.status)
  return returnAddress(intent.returnUrl, payment.paymentId, status)
})
