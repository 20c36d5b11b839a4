import type { Instant } from '../platform/clock/clock.ts'
import type { Metadata } from '../platform/http/metadata.ts'

/** Where somebody lives or is billed. Each part may be missing. `country` is ISO 3166-1, two capitals. */
export type PostalAddress = {
  line1: string | null
  line2: string | null
  city: string | null
  state: string | null
  postalCode: string | null
  country: string | null
}

/** A number under which a business pays its taxes, for example an EU VAT number. */
export type TaxIdentity = { type: string; value: string; country: string | null }

/** Somebody who pays, as the merchant knows them. Source: contract, flint-commerce 13. */
export type Customer = {
  environmentId: string
  customerId: string
  merchantId: string
  /** As it was written; letter case does not make another customer. */
  email: string
  name: string | null
  phone: string | null
  groupId: string | null
  internalNote: string | null
  isVerified: boolean
  taxExempt: boolean
  taxIdentity: TaxIdentity | null
  defaultInvoicePaymentTermId: string | null
  /** Written by the saved cards. */
  defaultPaymentMethodId: string | null
  externalReferenceId: string | null
  /** The address that counts: that of the saved default, or the one written on the customer itself. */
  billingAddress: PostalAddress | null
  shippingAddress: PostalAddress | null
  /** The saved addresses that are the defaults; null where the customer's own address counts, or none. */
  defaultBillingAddressId: string | null
  defaultShippingAddressId: string | null
  metadata: Metadata
  version: number
  createdAt: Instant
  updatedAt: Instant
}

/** An address that a customer keeps. Whether it is a default stands on the customer. */
export type CustomerAddress = {
  environmentId: string
  customerId: string
  addressId: string
  recipientName: string
  address: PostalAddress
  phone: string | null
  label: string | null
  createdAt: Instant
  updatedAt: Instant
}

/** The customer after one change. */
export const changed = (customer: Customer, now: Instant, changes: Partial<Customer>): Customer => ({
  ...customer,
  ...changes,
  version: customer.version + 1,
  updatedAt: now,
})

/** Two spellings of one address are one customer's. */
export const emailKeyOf = (email: string): string => email.toLowerCase()
