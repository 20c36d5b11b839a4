import type { Instant } from '../platform/clock/clock.ts'
import { type Row, type Statement, findMany, findOne, write, writeAny } from '../platform/db/statement.ts'
import type { Member, Membership, User } from './user.ts'

/** Every statement on `users` and `memberships`: control rows, found by person and by merchant. */

const userColumns = `u.user_id, u.email, u.first_name, u.last_name, u.status, u.password_hash, u.is_operator,
  u.default_merchant_id, u.created_at, u.updated_at`

export const toStoredUser = (row: Row): User => ({
  userId: row['user_id'],
  email: row['email'],
  firstName: row['first_name'],
  lastName: row['last_name'],
  status: row['status'],
  passwordHash: row['password_hash'],
  isOperator: row['is_operator'],
  defaultMerchantId: row['default_merchant_id'],
  createdAt: row['created_at'],
  updatedAt: row['updated_at'],
})

export const findUser = (userId: string): Statement<User | null> =>
  findOne('find_user', `SELECT ${userColumns} FROM users u WHERE u.user_id = $1`, [userId], toStoredUser)

export const findUserByEmail = (email: string): Statement<User | null> =>
  findOne(
    'find_user_by_email',
    `SELECT ${userColumns} FROM users u WHERE lower(u.email) = lower($1)`,
    [email],
    toStoredUser,
  )

/** Two who prove the same address at once: the second finds what the first has made. */
export const lockUserByEmail = (email: string): Statement<User | null> =>
  findOne(
    'lock_user_by_email',
    `SELECT ${userColumns} FROM users u WHERE lower(u.email) = lower($1) FOR NO KEY UPDATE`,
    [email],
    toStoredUser,
  )

/** Violates `one_user_of_email` when somebody has the address. */
export const insertUser = (user: User): Statement<void> =>
  write(
    'insert_user',
    `INSERT INTO users (user_id, email, first_name, last_name, status, password_hash, is_operator, default_merchant_id,
                        created_at, updated_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) RETURNING 1`,
    [
      user.userId,
      user.email,
      user.firstName,
      user.lastName,
      user.status,
      user.passwordHash,
      user.isOperator,
      user.defaultMerchantId,
      user.createdAt,
      user.updatedAt,
    ],
  )

export const savePassword = (userId: string, passwordHash: string, now: Instant): Statement<void> =>
  write(
    'save_password',
    'UPDATE users SET password_hash = $2, updated_at = $3 WHERE user_id = $1 RETURNING 1',
    [userId, passwordHash, now],
  )

const toStoredMembership = (row: Row): Membership => ({
  merchantId: row['merchant_id'],
  userId: row['user_id'],
  role: row['role'],
  status: row['status'],
  createdAt: row['created_at'],
  updatedAt: row['updated_at'],
})

const toStoredMember = (row: Row): Member => ({
  ...toStoredMembership(row),
  user: { email: row['email'], firstName: row['first_name'], lastName: row['last_name'] },
})

const memberColumns = `m.merchant_id, m.user_id, m.role, m.status, m.created_at, m.updated_at, u.email, u.first_name, u.last_name`

/** Those who are in it now, the longest first. */
export const findTeam = (merchantId: string): Statement<Member[]> =>
  findMany(
    'find_team',
    `SELECT ${memberColumns} FROM memberships m JOIN users u ON u.user_id = m.user_id
     WHERE m.merchant_id = $1 AND m.status = 'active' ORDER BY m.created_at, m.user_id`,
    [merchantId],
    toStoredMember,
  )

/** All of them, so that two owners who leave at once are not both let go. */
export const lockTeam = (merchantId: string): Statement<Member[]> =>
  findMany(
    'lock_team',
    `SELECT ${memberColumns} FROM memberships m JOIN users u ON u.user_id = m.user_id
     WHERE m.merchant_id = $1 AND m.status = 'active' ORDER BY m.created_at, m.user_id FOR NO KEY UPDATE OF m`,
    [merchantId],
    toStoredMember,
  )

export const findMemberships = (userId: string): Statement<Membership[]> =>
  findMany(
    'find_memberships',
    `SELECT merchant_id, user_id, role, status, created_at, updated_at FROM memberships
     WHERE user_id = $1 AND status = 'active' ORDER BY created_at, merchant_id`,
    [userId],
    toStoredMembership,
  )

/** Who was in the team before comes back with the new role. */
export const saveMembership = (membership: Membership): Statement<void> =>
  write(
    'save_membership',
    `INSERT INTO memberships (merchant_id, user_id, role, status, created_at, updated_at) VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT (merchant_id, user_id) DO UPDATE SET role = excluded.role, status = excluded.status,
       updated_at = excluded.updated_at
     RETURNING 1`,
    [
      membership.merchantId,
      membership.userId,
      membership.role,
      membership.status,
      membership.createdAt,
      membership.updatedAt,
    ],
  )

/** Of merchants that the person acts for, each with its environments, in the order of the memberships. */
export const findReach = (userId: string): Statement<Reach[]> =>
  findMany(
    'find_reach_of_user',
    `SELECT s.merchant_id, s.role, m.business_name, e.environment_id, e.mode, e.sandbox_id, e.name, e.is_default, e.status
     FROM memberships s JOIN merchants m ON m.merchant_id = s.merchant_id JOIN environments e ON e.merchant_id = s.merchant_id
     WHERE s.user_id = $1 AND s.status = 'active'
     ORDER BY s.created_at, s.merchant_id, e.mode, e.is_default DESC, e.created_at, e.environment_id`,
    [userId],
    (row) => ({
      merchantId: row['merchant_id'],
      role: row['role'],
      businessName: row['business_name'],
      environmentId: row['environment_id'],
      mode: row['mode'],
      sandboxId: row['sandbox_id'],
      name: row['name'],
      isDefault: row['is_default'],
      status: row['status'],
    }),
  )

/** One environment of one merchant that a person acts for. */
export type Reach = Pick<Membership, 'merchantId' | 'role'> & {
  businessName: string
  environmentId: string
  mode: 'test' | 'live'
  sandboxId: string | null
  name: string
  isDefault: boolean
  status: 'active' | 'archived'
}

/** Whoever has a new password is no longer signed in anywhere. */
export const deleteOnboardingSessions = (userId: string): Statement<void> =>
  writeAny('delete_onboarding_sessions_of_user', 'DELETE FROM onboarding_sessions WHERE user_id = $1', [
    userId,
  ])

/** Whose role is another one begins anew there; what they do for other merchants is none of this one's business. */
export const deleteOnboardingSessionsAt = (merchantId: string, userId: string): Statement<void> =>
  writeAny(
    'delete_onboarding_sessions_of_member',
    'DELETE FROM onboarding_sessions WHERE user_id = $1 AND merchant_id = $2',
    [userId, merchantId],
  )
