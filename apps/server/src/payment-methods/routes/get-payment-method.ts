import { Type } from 'typebox'
import { CustomerSummary, findCustomer, toCustomerSummary } from '../../customers/index.ts'
import type { Context } from '../../platform/context.ts'
import { answer } from '../../platform/http/answer.ts'
import { httpErrors } from '../../platform/http/errors.ts'
import { expandPaths } from '../../platform/http/expand.ts'
import { defineRoute } from '../../platform/http/route.ts'
import { body, expandQuery } from '../../platform/http/schema.ts'
import { refuseUnknownMethod } from '../change-payment-method.ts'
import { customerOfBuyer } from '../customer-of-buyer.ts'
import { isBuyer } from '../details-kept.ts'
import { paymentMethodErrors } from '../errors.ts'
import { type PaymentMethod as Method, statusAt } from '../payment-method.ts'
import { findPaymentMethod } from '../queries.ts'
import { PaymentMethod, PaymentMethodParams } from '../schemas.ts'
import { toPaymentMethod } from '../to-payment-method.ts'

export const getPaymentMethodRoute = defineRoute({
  method: 'GET',
  path: '/v1/payment-methods/{payment_method_id}',
  operationId: 'getPaymentMethod',
  tag: 'Payment methods',
  summary: 'Read a saved card',
  callers: ['merchant', 'checkout'],
  scope: 'payments.payment_methods.read',
  idempotency: 'none',
  params: PaymentMethodParams,
  query: body(expandQuery),
  status: 200,
  data: Type.Object({ ...PaymentMethod.properties, customer: Type.Optional(CustomerSummary) }),
  errors: [
    paymentMethodErrors.PAYMENT_METHOD_NOT_FOUND,
    httpErrors.INVALID_EXPAND,
    httpErrors.EXPANSION_LIMIT_EXCEEDED,
  ],
  run: async ({ ctx, params, query }) => {
    const expand = expandPaths(ctx, query.expand, { customer: 'customers.read' })
    const method = await ctx.db.run(findPaymentMethod(ctx, params.payment_method_id))
    if (!method || !(await mayRead(ctx, method))) throw refuseUnknownMethod()
    const customer = expand.has('customer') ? await ctx.db.run(findCustomer(ctx, method.customerId)) : null
    return { method, customer }
  },
  show: ({ method, customer }, ctx) =>
    answer(200, {
      ...toPaymentMethod(method, ctx.now),
      ...(customer ? { customer: toCustomerSummary(customer) } : {}),
    }),
})

/** A buyer has only cards of their own that can be used. */
const mayRead = async (ctx: Context, method: Method): Promise<boolean> =>
  !isBuyer(ctx) ||
  (statusAt(method, ctx.now) === 'active' && method.customerId === (await customerOfBuyer(ctx)))
