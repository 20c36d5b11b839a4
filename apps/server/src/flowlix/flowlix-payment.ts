import type { Minor } from '@flint/money'
import type { Instant } from '../platform/clock/clock.ts'
import type { Metadata } from '../platform/http/metadata.ts'

/** Which of the three published forms of the API answers. Source: contract, flowlix 0. */
export type Profile = 'a' | 'b' | 'c'

/**
 * Where a payment is, in the words that all three forms can be told from. Source: contract, flowlix 6 and 17.2.
 *
 *   open (a hosted page that waits for its buyer) --> pending
 *   pending (nobody has asked the processor) --> requires_action <--> processing --> succeeded <--> refunded
 *   open, pending, requires_action, processing --> failed | canceled | expired
 *
 * Only a refund that fails after it was shown as made moves back from `refunded`.
 */
export const flowlixStatuses = [
  'open',
  'pending',
  'requires_action',
  'processing',
  'succeeded',
  'refunded',
  'failed',
  'canceled',
  'expired',
] as const
export type FlowlixStatus = (typeof flowlixStatuses)[number]

/** Who pays, as it was sent; a hosted page may replace it by what the buyer entered. */
export type Payer = {
  email: string | null
  firstName: string | null
  lastName: string | null
  phone: string | null
  line1: string | null
  line2: string | null
  city: string | null
  state: string | null
  postalCode: string | null
  /** ISO 3166-1 alpha-2. */
  country: string | null
}

/** What is shown of a card; the number and the security code are in no type that is stored. */
export type ShownCard = {
  brand: string
  last4: string
  expMonth: number
  expYear: number
  country: string | null
}

/**
 * A payment as Flowlix's clients know it: another name for one order with one payment. The order and its payment say what
 * happened to the money; this row says what the order does not know, and follows the order in the same transaction.
 */
export type FlowlixPayment = {
  environmentId: string
  /** `pay_` and 24 letters and digits. */
  paymentId: string
  /** The form that made it; any key of the environment reads it in its own form. */
  profile: Profile
  isHosted: boolean
  orderId: string
  paymentIntentId: string | null
  checkoutSessionId: string | null
  amount: Minor
  /** ISO 4217, in capitals as the engine has it. */
  currency: string
  status: FlowlixStatus
  description: string | null
  payer: Payer | null
  card: ShownCard | null
  metadata: Metadata
  merchantReference: string | null
  returnUrl: string | null
  /** Where the payer's bank asks for them; null unless it does. */
  actionUrl: string | null
  /** Told once the payment has ended; hosted pages of profile A only. */
  callbackUrl: string | null
  /** A Flowlix decline code, see `decline-codes.ts`; null unless it failed by a decline. */
  declineCode: string | null
  declineMessage: string | null
  /** Money given back, by refunds that are still on their way too. */
  refunded: Minor
  /** When it came into each status. */
  enteredAt: Partial<Record<FlowlixStatus, Instant>>
  createdAt: Instant
  updatedAt: Instant
}
