import type { Context } from '../platform/context.ts'
import { type ListQuery, timeFilters } from '../platform/db/list-query.ts'
import { type Row, type Statement, findOne, write } from '../platform/db/statement.ts'
import type { FeedbackReport } from './feedback-report.ts'

const toStoredReport = (row: Row): FeedbackReport => ({
  environmentId: row['environment_id'],
  feedbackReportId: row['feedback_report_id'],
  content: row['document'],
  createdAt: row['created_at'],
})

export const insertFeedbackReport = (report: FeedbackReport): Statement<void> =>
  write(
    'insert_feedback_report',
    `INSERT INTO feedback_reports (environment_id, feedback_report_id, document, created_at)
     VALUES ($1, $2, $3, $4) RETURNING 1`,
    [report.environmentId, report.feedbackReportId, JSON.stringify(report.content), report.createdAt],
  )

export const findFeedbackReport = (
  ctx: Context,
  feedbackReportId: string,
): Statement<FeedbackReport | null> =>
  findOne(
    'find_feedback_report',
    'SELECT * FROM feedback_reports WHERE environment_id = $1 AND feedback_report_id = $2',
    [ctx.environmentId, feedbackReportId],
    toStoredReport,
  )

export const feedbackReportList: ListQuery<FeedbackReport> = {
  operation: 'listFeedbackReports',
  table: 'feedback_reports',
  columns: '*',
  idColumn: 'feedback_report_id',
  idPrefix: 'fbr',
  filters: { created_after: timeFilters.created_after, created_before: timeFilters.created_before },
  map: toStoredReport,
}
