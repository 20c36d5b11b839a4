import type { Payer } from './flowlix-payment.ts'
import type { BillingDetailsInput, CustomerInput, PaymentInput } from './input-schemas.ts'

/** Who pays, whichever form said it. Source: contract, flowlix 3.1, 3.3 and 4.2. */
export const payerOf = ({
  customer,
  billing_details,
}: Pick<PaymentInput, 'customer' | 'billing_details'>): Payer | null =>
  customer ? ofCustomer(customer) : billing_details ? ofBilling(billing_details) : null

const ofCustomer = (customer: CustomerInput): Payer => ({
  email: customer.email,
  firstName: customer.first_name,
  lastName: customer.last_name,
  phone: customer.phone,
  line1: customer.address,
  line2: null,
  city: customer.city,
  state: null,
  postalCode: customer.zip,
  country: customer.country,
})

const ofBilling = ({ address, ...billing }: BillingDetailsInput): Payer => ({
  email: billing.email ?? null,
  firstName: billing.first_name ?? null,
  lastName: billing.last_name ?? null,
  phone: billing.phone ?? null,
  line1: address?.line1 ?? null,
  line2: address?.line2 ?? null,
  city: address?.city ?? null,
  state: address?.state ?? null,
  postalCode: address?.postal_code ?? null,
  country: address?.country ?? null,
})

/** In forms A and B only who it is. */
export const toCustomer = (payer: Payer | null) => ({
  email: payer?.email ?? null,
  name: [payer?.firstName, payer?.lastName].filter(Boolean).join(' ') || null,
})

export const toBillingDetails = (payer: Payer | null) => ({
  email: payer?.email ?? null,
  first_name: payer?.firstName ?? null,
  last_name: payer?.lastName ?? null,
  phone: payer?.phone ?? null,
  address: {
    line1: payer?.line1 ?? null,
    line2: payer?.line2 ?? null,
    city: payer?.city ?? null,
    state: payer?.state ?? null,
    postal_code: payer?.postalCode ?? null,
    country: payer?.country ?? null,
  },
})
