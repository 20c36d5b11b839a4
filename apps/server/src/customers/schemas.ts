import { type Static, Type } from 'typebox'
import { ExpectedVersion } from '../platform/http/expected-version.ts'
import {
  ExternalReferenceId,
  Metadata,
  MetadataPatch,
  Timestamp,
  TotalMoney,
  body,
  id,
  named,
  nullable,
  oneOf,
} from '../platform/http/schema.ts'

import { deletionResolutions, deletionStatuses } from './deletion-request.ts'

/** Source: contract, flint-commerce 13. */

const text = (maxLength: number) => Type.String({ minLength: 1, maxLength })
const optional = (maxLength: number) => Type.Optional(nullable(text(maxLength)))

const Email = Type.String({ format: 'email', maxLength: 254 })
const Phone = Type.String({ minLength: 4, maxLength: 32 })
const Country = Type.String({ pattern: '^[A-Z]{2}$', description: 'ISO 3166-1, two capitals.' })

export const PostalAddressInput = named(
  'PostalAddressInput',
  body({
    line1: optional(255),
    line2: optional(255),
    city: optional(255),
    state: optional(64),
    postal_code: optional(20),
    country: Type.Optional(nullable(Country)),
  }),
)
export type PostalAddressInput = Static<typeof PostalAddressInput>

const TaxIdentityInput = body({
  type: Type.String({ minLength: 1, maxLength: 32, description: 'For example `eu_vat` or `us_ein`.' }),
  value: text(64),
  country: Type.Optional(nullable(Country)),
})

const writable = {
  name: optional(255),
  phone: Type.Optional(nullable(Phone)),
  group_id: optional(255),
  internal_note: optional(2000),
  is_verified: Type.Optional(Type.Boolean()),
  tax_exempt: Type.Optional(Type.Boolean()),
  tax_identity: Type.Optional(nullable(TaxIdentityInput)),
  default_invoice_payment_term_id: Type.Optional(nullable(Type.String())),
  external_reference_id: Type.Optional(nullable(ExternalReferenceId)),
  billing_address: Type.Optional(nullable(PostalAddressInput)),
  shipping_address: Type.Optional(nullable(PostalAddressInput)),
}

export const CreateCustomerBody = body(
  { email: Email, ...writable, metadata: Type.Optional(Metadata) },
  { 'x-flint-own-id': 'customer_id' },
)
export type CreateCustomerBody = Static<typeof CreateCustomerBody>

export const UpdateCustomerBody = body({
  email: Type.Optional(Email),
  ...writable,
  metadata: Type.Optional(MetadataPatch),
  expected_version: Type.Optional(ExpectedVersion),
})
export type UpdateCustomerBody = Static<typeof UpdateCustomerBody>

const PostalAddress = named(
  'PostalAddress',
  Type.Object({
    line1: nullable(Type.String()),
    line2: nullable(Type.String()),
    city: nullable(Type.String()),
    state: nullable(Type.String()),
    postal_code: nullable(Type.String()),
    country: nullable(Type.String()),
  }),
)

export const Customer = named(
  'Customer',
  Type.Object({
    customer_id: id('cus', 'The customer'),
    merchant_id: Type.String(),
    version: Type.Integer({ minimum: 1 }),
    email: Type.String(),
    name: nullable(Type.String()),
    phone: nullable(Type.String()),
    group_id: nullable(Type.String()),
    internal_note: nullable(Type.String()),
    is_verified: Type.Boolean(),
    tax_exempt: Type.Boolean(),
    tax_identity: nullable(
      Type.Object({ type: Type.String(), value: Type.String(), country: nullable(Type.String()) }),
    ),
    default_payment_method_id: nullable(Type.String()),
    default_invoice_payment_term_id: nullable(Type.String()),
    billing_address: nullable(PostalAddress),
    shipping_address: nullable(PostalAddress),
    receivables: Type.Array(TotalMoney, { description: 'What the customer still owes, by currency.' }),
    external_reference_id: nullable(Type.String()),
    metadata: Metadata,
    created_at: Timestamp,
    updated_at: Timestamp,
  }),
)

/** What `expand=customer` shows beside a `customer_id`. Source: contract, flint-platform 5.1. */
export const CustomerSummary = named(
  'CustomerSummary',
  Type.Object({
    customer_id: id('cus', 'The customer'),
    email: Type.String(),
    name: nullable(Type.String()),
    phone: nullable(Type.String()),
  }),
)

export const CreateCustomerAddressBody = body(
  {
    recipient_name: text(255),
    address: PostalAddressInput,
    phone: Type.Optional(nullable(Phone)),
    label: optional(64),
  },
  { 'x-flint-own-id': 'customer_address_id' },
)
export type CreateCustomerAddressBody = Static<typeof CreateCustomerAddressBody>

export const UpdateCustomerAddressBody = body({
  recipient_name: Type.Optional(text(255)),
  address: Type.Optional(PostalAddressInput),
  phone: Type.Optional(nullable(Phone)),
  label: optional(64),
})
export type UpdateCustomerAddressBody = Static<typeof UpdateCustomerAddressBody>

export const defaultRoles = ['billing', 'shipping', 'both'] as const
export type DefaultRole = (typeof defaultRoles)[number]

export const SetDefaultCustomerAddressBody = body({ default_for: oneOf(defaultRoles) })

export const CustomerAddress = named(
  'CustomerAddress',
  Type.Object({
    customer_address_id: id('caddr', 'The address'),
    customer_id: id('cus', 'The customer'),
    recipient_name: Type.String(),
    address: PostalAddress,
    phone: nullable(Type.String()),
    label: nullable(Type.String()),
    is_default_billing: Type.Boolean(),
    is_default_shipping: Type.Boolean(),
    created_at: Timestamp,
    updated_at: Timestamp,
  }),
)

export const DeletedCustomerAddress = named(
  'DeletedCustomerAddress',
  Type.Object({ customer_address_id: id('caddr', 'The address'), deleted: Type.Literal(true) }),
)

export const CustomerDeletionRequest = named(
  'CustomerDeletionRequest',
  Type.Object({
    customer_deletion_request_id: id('cdel', 'The request'),
    customer_id: id('cus', 'The customer'),
    status: oneOf(deletionStatuses),
    retention_policy: oneOf(['retain_required_commerce_records'], {
      description: 'Orders, payments and the ledger stay, without personal data.',
    }),
    requested_at: Timestamp,
    resolved_at: nullable(Timestamp),
  }),
)

export const ResolveDeletionBody = body({
  resolution: oneOf(deletionResolutions, {
    description: '`completed` erases at once, `rejected` turns the request down.',
  }),
})

export const DeletionRequestParams = Type.Object({
  customer_deletion_request_id: id('cdel', 'The request'),
})
export const CustomerParams = Type.Object({ customer_id: id('cus', 'The customer') })
export const CustomerAddressParams = Type.Object({
  customer_id: id('cus', 'The customer'),
  customer_address_id: id('caddr', 'The address'),
})
export const CustomerDeletionRequestParams = Type.Object({
  customer_id: id('cus', 'The customer'),
  customer_deletion_request_id: id('cdel', 'The request'),
})
