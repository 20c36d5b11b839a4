import { environmentColumns, toEnvironment } from '../../platform/auth/queries.ts'
import { type Instant, dayMs } from '../../platform/clock/clock.ts'
import type { Context, Environment } from '../../platform/context.ts'
import { deleteOutdated } from '../../platform/db/outdated.ts'
import { type Row, type Statement, findMany, findOne, writeAny } from '../../platform/db/statement.ts'
import { dueLanes, ownNow, refiled } from '../../webhooks/due-lanes.ts'
import { refundsOfPayments, toPaymentWithRefunds } from '../payment-queries.ts'
import type { SigningSecrets } from './endpoint.ts'
import type { Told } from './envelope.ts'
import type { Notice } from './notice.ts'
import { toStoredNotice } from './notice-queries.ts'

/** The worker's statements: they look over all environments, each by its own time. `systemNow` is the machine's, which also ends leases. */

/** What goes to one receiver: its endpoint's id, or scheme, host and port of a callback address. */
export type NoticeLane = { environmentId: string; lane: string }

export const findDueNoticeLanes = (systemNow: Instant): Statement<NoticeLane[]> =>
  findMany(
    'find_due_flowlix_lanes',
    dueLanes({
      queue: 'flowlix_notices',
      lane: 'lane',
      lanesOfEnvironment:
        'SELECT DISTINCT environment_id, lane FROM flowlix_notices n WHERE n.environment_id = v.environment_id AND n.next_attempt_at IS NOT NULL',
    }),
    [systemNow],
    (row) => ({ environmentId: row['environment_id'], lane: row['lane'] }),
  )

/** A notice with all that its next attempt needs. */
export type DueNotice = {
  notice: Notice
  lane: string
  environment: Environment
  url: string
  /** Null for a callback of an environment that has no secret yet. */
  secrets: SigningSecrets | null
  told: Told
  /** Its receiver still takes notices, and its environment is in use. */
  isDeliverable: boolean
}

/** Of `taken`, notices by all their columns: what an attempt needs. */
const withWhatTheyNeed = `
     SELECT taken.*, flowlix_payments.document AS payment_document, ${refundsOfPayments},
            coalesce(taken.callback_url, w.url) AS url, w.is_enabled AND w.deleted_at IS NULL AS is_endpoint_active,
            coalesce(w.secret, c.secret) AS secret, coalesce(w.previous_secret, c.previous_secret) AS previous_secret,
            coalesce(w.previous_secret_until, c.previous_secret_until) AS previous_secret_until,
            e.status AS environment_status, ${environmentColumns}
     FROM taken
     JOIN flowlix_payments ON flowlix_payments.environment_id = taken.environment_id AND flowlix_payments.payment_id = taken.payment_id
     LEFT JOIN flowlix_webhook_endpoints w
       ON w.environment_id = taken.environment_id AND w.flowlix_webhook_endpoint_id = taken.flowlix_webhook_endpoint_id
     LEFT JOIN flowlix_callback_secrets c ON c.environment_id = taken.environment_id AND taken.callback_url IS NOT NULL
     JOIN environments e ON e.environment_id = taken.environment_id
     JOIN merchants m ON m.merchant_id = e.merchant_id`

/** Takes what is due in these lanes, at most `room` in each, the longest waiting first. */
export const takeDueNotices = (
  lanes: readonly (NoticeLane & { room: number })[],
  systemNow: Instant,
  leasedUntil: Instant,
): Statement<DueNotice[]> =>
  findMany(
    'take_due_flowlix_notices',
    `WITH due AS (
       SELECT d.environment_id, d.flowlix_notice_id
       FROM unnest($1::text[], $2::text[], $3::int[]) AS asked(environment_id, lane, room)
       JOIN environments v ON v.environment_id = asked.environment_id AND v.clock_target IS NULL
       CROSS JOIN LATERAL (
         SELECT n.environment_id, n.flowlix_notice_id FROM flowlix_notices n
         WHERE n.environment_id = asked.environment_id AND n.lane = asked.lane
           AND n.next_attempt_at <= ${ownNow('v', '$4')} AND (n.leased_until IS NULL OR n.leased_until <= $4)
         ORDER BY n.next_attempt_at LIMIT asked.room FOR NO KEY UPDATE SKIP LOCKED
       ) d
     ), taken AS (
       UPDATE flowlix_notices n SET leased_until = $5 FROM due
       WHERE n.environment_id = due.environment_id AND n.flowlix_notice_id = due.flowlix_notice_id
       RETURNING n.*
     )${withWhatTheyNeed}`,
    [
      lanes.map(({ environmentId }) => environmentId),
      lanes.map(({ lane }) => lane),
      lanes.map(({ room }) => room),
      systemNow,
      leasedUntil,
    ],
    toDueNotice,
  )

/** Takes what is due in one sandbox, for who moves its clock; in one order, so that two equal sandboxes stay equal. */
export const takeDueNoticesIn = (
  environmentId: string,
  room: number,
  systemNow: Instant,
  leasedUntil: Instant,
): Statement<DueNotice[]> =>
  findMany(
    'take_due_flowlix_notices_in',
    `WITH due AS (
       SELECT n.environment_id, n.flowlix_notice_id FROM flowlix_notices n JOIN environments v ON v.environment_id = n.environment_id
       WHERE n.environment_id = $1 AND n.next_attempt_at <= ${ownNow('v', '$4')} AND (n.leased_until IS NULL OR n.leased_until <= $4)
       ORDER BY n.next_attempt_at, n.flowlix_notice_id LIMIT $2 FOR NO KEY UPDATE OF n SKIP LOCKED
     ), taken AS (
       UPDATE flowlix_notices n SET leased_until = $3 FROM due
       WHERE n.environment_id = due.environment_id AND n.flowlix_notice_id = due.flowlix_notice_id
       RETURNING n.*
     )${withWhatTheyNeed}`,
    [environmentId, room, leasedUntil, systemNow],
    toDueNotice,
  )

/** For an attempt that somebody asks for. */
export const findNoticeToSend = (ctx: Context, noticeId: string): Statement<DueNotice | null> =>
  findOne(
    'find_flowlix_notice_to_send',
    `WITH taken AS (
       SELECT * FROM flowlix_notices WHERE environment_id = $1 AND flowlix_notice_id = $2
     )${withWhatTheyNeed}`,
    [ctx.environmentId, noticeId],
    toDueNotice,
  )

/** Their endpoint went away after they were made. */
export const suppressTakenNotice = ({ notice }: DueNotice, now: Instant): Statement<void> =>
  writeAny(
    'suppress_taken_flowlix_notice',
    `UPDATE flowlix_notices SET status = 'suppressed', next_attempt_at = NULL, leased_until = NULL, updated_at = $4
     WHERE environment_id = $1 AND flowlix_notice_id = $2 AND leased_until = $3`,
    [notice.environmentId, notice.noticeId, notice.leasedUntil, now],
  )

/** Gives it back untried: whoever looks next sends it. */
export const releaseNotice = ({ notice }: DueNotice): Statement<void> =>
  writeAny(
    'release_flowlix_notice',
    `UPDATE flowlix_notices SET leased_until = NULL
     WHERE environment_id = $1 AND flowlix_notice_id = $2 AND leased_until = $3`,
    [notice.environmentId, notice.noticeId, notice.leasedUntil],
  )

/** What was made before its sandbox's clock was given or taken may be filed under the other one. */
export const refileNotices = refiled('flowlix_notices', 'flowlix_notice_id')

/** As long as Flint's own payloads can be read; what still waits is kept, however old. */
export const deleteOldNotices = deleteOutdated({
  table: 'flowlix_notices',
  column: 'created_at',
  ageMs: 30 * dayMs,
  where: 'r.next_attempt_at IS NULL',
})

const toDueNotice = (row: Row): DueNotice => {
  const paid = toPaymentWithRefunds({ document: row['payment_document'], refunds: row['refunds'] })
  const notice = toStoredNotice(row)
  return {
    notice,
    lane: row['lane'],
    environment: toEnvironment(row),
    url: row['url'],
    secrets: row['secret'] && {
      secret: row['secret'],
      previousSecret: row['previous_secret'],
      previousSecretUntil: row['previous_secret_until'],
    },
    told: { paid, refund: paid.refunds.find(({ refundId }) => refundId === notice.refundId) ?? null },
    isDeliverable:
      row['environment_status'] === 'active' &&
      (notice.webhookEndpointId === null || row['is_endpoint_active']),
  }
}
