import type { Instant } from '../platform/clock/clock.ts'
import type { Context } from '../platform/context.ts'
import { refuse } from '../platform/http/errors.ts'
import type { FormComponent } from '../verification/index.ts'
import type { CollectionPolicy } from './account-session.ts'
import { accountSessionErrors } from './errors.ts'

/** What a launch token says. It is sealed, so nobody but us reads or makes one. */
export type Launch = {
  merchantId: string
  components: readonly FormComponent[]
  policy: CollectionPolicy
  expiresAt: Instant
}

const start = 'masl_'

export const launchTokenOf = ({ secrets }: Context, launch: Launch): string =>
  start + secrets.seal(JSON.stringify(launch)).toString('base64url')

/** Refuses MERCHANT_ACCOUNT_SESSION_INVALID_LAUNCH_TOKEN and …_LAUNCH_TOKEN_SCOPE_MISMATCH. */
export const readLaunchToken = (ctx: Context, token: string): Launch => {
  const launch = opened(ctx, token)
  if (!launch || launch.expiresAt <= ctx.systemClock.now())
    throw refuse(accountSessionErrors.MERCHANT_ACCOUNT_SESSION_INVALID_LAUNCH_TOKEN, {
      param: 'launch_token',
    })
  if (launch.merchantId !== ctx.merchantId)
    throw refuse(accountSessionErrors.MERCHANT_ACCOUNT_SESSION_LAUNCH_TOKEN_SCOPE_MISMATCH, {
      param: 'launch_token',
    })
  return launch
}

const opened = ({ secrets }: Context, token: string): Launch | null => {
  if (!token.startsWith(start)) return null
  try {
    return JSON.parse(secrets.unseal(Buffer.from(token.slice(start.length), 'base64url'))) as Launch
  } catch {
    return null
  }
}
