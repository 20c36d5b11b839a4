import type { OrderWithAttempt } from '../orders/to-order.ts'
import type { Origin } from '../payments/payment.ts'
import type { Instant } from '../platform/clock/clock.ts'
import type { Metadata } from '../platform/http/metadata.ts'
import type { Settings } from './input-schemas.ts'
import type { SessionStatus, TerminalReason } from './states.ts'

/** A time-limited offer to one buyer to pay one order. Source: contract, flint-commerce 8.2. */
export type CheckoutSession = {
  environmentId: string
  checkoutSessionId: string
  orderId: string
  customerId: string | null
  externalReferenceId: string | null
  status: SessionStatus
  terminalReason: TerminalReason | null
  surface: 'hosted' | 'embedded'
  /** Where its page stands, if that is another than the checkout's own: with a slash in front. */
  pagePath?: string
  origin: Origin
  /** As they were sent, in wire names: they are shown again and read by pages, and never change. */
  settings: Settings
  expiresAt: Instant
  /** Set while a payment that was running at `expiresAt` may still be finished. */
  recoveryExpiresAt: Instant | null
  recoveryAttemptId: string | null
  closedReason: string | null
  supersededBy: string | null
  /** The link that a buyer opened it by, and what they were shown there, which is good for one checkout. */
  paymentLink?: { paymentLinkId: string; resolutionId: string }
  /** When the buyer agreed to the seller's terms, once the session has ended; until then its order knows. */
  termsAcceptedAt?: Instant
  /** The buyer's, an IANA name. */
  timezone: string | null
  metadata: Metadata
  version: number
  createdAt: Instant
  updatedAt: Instant
}

export type SessionWithOrder = OrderWithAttempt & { session: CheckoutSession }

export const recoveryMs = 30 * 60_000
export const expiryTimer = 'checkout_session_expiry'
