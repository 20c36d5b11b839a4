import type { Instant } from '../platform/clock/clock.ts'
import { type Statement, findMany, findOne, write } from '../platform/db/statement.ts'
import type { OnboardingSession } from './session.ts'

/** Every statement on `onboarding_sessions` and `initial_api_keys`: control rows, found by person and merchant. */

export const insertOnboardingSession = (
  tokenDigest: Buffer,
  { userId, merchantId, expiresAt }: { userId: string; merchantId: string; expiresAt: Instant },
): Statement<void> =>
  write(
    'insert_onboarding_session',
    'INSERT INTO onboarding_sessions (token_digest, user_id, merchant_id, expires_at) VALUES ($1, $2, $3, $4) RETURNING 1',
    [tokenDigest, userId, merchantId, expiresAt],
  )

export const findOnboardingSession = (tokenDigest: Buffer): Statement<OnboardingSession | null> =>
  findOne(
    'find_onboarding_session',
    `SELECT s.user_id, s.merchant_id, s.expires_at, e.environment_id,
            (SELECT m.role FROM memberships m JOIN users u ON u.user_id = m.user_id
             WHERE m.merchant_id = s.merchant_id AND m.user_id = s.user_id AND m.status = 'active'
               AND u.status = 'active') AS role
     FROM onboarding_sessions s JOIN environments e ON e.merchant_id = s.merchant_id AND e.mode = 'live'
     WHERE s.token_digest = $1`,
    [tokenDigest],
    (row) => ({
      userId: row['user_id'],
      merchantId: row['merchant_id'],
      liveEnvironmentId: row['environment_id'],
      role: row['role'],
      expiresAt: row['expires_at'],
    }),
  )

/** Violates `initial_api_keys_pkey` when the merchant had its first key of the mode. */
export const insertInitialApiKey = (
  merchantId: string,
  mode: 'test' | 'live',
  apiKeyId: string,
): Statement<void> =>
  write(
    'insert_initial_api_key',
    'INSERT INTO initial_api_keys (merchant_id, mode, api_key_id) VALUES ($1, $2, $3) RETURNING 1',
    [merchantId, mode, apiKeyId],
  )

/** The modes whose first key onboarding has made. */
export const findInitialApiKeyModes = (merchantId: string): Statement<('test' | 'live')[]> =>
  findMany(
    'find_initial_api_key_modes',
    'SELECT mode FROM initial_api_keys WHERE merchant_id = $1',
    [merchantId],
    (row) => row['mode'],
  )

/** The environments whose keys onboarding makes: live mode's, and a sandbox's, the default one unless it is named. */
export const findDefaultSandboxId = (merchantId: string): Statement<string | null> =>
  findOne(
    'find_default_sandbox_id',
    'SELECT sandbox_id FROM environments WHERE merchant_id = $1 AND is_default',
    [merchantId],
    (row) => row['sandbox_id'],
  )
