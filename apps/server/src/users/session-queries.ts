import { type Instant, hourMs, plusMs } from '../platform/clock/clock.ts'
import type { TeamRole } from '../platform/context.ts'
import {
  type Row,
  type Statement,
  deleteBatch,
  findMany,
  findOne,
  write,
  writeAny,
} from '../platform/db/statement.ts'

/** Every statement on `dashboard_sessions` and `sign_in_links`. */

export type StoredSession = {
  dashboardSessionId: string
  userId: string
  email: string
  isOperator: boolean
  isActive: boolean
  roles: ReadonlyMap<string, TeamRole>
  createdAt: Instant
  lastUsedAt: Instant
  expiresAt: Instant
}

export const insertSession = (
  session: Pick<StoredSession, 'dashboardSessionId' | 'userId' | 'createdAt' | 'expiresAt'>,
  tokenDigest: Buffer,
): Statement<void> =>
  write(
    'insert_dashboard_session',
    `INSERT INTO dashboard_sessions (dashboard_session_id, token_digest, user_id, created_at, last_used_at, expires_at)
     VALUES ($1, $2, $3, $4, $4, $5) RETURNING 1`,
    [session.dashboardSessionId, tokenDigest, session.userId, session.createdAt, session.expiresAt],
  )

/** With the person and what they may do for whom, all at once. */
const selectSession = `SELECT s.dashboard_session_id, s.user_id, s.created_at, s.last_used_at, s.expires_at, u.email, u.is_operator, u.status,
            (SELECT jsonb_object_agg(m.merchant_id, m.role) FROM memberships m
             WHERE m.user_id = s.user_id AND m.status = 'active') AS roles
     FROM dashboard_sessions s JOIN users u ON u.user_id = s.user_id`

const toStoredSession = (row: Row): StoredSession => ({
  dashboardSessionId: row['dashboard_session_id'],
  userId: row['user_id'],
  email: row['email'],
  isOperator: row['is_operator'],
  isActive: row['status'] === 'active',
  roles: new Map(Object.entries(row['roles'] ?? {})) as ReadonlyMap<string, TeamRole>,
  createdAt: row['created_at'],
  lastUsedAt: row['last_used_at'],
  expiresAt: row['expires_at'],
})

/** Every call of the dashboard begins here. */
export const findSession = (tokenDigest: Buffer): Statement<StoredSession | null> =>
  findOne(
    'find_dashboard_session',
    `${selectSession} WHERE s.token_digest = $1`,
    [tokenDigest],
    toStoredSession,
  )

/** For those who began to read long ago and are still there. */
export const findSessions = (dashboardSessionIds: readonly string[]): Statement<StoredSession[]> =>
  findMany(
    'find_dashboard_sessions',
    `${selectSession} WHERE s.dashboard_session_id = ANY($1)`,
    [dashboardSessionIds],
    toStoredSession,
  )

/** Once an hour at most, whatever several nodes think. */
export const slideSession = (
  dashboardSessionId: string,
  usedAt: Instant,
  expiresAt: Instant,
): Statement<void> =>
  writeAny(
    'slide_dashboard_session',
    `UPDATE dashboard_sessions SET last_used_at = $2, expires_at = $3
     WHERE dashboard_session_id = $1 AND last_used_at <= $4`,
    [dashboardSessionId, usedAt, expiresAt, plusMs(usedAt, -hourMs)],
  )

export const deleteSession = (dashboardSessionId: string): Statement<void> =>
  writeAny('delete_dashboard_session', 'DELETE FROM dashboard_sessions WHERE dashboard_session_id = $1', [
    dashboardSessionId,
  ])

export const deleteSessionsOfUser = (userId: string): Statement<void> =>
  writeAny('delete_dashboard_sessions_of_user', 'DELETE FROM dashboard_sessions WHERE user_id = $1', [userId])

/** Links that nobody used go: there is one at a time. */
export const deleteSignInLinks = (userId: string): Statement<void> =>
  writeAny('delete_sign_in_links', 'DELETE FROM sign_in_links WHERE user_id = $1', [userId])

export const insertSignInLink = (tokenDigest: Buffer, userId: string, expiresAt: Instant): Statement<void> =>
  write(
    'insert_sign_in_link',
    'INSERT INTO sign_in_links (token_digest, user_id, expires_at) VALUES ($1, $2, $3) RETURNING 1',
    [tokenDigest, userId, expiresAt],
  )

/** It opens once: of two at the same time, one finds it. */
export const takeSignInLink = (tokenDigest: Buffer, now: Instant): Statement<string | null> =>
  findOne(
    'take_sign_in_link',
    `DELETE FROM sign_in_links l USING users u
     WHERE u.user_id = l.user_id AND u.status = 'active' AND l.token_digest = $1 AND l.expires_at > $2 RETURNING l.user_id`,
    [tokenDigest, now],
    (row) => row['user_id'],
  )

const deleteExpired = (table: string) => (systemNow: Instant, limit: number) =>
  deleteBatch(
    `delete_expired_${table}`,
    `DELETE FROM ${table} WHERE ctid = ANY(ARRAY(SELECT ctid FROM ${table} WHERE expires_at <= $1 LIMIT $2)) RETURNING 1`,
    [systemNow, limit],
  )

/** What the worker clears away: none of it opens anything any more. */
export const deleteExpiredOfUsers = [
  'dashboard_sessions',
  'sign_in_links',
  'email_codes',
  'invitations',
  'onboarding_sessions',
].map(deleteExpired)
