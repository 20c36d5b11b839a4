import type { Instant } from '../platform/clock/clock.ts'
import type { CustomFieldInput, LinkLineInput, LinkTerms } from './input-schemas.ts'

/** Source: contract, flint-commerce 9.1. */
export const paymentLinkTypes = ['standard', 'donation', 'event'] as const
export type PaymentLinkType = (typeof paymentLinkTypes)[number]
export const paymentLinkStatuses = ['active', 'inactive'] as const
export type PaymentLinkStatus = (typeof paymentLinkStatuses)[number]

/** What buyers pay for with a link, as the seller sent it. Each has a key, by which buyers name it. */
export type LinkLine = LinkLineInput & { payment_link_line_item_id: string; key: string; quantity: number }

/** A question to the buyer. Source: contract, flint-commerce 9.3. */
export type CustomField = CustomFieldInput &
  Required<Pick<CustomFieldInput, 'key' | 'custom_field_type' | 'required' | 'position'>>

/**
 * A page that any number of buyers can pay on: each gets an order and a checkout of their own. What the seller decides stands
 * in `terms`, in wire names: it is shown again, handed on to checkouts and seldom computed with.
 * Source: contract, flint-commerce 9.
 */
export type PaymentLink = {
  environmentId: string
  paymentLinkId: string
  type: PaymentLinkType
  status: PaymentLinkStatus
  /** Of all its amounts. */
  currency: string
  terms: Omit<LinkTerms, 'line_items' | 'custom_fields'>
  lines: LinkLine[]
  customFields: CustomField[]
  metadata: Record<string, string>
  externalReferenceId: string | null
  /** Its address leads to it; not so for a link that came with a copy of a sandbox. */
  isOriginal: boolean
  version: number
  createdAt: Instant
  updatedAt: Instant
}

/** Orders that have a place on the link, and units of what they buy: while they are being paid, and once they are. */
export type LinkCounts = { held: number; heldQuantity: number; completed: number; quantitySold: number }

export type CountedLink = { link: PaymentLink; counts: LinkCounts }

export const noCounts: LinkCounts = { held: 0, heldQuantity: 0, completed: 0, quantitySold: 0 }
