import { timingSafeEqual } from 'node:crypto'
import { insertEmail, newEmail } from '../mail/index.ts'
import { type Instant, minuteMs, plusMs } from '../platform/clock/clock.ts'
import { type Context, platformContext } from '../platform/context.ts'
import { isUniqueViolation } from '../platform/db/database.ts'
import { type Decision, type Loads, transact, writeOnce } from '../platform/db/transact.ts'
import { type Refusal, refuse } from '../platform/http/errors.ts'
import {
  type CodePurpose,
  type EmailCode,
  type SealedPart,
  countTry,
  findCodeByToken,
  insertCode,
  lockCode,
  markCodeUsed,
} from './code-queries.ts'
import { userErrors } from './errors.ts'
import { codeDigest, newCode, newToken, tokenDigest, tokenStarts } from './one-time-tokens.ts'
import { findUserByEmail, lockUserByEmail } from './queries.ts'
import type { User } from './user.ts'

/** Source: contract, flint-platform 12.1 and 28 row 8. */
const codeLifeMs = 15 * minuteMs
const tries = 5

export type Started = { verificationToken: string; expiresAt: Instant }

/**
 * Mails a code that proves an address, and answers the token that must come with it. Who asks learns nothing about the
 * address: for one that has an account, or for one that has none, all looks the same, and only the mail says more.
 */
export const startVerification = async (
  ctx: Context,
  { purpose, email, details }: { purpose: CodePurpose; email: string; details: Omit<SealedPart, 'code'> },
): Promise<Started> => {
  const user = await ctx.db.run(findUserByEmail(email))
  const platform = platformContext(ctx)
  const code = newCode(ctx)
  const verificationToken = newToken(ctx, tokenStarts.verification)
  const emailCodeId = ctx.ids.newId('ecode')
  const stored: EmailCode = {
    emailCodeId,
    purpose,
    email,
    codeDigest: codeDigest(ctx, emailCodeId, code),
    sealed: { ...details, code },
    userId: user?.userId ?? null,
    triesLeft: tries,
    usedAt: null,
    expiresAt: plusMs(platform.now, codeLifeMs),
    createdAt: platform.now,
  }
  const isMailed = purpose !== 'password_reset' || user?.status === 'active'
  const mail = newEmail(platform, {
    kind: purpose === 'password_reset' ? 'password_reset' : 'verification_code',
    cause: 'request',
    // As the account has it: nobody's spelling sends a code anywhere else.
    recipient: user?.email ?? email,
    orderId: null,
    customerId: null,
    aboutId: emailCodeId,
  })
  return writeOnce(platform, {
    result: { verificationToken, expiresAt: stored.expiresAt },
    writes: [
      insertCode(ctx, stored, tokenDigest(ctx, verificationToken)),
      ...(isMailed ? [insertEmail(mail)] : []),
    ],
  })
}

export type Proved = { code: EmailCode; user: User | null }
export type TriedCode = { token: string; code: string; purposes: readonly CodePurpose[] }

/**
 * Takes a code. A wrong one counts, and nothing else happens; with the right one `decide` says what comes of it, in the
 * same transaction that uses the code up. What `decide` refuses leaves the code as it was.
 *
 * @throws INVALID_VERIFICATION, VERIFICATION_ALREADY_USED
 */
export const withCode = async <T extends Record<string, unknown>, R>(
  ctx: Context,
  tried: TriedCode,
  load: (proved: { email: string; userId: string | null }) => Loads<T>,
  decide: (proved: Proved & T) => Decision<R>,
): Promise<R> => {
  const platform = platformContext(ctx)
  const digest = tokenDigest(ctx, tried.token)
  const attempt = async (): Promise<R> => {
    const known = await ctx.db.run(findCodeByToken(ctx, digest))
    if (!known) throw refuse(userErrors.INVALID_VERIFICATION, { param: 'verification_token' })
    const user = await ctx.db.run(findUserByEmail(known.email))
    const outcome = await transact<any, { refused: Refusal } | { result: R }>(
      platform,
      {
        code: lockCode(ctx, digest),
        user: lockUserByEmail(known.email),
        ...load({ email: known.email, userId: user?.userId ?? null }),
      },
      (loaded) => {
        const problem = problemOf(ctx, loaded.code, tried, platform.now)
        if (problem) return problem
        const { result, writes, wake } = decide(loaded)
        return {
          result: { result },
          writes: [markCodeUsed(loaded.code, platform.now), ...writes],
          ...(wake ? { wake } : {}),
        }
      },
    )
    if ('refused' in outcome) throw outcome.refused
    return outcome.result
  }
  return attempt().catch((error) => {
    // The same address was proved by another code meanwhile: now there is somebody who has it.
    if (isUniqueViolation(error, 'one_user_of_email')) return attempt()
    throw error
  })
}

const problemOf = (
  ctx: Context,
  code: EmailCode | null,
  tried: TriedCode,
  now: Instant,
): Decision<{ refused: Refusal }> | null => {
  const invalid = { refused: refuse(userErrors.INVALID_VERIFICATION, { param: 'verification_code' }) }
  if (!code || !tried.purposes.includes(code.purpose)) return { result: invalid, writes: [] }
  if (code.usedAt) return { result: { refused: refuse(userErrors.VERIFICATION_ALREADY_USED) }, writes: [] }
  if (code.expiresAt <= now || code.triesLeft === 0) return { result: invalid, writes: [] }
  const isRight = timingSafeEqual(codeDigest(ctx, code.emailCodeId, tried.code.trim()), code.codeDigest)
  // Nobody was told this code: the address had an account already, or has none.
  const isNobodys =
    (code.purpose === 'sign_up' && code.userId !== null) ||
    (code.purpose === 'password_reset' && code.userId === null)
  return isRight && !isNobodys ? null : { result: invalid, writes: [countTry(code)] }
}
