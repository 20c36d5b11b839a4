import type { Context } from '../platform/context.ts'
import { writeOnce } from '../platform/db/transact.ts'
import type { FeedbackReport } from './feedback-report.ts'
import { insertFeedbackReport } from './queries.ts'
import { expectSafeContent } from './safe-content.ts'
import type { CreateFeedbackReport } from './schemas.ts'

/** Keeps a report for the people who run this server. */
export const createFeedbackReport = async (
  ctx: Context,
  content: CreateFeedbackReport,
): Promise<FeedbackReport> => {
  expectSafeContent(content)
  const report: FeedbackReport = {
    environmentId: ctx.environmentId,
    feedbackReportId: ctx.ids.newId('fbr'),
    content,
    createdAt: ctx.now,
  }
  return writeOnce(ctx, { result: report, writes: [insertFeedbackReport(report)] })
}
