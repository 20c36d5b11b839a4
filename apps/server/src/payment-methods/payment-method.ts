import type { CardSummary, DeclineCode } from '../payments/payment.ts'
import type { Instant } from '../platform/clock/clock.ts'

/**
 * pending --set-up confirmed--> active --its month passed--> expired
 *    |--declined or abandoned--> failed
 * Whatever is not removed yet can be removed. Source: contract, flint-commerce 7.2.
 */
export type PaymentMethodStatus = 'pending' | 'active' | 'expired' | 'removed' | 'failed'

/** Whether it may be charged only while the buyer is there, or without them as well. */
export type PaymentMethodUsage = 'on_session' | 'off_session'

/** How the buyer agreed: the merchant set it up, or it was kept from a payment (`checkout`: on a payment page). */
export type SavedWith = 'setup' | 'payment' | 'checkout'

/** A card that a customer keeps. Neither its number nor its security code is part of it. */
export type PaymentMethod = {
  environmentId: string
  paymentMethodId: string
  merchantId: string
  customerId: string
  /** As it was written last; `statusAt` says what it is by date. */
  status: PaymentMethodStatus
  usage: PaymentMethodUsage
  /** Null until a card is known. */
  card: CardSummary | null
  /** In sandboxes the name of the test card, whose behaviour it keeps. */
  testCard: string | null
  /** In live mode the processor's name for the card that it keeps; absent in sandboxes. */
  processorToken?: string | null
  savedWith: SavedWith
  setUp: SetUp | null
  failure: { code: DeclineCode; message: string } | null
  version: number
  createdAt: Instant
  updatedAt: Instant
}

/** What a pending one waits for, and until when: card details, or the bank's challenge where there is one. Kept when it ends. */
export type SetUp = {
  /** Our name for this try towards the processor; a challenge link is good for one of them. */
  setUpId: string
  expiresAt: Instant
  challengeUrl: string | null
  returnUrl: string | null
  /** A remote processor's name for it, and for what it is made with; absent in sandboxes. */
  reference?: string
  processorToken?: string
  /** How often it gave no answer; absent while it is not being asked. */
  unanswered?: number
}

export type SavedCard = PaymentMethod & { card: CardSummary }

/** A card is good to the end of its month, UTC: this is the first instant after it. */
export const cardExpiresAt = ({ expMonth, expYear }: Pick<CardSummary, 'expMonth' | 'expYear'>): Instant =>
  new Date(Date.UTC(expYear, expMonth)).toISOString()

/** The status by date: nobody waits for the timer that writes it. */
export const statusAt = (method: PaymentMethod, now: Instant): PaymentMethodStatus =>
  method.status === 'active' && method.card && cardExpiresAt(method.card) <= now ? 'expired' : method.status

/** The method after one change. */
export const revised = (
  method: PaymentMethod,
  now: Instant,
  changes: Partial<PaymentMethod>,
): PaymentMethod => ({
  ...method,
  ...changes,
  version: method.version + 1,
  updatedAt: now,
})
