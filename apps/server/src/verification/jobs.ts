import { findLiveEnvironment } from '../platform/auth/queries.ts'
import { type Services, systemContext } from '../platform/context.ts'
import type { TimerHandlers } from '../platform/jobs/timers.ts'
import { refreshAccount } from './ask-provider.ts'
import { changeAccount, reviewTimer } from './change-account.ts'
import { findAccountsOnOtherBasis } from './queries.ts'
import { basisOf } from './reviewers/registered.ts'

/** A reviewer that waited, or a deadline that came: everything else follows from looking again. */
export const verificationTimers: TimerHandlers = {
  [reviewTimer]: async (ctx, merchantId) => void (await refreshAccount(ctx, merchantId)),
}

const batch = 20

/**
 * After a start with another processor or verifier: what live mode may do is worked out anew, and told. Says how many
 * accounts that were, so that it is called again until there are none.
 */
export const renewReadiness = async (services: Services): Promise<number> => {
  const merchantIds = await services.db.run(findAccountsOnOtherBasis(basisOf(services), batch))
  for (const merchantId of merchantIds) {
    const live = await services.db.run(findLiveEnvironment(merchantId))
    if (live) await changeAccount(systemContext(services, live), merchantId, ({ account }) => ({ account }))
  }
  return merchantIds.length
}
