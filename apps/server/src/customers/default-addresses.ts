import type { Customer, CustomerAddress } from './customer.ts'
import type { DefaultRole } from './schemas.ts'

/**
 * The customer's fields when a saved address becomes the default of a role, or, with null, when none is left.
 * The address itself is copied, so that who needs it reads the customer alone.
 */
export const withDefault = (role: DefaultRole, saved: CustomerAddress | null): Partial<Customer> => ({
  ...(role === 'shipping'
    ? {}
    : { billingAddress: saved?.address ?? null, defaultBillingAddressId: saved?.addressId ?? null }),
  ...(role === 'billing'
    ? {}
    : { shippingAddress: saved?.address ?? null, defaultShippingAddressId: saved?.addressId ?? null }),
})

/** The roles that this address has now, taken by another, or by itself after a change. */
export const withDefaultsOf = (
  customer: Customer,
  addressId: string,
  successor: CustomerAddress | null,
): Partial<Customer> => ({
  ...(customer.defaultBillingAddressId === addressId ? withDefault('billing', successor) : {}),
  ...(customer.defaultShippingAddressId === addressId ? withDefault('shipping', successor) : {}),
})
