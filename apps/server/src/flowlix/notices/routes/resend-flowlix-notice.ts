import { answer } from '../../../platform/http/answer.ts'
import { httpErrors } from '../../../platform/http/errors.ts'
import { defineRoute } from '../../../platform/http/route.ts'
import { webhookErrors } from '../../../webhooks/errors.ts'
import { resendNotice } from '../resend-notice.ts'
import { FlowlixNoticeParams, FlowlixNoticeWithAttempts } from '../schemas.ts'
import { toNoticeWithAttempts } from '../to-notice.ts'

export const resendFlowlixNoticeRoute = defineRoute({
  method: 'POST',
  path: '/v1/flowlix/notices/{flowlix_notice_id}/resend',
  operationId: 'resendFlowlixNotice',
  tag: 'Flowlix',
  summary: 'Send a callback or webhook of a Flowlix payment again',
  description:
    'Makes one more attempt with the same event id and answers what came of it. A receiver that fails is still 200.',
  callers: ['merchant'],
  scope: 'webhooks.write',
  idempotency: 'optional',
  isExtension: true,
  params: FlowlixNoticeParams,
  status: 200,
  data: FlowlixNoticeWithAttempts,
  errors: [
    httpErrors.RESOURCE_NOT_FOUND,
    webhookErrors.WEBHOOK_ENDPOINT_NOT_ACTIVE,
    webhookErrors.WEBHOOK_DELIVERY_IN_FLIGHT,
  ],
  run: ({ ctx, params }) => resendNotice(ctx, params.flowlix_notice_id),
  show: (notice) => answer(200, toNoticeWithAttempts(notice)),
})
