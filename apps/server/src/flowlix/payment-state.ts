import type { Order } from '../orders/order.ts'
import type { PaymentIntent } from '../payments/payment.ts'
import type { Instant } from '../platform/clock/clock.ts'
import { declineOf } from './decline-codes.ts'
import type { FlowlixPayment, FlowlixStatus } from './flowlix-payment.ts'

/** The part of a payment that follows from its order and what was tried to pay it. */
export type PaymentState = Pick<
  FlowlixPayment,
  'status' | 'paymentIntentId' | 'card' | 'actionUrl' | 'declineCode' | 'declineMessage' | 'refunded'
>

/** Why an order was closed by us; shown to the merchant as the order's reason. */
export const closedReasons = {
  failed: 'The payment failed',
  canceled: 'The payer canceled',
  expired: 'Not paid in time',
} as const
type Ending = keyof typeof closedReasons

/**
 * What a payment is, seen from the engine's records. Pure: the order and all its payments as they are together.
 * Source: contract, flowlix 17.2.
 */
export const stateOf = (order: Order, intents: readonly PaymentIntent[], now: Instant): PaymentState => {
  const tried = triedLast(intents)
  const status = statusOf(order, tried, now)
  const decline = status === 'failed' && tried ? declineOf(tried, order.flowlix?.profile ?? 'a') : null
  return {
    status,
    paymentIntentId: tried?.paymentIntentId ?? null,
    card: tried ? shownCard(tried) : null,
    actionUrl: status === 'requires_action' ? (tried?.action?.url ?? null) : null,
    declineCode: decline?.code ?? null,
    declineMessage: decline?.message ?? null,
    refunded: order.settlement.refunded,
  }
}

/** The one that has taken money, else the last that was asked for; the others are plans. */
const triedLast = (intents: readonly PaymentIntent[]): PaymentIntent | null => {
  const tried = intents
    .filter((intent) => intent.chargeId !== null)
    .toSorted((one, other) => (one.chargeStartedAt! < other.chargeStartedAt! ? -1 : 1))
  return tried.findLast((intent) => intent.captured > 0) ?? tried.at(-1) ?? null
}

const statusOf = (order: Order, tried: PaymentIntent | null, now: Instant): FlowlixStatus => {
  const { paid, refunded } = order.settlement
  if (paid > 0 && paid >= order.amounts.total) return refunded >= paid ? 'refunded' : 'succeeded'
  // A part that was paid through the other API: the rest may follow.
  if (paid > 0 && order.status === 'open') return order.flowlix?.isHosted ? 'open' : 'processing'
  if (order.status === 'closed') return endingOf(order, tried, now)
  if (!tried) return order.flowlix?.isHosted ? 'open' : 'pending'
  switch (tried.status) {
    case 'requires_action':
      return 'requires_action'
    case 'processing':
      return tried.processorReference === null ? 'pending' : 'processing'
    case 'requires_capture':
      return 'processing'
    default:
      return order.activeAttemptId === null ? endingOfTry(tried) : 'processing'
  }
}

const endingOf = (order: Order, tried: PaymentIntent | null, now: Instant): Ending => {
  for (const ending of ['failed', 'canceled', 'expired'] as const)
    if (order.closedReason === closedReasons[ending]) return ending
  const open = order.openCheckoutSession
  if (open?.closesOrder && open.expiresAt <= now) return 'expired'
  return tried ? endingOfTry(tried) : 'canceled'
}

/** How a try has ended that took nothing. Source: contract, flowlix 17.2 and 13.5. */
const endingOfTry = ({ lastError, status }: PaymentIntent): Ending => {
  if (lastError?.code === 'payment_action_expired') return 'expired'
  if (lastError?.code === 'payment_not_completed') return 'canceled'
  if (lastError) return 'failed'
  return status === 'expired' ? 'expired' : 'canceled'
}

const shownCard = ({ card, processor }: PaymentIntent): FlowlixPayment['card'] =>
  card && {
    brand: card.brand,
    last4: card.last4,
    expMonth: card.expMonth,
    expYear: card.expYear,
    // The simulator's cards are all from one country; of others nobody tells us.
    country: processor === 'simulator' ? 'US' : null,
  }
