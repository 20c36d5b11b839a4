import { answer } from '../../platform/http/answer.ts'
import { defineRoute } from '../../platform/http/route.ts'
import { paymentLinkErrors } from '../errors.ts'
import { refuseUnknownLink } from '../get-link.ts'
import { findLink } from '../queries.ts'
import { sumResults } from '../results-queries.ts'
import { PaymentLinkResults } from '../schemas.ts'
import { LinkParams } from './get-payment-link.ts'

export const getDashboardPaymentLinkResultsRoute = defineRoute({
  method: 'GET',
  path: '/v1/dashboard/payment-links/{payment_link_id}/results',
  operationId: 'getDashboardPaymentLinkResults',
  tag: 'Dashboard',
  summary: 'What a payment link has brought',
  callers: ['merchant'],
  scope: 'checkouts.payment_links.read',
  idempotency: 'none',
  isExtension: true,
  params: LinkParams,
  status: 200,
  data: PaymentLinkResults,
  errors: [paymentLinkErrors.PAYMENT_LINK_NOT_FOUND],
  run: async ({ ctx, params: { payment_link_id: paymentLinkId } }) => {
    const [found, results] = await Promise.all([
      ctx.db.run(findLink(ctx, paymentLinkId)),
      ctx.db.run(sumResults(ctx, paymentLinkId)),
    ])
    if (!found) throw refuseUnknownLink()
    return { counts: found.counts, results }
  },
  show: ({ counts, results }) =>
    answer(200, {
      completed_count: counts.completed,
      total_quantity_sold: counts.quantitySold,
      currencies: results.map(({ currency, orderCount, paidOrderCount, paid, refunded }) => ({
        currency,
        order_count: orderCount,
        paid_order_count: paidOrderCount,
        paid_money: { amount: paid, currency },
        refunded_money: { amount: refunded, currency },
        kept_money: { amount: paid - refunded, currency },
      })),
    }),
})
