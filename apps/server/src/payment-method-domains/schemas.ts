import { type Static, Type } from 'typebox'
import { Timestamp, body, id, named, oneOf } from '../platform/http/schema.ts'
import { domainStatuses, validationStatuses, walletOptions } from './payment-method-domain.ts'

/** Source: contract, flint-commerce 7.2. */

export const CreateDomainBody = body(
  {
    domain_name: Type.String({
      minLength: 1,
      maxLength: 255,
      'x-flint-error': 'INVALID_DOMAIN_NAME',
      description: 'Of the page that shows the wallets, such as `shop.example.com`.',
    }),
  },
  { 'x-flint-own-id': 'payment_method_domain_id' },
)
export type CreateDomainBody = Static<typeof CreateDomainBody>

export const UpdateDomainBody = body({ status: Type.Optional(oneOf(domainStatuses)) })
export type UpdateDomainBody = Static<typeof UpdateDomainBody>

export const DomainParams = Type.Object({
  payment_method_domain_id: id('pmdom', 'The payment method domain'),
})

export const PaymentMethodDomain = named(
  'PaymentMethodDomain',
  Type.Object({
    payment_method_domain_id: id('pmdom', 'The payment method domain'),
    domain_name: Type.String({ description: 'Lower case; other scripts as punycode.' }),
    status: oneOf(domainStatuses),
    validation_status: oneOf(validationStatuses, {
      description: 'Whether the wallets have accepted the domain. In a sandbox they do at once.',
    }),
    payment_options: Type.Array(oneOf(walletOptions), {
      description: 'The wallets that can be shown there now.',
    }),
    created_at: Timestamp,
    updated_at: Timestamp,
  }),
)
