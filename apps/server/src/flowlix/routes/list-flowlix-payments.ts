import { Type } from 'typebox'
import type { Context } from '../../platform/context.ts'
import { oneOf } from '../../platform/http/schema.ts'
import { refuseFlowlix } from '../face/errors.ts'
import { type FlowlixCall, defineFlowlixRoute } from '../face/flowlix-route.ts'
import { type PaymentListQuery, type PaymentPage, paymentPage } from '../list-payments.ts'
import { findPayment } from '../payment-queries.ts'
import { paymentListIn } from '../schemas.ts'
import { statusesShownAs, wordsOf } from '../statuses.ts'
import { toFlowlixPayment } from '../to-payment.ts'

const path = '/v1/payments'
const defaultLimit = 10
/** The last second that a date can have. */
const lastSecond = 253_402_300_799
const Bound = (description: string) =>
  Type.Optional(
    Type.Integer({ minimum: 0, maximum: lastSecond, description: `Unix seconds; ${description}.` }),
  )
const Cursor = (description: string) =>
  Type.Optional(
    Type.String({ minLength: 1, maxLength: 64, description: `Id of the payment ${description} the page.` }),
  )

export const listFlowlixPaymentsRoute = defineFlowlixRoute<undefined, PaymentPage>({
  method: 'GET',
  path,
  operationId: 'listFlowlixPayments',
  summary: 'List payments',
  description: 'Newest first, whatever form of the API made them.',
  profiles: ['a', 'b', 'c'],
  scope: 'payments.read',
  query: (profile) =>
    Type.Object({
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, default: defaultLimit })),
      starting_after: Cursor('before'),
      ending_before: Cursor('after'),
      status: Type.Optional(oneOf(wordsOf(profile))),
      'created[gte]': Bound('from this second on'),
      'created[lt]': Bound('before this second'),
      'created_at[gte]': Bound('as created[gte]'),
      'created_at[lt]': Bound('as created[lt]'),
    }),
  status: 200,
  data: paymentListIn,
  errors: ['parameter_invalid'],
  run: async (call) => {
    const { ctx } = call
    return ctx.db.run(paymentPage(ctx, await queryOf(call)))
  },
  show: ({ payments, hasMore }, { ctx, profile }) => {
    const page = {
      data: payments.map((payment) => toFlowlixPayment(ctx, payment, profile)),
      has_more: hasMore,
    }
    const shown = profile === 'c' ? page : { object: 'list', ...page, url: path }
    return { status: 200, body: JSON.stringify(shown) }
  },
})

const queryOf = async ({ ctx, profile, query }: FlowlixCall): Promise<PaymentListQuery> => ({
  limit: Number(query['limit'] ?? defaultLimit),
  statuses: query['status'] === undefined ? null : statusesShownAs(profile, query['status']),
  from: instantOf(query['created[gte]'] ?? query['created_at[gte]']),
  before: instantOf(query['created[lt]'] ?? query['created_at[lt]']),
  cursor: await cursorOf(ctx, query),
})

const instantOf = (seconds: string | undefined) =>
  seconds === undefined ? null : new Date(Number(seconds) * 1000).toISOString()

const cursorOf = async (
  ctx: Context,
  { starting_after: after, ending_before: before }: Record<string, string>,
): Promise<PaymentListQuery['cursor']> => {
  if (after !== undefined && before !== undefined)
    throw refuseFlowlix('parameter_invalid', {
      param: 'ending_before',
      message: '"ending_before" cannot go with "starting_after".',
    })
  const id = after ?? before
  if (id === undefined) return null
  const found = await ctx.db.run(findPayment(ctx, id))
  if (!found)
    throw refuseFlowlix('parameter_invalid', {
      param: after === undefined ? 'ending_before' : 'starting_after',
      message: `"${after === undefined ? 'ending_before' : 'starting_after'}" names no payment.`,
    })
  const { createdAt, paymentId } = found
  return { side: after === undefined ? 'before' : 'after', createdAt, paymentId }
}
