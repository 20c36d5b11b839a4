import { type Instant, hourMs, plusMs } from '../platform/clock/clock.ts'
import { httpErrors, refuse } from '../platform/http/errors.ts'
import { type ApiVersion, defaultApiVersion } from '../platform/http/versions.ts'

/**
 * The API version of a merchant, shared by live mode and all sandboxes:
 *
 *   nobody has chosen --pin--> pinned --pin a newer one--> pinned, can be taken back for 72 hours
 *   pinned, can be taken back --pin the one before--> pinned
 *
 * Otherwise an older version cannot be pinned: what was stored since may say what it has no words for.
 * Source: contract, flint-platform 2, "Changing the default".
 */
export type PinnedVersion = {
  apiVersion: ApiVersion | null
  pinnedAt: Instant | null
  changedAt: Instant | null
  previous: ApiVersion | null
  rollbackExpiresAt: Instant | null
}

const rollbackMs = 72 * hourMs

/**
 * @throws API_VERSION_CHANGED when another version is served than was expected; FIELD_NOT_UPDATABLE for an older one
 *         that can no longer be gone back to.
 */
export const pinned = (
  before: PinnedVersion,
  { apiVersion, expected }: { apiVersion: ApiVersion; expected?: string | undefined },
  now: Instant,
): PinnedVersion => {
  const served = before.apiVersion ?? defaultApiVersion
  if (expected !== undefined && expected !== served)
    throw refuse(httpErrors.API_VERSION_CHANGED, {
      param: 'expected_api_version',
      message: `The merchant's api_version is ${served} now.`,
    })
  if (apiVersion === served) return { ...before, apiVersion, pinnedAt: before.pinnedAt ?? now }
  const change = { apiVersion, pinnedAt: now, changedAt: now }
  if (apiVersion > served) return { ...change, previous: served, rollbackExpiresAt: plusMs(now, rollbackMs) }
  if (apiVersion !== before.previous || (before.rollbackExpiresAt ?? '') <= now)
    throw refuse(httpErrors.FIELD_NOT_UPDATABLE, {
      param: 'api_version',
      message: `${served} can no longer be changed to the older ${apiVersion}.`,
    })
  return { ...change, previous: null, rollbackExpiresAt: null }
}
