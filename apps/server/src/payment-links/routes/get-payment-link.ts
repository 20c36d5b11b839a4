import { Type } from 'typebox'
import { answer } from '../../platform/http/answer.ts'
import { defineRoute } from '../../platform/http/route.ts'
import { id } from '../../platform/http/schema.ts'
import { paymentLinkErrors } from '../errors.ts'
import { getLink } from '../get-link.ts'
import { PaymentLink } from '../schemas.ts'
import { toPaymentLink } from '../to-payment-link.ts'

export const LinkParams = Type.Object({ payment_link_id: id('pl', 'The payment link') })

export const getPaymentLinkRoute = defineRoute({
  method: 'GET',
  path: '/v1/payment-links/{payment_link_id}',
  operationId: 'getPaymentLink',
  tag: 'Payment links',
  summary: 'Read a payment link',
  callers: ['merchant'],
  scope: 'checkouts.payment_links.read',
  idempotency: 'none',
  params: LinkParams,
  status: 200,
  data: PaymentLink,
  errors: [paymentLinkErrors.PAYMENT_LINK_NOT_FOUND],
  run: ({ ctx, params }) => getLink(ctx, params.payment_link_id),
  show: (found, ctx) => answer(200, toPaymentLink(ctx, found)),
})
