import { Type } from 'typebox'
import { listPage } from '../../platform/db/list-query.ts'
import { answer } from '../../platform/http/answer.ts'
import { defineRoute } from '../../platform/http/route.ts'
import { body, oneOf, pageQuery } from '../../platform/http/schema.ts'
import { customerOfBuyer } from '../customer-of-buyer.ts'
import { isBuyer } from '../details-kept.ts'
import { paymentMethodList } from '../queries.ts'
import { PaymentMethod, methodStatuses, usages } from '../schemas.ts'
import { toPaymentMethod } from '../to-payment-method.ts'

export const listPaymentMethodsRoute = defineRoute({
  method: 'GET',
  path: '/v1/payment-methods',
  operationId: 'listPaymentMethods',
  tag: 'Payment methods',
  summary: 'List saved cards, newest first',
  description: 'The active ones, unless a status is named. A buyer sees the active ones of their own.',
  callers: ['merchant', 'checkout'],
  scope: 'payments.payment_methods.read',
  idempotency: 'none',
  query: body({
    customer_id: Type.Optional(Type.String()),
    type: Type.Optional(oneOf(['card'])),
    status: Type.Optional(oneOf(methodStatuses)),
    usage: Type.Optional(oneOf(usages)),
    ...pageQuery,
  }),
  status: 200,
  data: PaymentMethod,
  isList: true,
  errors: [],
  run: async ({ ctx, query }) => {
    const { status = 'active', customer_id: asked } = query
    if (!isBuyer(ctx)) return listPage(ctx, paymentMethodList(status, ctx.now), { ...query, status })
    const own = await customerOfBuyer(ctx)
    const isOthers = own === null || status !== 'active' || (asked !== undefined && asked !== own)
    if (isOthers) return { items: [], nextPageToken: undefined }
    return listPage(ctx, paymentMethodList('active', ctx.now), { ...query, status, customer_id: own })
  },
  show: ({ items, nextPageToken }, ctx) =>
    answer(
      200,
      items.map((method) => toPaymentMethod(method, ctx.now)),
      { next_page_token: nextPageToken },
    ),
})
