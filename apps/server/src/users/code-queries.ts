import type { Instant } from '../platform/clock/clock.ts'
import type { Services } from '../platform/context.ts'
import { type Row, type Statement, findOne, write } from '../platform/db/statement.ts'

/** Every statement on `email_codes`. */

export type CodePurpose = 'sign_up' | 'onboarding' | 'password_reset'

/** What must be known again when the code comes back, or when its mail is written. */
export type SealedPart = {
  code: string
  firstName?: string
  lastName?: string
  passwordHash?: string
}

export type EmailCode = {
  emailCodeId: string
  purpose: CodePurpose
  email: string
  codeDigest: Buffer
  sealed: SealedPart
  /** Whom the address belonged to at the start. */
  userId: string | null
  triesLeft: number
  usedAt: Instant | null
  expiresAt: Instant
  createdAt: Instant
}

const columns = `email_code_id, purpose, email, code_digest, sealed, user_id, tries_left, used_at, expires_at, created_at`

const toStoredCode =
  ({ secrets }: Pick<Services, 'secrets'>) =>
  (row: Row): EmailCode => ({
    emailCodeId: row['email_code_id'],
    purpose: row['purpose'],
    email: row['email'],
    codeDigest: row['code_digest'],
    sealed: JSON.parse(secrets.unseal(row['sealed'])),
    userId: row['user_id'],
    triesLeft: row['tries_left'],
    usedAt: row['used_at'],
    expiresAt: row['expires_at'],
    createdAt: row['created_at'],
  })

export const insertCode = (
  { secrets }: Pick<Services, 'secrets'>,
  code: EmailCode,
  tokenDigest: Buffer,
): Statement<void> =>
  write(
    'insert_email_code',
    `INSERT INTO email_codes (email_code_id, purpose, email, code_digest, sealed, user_id, tries_left, expires_at, created_at,
                              token_digest)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) RETURNING 1`,
    [
      code.emailCodeId,
      code.purpose,
      code.email,
      code.codeDigest,
      secrets.seal(JSON.stringify(code.sealed)),
      code.userId,
      code.triesLeft,
      code.expiresAt,
      code.createdAt,
      tokenDigest,
    ],
  )

/** For what must be read before the code is locked. */
export const findCodeByToken = (
  services: Pick<Services, 'secrets'>,
  tokenDigest: Buffer,
): Statement<EmailCode | null> =>
  findOne(
    'find_email_code_by_token',
    `SELECT ${columns} FROM email_codes WHERE token_digest = $1`,
    [tokenDigest],
    toStoredCode(services),
  )

/** Locked: of several tries at once each counts. */
export const lockCode = (
  services: Pick<Services, 'secrets'>,
  tokenDigest: Buffer,
): Statement<EmailCode | null> =>
  findOne(
    'lock_email_code',
    `SELECT ${columns} FROM email_codes WHERE token_digest = $1 FOR NO KEY UPDATE`,
    [tokenDigest],
    toStoredCode(services),
  )

export const findCode = (
  services: Pick<Services, 'secrets'>,
  emailCodeId: string,
): Statement<EmailCode | null> =>
  findOne(
    'find_email_code',
    `SELECT ${columns} FROM email_codes WHERE email_code_id = $1`,
    [emailCodeId],
    toStoredCode(services),
  )

export const countTry = ({ emailCodeId }: EmailCode): Statement<void> =>
  write(
    'count_try_of_email_code',
    'UPDATE email_codes SET tries_left = tries_left - 1 WHERE email_code_id = $1 RETURNING 1',
    [emailCodeId],
  )

export const markCodeUsed = ({ emailCodeId }: EmailCode, now: Instant): Statement<void> =>
  write('mark_email_code_used', 'UPDATE email_codes SET used_at = $2 WHERE email_code_id = $1 RETURNING 1', [
    emailCodeId,
    now,
  ])
