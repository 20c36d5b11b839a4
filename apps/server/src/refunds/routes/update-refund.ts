import { answer } from '../../platform/http/answer.ts'
import { httpErrors } from '../../platform/http/errors.ts'
import { defineRoute } from '../../platform/http/route.ts'
import { Refund, UpdateRefundBody } from '../schemas.ts'
import { toRefund } from '../to-refund.ts'
import { updateRefund } from '../update-refund.ts'
import { RefundParams } from './get-refund.ts'

export const updateRefundRoute = defineRoute({
  method: 'PATCH',
  path: '/v1/refunds/{refund_id}',
  operationId: 'updateRefund',
  tag: 'Refunds',
  summary: "Change a refund's metadata",
  callers: ['merchant'],
  scope: 'commerce.refunds.write',
  idempotency: 'optional',
  params: RefundParams,
  body: UpdateRefundBody,
  status: 200,
  data: Refund,
  errors: [httpErrors.RESOURCE_NOT_FOUND, httpErrors.NO_FIELDS_TO_UPDATE],
  run: ({ ctx, params, body }) => updateRefund(ctx, params.refund_id, body),
  show: (refund) => answer(200, toRefund(refund)),
})
