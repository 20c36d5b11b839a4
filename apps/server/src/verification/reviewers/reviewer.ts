import type { Instant } from '../../platform/clock/clock.ts'
import type { Services } from '../../platform/context.ts'
import type { Account, ProviderFacts } from '../account.ts'

/** Who decides whether a merchant may take live money. One file each. */
export type Reviewer = {
  name: ReviewerName
  /**
   * What becomes of an account that is as it is now. Pure: called in the transaction of every change, and when the time
   * comes that it asked for by `review.decideAt`.
   */
  review(account: Account, now: Instant): Account
  /**
   * For one who collects the details itself and is reached over the network: what its account of the merchant looks like
   * now, made first where there is none. Called outside any transaction; with the same account it makes no second one.
   *
   * @throws ProviderUnavailable when there was no answer.
   */
  consult?: (services: Services, account: Account, businessName: string) => Promise<ProviderFacts>
}

export const reviewerNames = ['automatic', 'review', 'stripe'] as const
export type ReviewerName = (typeof reviewerNames)[number]

/** No answer, or one that says nothing: what is known stays known. */
export class ProviderUnavailable extends Error {}
