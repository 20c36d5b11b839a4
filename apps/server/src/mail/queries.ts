import { type Instant, dayMs, minuteMs, plusMs } from '../platform/clock/clock.ts'
import { type Context, platformEnvironment } from '../platform/context.ts'
import { type ListQuery, equals, timeFilters } from '../platform/db/list-query.ts'
import { type Retention, deleteOutdated } from '../platform/db/outdated.ts'
import {
  type Row,
  type Statement,
  deleteBatch,
  findMany,
  findOne,
  write,
  writeAny,
} from '../platform/db/statement.ts'
import type { Email, EmailContent, NewEmail } from './email.ts'

/** Every statement on `emails`. */

const summary = `environment_id, email_id, kind, cause, recipient, order_id, customer_id, about_id, status, subject, sent_by,
  attempts, last_error, created_at, sent_at`
const whole = `${summary}, html_body, text_body`

const toStoredEmail = (row: Row): Email => ({
  environmentId: row['environment_id'],
  emailId: row['email_id'],
  kind: row['kind'],
  cause: row['cause'],
  recipient: row['recipient'],
  orderId: row['order_id'],
  customerId: row['customer_id'],
  aboutId: row['about_id'],
  status: row['status'],
  content:
    row['subject'] === null
      ? null
      : { subject: row['subject'], html: row['html_body'] ?? '', text: row['text_body'] ?? '' },
  sentBy: row['sent_by'],
  attempts: row['attempts'],
  lastError: row['last_error'],
  createdAt: row['created_at'],
  sentAt: row['sent_at'],
})

/** For the writes of the transaction that causes the message: one row, due at once, and the worker does the rest. */
export const insertEmail = (email: Email): Statement<void> =>
  write(
    'insert_email',
    `INSERT INTO emails (environment_id, email_id, kind, cause, recipient, order_id, customer_id, about_id, status, due_at, created_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'queued', 'epoch', $9) RETURNING 1`,
    [
      email.environmentId,
      email.emailId,
      email.kind,
      email.cause,
      email.recipient,
      email.orderId,
      email.customerId,
      email.aboutId,
      email.createdAt,
    ],
  )

export const newEmail = (ctx: Context, email: NewEmail): Email => ({
  aboutId: null,
  ...email,
  environmentId: ctx.environmentId,
  emailId: ctx.ids.newId('eml'),
  status: 'queued',
  content: null,
  sentBy: null,
  attempts: 0,
  lastError: null,
  createdAt: ctx.now,
  sentAt: null,
})

/** Messages of one kind that somebody asked for, about one order, since then; those that failed aside. */
export const findRequestedEmails = (
  ctx: Context,
  kind: Email['kind'],
  orderId: string,
  since: Instant,
): Statement<{ recipient: string; createdAt: Instant }[]> =>
  findMany(
    'find_requested_emails',
    `SELECT recipient, created_at FROM emails
     WHERE environment_id = $1 AND order_id = $2 AND kind = $3 AND cause = 'request' AND status <> 'failed' AND created_at > $4
     ORDER BY email_id DESC`,
    [ctx.environmentId, orderId, kind, since],
    (row) => ({ recipient: row['recipient'], createdAt: row['created_at'] }),
  )

export const findEmail = (environmentId: string, emailId: string): Statement<Email | null> =>
  findOne(
    'find_email',
    `SELECT ${whole} FROM emails WHERE environment_id = $1 AND email_id = $2`,
    [environmentId, emailId],
    toStoredEmail,
  )

const leaseMs = 5 * minuteMs
const batchSize = 20

/**
 * Takes what is due. Whoever takes it has the lease's time; if it dies, the message is due again then. Due times are the
 * machine's: a mail server outside knows nothing of a sandbox's clock.
 */
export const takeDueEmails = (systemNow: Instant): Statement<Email[]> =>
  findMany(
    'take_due_emails',
    `UPDATE emails e SET attempts = least(attempts, 1000000) + 1, due_at = $2
     FROM (SELECT environment_id AS of_environment, email_id AS of_email FROM emails WHERE due_at <= $1
           ORDER BY due_at, email_id LIMIT ${batchSize} FOR UPDATE SKIP LOCKED) due
     WHERE (environment_id, email_id) = (of_environment, of_email)
     RETURNING ${whole}`,
    [systemNow, plusMs(systemNow, leaseMs)],
    toStoredEmail,
  )

/** Kept before it is sent, so that a second try sends the same words. */
export const saveEmailContent = (email: Email, { subject, html, text }: EmailContent): Statement<void> =>
  writeAny(
    'save_email_content',
    'UPDATE emails SET subject = $3, html_body = $4, text_body = $5 WHERE environment_id = $1 AND email_id = $2 AND subject IS NULL',
    [email.environmentId, email.emailId, subject, html, text],
  )

/** A message with a code or a link: once it is on its way, only who gets it may have it. */
const opensAccount = `environment_id = '${platformEnvironment.environmentId}'`

/** Only the holder of the lease says what became of it: `attempts` is the lease's name. */
export const markEmailSent = (email: Email, sentBy: 'catcher' | 'smtp', sentAt: Instant): Statement<void> =>
  writeAny(
    'mark_email_sent',
    `UPDATE emails SET status = 'sent', sent_by = $4, sent_at = $5, due_at = NULL, last_error = NULL,
       html_body = CASE WHEN ${opensAccount} AND $4 = 'smtp' THEN NULL ELSE html_body END,
       text_body = CASE WHEN ${opensAccount} AND $4 = 'smtp' THEN NULL ELSE text_body END
     WHERE environment_id = $1 AND email_id = $2 AND attempts = $3 AND status = 'queued'`,
    [email.environmentId, email.emailId, email.attempts, sentBy, sentAt],
  )

/** `retryAt` null: it has failed for good. An invitation's link is good for days: what nobody got nobody shall find here. */
export const markEmailNotSent = (email: Email, lastError: string, retryAt: Instant | null): Statement<void> =>
  writeAny(
    'mark_email_not_sent',
    `UPDATE emails SET status = CASE WHEN $5::timestamptz IS NULL THEN 'failed' ELSE 'queued' END, due_at = $5, last_error = $4,
       html_body = CASE WHEN ${opensAccount} AND $5::timestamptz IS NULL THEN NULL ELSE html_body END,
       text_body = CASE WHEN ${opensAccount} AND $5::timestamptz IS NULL THEN NULL ELSE text_body END
     WHERE environment_id = $1 AND email_id = $2 AND attempts = $3 AND status = 'queued'`,
    [email.environmentId, email.emailId, email.attempts, lastError.slice(0, 500), retryAt],
  )

/** For a customer who is erased: what was sent to them goes, and what was not sent yet never is. */
export const deleteEmailsOfCustomer = (ctx: Context, customerId: string): Statement<void> =>
  writeAny('delete_emails_of_customer', 'DELETE FROM emails WHERE environment_id = $1 AND customer_id = $2', [
    ctx.environmentId,
    customerId,
  ])

/** Receipts hold what somebody bought: they are kept for a month. */
export const deleteOldEmails = deleteOutdated({
  table: 'emails',
  column: 'created_at',
  ageMs: 30 * dayMs,
  where: 'r.due_at IS NULL',
})

/** What Flint itself mailed belongs to no environment, so that no environment's time counts. */
export const deleteOldPlatformEmails: Retention = (systemNow, limit) =>
  deleteBatch(
    'delete_old_platform_emails',
    `DELETE FROM emails WHERE environment_id = $1 AND email_id = ANY(ARRAY(
       SELECT email_id FROM emails WHERE environment_id = $1 AND created_at <= $2 AND due_at IS NULL LIMIT $3)) RETURNING 1`,
    [platformEnvironment.environmentId, plusMs(systemNow, -30 * dayMs), limit],
  )

export const emailList: ListQuery<Email> = {
  operation: 'listDeveloperEmails',
  table: 'emails',
  columns: summary,
  idColumn: 'email_id',
  idPrefix: 'eml',
  filters: {
    to: { sql: (parameter) => `lower(recipient) = lower(${parameter})` },
    order_id: equals('order_id'),
    kind: equals('kind'),
    status: equals('status'),
    created_after: timeFilters.created_after,
    created_before: timeFilters.created_before,
  },
  map: toStoredEmail,
}

export type CaughtEmail = { email: Email; sandboxName: string }

const pageSize = 100

/** The newest messages of every sandbox, and those of Flint itself, for the page of a local start. */
export const findCaughtEmails = ({ hasPlatform }: { hasPlatform: boolean }): Statement<CaughtEmail[]> =>
  findMany(
    'find_caught_emails',
    `SELECT caught.* FROM (SELECT environment_id AS id, name FROM environments WHERE mode = 'test'
                           UNION ALL SELECT $1, 'Flint' WHERE $2::boolean) n
     JOIN LATERAL (SELECT ${summary}, n.name AS sandbox_name FROM emails
                   WHERE environment_id = n.id ORDER BY email_id DESC LIMIT ${pageSize}) caught
       ON caught.environment_id = n.id
     ORDER BY caught.email_id DESC LIMIT ${pageSize}`,
    [platformEnvironment.environmentId, hasPlatform],
    (row) => ({ email: toStoredEmail(row), sandboxName: row['sandbox_name'] }),
  )

/** The newest to one address among them, written already. */
export const findLatestCaughtEmail = (
  recipient: string,
  { hasPlatform }: { hasPlatform: boolean },
): Statement<Email | null> =>
  findOne(
    'find_latest_caught_email',
    `SELECT caught.* FROM (SELECT environment_id AS id FROM environments WHERE mode = 'test'
                           UNION ALL SELECT $1 WHERE $2::boolean) n
     JOIN LATERAL (SELECT ${whole} FROM emails
                   WHERE environment_id = n.id AND lower(recipient) = lower($3) AND subject IS NOT NULL
                   ORDER BY email_id DESC LIMIT 1) caught ON caught.environment_id = n.id
     ORDER BY caught.created_at DESC, caught.email_id DESC LIMIT 1`,
    [platformEnvironment.environmentId, hasPlatform, recipient],
    toStoredEmail,
  )
