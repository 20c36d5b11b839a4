import { answer } from '../../platform/http/answer.ts'
import { refuse } from '../../platform/http/errors.ts'
import { defineRoute } from '../../platform/http/route.ts'
import { domainErrors } from '../errors.ts'
import { findDomain } from '../queries.ts'
import { DomainParams, PaymentMethodDomain } from '../schemas.ts'
import { toPaymentMethodDomain } from '../to-payment-method-domain.ts'

export const getPaymentMethodDomainRoute = defineRoute({
  method: 'GET',
  path: '/v1/payment-method-domains/{payment_method_domain_id}',
  operationId: 'getPaymentMethodDomain',
  tag: 'Payment method domains',
  summary: 'Read a payment method domain',
  callers: ['merchant'],
  scope: 'payments.payment_method_domains.read',
  idempotency: 'none',
  params: DomainParams,
  status: 200,
  data: PaymentMethodDomain,
  errors: [domainErrors.PAYMENT_METHOD_DOMAIN_NOT_FOUND],
  run: async ({ ctx, params }) => {
    const domain = await ctx.db.run(findDomain(ctx, params.payment_method_domain_id))
    if (!domain)
      throw refuse(domainErrors.PAYMENT_METHOD_DOMAIN_NOT_FOUND, { param: 'payment_method_domain_id' })
    return domain
  },
  show: (domain) => answer(200, toPaymentMethodDomain(domain)),
})
