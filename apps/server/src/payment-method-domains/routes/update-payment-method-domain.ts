import { answer } from '../../platform/http/answer.ts'
import { httpErrors } from '../../platform/http/errors.ts'
import { defineRoute } from '../../platform/http/route.ts'
import { domainErrors } from '../errors.ts'
import { DomainParams, PaymentMethodDomain, UpdateDomainBody } from '../schemas.ts'
import { toPaymentMethodDomain } from '../to-payment-method-domain.ts'
import { updateDomain } from '../update-domain.ts'

export const updatePaymentMethodDomainRoute = defineRoute({
  method: 'PATCH',
  path: '/v1/payment-method-domains/{payment_method_domain_id}',
  operationId: 'updatePaymentMethodDomain',
  tag: 'Payment method domains',
  summary: 'Switch a payment method domain on or off',
  callers: ['merchant'],
  scope: 'payments.payment_method_domains.write',
  idempotency: 'optional',
  params: DomainParams,
  body: UpdateDomainBody,
  status: 200,
  data: PaymentMethodDomain,
  errors: [domainErrors.PAYMENT_METHOD_DOMAIN_NOT_FOUND, httpErrors.NO_FIELDS_TO_UPDATE],
  run: ({ ctx, params, body }) => updateDomain(ctx, params.payment_method_domain_id, body),
  show: (domain) => answer(200, toPaymentMethodDomain(domain)),
})
