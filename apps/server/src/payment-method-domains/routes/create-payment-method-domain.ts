import { answer } from '../../platform/http/answer.ts'
import { defineRoute } from '../../platform/http/route.ts'
import { createDomain } from '../create-domain.ts'
import { domainErrors } from '../errors.ts'
import { CreateDomainBody, PaymentMethodDomain } from '../schemas.ts'
import { toPaymentMethodDomain } from '../to-payment-method-domain.ts'

export const createPaymentMethodDomainRoute = defineRoute({
  method: 'POST',
  path: '/v1/payment-method-domains',
  operationId: 'createPaymentMethodDomain',
  tag: 'Payment method domains',
  summary: 'Register a domain that shows wallets',
  callers: ['merchant'],
  scope: 'payments.payment_method_domains.write',
  idempotency: 'optional',
  body: CreateDomainBody,
  status: 201,
  data: PaymentMethodDomain,
  errors: [domainErrors.INVALID_DOMAIN_NAME, domainErrors.PAYMENT_METHOD_DOMAIN_ALREADY_EXISTS],
  run: ({ ctx, body }) => createDomain(ctx, body.domain_name),
  show: (domain) => answer(201, toPaymentMethodDomain(domain)),
})
