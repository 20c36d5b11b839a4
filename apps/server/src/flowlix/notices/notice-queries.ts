import type { Context } from '../../platform/context.ts'
import { type ListQuery, equals } from '../../platform/db/list-query.ts'
import { type Row, type Statement, findOne, write, writeAny } from '../../platform/db/statement.ts'
import type { Notice } from './notice.ts'

/** Statements on `flowlix_notices` that routes and worker share. Those that make them are in `record-notices.ts`. */

export const toStoredNotice = (row: Row): Notice => ({
  environmentId: row['environment_id'],
  noticeId: row['flowlix_notice_id'],
  eventId: row['event_id'],
  eventType: row['event_type'],
  paymentId: row['payment_id'],
  refundId: row['refund_id'],
  webhookEndpointId: row['flowlix_webhook_endpoint_id'],
  callbackUrl: row['callback_url'],
  profile: row['profile'],
  status: row['status'],
  attemptCount: row['attempt_count'],
  automaticAttemptCount: row['automatic_attempt_count'],
  nextAttemptAt: row['next_attempt_at'],
  leasedUntil: row['leased_until'],
  deliveredAt: row['delivered_at'],
  attempts: row['attempts'],
  body: row['body'],
  createdAt: row['created_at'],
  updatedAt: row['updated_at'],
})

export const findNotice = (ctx: Context, noticeId: string): Statement<Notice | null> =>
  findOne(
    'find_flowlix_notice',
    'SELECT * FROM flowlix_notices WHERE environment_id = $1 AND flowlix_notice_id = $2',
    [ctx.environmentId, noticeId],
    toStoredNotice,
  )

export const lockNotice = (ctx: Context, noticeId: string): Statement<Notice | null> =>
  findOne(
    'lock_flowlix_notice',
    'SELECT * FROM flowlix_notices WHERE environment_id = $1 AND flowlix_notice_id = $2 FOR NO KEY UPDATE',
    [ctx.environmentId, noticeId],
    toStoredNotice,
  )

export const leaseNotice = ({ environmentId, noticeId, leasedUntil }: Notice): Statement<void> =>
  write(
    'lease_flowlix_notice',
    'UPDATE flowlix_notices SET leased_until = $3 WHERE environment_id = $1 AND flowlix_notice_id = $2 RETURNING 1',
    [environmentId, noticeId, leasedUntil],
  )

/**
 * What came of an attempt, under its lease: one that somebody else has taken over meanwhile is left alone. One whose endpoint
 * went away meanwhile stays suppressed unless the attempt delivered it.
 *
 * @param taken As it was leased.
 */
export const settleNotice = (taken: Notice, settled: Notice): Statement<void> =>
  writeAny(
    'settle_flowlix_notice',
    `UPDATE flowlix_notices
     SET status = CASE WHEN $4 = 'delivered' OR status = $5 THEN $4 ELSE status END,
         next_attempt_at = CASE WHEN $4 = 'delivered' THEN NULL WHEN status = $5 THEN $6::timestamptz ELSE next_attempt_at END,
         attempt_count = $7, automatic_attempt_count = $8, delivered_at = $9, attempts = $10, body = $12, leased_until = NULL, updated_at = $11
     WHERE environment_id = $1 AND flowlix_notice_id = $2 AND leased_until = $3`,
    [
      taken.environmentId,
      taken.noticeId,
      taken.leasedUntil,
      settled.status,
      taken.status,
      settled.nextAttemptAt,
      settled.attemptCount,
      settled.automaticAttemptCount,
      settled.deliveredAt,
      JSON.stringify(settled.attempts),
      settled.updatedAt,
      settled.body,
    ],
  )

/** What still waits for an endpoint is not sent any more. An attempt under way may yet succeed. */
export const suppressPendingNotices = (ctx: Context, webhookEndpointId: string): Statement<void> =>
  writeAny(
    'suppress_pending_flowlix_notices',
    `UPDATE flowlix_notices SET status = 'suppressed', next_attempt_at = NULL, updated_at = $3
     WHERE environment_id = $1 AND lane = $2 AND next_attempt_at IS NOT NULL`,
    [ctx.environmentId, webhookEndpointId, ctx.now],
  )

export const noticeList: ListQuery<Notice> = {
  operation: 'listFlowlixNotices',
  table: 'flowlix_notices',
  columns: '*',
  idColumn: 'flowlix_notice_id',
  filters: {
    payment_id: equals('payment_id'),
    status: equals('status'),
    event_type: equals('event_type'),
    flowlix_webhook_endpoint_id: equals('flowlix_webhook_endpoint_id'),
  },
  map: toStoredNotice,
}
