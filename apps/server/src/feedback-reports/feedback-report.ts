import type { Instant } from '../platform/clock/clock.ts'
import { type CreateFeedbackReport, optionalFields } from './schemas.ts'

/** What somebody thinks of the product, as they sent it. */
export type FeedbackReport = {
  environmentId: string
  feedbackReportId: string
  content: CreateFeedbackReport
  createdAt: Instant
}

/** Source: contract, flint-platform 20.3. */
export const toFeedbackReport = ({ feedbackReportId, content, createdAt }: FeedbackReport) => ({
  feedback_report_id: feedbackReportId,
  kind: content.kind,
  surface: content.surface,
  summary: content.summary,
  ...Object.fromEntries(optionalFields.map((name) => [name, content[name] ?? null])),
  created_at: createdAt,
})
