import { type Instant, dayMs } from '../platform/clock/clock.ts'
import type { Context } from '../platform/context.ts'
import { type ListQuery, equals } from '../platform/db/list-query.ts'
import { deleteOutdated } from '../platform/db/outdated.ts'
import { type Row, type Statement, findMany, findOne, write, writeAny } from '../platform/db/statement.ts'
import type { Alert } from './alert.ts'
import type { StoredRules } from './rules.ts'

/** Every statement on `alerts` and `alert_rules` but the worker's look at all environments. */

const toStoredAlert = (row: Row): Alert => ({
  environmentId: row['environment_id'],
  alertId: row['alert_id'],
  found: row['measured'],
  openedAt: row['opened_at'],
  closedAt: row['closed_at'],
})

export const insertAlert = (alert: Alert): Statement<void> =>
  write(
    'insert_alert',
    `INSERT INTO alerts (environment_id, alert_id, rule, subject_id, measured, opened_at)
     VALUES ($1, $2, $3, $4, $5, $6) RETURNING 1`,
    [
      alert.environmentId,
      alert.alertId,
      alert.found.rule,
      alert.found.subjectId,
      JSON.stringify(alert.found),
      alert.openedAt,
    ],
  )

export const closeAlerts = (ctx: Context, alertIds: readonly string[]): Statement<void> =>
  writeAny(
    'close_alerts',
    'UPDATE alerts SET closed_at = $3 WHERE environment_id = $1 AND alert_id = ANY($2::text[]) AND closed_at IS NULL',
    [ctx.environmentId, alertIds, ctx.now],
  )

export const findOpenAlerts = (ctx: Context): Statement<Alert[]> =>
  findMany(
    'find_open_alerts',
    'SELECT * FROM alerts WHERE environment_id = $1 AND closed_at IS NULL ORDER BY alert_id DESC',
    [ctx.environmentId],
    toStoredAlert,
  )

export const findAlertsClosedSince = (ctx: Context, since: Instant): Statement<Alert[]> =>
  findMany(
    'find_alerts_closed_since',
    'SELECT * FROM alerts WHERE environment_id = $1 AND closed_at > $2',
    [ctx.environmentId, since],
    toStoredAlert,
  )

export const findAlert = (ctx: Context, alertId: string): Statement<Alert | null> =>
  findOne(
    'find_alert',
    'SELECT * FROM alerts WHERE environment_id = $1 AND alert_id = $2',
    [ctx.environmentId, alertId],
    toStoredAlert,
  )

export const alertList: ListQuery<Alert> = {
  operation: 'listDashboardAlerts',
  table: 'alerts',
  columns: '*',
  idColumn: 'alert_id',
  filters: {
    rule: equals('rule'),
    status: {
      where: (status: string) => (status === 'open' ? 'closed_at IS NULL' : 'closed_at IS NOT NULL'),
    },
  },
  map: toStoredAlert,
}

export type RulesRecord = { version: number; stored: StoredRules }

export const findRules = (ctx: Context): Statement<RulesRecord | null> =>
  findOne(
    'find_alert_rules',
    'SELECT version, document FROM alert_rules WHERE environment_id = $1',
    [ctx.environmentId],
    (row) => ({ version: row['version'], stored: row['document'] }),
  )

/** Makes those who change an environment's rules or alerts wait for each other, also before there is a row. */
export const lockAlerts = (ctx: Context): Statement<boolean> => ({
  name: 'lock_alerts',
  text: 'SELECT pg_advisory_xact_lock(720319, hashtext($1))',
  values: [ctx.environmentId],
  read: () => true,
})

export const saveRules = (ctx: Context, { version, stored }: RulesRecord): Statement<void> =>
  write(
    'save_alert_rules',
    `INSERT INTO alert_rules (environment_id, version, document, updated_at) VALUES ($1, $2, $3, $4)
     ON CONFLICT (environment_id) DO UPDATE SET version = excluded.version, document = excluded.document, updated_at = excluded.updated_at
     RETURNING 1`,
    [ctx.environmentId, version, JSON.stringify(stored), ctx.now],
  )

/** The worker's clean-up. */
export const deleteOldAlerts = deleteOutdated({
  table: 'alerts',
  column: 'closed_at',
  ageMs: 90 * dayMs,
  where: 'r.closed_at IS NOT NULL',
})
