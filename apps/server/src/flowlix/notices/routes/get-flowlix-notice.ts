import { answer } from '../../../platform/http/answer.ts'
import { httpErrors, refuse } from '../../../platform/http/errors.ts'
import { defineRoute } from '../../../platform/http/route.ts'
import { findNotice } from '../notice-queries.ts'
import { FlowlixNoticeParams, FlowlixNoticeWithAttempts } from '../schemas.ts'
import { toNoticeWithAttempts } from '../to-notice.ts'

export const getFlowlixNoticeRoute = defineRoute({
  method: 'GET',
  path: '/v1/flowlix/notices/{flowlix_notice_id}',
  operationId: 'getFlowlixNotice',
  tag: 'Flowlix',
  summary: 'Read a callback or webhook of a Flowlix payment with its attempts',
  callers: ['merchant'],
  scope: 'webhooks.read',
  idempotency: 'none',
  isExtension: true,
  params: FlowlixNoticeParams,
  status: 200,
  data: FlowlixNoticeWithAttempts,
  errors: [httpErrors.RESOURCE_NOT_FOUND],
  run: async ({ ctx, params }) => {
    const notice = await ctx.db.run(findNotice(ctx, params.flowlix_notice_id))
    if (!notice) throw refuse(httpErrors.RESOURCE_NOT_FOUND, { param: 'flowlix_notice_id' })
    return notice
  },
  show: (notice) => answer(200, toNoticeWithAttempts(notice)),
})
