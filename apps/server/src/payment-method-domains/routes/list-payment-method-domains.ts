import { Type } from 'typebox'
import { listPage } from '../../platform/db/list-query.ts'
import { answer } from '../../platform/http/answer.ts'
import { defineRoute } from '../../platform/http/route.ts'
import { body, createdQuery, oneOf, pageQuery, updatedQuery } from '../../platform/http/schema.ts'
import { domainStatuses } from '../payment-method-domain.ts'
import { domainList } from '../queries.ts'
import { PaymentMethodDomain } from '../schemas.ts'
import { toPaymentMethodDomain } from '../to-payment-method-domain.ts'

export const listPaymentMethodDomainsRoute = defineRoute({
  method: 'GET',
  path: '/v1/payment-method-domains',
  operationId: 'listPaymentMethodDomains',
  tag: 'Payment method domains',
  summary: 'List payment method domains, newest first',
  callers: ['merchant'],
  scope: 'payments.payment_method_domains.read',
  idempotency: 'none',
  query: body({
    status: Type.Optional(oneOf(domainStatuses)),
    domain_name: Type.Optional(Type.String({ minLength: 1, maxLength: 255 })),
    ...createdQuery,
    ...updatedQuery,
    ...pageQuery,
  }),
  status: 200,
  data: PaymentMethodDomain,
  isList: true,
  errors: [],
  run: ({ ctx, query }) => listPage(ctx, domainList, query),
  show: (page) => answer(200, page.items.map(toPaymentMethodDomain), { next_page_token: page.nextPageToken }),
})
