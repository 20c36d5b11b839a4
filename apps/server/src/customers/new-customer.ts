import type { Context } from '../platform/context.ts'
import { refuse } from '../platform/http/errors.ts'
import { checkMetadata } from '../platform/http/metadata.ts'
import type { Customer, PostalAddress, TaxIdentity } from './customer.ts'
import { customerErrors } from './errors.ts'
import type { CreateCustomerBody, PostalAddressInput, UpdateCustomerBody } from './schemas.ts'

export const newCustomer = (ctx: Context, input: CreateCustomerBody): Customer => ({
  environmentId: ctx.environmentId,
  customerId: ctx.ids.newId('cus'),
  merchantId: ctx.merchantId,
  email: input.email,
  name: null,
  phone: null,
  groupId: null,
  internalNote: null,
  isVerified: false,
  taxExempt: false,
  taxIdentity: null,
  defaultInvoicePaymentTermId: null,
  defaultPaymentMethodId: null,
  externalReferenceId: null,
  billingAddress: null,
  shippingAddress: null,
  defaultBillingAddressId: null,
  defaultShippingAddressId: null,
  ...writtenFields(input),
  metadata: checkMetadata(input.metadata ?? {}),
  version: 1,
  createdAt: ctx.now,
  updatedAt: ctx.now,
})

/**
 * What a body writes, without what it leaves alone. An address written here takes the place of the saved default
 * of its role. Source: contract, flint-commerce 13.
 */
export const writtenFields = (
  input: Omit<CreateCustomerBody, 'email' | 'metadata'> & Pick<UpdateCustomerBody, 'email'>,
): Partial<Customer> => {
  if (input.default_invoice_payment_term_id)
    // There are none before invoices; a reference to nothing would be worse than a refusal.
    throw refuse(customerErrors.INVALID_INVOICE_PAYMENT_TERM, { param: 'default_invoice_payment_term_id' })
  return {
    ...given('email', input.email),
    ...given('name', input.name),
    ...given('phone', input.phone),
    ...given('groupId', input.group_id),
    ...given('internalNote', input.internal_note),
    ...given('isVerified', input.is_verified),
    ...given('taxExempt', input.tax_exempt),
    ...given('taxIdentity', input.tax_identity && newTaxIdentity(input.tax_identity)),
    ...given('externalReferenceId', input.external_reference_id),
    ...(input.billing_address === undefined
      ? {}
      : { billingAddress: newPostalAddress(input.billing_address), defaultBillingAddressId: null }),
    ...(input.shipping_address === undefined
      ? {}
      : { shippingAddress: newPostalAddress(input.shipping_address), defaultShippingAddressId: null }),
  }
}

const given = <Name extends keyof Customer>(
  name: Name,
  value: Customer[Name] | undefined,
): Partial<Customer> => (value === undefined ? {} : ({ [name]: value } as Partial<Customer>))

const newTaxIdentity = (input: NonNullable<CreateCustomerBody['tax_identity']>): TaxIdentity => ({
  type: input.type,
  value: input.value,
  country: input.country ?? null,
})

export const newPostalAddress = <Given extends PostalAddressInput | null>(
  input: Given,
): Given extends null ? null : PostalAddress =>
  (input && {
    line1: input.line1 ?? null,
    line2: input.line2 ?? null,
    city: input.city ?? null,
    state: input.state ?? null,
    postalCode: input.postal_code ?? null,
    country: input.country ?? null,
  }) as Given extends null ? null : PostalAddress
