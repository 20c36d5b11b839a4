import { Type } from 'typebox'
import { answer } from '../../platform/http/answer.ts'
import { refuse } from '../../platform/http/errors.ts'
import { defineRoute } from '../../platform/http/route.ts'
import { id } from '../../platform/http/schema.ts'
import { feedbackErrors } from '../errors.ts'
import { toFeedbackReport } from '../feedback-report.ts'
import { findFeedbackReport } from '../queries.ts'
import { FeedbackReport } from '../schemas.ts'

export const getFeedbackReportRoute = defineRoute({
  method: 'GET',
  path: '/v1/feedback-reports/{feedback_report_id}',
  operationId: 'getFeedbackReport',
  tag: 'Feedback',
  summary: 'Read a feedback report',
  callers: ['merchant'],
  scope: 'developer.feedback_reports.read',
  idempotency: 'none',
  params: Type.Object({ feedback_report_id: id('fbr', 'The report') }),
  status: 200,
  data: FeedbackReport,
  errors: [feedbackErrors.FEEDBACK_REPORT_NOT_FOUND],
  run: async ({ ctx, params }) => {
    const report = await ctx.db.run(findFeedbackReport(ctx, params.feedback_report_id))
    if (!report) throw refuse(feedbackErrors.FEEDBACK_REPORT_NOT_FOUND, { param: 'feedback_report_id' })
    return report
  },
  show: (report) => answer(200, toFeedbackReport(report)),
})
