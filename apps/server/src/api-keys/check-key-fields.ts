import { type Instant, plusMs } from '../platform/clock/clock.ts'
import type { Context } from '../platform/context.ts'
import { refuse } from '../platform/http/errors.ts'
import { apiKeyErrors } from './errors.ts'

/** White space alone names nothing. */
export const checkedName = (name: string): string => {
  const trimmed = name.trim()
  if (trimmed === '') throw refuse(apiKeyErrors.NAME_REQUIRED, { param: 'name' })
  return trimmed
}

/** Keys live by the machine's time: a sandbox whose clock was moved does not lose its keys. */
export const checkedExpiry = (
  ctx: Pick<Context, 'systemClock'>,
  expiresAt: string | null | undefined,
): Instant | null => {
  if (!expiresAt) return null
  const instant = plusMs(expiresAt, 0)
  if (instant <= ctx.systemClock.now()) throw refuse(apiKeyErrors.INVALID_EXPIRES_AT, { param: 'expires_at' })
  return instant
}
