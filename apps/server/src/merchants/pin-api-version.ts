import type { Instant } from '../platform/clock/clock.ts'
import { checkVersion } from '../platform/http/check-version.ts'
import { type PinnedVersion, pinned } from './pinned-version.ts'

/**
 * A version that the merchant's calls and `default` webhook endpoints are served in from now on. `expectedApiVersion` is
 * the version that the caller knows.
 */
export const pinnedAt = (
  before: PinnedVersion,
  input: { apiVersion: string; expectedApiVersion?: string | undefined },
  now: Instant,
): PinnedVersion =>
  pinned(
    before,
    { apiVersion: checkVersion(input.apiVersion, 'api_version'), expected: input.expectedApiVersion },
    now,
  )
