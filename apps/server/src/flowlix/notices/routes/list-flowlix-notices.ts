import { answer } from '../../../platform/http/answer.ts'
import { Type } from 'typebox'
import { listPage } from '../../../platform/db/list-query.ts'
import { defineRoute } from '../../../platform/http/route.ts'
import { body, oneOf, pageQuery } from '../../../platform/http/schema.ts'
import { noticeStatuses, noticeTypes } from '../notice.ts'
import { noticeList } from '../notice-queries.ts'
import { FlowlixNotice } from '../schemas.ts'
import { toNotice } from '../to-notice.ts'

export const listFlowlixNoticesRoute = defineRoute({
  method: 'GET',
  path: '/v1/flowlix/notices',
  operationId: 'listFlowlixNotices',
  tag: 'Flowlix',
  summary: 'List the callbacks and webhooks of Flowlix payments, newest first',
  description: 'One for each event and receiver, for 30 days.',
  callers: ['merchant'],
  scope: 'webhooks.read',
  idempotency: 'none',
  isExtension: true,
  query: body({
    payment_id: Type.Optional(Type.String({ minLength: 1, maxLength: 100 })),
    status: Type.Optional(oneOf(noticeStatuses)),
    event_type: Type.Optional(oneOf(noticeTypes)),
    flowlix_webhook_endpoint_id: Type.Optional(Type.String({ minLength: 1, maxLength: 100 })),
    ...pageQuery,
  }),
  status: 200,
  data: FlowlixNotice,
  isList: true,
  errors: [],
  run: ({ ctx, query }) => listPage(ctx, noticeList, query),
  show: (page) => answer(200, page.items.map(toNotice), { next_page_token: page.nextPageToken }),
})
