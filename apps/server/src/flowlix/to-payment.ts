import type { Context } from '../platform/context.ts'
import { shownCurrency } from './currencies.ts'
import type { FlowlixPayment, Profile } from './flowlix-payment.ts'
import { hostedPageAddress } from './hosted/page-address.ts'
import { toCustomer } from './payer.ts'
import type { PaymentWithRefunds } from './payment-queries.ts'
import { seconds, secondsOrNull } from './seconds.ts'
import { hasEnded, shownStatus } from './statuses.ts'
import { toPaymentC } from './to-payment-c.ts'
import { toRefundEntry } from './to-refund.ts'

/** What of a call a payment is shown with. */
export type ShownIn = Pick<Context, 'config' | 'mode' | 'secrets' | 'environmentId'>

/** A payment in the words of a form; any form shows every payment. Source: contract, flowlix 4. */
export const toFlowlixPayment = (ctx: ShownIn, shown: PaymentWithRefunds, profile: Profile) => {
  if (profile === 'c') return toPaymentC(ctx, shown)
  return profile === 'a' ? toPaymentA(ctx, shown) : toPaymentB(ctx, shown)
}

/** Source: contract, flowlix 4.1 and 4.6. */
const toPaymentA = (ctx: ShownIn, { payment }: PaymentWithRefunds) => ({
  ...common(ctx, payment, 'a'),
  // Where a client sent a `return_url` its payer may have to leave for the bank. Source: contract, flowlix Q4.
  ...(payment.actionUrl !== null && !payment.isHosted ? { next_action: nextActionOf(ctx, payment) } : {}),
})

const toPaymentB = (ctx: ShownIn, { payment, refunds }: PaymentWithRefunds) => ({
  ...common(ctx, payment, 'b'),
  card: isUnanswered(payment)
    ? { ...toCard(null), last4: payment.card?.last4 ?? null }
    : toCard(payment.card),
  refunded_amount: payment.refunded,
  refunds: refunds.map(toRefundEntry),
  next_action: nextActionOf(ctx, payment),
})

const common = (ctx: ShownIn, payment: FlowlixPayment, profile: 'a' | 'b') => {
  const { status, enteredAt } = payment
  const shown = shownStatus(profile, status)
  return {
    id: payment.paymentId,
    object: 'payment' as const,
    amount: payment.amount,
    currency: shownCurrency(profile, payment.currency),
    status: shown,
    description: payment.description,
    card: toCard(payment.card),
    customer: toCustomer(payment.payer),
    metadata: payment.metadata,
    decline_code: payment.declineCode,
    decline_message: payment.declineMessage,
    redirect_url: hasEnded(payment) ? null : hostedPageAddress(ctx, payment),
    refunded_at: status === 'refunded' ? secondsOrNull(enteredAt.refunded) : null,
    succeeded_at: secondsOrNull(enteredAt.succeeded),
    failed_at: shown === 'failed' ? secondsOrNull(enteredAt[status]) : null,
    created: seconds(payment.createdAt),
    livemode: ctx.mode === 'live',
  }
}

/** Source: contract, flowlix 4.1; every part is null before a card is known. */
export const toCard = (card: FlowlixPayment['card']) => ({
  brand: card?.brand ?? null,
  last4: card?.last4 ?? null,
  exp_month: card?.expMonth ?? null,
  exp_year: card?.expYear ?? null,
  country: card?.country ?? null,
})

/** Where the payer has something to do: the bank's page, or ours, on which the bank asks. */
export const nextActionOf = (ctx: ShownIn, payment: FlowlixPayment) => {
  if (payment.status !== 'requires_action') return null
  const address = payment.isHosted ? hostedPageAddress(ctx, payment) : payment.actionUrl
  return address === null ? null : { redirect_url: address }
}

const isUnanswered = ({ status }: FlowlixPayment): boolean => status === 'pending' || status === 'processing'
