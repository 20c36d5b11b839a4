import { findLiveEnvironment } from '../platform/auth/queries.ts'
import { type Context, type Services, systemContext } from '../platform/context.ts'
import { refuse } from '../platform/http/errors.ts'
import type { ProviderFacts } from './account.ts'
import { changeAccount, getStanding } from './change-account.ts'
import { verificationErrors } from './errors.ts'
import { findMerchantOfProcessorAccount } from './queries.ts'
import { reviewerOf } from './reviewers/registered.ts'
import { ProviderUnavailable } from './reviewers/reviewer.ts'
import { isConsulted } from './reviewers/stripe.ts'
import type { Standing } from './standing.ts'

/**
 * What the provider says now, kept. Where nobody outside is asked, only what time has brought is kept. The provider is asked
 * outside any transaction; of two who ask at once, what was asked for last is kept.
 *
 * Refuses ONBOARDING_UNAVAILABLE when it does not answer: what was known stays.
 */
export const refreshAccount = async <R = Standing>(
  ctx: Context,
  merchantId: string,
  resultOf?: (standing: Standing) => R,
): Promise<R> => {
  const { consult } = reviewerOf(ctx)
  const { account, merchant } = await getStanding(ctx, merchantId)
  if (!consult || !isConsulted(account))
    return changeAccount(ctx, merchantId, ({ account: found }) => ({ account: found }), resultOf)
  try {
    const provider = await consult(ctx, account, merchant.businessName)
    return await changeAccount(
      ctx,
      merchantId,
      ({ account: found }) => ({
        account: isNewer(provider, found.provider) ? { ...found, provider } : found,
      }),
      resultOf,
    )
  } catch (error) {
    if (!(error instanceof ProviderUnavailable)) throw error
    ctx.log.warn('The provider of accounts did not answer', { error, merchant: merchantId })
    throw refuse(verificationErrors.ONBOARDING_UNAVAILABLE)
  }
}

const isNewer = (asked: ProviderFacts, known: ProviderFacts | null): boolean =>
  known === null || asked.observedAt >= known.observedAt

/** For news from the processor about an account of one of our merchants; of any other account nothing happens. */
export const syncAccount = async (services: Services, processorAccountId: string): Promise<void> => {
  const merchantId = await services.db.run(findMerchantOfProcessorAccount(processorAccountId))
  const live = merchantId && (await services.db.run(findLiveEnvironment(merchantId)))
  if (!merchantId || !live || !reviewerOf(services).consult) return
  await refreshAccount(systemContext(services, live), merchantId)
}
