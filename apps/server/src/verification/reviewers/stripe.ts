import type { Account, ProviderFacts } from '../account.ts'
import { missingBasics } from '../fields.ts'
import type { Reviewer } from './reviewer.ts'
import { createAccount, readAccount } from './stripe-accounts.ts'
import { factsOf } from './stripe-words.ts'

/**
 * Each merchant has an account of its own at Stripe: its embedded form asks for everything but the few things that the
 * account is made from, and Stripe decides. Our account only says what Stripe last said.
 */
export const stripe: Reviewer = {
  name: 'stripe',
  review: (account, now) => {
    // What is given here is nothing that anybody looks at.
    const review = { ...account.review, fields: [] }
    const state = account.provider ? stateOf(account.provider) : review.state
    const approvedAt = state === 'approved' ? (review.approvedAt ?? now) : null
    return { ...account, review: { ...review, state, approvedAt } }
  },
  consult: async (services, account, businessName) => {
    // Before it is asked: what it answers is no older than that.
    const askedAt = services.systemClock.now()
    const found = account.provider
      ? await readAccount(services, account.provider.accountId)
      : await createAccount(services, account, businessName)
    return factsOf(found, askedAt)
  },
}

/** Whether there is anything to make an account from, or one to ask about. */
export const isConsulted = (account: Account): boolean =>
  account.provider !== null || (account.startedAt !== null && missingBasics(account, true).length === 0)

const stateOf = (provider: ProviderFacts): Account['review']['state'] => {
  if (provider.disabledReason === 'account_rejected') return 'rejected'
  if (provider.isChargesEnabled && provider.isPayoutsEnabled) return 'approved'
  const isWaitedFor = provider.currentlyDue.length > 0 || provider.pastDue.length > 0
  return isWaitedFor ? 'collecting' : 'in_review'
}
