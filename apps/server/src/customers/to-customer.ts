import type { Customer, CustomerAddress, PostalAddress } from './customer.ts'

/** The customer in the contract's words. Source: contract, flint-commerce 13. */
export const toCustomer = (customer: Customer) => ({
  customer_id: customer.customerId,
  merchant_id: customer.merchantId,
  version: customer.version,
  email: customer.email,
  name: customer.name,
  phone: customer.phone,
  group_id: customer.groupId,
  internal_note: customer.internalNote,
  is_verified: customer.isVerified,
  tax_exempt: customer.taxExempt,
  tax_identity: customer.taxIdentity,
  default_payment_method_id: customer.defaultPaymentMethodId,
  default_invoice_payment_term_id: customer.defaultInvoicePaymentTermId,
  billing_address: customer.billingAddress && toPostalAddress(customer.billingAddress),
  shipping_address: customer.shippingAddress && toPostalAddress(customer.shippingAddress),
  // What a customer owes is the sum of their invoices, and nothing makes invoices yet.
  receivables: [],
  external_reference_id: customer.externalReferenceId,
  metadata: customer.metadata,
  created_at: customer.createdAt,
  updated_at: customer.updatedAt,
})

/** The short form beside a `customer_id`: no more than a buyer may see, too. Source: contract, flint-platform 5.1. */
export const toCustomerSummary = (customer: Customer) => ({
  customer_id: customer.customerId,
  email: customer.email,
  name: customer.name,
  phone: customer.phone,
})

export const toCustomerAddress = (customer: Customer, saved: CustomerAddress) => ({
  customer_address_id: saved.addressId,
  customer_id: saved.customerId,
  recipient_name: saved.recipientName,
  address: toPostalAddress(saved.address),
  phone: saved.phone,
  label: saved.label,
  is_default_billing: customer.defaultBillingAddressId === saved.addressId,
  is_default_shipping: customer.defaultShippingAddressId === saved.addressId,
  created_at: saved.createdAt,
  updated_at: saved.updatedAt,
})

export const toPostalAddress = (address: PostalAddress) => ({
  line1: address.line1,
  line2: address.line2,
  city: address.city,
  state: address.state,
  postal_code: address.postalCode,
  country: address.country,
})
