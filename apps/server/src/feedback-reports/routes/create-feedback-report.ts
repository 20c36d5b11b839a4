import { answer } from '../../platform/http/answer.ts'
import { defineRoute } from '../../platform/http/route.ts'
import { createFeedbackReport } from '../create-feedback-report.ts'
import { feedbackErrors } from '../errors.ts'
import { toFeedbackReport } from '../feedback-report.ts'
import { type CreateFeedbackReport, CreateFeedbackReportBody, FeedbackReport } from '../schemas.ts'

export const createFeedbackReportRoute = defineRoute({
  method: 'POST',
  path: '/v1/feedback-reports',
  operationId: 'createFeedbackReport',
  tag: 'Feedback',
  summary: 'Tell the people who run this server what is wrong or good',
  description:
    'A report is kept, not answered. Text that holds a key, another secret or a card number is refused. Counted for itself: the refusal of one too many has the reason `feedback-intake`.',
  callers: ['merchant'],
  scope: 'developer.feedback_reports.write',
  idempotency: 'optional',
  ownLimit: 'feedback-intake',
  cardNumberError: feedbackErrors.UNSAFE_FEEDBACK_CONTENT,
  body: CreateFeedbackReportBody,
  status: 201,
  data: FeedbackReport,
  errors: [
    feedbackErrors.INVALID_FEEDBACK_KIND,
    feedbackErrors.INVALID_FEEDBACK_SURFACE,
    feedbackErrors.INVALID_FEEDBACK_SHAPE,
    feedbackErrors.INVALID_SURFACE_ROUTE,
    feedbackErrors.UNSAFE_FEEDBACK_CONTENT,
  ],
  run: ({ ctx, body }) => createFeedbackReport(ctx, body as CreateFeedbackReport),
  show: (report) => answer(201, toFeedbackReport(report)),
})
