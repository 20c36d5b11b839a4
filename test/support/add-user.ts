import type { Services, TeamRole } from '../../apps/server/src/platform/context.ts'
import { newToken, tokenDigest, tokenStarts } from '../../apps/server/src/users/one-time-tokens.ts'

export type AddedUser = {
  userId: string
  email: string
  token: string
  /** What the dashboard sends: the cookie, and which environment is meant. */
  headers: (environmentId: string | null) => Record<string, string>
}

const dayMs = 86_400_000

/** Puts somebody straight into the tables, signed in, with roles at merchants: a password costs a third of a second each. */
export const addUser = async (
  services: Services,
  roles: Readonly<Record<string, TeamRole>>,
  options: { email?: string; isOperator?: boolean; passwordHash?: string } = {},
): Promise<AddedUser> => {
  const { db, ids, clock } = services
  const userId = ids.newId('usr')
  const email = options.email ?? `${userId.toLowerCase()}@people.example`
  const now = clock.now()
  await db.query(
    `INSERT INTO users (user_id, email, first_name, last_name, password_hash, is_operator, created_at, updated_at)
     VALUES ($1, $2, 'Ada', 'Lovelace', $3, $4, $5, $5)`,
    [userId, email, options.passwordHash ?? null, options.isOperator ?? false, now],
  )
  for (const [merchantId, role] of Object.entries(roles))
    await db.query(
      `INSERT INTO memberships (merchant_id, user_id, role, created_at, updated_at) VALUES ($1, $2, $3, $4, $4)`,
      [merchantId, userId, role, now],
    )
  const token = newToken(services, tokenStarts.session)
  await db.query(
    `INSERT INTO dashboard_sessions (dashboard_session_id, token_digest, user_id, created_at, last_used_at, expires_at)
     VALUES ($1, $2, $3, $4, $4, $5)`,
    [
      ids.newId('dses'),
      tokenDigest(services, token),
      userId,
      now,
      new Date(clock.nowMs() + 14 * dayMs).toISOString(),
    ],
  )
  return { userId, email, token, headers: (environmentId) => dashboardHeaders(token, environmentId) }
}

export const dashboardHeaders = (token: string, environmentId: string | null): Record<string, string> => ({
  Cookie: `flint_dashboard=${token}`,
  ...(environmentId === null ? { 'Flint-Dashboard': '1' } : { 'Flint-Environment': environmentId }),
})
