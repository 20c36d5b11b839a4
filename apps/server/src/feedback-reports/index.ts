import type { Route } from '../platform/http/route.ts'
import { createFeedbackReportRoute } from './routes/create-feedback-report.ts'
import { getFeedbackReportRoute } from './routes/get-feedback-report.ts'
import { listFeedbackReportsRoute } from './routes/list-feedback-reports.ts'

export const feedbackReportRoutes: readonly Route[] = [
  listFeedbackReportsRoute,
  createFeedbackReportRoute,
  getFeedbackReportRoute,
]
