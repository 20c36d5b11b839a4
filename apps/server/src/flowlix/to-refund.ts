import type { Refund, RefundStatus } from '../refunds/refund.ts'
import { shownCurrency } from './currencies.ts'
import { refundDeclineOf } from './decline-codes.ts'
import type { FlowlixPayment } from './flowlix-payment.ts'
import { seconds } from './seconds.ts'
import type { ShownIn } from './to-payment.ts'

type ShownRefundStatus = 'pending' | 'succeeded' | 'failed'

const statuses: Record<RefundStatus, ShownRefundStatus> = {
  pending: 'pending',
  in_transit: 'pending',
  requires_action: 'pending',
  succeeded: 'succeeded',
  // Only orders of the other API can have several payments, of which some give nothing back.
  partially_succeeded: 'succeeded',
  failed: 'failed',
  canceled: 'failed',
}

export const refundStatusOf = ({ status }: Refund): ShownRefundStatus => statuses[status]

/** What has gone back for good. */
export const amountRefundedOf = (refunds: readonly Refund[]): number =>
  refunds
    .filter((refund) => refundStatusOf(refund) === 'succeeded')
    .reduce((sum, refund) => sum + refund.standing.amount, 0)

/** As it was sent; the engine has a word of its own for it besides. */
const reasonOf = ({ reasonMessage, reason }: Refund): string | null => reasonMessage ?? reason

const declineOf = ({ failureReason, status }: Refund) => {
  const decline = failureReason && statuses[status] === 'failed' ? refundDeclineOf(failureReason) : null
  return { code: decline?.code ?? null, message: decline?.message ?? null }
}

const timesOf = (refund: Refund) => ({
  created_at: seconds(refund.createdAt),
  updated_at: seconds(refund.updatedAt),
  completed_at: refundStatusOf(refund) === 'pending' ? null : seconds(refund.updatedAt),
})

const idPrefix = 'ref_'
/** What of an id's time is the same for decades. */
const sameForDecades = 2

/** A refund inside a payment of form B: its id is that of the engine, without its prefix. Source: contract, flowlix 4.3. */
export const toRefundEntry = (refund: Refund) => {
  const decline = declineOf(refund)
  return {
    id: refund.refundId.slice(idPrefix.length).toLowerCase(),
    amount: refund.amount,
    currency: shownCurrency('b', refund.currency),
    reason: reasonOf(refund),
    status: refundStatusOf(refund),
    decline_code: decline.code,
    decline_message: decline.message,
    ...timesOf(refund),
    provider_refund_id: null,
  }
}

/** `ref_` and 24 letters and digits, where the engine's own ids have 26. Source: contract, flowlix 4.4. */
export const refundIdC = (refundId: string): string =>
  idPrefix + refundId.slice(idPrefix.length + sameForDecades)

/** Source: contract, flowlix 4.4. */
export const toRefundC = (
  { mode }: Pick<ShownIn, 'mode'>,
  { paymentId }: Pick<FlowlixPayment, 'paymentId'>,
  refund: Refund,
) => {
  const decline = declineOf(refund)
  return {
    id: refundIdC(refund.refundId),
    payment_id: paymentId,
    amount: refund.amount,
    currency: shownCurrency('c', refund.currency),
    reason: reasonOf(refund),
    status: refundStatusOf(refund).toUpperCase(),
    ...timesOf(refund),
    livemode: mode === 'live',
    metadata: refund.metadata,
    decline_code: decline.code,
    decline_message: decline.message,
    failure_code: decline.code,
    failure_message: decline.message,
  }
}
