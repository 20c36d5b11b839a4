import type Stripe from 'stripe'

/** What news are about, in our names as far as Stripe knows them. `account`: the merchant's own at Stripe, where it has one. */
export type NewsSubject =
  | {
      kind: 'payment'
      environmentId: string
      paymentIntentId: string
      chargeId: string
      /** Stripe's name for it. */
      reference: string
      /** Money was taken. */
      isPaid: boolean
      account: string | null
    }
  | { kind: 'refund'; environmentId: string; refundId: string; hasFailed: boolean; account: string | null }
  /** Made in Stripe's dashboard: without our names. */
  | { kind: 'refund_made_there'; refundReference: string; paymentReference: string; account: string | null }
  | { kind: 'dispute'; disputeReference: string; paymentReference: string; account: string | null }
  | { kind: 'account'; account: string }
  | { kind: 'payout'; status: 'paid' | 'failed'; reference: string; account: string | null }

/** Null for news that are none to us: of other kinds, or about what was not made by this program. */
export const subjectOf = (event: Stripe.Event): NewsSubject | null => {
  const account = event.account ?? null
  switch (event.type) {
    case 'payment_intent.succeeded':
      return paymentOf(event.data.object, account, true)
    case 'payment_intent.amount_capturable_updated':
    case 'payment_intent.payment_failed':
    case 'payment_intent.canceled':
    case 'payment_intent.processing':
    case 'payment_intent.requires_action':
      return paymentOf(event.data.object, account, false)
    case 'refund.created':
      return madeThere(event.data.object, account)
    case 'refund.updated':
    case 'refund.failed':
    case 'charge.refund.updated':
      return refundOf(event.data.object, account)
    case 'charge.dispute.created':
    case 'charge.dispute.updated':
    case 'charge.dispute.closed':
    case 'charge.dispute.funds_withdrawn':
    case 'charge.dispute.funds_reinstated':
      return disputeOf(event.data.object, account)
    case 'account.updated':
      return { kind: 'account', account: account ?? event.data.object.id }
    case 'payout.paid':
      return { kind: 'payout', status: 'paid', reference: event.data.object.id, account }
    case 'payout.failed':
      return { kind: 'payout', status: 'failed', reference: event.data.object.id, account }
    default:
      return null
  }
}

const paymentOf = (
  { id: reference, metadata }: Stripe.PaymentIntent,
  account: string | null,
  isPaid: boolean,
): NewsSubject | null => {
  const {
    flint_environment_id: environmentId,
    flint_payment_intent_id: paymentIntentId,
    flint_charge_id: chargeId,
  } = metadata
  return environmentId && paymentIntentId && chargeId
    ? { kind: 'payment', environmentId, paymentIntentId, chargeId, reference, isPaid, account }
    : null
}

const refundOf = (refund: Stripe.Refund, account: string | null): NewsSubject | null => {
  const { flint_environment_id: environmentId, flint_refund_id: refundId } = refund.metadata ?? {}
  return environmentId && refundId
    ? { kind: 'refund', environmentId, refundId, hasFailed: refund.status === 'failed', account }
    : madeThere(refund, account)
}

/** Our own say so in their metadata, from the first. */
const madeThere = (
  { id: refundReference, metadata, payment_intent: payment }: Stripe.Refund,
  account: string | null,
): NewsSubject | null => {
  const paymentReference = typeof payment === 'string' ? payment : payment?.id
  return paymentReference && !metadata?.['flint_refund_id']
    ? { kind: 'refund_made_there', refundReference, paymentReference, account }
    : null
}

const disputeOf = (
  { id: disputeReference, payment_intent: payment }: Stripe.Dispute,
  account: string | null,
): NewsSubject | null => {
  const paymentReference = typeof payment === 'string' ? payment : payment?.id
  return paymentReference ? { kind: 'dispute', disputeReference, paymentReference, account } : null
}
