import { Type } from 'typebox'
import { listPage } from '../../platform/db/list-query.ts'
import { answer } from '../../platform/http/answer.ts'
import { defineRoute } from '../../platform/http/route.ts'
import {
  body,
  createdQuery,
  oneOf,
  pageQuery,
  sortQuery,
  textQuery,
  updatedQuery,
} from '../../platform/http/schema.ts'
import { paymentLinkErrors } from '../errors.ts'
import { withCatalog } from '../get-link.ts'
import { paymentLinkStatuses, paymentLinkTypes } from '../payment-link.ts'
import { linkList } from '../queries.ts'
import { PaymentLink } from '../schemas.ts'
import { toPaymentLink } from '../to-payment-link.ts'

export const listPaymentLinksRoute = defineRoute({
  method: 'GET',
  path: '/v1/payment-links',
  operationId: 'listPaymentLinks',
  tag: 'Payment links',
  summary: 'List payment links, newest first',
  callers: ['merchant'],
  scope: 'checkouts.payment_links.read',
  idempotency: 'none',
  query: body({
    status: Type.Optional(oneOf(paymentLinkStatuses)),
    payment_link_type: Type.Optional(
      oneOf(paymentLinkTypes, { 'x-flint-error': 'INVALID_PAYMENT_LINK_TYPE' }),
    ),
    has_plan: Type.Optional(Type.Boolean()),
    external_reference_id: Type.Optional(Type.String({ minLength: 1, maxLength: 255 })),
    ...textQuery,
    ...createdQuery,
    ...updatedQuery,
    ...sortQuery(['created_at', 'updated_at']),
    ...pageQuery,
  }),
  status: 200,
  data: PaymentLink,
  isList: true,
  errors: [paymentLinkErrors.INVALID_PAYMENT_LINK_TYPE],
  run: async ({ ctx, query }) => {
    const page = await listPage(ctx, linkList(ctx), query)
    return { page, shown: await withCatalog(ctx, page.items) }
  },
  show: ({ page, shown }, ctx) =>
    answer(
      200,
      shown.map((one) => toPaymentLink(ctx, one)),
      { next_page_token: page.nextPageToken },
    ),
})
