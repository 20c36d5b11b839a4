import { shownCurrency } from './currencies.ts'
import type { FlowlixPayment } from './flowlix-payment.ts'
import { hostedPageAddress } from './hosted/page-address.ts'
import { toBillingDetails } from './payer.ts'
import type { PaymentWithRefunds } from './payment-queries.ts'
import { seconds, secondsOrNull } from './seconds.ts'
import { hasEnded, shownStatus } from './statuses.ts'
import { type ShownIn, nextActionOf, toCard } from './to-payment.ts'
import { amountRefundedOf, toRefundC } from './to-refund.ts'

/** Source: contract, flowlix 4.2. */
export const toPaymentC = (ctx: ShownIn, { payment, refunds }: PaymentWithRefunds) => {
  const pageAddress = hasEnded(payment) ? null : hostedPageAddress(ctx, payment)
  return {
    id: payment.paymentId,
    amount: payment.amount,
    currency: shownCurrency('c', payment.currency),
    status: shownStatus('c', payment.status),
    integration_type: payment.isHosted ? ('HOSTED_PAYMENT_PAGE' as const) : ('DIRECT' as const),
    amount_refunded: amountRefundedOf(refunds),
    amount_refundable: takenBy(payment) - payment.refunded,
    created_at: seconds(payment.createdAt),
    livemode: ctx.mode === 'live',
    merchant_reference: payment.merchantReference,
    description: payment.description,
    billing_details: toBillingDetails(payment.payer),
    card: toCard(payment.card),
    metadata: payment.metadata,
    // Two names for the same, as two of the vendor's pages have it. Source: contract, flowlix Q15.
    decline_code: payment.declineCode,
    decline_message: payment.declineMessage,
    failure_code: payment.declineCode,
    failure_message: payment.declineMessage,
    hosted_payment_url: pageAddress,
    refunds: refunds.map((refund) => toRefundC(ctx, payment, refund)),
    status_transitions: toTransitions(payment),
    // An open page is something to do, too. Source: contract, flowlix 17.2.
    next_action:
      payment.status === 'open' && pageAddress !== null
        ? { redirect_url: pageAddress }
        : nextActionOf(ctx, payment),
  }
}

const takenBy = ({ status, amount }: FlowlixPayment): number =>
  status === 'succeeded' || status === 'refunded' ? amount : 0

const toTransitions = ({ enteredAt }: FlowlixPayment) => ({
  requires_action_at: secondsOrNull(enteredAt.requires_action ?? enteredAt.open),
  processing_at: secondsOrNull(enteredAt.processing),
  succeeded_at: secondsOrNull(enteredAt.succeeded),
  failed_at: secondsOrNull(enteredAt.failed),
  canceled_at: secondsOrNull(enteredAt.canceled),
  expired_at: secondsOrNull(enteredAt.expired),
})
