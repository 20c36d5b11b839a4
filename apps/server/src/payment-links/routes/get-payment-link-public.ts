import { Type } from 'typebox'
import { answer } from '../../platform/http/answer.ts'
import { defineRoute } from '../../platform/http/route.ts'
import { body } from '../../platform/http/schema.ts'
import { environmentOfLink } from '../environment-of-link.ts'
import { paymentLinkErrors } from '../errors.ts'
import { getLink } from '../get-link.ts'
import { PublicPaymentLink } from '../schemas.ts'
import { toPublicLink } from '../to-payment-link.ts'
import { LinkParams } from './get-payment-link.ts'

export const linkQuery = body({
  environment: Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: 64,
      description:
        'Flint extension. For a link of a copied sandbox, which has the id of the original: as its `url` says.',
    }),
  ),
})

export const getPaymentLinkPublicRoute = defineRoute({
  method: 'GET',
  path: '/v1/payment-links/{payment_link_id}/public',
  operationId: 'getPaymentLinkPublic',
  tag: 'Payment links',
  summary: 'Read a payment link as its buyers see it',
  description:
    'Needs no key. `resolution_context` is what the resolve call has to bring: it begins one checkout until its start deadline, and says which version the buyer saw.',
  callers: ['public'],
  environmentOf: environmentOfLink,
  idempotency: 'none',
  params: LinkParams,
  query: linkQuery,
  status: 200,
  data: PublicPaymentLink,
  errors: [paymentLinkErrors.PAYMENT_LINK_NOT_FOUND],
  run: ({ ctx, params }) => getLink(ctx, params.payment_link_id),
  show: (found, ctx) => answer(200, toPublicLink(ctx, found)),
})
