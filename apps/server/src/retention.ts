import { deleteOldAlerts } from './alerts/index.ts'
import { deleteExpiredTokens } from './card-tokens/queries.ts'
import { deleteOldNotices, refileNotices } from './flowlix/notices/index.ts'
import { deleteOldEmails, deleteOldPlatformEmails } from './mail/index.ts'
import { deleteOldCallCounts } from './overview/index.ts'
import type { Retention } from './platform/db/outdated.ts'
import { deleteExpiredCalls } from './platform/idempotency/queries.ts'
import { refileTimers } from './platform/jobs/timers.ts'
import { deleteOldRequestLogBlocks, deleteOldRequestLogs } from './platform/log/request-log-queries.ts'
import { deleteFullBuckets, deleteOldWindows } from './platform/rate-limits/queries.ts'
import { deleteExpiredOfUsers } from './users/index.ts'
import { deleteOldDeliveries, eraseExpiredPayloads, refileDeliveries } from './webhooks/retention.ts'

/** What the worker clears away, a batch of each at a time; one line each. */
export const retention: readonly Retention[] = [
  deleteExpiredCalls,
  deleteExpiredTokens,
  deleteOldRequestLogs,
  deleteOldRequestLogBlocks,
  deleteOldEmails,
  deleteOldPlatformEmails,
  ...deleteExpiredOfUsers,
  deleteOldCallCounts,
  deleteOldAlerts,
  refileTimers,
  refileDeliveries,
  refileNotices,
  deleteFullBuckets,
  deleteOldWindows,
  eraseExpiredPayloads,
  deleteOldDeliveries,
  deleteOldNotices,
]
