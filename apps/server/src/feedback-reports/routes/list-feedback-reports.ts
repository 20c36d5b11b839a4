import { listPage } from '../../platform/db/list-query.ts'
import { answer } from '../../platform/http/answer.ts'
import { defineRoute } from '../../platform/http/route.ts'
import { body, createdQuery, pageQuery } from '../../platform/http/schema.ts'
import { toFeedbackReport } from '../feedback-report.ts'
import { feedbackReportList } from '../queries.ts'
import { FeedbackReport } from '../schemas.ts'

export const listFeedbackReportsRoute = defineRoute({
  method: 'GET',
  path: '/v1/feedback-reports',
  operationId: 'listFeedbackReports',
  tag: 'Feedback',
  summary: 'List feedback reports, newest first',
  callers: ['merchant'],
  scope: 'developer.feedback_reports.read',
  idempotency: 'none',
  query: body({ ...createdQuery, ...pageQuery }),
  status: 200,
  data: FeedbackReport,
  isList: true,
  errors: [],
  run: ({ ctx, query }) => listPage(ctx, feedbackReportList, query),
  show: (page) => answer(200, page.items.map(toFeedbackReport), { next_page_token: page.nextPageToken }),
})
