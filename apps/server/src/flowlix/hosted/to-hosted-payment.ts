import type { Context } from '../../platform/context.ts'
import { toBillingDetails } from '../payer.ts'
import { shownStatus } from '../statuses.ts'
import { type HostedPayment, outcomeOf } from './hosted-payment.ts'
import { returnAddress } from './return-address.ts'

/** What the page shows of its payment. */
export const toHostedPayment = (ctx: Pick<Context, 'now'>, found: HostedPayment) => {
  const { payment } = found
  const { paymentId, profile, returnUrl } = payment
  const outcome = outcomeOf(found, ctx.now)
  const status = shownStatus(profile, outcome === 'expired' ? 'expired' : payment.status)
  const asksPayer = profile === 'c'
  return {
    payment_id: paymentId,
    status,
    outcome,
    amount: payment.amount,
    currency: payment.currency,
    description: payment.description,
    asks_billing_details: asksPayer,
    // Whoever holds the link sees what stands here: where the page asks for nothing it also tells nothing.
    billing_details: asksPayer && payment.payer ? toBillingDetails(payment.payer) : null,
    decline_code: payment.declineCode,
    return_url: outcome === 'open' || !returnUrl ? null : returnAddress(returnUrl, paymentId, status),
  }
}
